# Modules about numbers: math, cmath, random, statistics, decimal, fractions, numbers.

math.acos(x, /) -> float ! number: value arithmetic | The angle whose cosine is `x`.
math.acosh(x, /) -> float ! number: value arithmetic | The inverse hyperbolic cosine.
math.asin(x, /) -> float ! number: value arithmetic | The angle whose sine is `x`.
math.asinh(x, /) -> float ! number: arithmetic | The inverse hyperbolic sine.
math.atan(x, /) -> float ! number: arithmetic | The angle whose tangent is `x`.
math.atan2(y, x, /) -> float ! number: arithmetic | The angle of the point `x`, `y`.
math.atanh(x, /) -> float ! number: value arithmetic | The inverse hyperbolic tangent.
math.cbrt(x, /) -> float | The cube root (from Python 3.11 on).
math.ceil(x, /) -> int ! number: value arithmetic | The next integer that is not smaller.
math.comb(n, k, /) -> int | In how many ways `k` of `n` things can be chosen.
math.copysign(x, y, /) -> float ! number: arithmetic | The magnitude of one number with the sign of another.
math.cos(x, /) -> float ! number: value arithmetic | The cosine of an angle in radians.
math.cosh(x, /) -> float ! number: value arithmetic | The hyperbolic cosine.
math.degrees(x, /) -> float ! number: arithmetic | Radians in degrees.
math.dist(p, q, /) -> float | How far two points are apart.
math.e: float | The base of natural logarithms.
math.erf(x, /) -> float | The error function.
math.erfc(x, /) -> float | What the error function lacks to one.
math.exp(x, /) -> float ! number: value arithmetic | `e` to the power of `x`.
math.exp2(x, /) -> float | Two to the power of `x` (from Python 3.11 on).
math.expm1(x, /) -> float ! number: value arithmetic | `exp(x) - 1`, precise for small numbers.
math.fabs(x, /) -> float ! number: arithmetic | The magnitude, as a float.
math.factorial(n, /) -> int | The product of all integers from 1 to `n`.
math.floor(x, /) -> int ! number: value arithmetic | The next integer that is not larger.
math.fma(x, y, z, /) -> float | `x * y + z`, rounded once (from Python 3.13 on).
math.fmod(x, y, /) -> float ! number: value arithmetic | The remainder of a division, with the sign of `x`.
math.frexp(x, /) -> tuple[float, int] | The number as a fraction and a power of two.
math.fsum(seq, /) -> float | The exact sum of floats, rounded once.
math.gamma(x, /) -> float ! number: value arithmetic | The gamma function.
math.gcd(*integers) -> int ! int: nothing | The greatest integer that divides all.
math.hypot(*coordinates) -> float ! number: arithmetic | The distance of a point from the origin.
math.inf: float | Infinity.
math.isclose(a, b, *, rel_tol?, abs_tol?) -> bool | Whether two numbers are nearly equal.
math.isfinite(x, /) -> bool ! number: arithmetic | Whether it is neither infinite nor NaN.
math.isinf(x, /) -> bool ! number: arithmetic | Whether it is infinite.
math.isnan(x, /) -> bool ! number: arithmetic | Whether it is NaN.
math.isqrt(n, /) -> int ! int: value far | The integer part of the square root.
math.lcm(*integers) -> int ! int: nothing | The least integer that all divide.
math.ldexp(x, i, /) -> float | `x` times a power of two.
math.lgamma(x, /) -> float ! number: value arithmetic | The logarithm of the gamma function's magnitude.
math.log(x, base?, /) -> float ! number: value arithmetic | The logarithm, natural unless told otherwise.
math.log10(x, /) -> float ! number: value arithmetic | The logarithm to base ten.
math.log1p(x, /) -> float ! number: value arithmetic | `log(1 + x)`, precise for small numbers.
math.log2(x, /) -> float ! number: value arithmetic | The logarithm to base two.
math.modf(x, /) -> tuple[float, float] | The fraction and the whole part.
math.nan: float | Not a number.
math.nextafter(x, y, /, *, steps?) -> float | The neighbouring float in a direction.
math.perm(n, k?, /) -> int | In how many orders `k` of `n` things can be taken.
math.pi: float | The ratio of a circle's circumference to its diameter.
math.pow(x, y, /) -> float ! number: value arithmetic | A power, as a float.
math.prod(iterable, /, *, start?) -> any | The product of the elements.
math.radians(x, /) -> float ! number: arithmetic | Degrees in radians.
math.remainder(x, y, /) -> float ! number: value arithmetic | The difference from the nearest multiple of `y`.
math.sin(x, /) -> float ! number: value arithmetic | The sine of an angle in radians.
math.sinh(x, /) -> float ! number: value arithmetic | The hyperbolic sine.
math.sqrt(x, /) -> float ! number: value arithmetic | The square root.
math.sumprod(p, q, /) -> unknown | The sum of products of two sequences (from Python 3.12 on).
math.tan(x, /) -> float ! number: value arithmetic | The tangent of an angle in radians.
math.tanh(x, /) -> float | The hyperbolic tangent.
math.tau: float | Twice pi.
math.trunc(x, /) -> int ! number: value arithmetic | The number without its fraction.
math.ulp(x, /) -> float | The value of a float's last digit.

