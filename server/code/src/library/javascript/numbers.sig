# JavaScript's numbers and mathematics.

Math: path:Math | Mathematical functions and constants.
Math.abs(x) -> number | The number without its sign.
Math.acos(x) -> number | The arc cosine, in radians.
Math.acosh(x) -> number | The inverse hyperbolic cosine.
Math.asin(x) -> number | The arc sine, in radians.
Math.asinh(x) -> number | The inverse hyperbolic sine.
Math.atan(x) -> number | The arc tangent, in radians.
Math.atanh(x) -> number | The inverse hyperbolic tangent.
Math.cbrt(x) -> number | The cube root.
Math.ceil(x) -> number | The next whole number that is not smaller.
Math.cos(x) -> number | The cosine of an angle in radians.
Math.cosh(x) -> number | The hyperbolic cosine.
Math.exp(x) -> number | Euler's number to the power of `x`.
Math.expm1(x) -> number | `exp(x) - 1`, exact for small numbers.
Math.floor(x) -> number | The next whole number that is not larger.
Math.fround(x) -> number | The nearest number that 32 bits can hold.
Math.f16round(x) -> number | The nearest number that 16 bits can hold.
Math.log(x) -> number | The natural logarithm.
Math.log10(x) -> number | The logarithm to base ten.
Math.log1p(x) -> number | The natural logarithm of `1 + x`.
Math.log2(x) -> number | The logarithm to base two.
Math.round(x) -> number | The nearest whole number; halves go up.
Math.sign(x) -> number | 1, 0 or -1: the sign of the number.
Math.sin(x) -> number | The sine of an angle in radians.
Math.sinh(x) -> number | The hyperbolic sine.
Math.sqrt(x) -> number | The square root.
Math.tan(x) -> number | The tangent of an angle in radians.
Math.tanh(x) -> number | The hyperbolic tangent.
Math.trunc(x) -> number | The number without its fraction.
Math.atan2(y, x) -> number | The angle to a point, in radians.
Math.clz32(x) -> int | How many zeros the 32 bits of a number begin with.
Math.hypot(...numbers) -> number | The square root of the sum of squares.
Math.imul(a, b) -> int | The product, in 32 bits.
Math.max(...numbers) -> number | The largest of the numbers; minus infinity without any.
Math.min(...numbers) -> number | The smallest of the numbers; infinity without any.
Math.pow(base, exponent) -> number | One number to the power of another.
Math.random() -> number | A random number from 0 up to, but not including, 1.
Math.E: float | Euler's number.
Math.LN10: float | The natural logarithm of 10.
Math.LN2: float | The natural logarithm of 2.
Math.LOG10E: float | The logarithm of Euler's number to base ten.
Math.LOG2E: float | The logarithm of Euler's number to base two.
Math.PI: float | The circumference of a circle of diameter 1.
Math.SQRT1_2: float | The square root of one half.
Math.SQRT2: float | The square root of 2.

Number(value?) -> number | The value as a number; `NaN` where it is none.
new Number(value?) -> =Number | A number object; hardly ever what is meant.
Number.EPSILON: float | The difference between 1 and the next larger number.
Number.MAX_SAFE_INTEGER: int | The largest integer up to which all are exact.
Number.MAX_VALUE: number | The largest number that is not infinite.
Number.MIN_SAFE_INTEGER: int | The smallest integer down to which all are exact.
Number.MIN_VALUE: float | The smallest number above 0.
Number.NaN: float | Not a number.
Number.NEGATIVE_INFINITY: float | Minus infinity.
Number.POSITIVE_INFINITY: float | Infinity.
Number.isFinite(value) -> bool | Whether it is a number and neither infinite nor `NaN`.
Number.isInteger(value) -> bool | Whether it is a number without a fraction.
Number.isNaN(value) -> bool | Whether it is `NaN` itself.
Number.isSafeInteger(value) -> bool | Whether it is an integer that is surely exact.
Number.parseFloat(text) -> number | The number a text begins with, or `NaN`.
Number.parseInt(text, radix?) -> number | The integer a text begins with, or `NaN`.
parseFloat(text) -> number | The number a text begins with, or `NaN`.
parseInt(text, radix?) -> number | The integer a text begins with, or `NaN`.
isFinite(value) -> bool | Whether the value, made a number, is neither infinite nor `NaN`.
isNaN(value) -> bool | Whether the value, made a number, is `NaN`.
NaN: float | Not a number.
Infinity: float | More than any number.

BigInt(value) -> bigint ! | The value as an integer of any size; throws where it is none.
BigInt.asIntN(bits, value) -> bigint | The integer cut to so many bits, with a sign.
BigInt.asUintN(bits, value) -> bigint | The integer cut to so many bits, without a sign.
Boolean(value?) -> bool | Whether the value counts as true.
new Boolean(value?) -> =Boolean | A truth value object; hardly ever what is meant.
