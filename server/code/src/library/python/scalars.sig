# The methods of Python's text, bytes and numbers.

str#capitalize() -> str | The first character in upper case, all others in lower case.
str#casefold() -> str | The text made ready for comparing without regard to case.
str#center(width, fillchar?, /) -> str | The text in the middle of so many characters.
str#count(sub, start?, end?, /) -> int | How often another text occurs in it without overlap.
str#encode(encoding?, errors?) -> bytes | The text as bytes, in UTF-8 unless told otherwise.
str#endswith(suffix, start?, end?, /) -> bool | Whether it ends so, or in one of several ways.
str#expandtabs(tabsize?) -> str | The text with tabs replaced by spaces.
str#find(sub, start?, end?, /) -> int | Where another text first occurs, or -1.
str#format(*args, **kwargs) -> str | The text with its `{}` fields filled in.
str#format_map(mapping, /) -> str | The text with its `{}` fields filled in from a mapping.
str#index(sub, start?, end?, /) -> int | Where another text first occurs; raises where it does not.
str#isalnum() -> bool | Whether all characters are letters or digits, and there are any.
str#isalpha() -> bool | Whether all characters are letters, and there are any.
str#isascii() -> bool | Whether all characters are ASCII.
str#isdecimal() -> bool | Whether all characters are decimal digits, and there are any.
str#isdigit() -> bool | Whether all characters are digits of some sort, and there are any.
str#isidentifier() -> bool | Whether it could be a name in Python.
str#islower() -> bool | Whether all cased characters are in lower case, and there are any.
str#isnumeric() -> bool | Whether all characters stand for numbers, and there are any.
str#isprintable() -> bool | Whether all characters can be shown.
str#isspace() -> bool | Whether it is nothing but white space, and not empty.
str#istitle() -> bool | Whether words begin in upper case and go on in lower case.
str#isupper() -> bool | Whether all cased characters are in upper case, and there are any.
str#join(iterable, /) -> str | The texts of an iterable, with this one between them.
str#ljust(width, fillchar?, /) -> str | The text filled up on the right to so many characters.
str#lower() -> str | All cased characters in lower case.
str#lstrip(chars?, /) -> str | The text without white space, or without these characters, in front.
str#maketrans(x, y?, z?, /) -> dict[any] | A table for `translate`: code points to what replaces them.
str#partition(sep, /) -> tuple[str, str, str] | What is before the first separator, the separator, and what is after it.
str#removeprefix(prefix, /) -> str | The text without that beginning, if it has it.
str#removesuffix(suffix, /) -> str | The text without that ending, if it has it.
str#replace(old, new, count?, /) -> str | The text with one part replaced by another, everywhere or so many times.
str#rfind(sub, start?, end?, /) -> int | Where another text last occurs, or -1.
str#rindex(sub, start?, end?, /) -> int | Where another text last occurs; raises where it does not.
str#rjust(width, fillchar?, /) -> str | The text filled up on the left to so many characters.
str#rpartition(sep, /) -> tuple[str, str, str] | What is before the last separator, the separator, and what is after it.
str#rsplit(sep?, maxsplit?) -> list[str] | The parts between separators, counted from the end.
str#rstrip(chars?, /) -> str | The text without white space, or without these characters, at its end.
str#split(sep?, maxsplit?) -> list[str] | The parts between separators, or between white space.
str#splitlines(keepends?) -> list[str] | The lines of the text.
str#startswith(prefix, start?, end?, /) -> bool | Whether it begins so, or in one of several ways.
str#strip(chars?, /) -> str | The text without white space, or without these characters, at both ends.
str#swapcase() -> str | Upper case made lower and lower made upper.
str#title() -> str | Every word begun in upper case.
str#translate(table, /) -> str | The text with its characters replaced as a table says.
str#upper() -> str | All cased characters in upper case.
str#zfill(width, /) -> str | The text filled up with zeros on the left, after a sign.