random.Random(x?) -> any | A generator of random numbers of its own.
random.SystemRandom(x?) -> any | Random numbers of the operating system.
random.betavariate(alpha, beta) -> float | A number of the beta distribution.
random.binomialvariate(n?, p?) -> int | How many of `n` trials succeed (from Python 3.12 on).
random.choice(seq) -> arg0.element | One of the elements.
random.choices(population, weights?, *, cum_weights?, k?) -> list[arg0.element] | `k` elements, each drawn from all.
random.expovariate(lambd?) -> float | A number of the exponential distribution.
random.gammavariate(alpha, beta) -> float | A number of the gamma distribution.
random.gauss(mu?, sigma?) -> float | A number of the normal distribution.
random.getrandbits(k, /) -> int | An integer of so many random bits.
random.getstate() -> unknown | The state of the generator.
random.lognormvariate(mu, sigma) -> float | A number of the log-normal distribution.
random.normalvariate(mu?, sigma?) -> float | A number of the normal distribution.
random.paretovariate(alpha) -> float | A number of the Pareto distribution.
random.randbytes(n) -> bytes | So many random bytes.
random.randint(a, b) -> int ! int: value far | An integer from `a` to `b`, both included.
random.random() -> float ! none: nothing | A number from 0 up to, not including, 1.
random.randrange(start, stop?, step?) -> int | One of the integers of a range.
random.sample(population, k, *, counts?) -> list[arg0.element] | `k` different elements.
random.seed(a?, version?) -> null | Starts the generator anew.
random.setstate(state) -> null | Gives the generator an earlier state.
random.shuffle(x) -> null | Puts the elements of a list in random order.
random.triangular(low?, high?, mode?) -> number | A number of the triangular distribution.
random.uniform(a, b) -> float | A number between `a` and `b`.
random.vonmisesvariate(mu, kappa) -> float | An angle of the von Mises distribution.
random.weibullvariate(alpha, beta) -> float | A number of the Weibull distribution.

statistics.NormalDist(mu?, sigma?) -> any | A normal distribution.
statistics.StatisticsError(*args) -> =Exception | There are too few data.
statistics.correlation(x, y, /, *, method?) -> float | How two rows of numbers go together, from -1 to 1.
statistics.covariance(x, y, /) -> float | The covariance of two rows of numbers.
statistics.fmean(data, weights?) -> float | The average, as a float.
statistics.geometric_mean(data) -> float | The geometric mean.
statistics.harmonic_mean(data, weights?) -> any | The harmonic mean.
statistics.linear_regression(x, y, /, *, proportional?) -> unknown | Slope and intercept of the line that fits best.
statistics.mean(data) -> any | The average.
statistics.median(data) -> any | The middle value.
statistics.median_grouped(data, interval?) -> any | The middle value of grouped numbers.
statistics.median_high(data) -> arg0.element | The higher of the middle values.
statistics.median_low(data) -> arg0.element | The lower of the middle values.
statistics.mode(data) -> arg0.element | The value that occurs most often.
statistics.multimode(data) -> list[arg0.element] | All values that occur most often.
statistics.pstdev(data, mu?) -> any | The standard deviation of a whole population.
statistics.pvariance(data, mu?) -> any | The variance of a whole population.
statistics.quantiles(data, *, n?, method?) -> any | The points that cut the data in equal parts.
statistics.stdev(data, xbar?) -> any | The standard deviation of a sample.
statistics.variance(data, xbar?) -> any | The variance of a sample.

