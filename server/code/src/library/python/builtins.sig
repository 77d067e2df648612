# Python's built-in functions and the methods of its built-in types.
abs(x) -> arg0 | The absolute value of a number.
str(object?, encoding?, errors?) -> str | The text of an object.
int(x?, base?) -> int ! | A number cut, or a text read, to an integer.
float(x?) -> float ! | A number or a text as a float.
bool(x?) -> bool | Whether the value counts as true.
len(object) -> int ! | The number of items.
str#upper() -> str | All cased characters in upper case.