bytes#append(item, /) -> null | Adds a byte at the end of a `bytearray`.
bytes#capitalize() -> bytes | The first letter in upper case, all others in lower case.
bytes#center(width, fillchar?, /) -> bytes | The bytes in the middle of a longer row.
bytes#clear() -> null | Empties a `bytearray`.
bytes#copy() -> bytes | A copy of a `bytearray`.
bytes#count(sub, start?, end?, /) -> int | How often other bytes occur without overlap.
bytes#decode(encoding?, errors?) -> str | The text that the bytes write, in UTF-8 unless told otherwise.
bytes#endswith(suffix, start?, end?, /) -> bool | Whether it ends so, or in one of several ways.
bytes#expandtabs(tabsize?) -> bytes | The bytes with tabs replaced by spaces.
bytes#extend(iterable, /) -> null | Adds several bytes at the end of a `bytearray`.
bytes#find(sub, start?, end?, /) -> int | Where other bytes first occur, or -1.
bytes#fromhex(string, /) -> bytes | The bytes that hexadecimal digits write.
bytes#hex(sep?, bytes_per_sep?) -> str | The bytes as hexadecimal digits.
bytes#index(sub, start?, end?, /) -> int | Where other bytes first occur; raises where they do not.
bytes#insert(index, item, /) -> null | Puts a byte before a place of a `bytearray`.
bytes#isalnum() -> bool | Whether all bytes are ASCII letters or digits, and there are any.
bytes#isalpha() -> bool | Whether all bytes are ASCII letters, and there are any.
bytes#isascii() -> bool | Whether all bytes are ASCII.
bytes#isdigit() -> bool | Whether all bytes are ASCII digits, and there are any.
bytes#islower() -> bool | Whether all letters are in lower case, and there are any.
bytes#isspace() -> bool | Whether all bytes are white space, and there are any.
bytes#istitle() -> bool | Whether words begin in upper case and go on in lower case.
bytes#isupper() -> bool | Whether all letters are in upper case, and there are any.
bytes#join(iterable, /) -> bytes | The rows of an iterable, with this one between them.
bytes#ljust(width, fillchar?, /) -> bytes | The bytes filled up on the right.
bytes#lower() -> bytes | ASCII letters in lower case.
bytes#lstrip(bytes?, /) -> bytes | The bytes without white space, or without these, in front.
bytes#maketrans(frm, to, /) -> bytes | A table for `translate`.
bytes#partition(sep, /) -> tuple[bytes, bytes, bytes] | What is before the first separator, the separator, and what is after it.
bytes#pop(index?, /) -> int | Takes a byte out of a `bytearray`.
bytes#remove(value, /) -> null | Takes the first byte of that value out of a `bytearray`.
bytes#removeprefix(prefix, /) -> bytes | The bytes without that beginning, if they have it.
bytes#removesuffix(suffix, /) -> bytes | The bytes without that ending, if they have it.
bytes#replace(old, new, count?, /) -> bytes | The bytes with one part replaced by another.
bytes#resize(size, /) -> null | Makes a `bytearray` longer or shorter.
bytes#reverse() -> null | Turns a `bytearray` round.
bytes#rfind(sub, start?, end?, /) -> int | Where other bytes last occur, or -1.
bytes#rindex(sub, start?, end?, /) -> int | Where other bytes last occur; raises where they do not.
bytes#rjust(width, fillchar?, /) -> bytes | The bytes filled up on the left.
bytes#rpartition(sep, /) -> tuple[bytes, bytes, bytes] | What is before the last separator, the separator, and what is after it.
bytes#rsplit(sep?, maxsplit?) -> list[bytes] | The parts between separators, counted from the end.
bytes#rstrip(bytes?, /) -> bytes | The bytes without white space, or without these, at the end.
bytes#split(sep?, maxsplit?) -> list[bytes] | The parts between separators, or between white space.
bytes#splitlines(keepends?) -> list[bytes] | The lines of the bytes.
bytes#startswith(prefix, start?, end?, /) -> bool | Whether it begins so, or in one of several ways.
bytes#strip(bytes?, /) -> bytes | The bytes without white space, or without these, at both ends.
bytes#swapcase() -> bytes | Upper case made lower and lower made upper.
bytes#title() -> bytes | Every word begun in upper case.
bytes#translate(table, /, delete?) -> bytes | The bytes replaced as a table says.
bytes#upper() -> bytes | ASCII letters in upper case.
bytes#zfill(width, /) -> bytes | The bytes filled up with zeros on the left, after a sign.

int#as_integer_ratio() -> tuple[int, int] | The number as numerator and denominator.
int#bit_count() -> int | How many ones its magnitude has in base two.
int#bit_length() -> int | How many digits its magnitude has in base two.
int#conjugate() -> int | The number itself.
int#denominator: int | One.
int#from_bytes(bytes, byteorder?, *, signed?) -> int | The integer that a row of bytes represents.
int#imag: int | Zero.
int#is_integer() -> bool | True (from Python 3.12 on).
int#numerator: int | The number itself.
int#real: int | The number itself.
int#to_bytes(length?, byteorder?, *, signed?) -> bytes | The integer as a row of bytes.

float#as_integer_ratio() -> tuple[int, int] | The exact value as numerator and denominator.
float#conjugate() -> float | The number itself.
float#fromhex(string, /) -> float | The float that a hexadecimal text writes.
float#hex() -> str | The exact value as hexadecimal text.
float#imag: float | Zero.
float#is_integer() -> bool | Whether it has no fraction.
float#real: float | The number itself.