decimal.Context(*args, **kwargs) -> any | Precision and rounding of decimal arithmetic.
decimal.Decimal(value?, context?) -> =decimal.Decimal | A decimal number.
decimal.Decimal.from_float(f, /) -> =decimal.Decimal | The exact value of a float.
decimal.Decimal#adjusted() -> int | The exponent of the first digit.
decimal.Decimal#as_integer_ratio() -> tuple[int, int] | The exact value as numerator and denominator.
decimal.Decimal#as_tuple() -> unknown | Sign, digits and exponent.
decimal.Decimal#canonical() -> =decimal.Decimal | The number itself.
decimal.Decimal#compare(other, context?) -> =decimal.Decimal | -1, 0 or 1, as a decimal.
decimal.Decimal#conjugate() -> =decimal.Decimal | The number itself.
decimal.Decimal#copy_abs() -> =decimal.Decimal | The magnitude.
decimal.Decimal#copy_negate() -> =decimal.Decimal | The number with the other sign.
decimal.Decimal#copy_sign(other, context?) -> =decimal.Decimal | The number with the sign of another.
decimal.Decimal#exp(context?) -> =decimal.Decimal | `e` to this power.
decimal.Decimal#fma(other, third, context?) -> =decimal.Decimal | The number times one plus another, rounded once.
decimal.Decimal#imag: =decimal.Decimal | Zero.
decimal.Decimal#is_finite() -> bool | Whether it is neither infinite nor NaN.
decimal.Decimal#is_infinite() -> bool | Whether it is infinite.
decimal.Decimal#is_nan() -> bool | Whether it is NaN.
decimal.Decimal#is_signed() -> bool | Whether it has a minus sign.
decimal.Decimal#is_zero() -> bool | Whether it is zero.
decimal.Decimal#ln(context?) -> =decimal.Decimal | The natural logarithm.
decimal.Decimal#log10(context?) -> =decimal.Decimal | The logarithm to base ten.
decimal.Decimal#max(other, context?) -> =decimal.Decimal | The larger of two.
decimal.Decimal#min(other, context?) -> =decimal.Decimal | The smaller of two.
decimal.Decimal#normalize(context?) -> =decimal.Decimal | The number without zeros at its end.
decimal.Decimal#number_class(context?) -> str | Which sort of number it is.
decimal.Decimal#quantize(exp, rounding?, context?) -> =decimal.Decimal | The number rounded to the exponent of another.
decimal.Decimal#real: =decimal.Decimal | The number itself.
decimal.Decimal#remainder_near(other, context?) -> =decimal.Decimal | The difference from the nearest multiple.
decimal.Decimal#same_quantum(other, context?) -> bool | Whether both have the same exponent.
decimal.Decimal#sqrt(context?) -> =decimal.Decimal | The square root.
decimal.Decimal#to_eng_string(context?) -> str | The number as engineers write it.
decimal.Decimal#to_integral_value(rounding?, context?) -> =decimal.Decimal | The number rounded to an integer.
decimal.DecimalException(*args) -> =Exception | Decimal arithmetic failed.
decimal.DivisionByZero(*args) -> =Exception | A decimal was divided by zero.
decimal.InvalidOperation(*args) -> =Exception | A decimal operation has no result.
decimal.Overflow(*args) -> =Exception | A decimal is too large.
decimal.ROUND_05UP: str | Round away from zero if the last digit would be 0 or 5.
decimal.ROUND_CEILING: str | Round upwards.
decimal.ROUND_DOWN: str | Round towards zero.
decimal.ROUND_FLOOR: str | Round downwards.
decimal.ROUND_HALF_DOWN: str | Round to the nearest, halves towards zero.
decimal.ROUND_HALF_EVEN: str | Round to the nearest, halves to even digits.
decimal.ROUND_HALF_UP: str | Round to the nearest, halves away from zero.
decimal.ROUND_UP: str | Round away from zero.
decimal.getcontext() -> any | The present precision and rounding.
decimal.localcontext(ctx?, **kwargs) -> any | A precision and rounding for one block.
decimal.setcontext(context, /) -> null | Sets precision and rounding.

