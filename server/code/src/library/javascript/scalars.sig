# The methods of JavaScript's texts, numbers, truth values, BigInts and symbols.

str#anchor(name) -> str | The text inside an HTML `<a>` (deprecated).
str#at(index) -> str / perhaps | The character at an index, counted from the end where it is negative.
str#big() -> str | The text inside an HTML `<big>` (deprecated).
str#blink() -> str | The text inside an HTML `<blink>` (deprecated).
str#bold() -> str | The text inside an HTML `<b>` (deprecated).
str#charAt(index) -> str | The character at an index; empty where there is none.
str#charCodeAt(index) -> number | The UTF-16 unit at an index; `NaN` where there is none.
str#codePointAt(index) -> int / perhaps | The code point that begins at an index.
str#concat(...texts) -> str | This text followed by others.
str#endsWith(search, end?) -> bool | Whether it ends so.
str#fixed() -> str | The text inside an HTML `<tt>` (deprecated).
str#fontcolor(color) -> str | The text inside an HTML `<font>` (deprecated).
str#fontsize(size) -> str | The text inside an HTML `<font>` (deprecated).
str#includes(search, from?) -> bool | Whether another text occurs in it.
str#indexOf(search, from?) -> int | Where another text first occurs, or -1.
str#isWellFormed() -> bool | Whether it has no lone surrogates.
str#italics() -> str | The text inside an HTML `<i>` (deprecated).
str#lastIndexOf(search, from?) -> int | Where another text last occurs, or -1.
str#length: int | How many UTF-16 units it has.
str#link(url) -> str | The text inside an HTML `<a>` (deprecated).
str#localeCompare(other, locales?, options?) -> int | Negative, zero or positive: which of two texts is sorted first.
str#match(pattern) -> null / list+[str / perhaps] | The first match with its groups, or with the flag `g` all matches; `null` where there is none.
str#matchAll(pattern) -> =Iterator[list+[str / perhaps]] | Every match with its groups; the pattern needs the flag `g`.
str#normalize(form?) -> str | The text in a Unicode normal form.
str#padEnd(length, fill?) -> str | The text filled up at its end to so many characters.
str#padStart(length, fill?) -> str | The text filled up in front to so many characters.
str#repeat(count) -> str ! | The text so many times; throws where the count is negative.
str#replace(pattern, replacement) -> str | The text with the first match replaced, or with the flag `g` every match.
str#replaceAll(pattern, replacement) -> str | The text with every match replaced.
str#search(pattern) -> int | Where a pattern first matches, or -1.
str#slice(start, end?) -> str | A part of the text; negative places count from the end.
str#small() -> str | The text inside an HTML `<small>` (deprecated).
str#split(separator?, limit?) -> list[str / perhaps] | The parts between separators.
str#startsWith(search, from?) -> bool | Whether it begins so.
str#strike() -> str | The text inside an HTML `<strike>` (deprecated).
str#sub() -> str | The text inside an HTML `<sub>` (deprecated).
str#substr(start, length?) -> str | So many characters from a place on (deprecated; use `slice`).
str#substring(start, end?) -> str | The part between two places, whichever comes first.
str#sup() -> str | The text inside an HTML `<sup>` (deprecated).
str#toLocaleLowerCase(locales?) -> str | The text in lower case, by the rules of a language.
str#toLocaleUpperCase(locales?) -> str | The text in upper case, by the rules of a language.
str#toLowerCase() -> str | The text in lower case.
str#toString() -> self | The text itself.
str#toUpperCase() -> str | The text in upper case.
str#toWellFormed() -> str | The text with lone surrogates replaced.
str#trim() -> str | The text without white space at both ends.
str#trimEnd() -> str | The text without white space at its end.
str#trimLeft() -> str | The text without white space in front (old name of `trimStart`).
str#trimRight() -> str | The text without white space at its end (old name of `trimEnd`).
str#trimStart() -> str | The text without white space in front.
str#valueOf() -> self | The text itself.
str#toLocaleString() -> str | The text itself.

number#toExponential(digits?) -> str | The number in scientific notation.
number#toFixed(digits?) -> str | The number as text, with so many digits after the point.
number#toLocaleString(locales?, options?) -> str | The number as text, as people of a place write it.
number#toPrecision(digits?) -> str | The number as text, with so many significant digits.
number#toString(radix?) -> str | The number as text, in base ten unless told otherwise.
number#valueOf() -> self | The number itself.

bool#toLocaleString() -> str | `true` or `false` as text.
bool#toString() -> str | `true` or `false` as text.
bool#valueOf() -> self | The truth value itself.

bigint#toLocaleString(locales?, options?) -> str | The number as text, as people of a place write it.
bigint#toString(radix?) -> str | The number as text, without an `n`.
bigint#valueOf() -> self | The number itself.

symbol#description: str / undefined | What it was described with.
symbol#toLocaleString() -> str | `Symbol(description)`.
symbol#toString() -> str | `Symbol(description)`.
symbol#valueOf() -> self | The symbol itself.