operator decimal.Decimal % decimal.Decimal: =decimal.Decimal | The remainder of a division.
operator decimal.Decimal % int: =decimal.Decimal | The remainder of a division.
operator decimal.Decimal * decimal.Decimal: =decimal.Decimal | The product.
operator decimal.Decimal * int: =decimal.Decimal | The product.
operator decimal.Decimal + decimal.Decimal: =decimal.Decimal | The sum.
operator decimal.Decimal + int: =decimal.Decimal | The sum.
operator decimal.Decimal - decimal.Decimal: =decimal.Decimal | The difference.
operator decimal.Decimal - int: =decimal.Decimal | The difference.
operator decimal.Decimal / decimal.Decimal: =decimal.Decimal | The quotient.
operator decimal.Decimal / int: =decimal.Decimal | The quotient.
operator decimal.Decimal // decimal.Decimal: =decimal.Decimal | The whole quotient.
operator decimal.Decimal // int: =decimal.Decimal | The whole quotient.
operator int % decimal.Decimal: =decimal.Decimal | The remainder of a division.
operator int * decimal.Decimal: =decimal.Decimal | The product.
operator int + decimal.Decimal: =decimal.Decimal | The sum.
operator int - decimal.Decimal: =decimal.Decimal | The difference.
operator int / decimal.Decimal: =decimal.Decimal | The quotient.
operator int // decimal.Decimal: =decimal.Decimal | The whole quotient.

fractions.Fraction(numerator?, denominator?) -> =fractions.Fraction | An exact fraction.
fractions.Fraction.from_decimal(dec) -> =fractions.Fraction | The exact value of a decimal.
fractions.Fraction.from_float(f) -> =fractions.Fraction | The exact value of a float.
fractions.Fraction#as_integer_ratio() -> tuple[int, int] | Numerator and denominator.
fractions.Fraction#conjugate() -> =fractions.Fraction | The number itself.
fractions.Fraction#denominator: int | The lower part of the fraction.
fractions.Fraction#imag: int | Zero.
fractions.Fraction#is_integer() -> bool | Whether it is whole (from Python 3.12 on).
fractions.Fraction#limit_denominator(max_denominator?) -> =fractions.Fraction | The nearest fraction with a small denominator.
fractions.Fraction#numerator: int | The upper part of the fraction.
fractions.Fraction#real: =fractions.Fraction | The number itself.

operator float * fractions.Fraction: float | The product.
operator float + fractions.Fraction: float | The sum.
operator float - fractions.Fraction: float | The difference.
operator float / fractions.Fraction: float | The quotient.
operator fractions.Fraction * float: float | The product.
operator fractions.Fraction * fractions.Fraction: =fractions.Fraction | The product.
operator fractions.Fraction * int: =fractions.Fraction | The product.
operator fractions.Fraction + float: float | The sum.
operator fractions.Fraction + fractions.Fraction: =fractions.Fraction | The sum.
operator fractions.Fraction + int: =fractions.Fraction | The sum.
operator fractions.Fraction - float: float | The difference.
operator fractions.Fraction - fractions.Fraction: =fractions.Fraction | The difference.
operator fractions.Fraction - int: =fractions.Fraction | The difference.
operator fractions.Fraction / float: float | The quotient.
operator fractions.Fraction / fractions.Fraction: =fractions.Fraction | The quotient.
operator fractions.Fraction / int: =fractions.Fraction | The quotient.
operator fractions.Fraction // fractions.Fraction: int | The whole quotient.
operator fractions.Fraction // int: int | The whole quotient.
operator int * fractions.Fraction: =fractions.Fraction | The product.
operator int + fractions.Fraction: =fractions.Fraction | The sum.
operator int - fractions.Fraction: =fractions.Fraction | The difference.
operator int / fractions.Fraction: =fractions.Fraction | The quotient.

complex#conjugate() -> =complex | The number mirrored at the real axis.
complex#imag: float | The imaginary part.
complex#real: float | The real part.
object#__class__: unknown | The class of the object.
