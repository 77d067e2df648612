# Python's built-in functions, classes, constants and exceptions.
# Those whose result depends on their arguments in ways no type tells are computed in infer/python.rs.

abs(x, /) -> unknown | The magnitude of a number, never negative.
aiter(async_iterable, /) -> any | An asynchronous iterator over the object.
all(iterable, /) -> bool ! data: type | Whether no element counts as false; true of nothing at all.
anext(async_iterator, default?, /) -> any | Awaitable for the next element of an asynchronous iterator.
any(iterable, /) -> bool ! data: type | Whether at least one element counts as true.
ascii(object, /) -> str | Like `repr`, with everything outside ASCII written as escapes.
bin(number, /) -> str ! int: nothing | An integer in base two, with `0b` in front.
bool(object?, /) -> bool | Whether the object counts as true.
breakpoint(*args, **kwargs) -> any | Enters the debugger.
bytearray(source?, encoding?, errors?) -> bytes | A changeable row of bytes.
bytes(source?, encoding?, errors?) -> bytes | An unchangeable row of bytes, from text, numbers or a length.
callable(object, /) -> bool | Whether the object can be called.
chr(i, /) -> str ! int: value far | The character of a Unicode code point.
classmethod(function, /) -> any | Makes a method receive the class instead of the instance.
compile(source, filename, mode, flags?, dont_inherit?, optimize?, *, _feature_version?) -> any | Turns source text into a code object.
complex(real?, imag?) -> =complex | A complex number, from its parts or from text.
copyright() -> null | Shows who owns the interpreter.
credits() -> null | Shows who is thanked for the interpreter.
delattr(object, name, /) -> any | Removes a named attribute.
dict(mapping?, /, **kwargs) -> dict[any] | A dictionary from a mapping, from pairs or from names.
dir(object?, /) -> list[str] | The names an object has, or those in scope.
divmod(x, y, /) -> unknown | Quotient and remainder of a division, as a pair.
enumerate(iterable, start?) -> lazy[tuple[int, arg0.element]] | Pairs of a running number and an element.
eval(source, globals?, locals?, /) -> any | The value of an expression given as text.
exec(source, globals?, locals?, /, *, closure?) -> any | Runs statements given as text.
exit(code?) -> never | Ends the interpreter.
filter(function, iterable, /) -> lazy[arg1.element] | The elements that pass a test.
float(x?, /) -> float | A number, or a text that writes one, as a float.
format(value, format_spec?, /) -> str | The value written as the format asks.
frozenset(iterable?, /) -> set[arg0.element] | A set that cannot be changed.
getattr(object, name, default?, /) -> any | A named attribute, or the default where it is missing.
globals() -> any | The module's variables as a dictionary.
hasattr(object, name, /) -> bool | Whether the object has the named attribute.
hash(object, /) -> int | The hash under which a dictionary would file the object.
help(*args, **kwds) -> any | Shows the documentation of an object.
hex(number, /) -> str ! int: nothing | An integer in base sixteen, with `0x` in front.
id(object, /) -> int | A number that no other living object has.
input(prompt?, /) -> str | Reads a line from standard input.
int(x?, base?) -> int | A number cut to an integer, or a text read as one.
isinstance(object, class_or_tuple, /) -> bool | Whether the object is of the class, or of one of several.
issubclass(cls, class_or_tuple, /) -> bool | Whether a class descends from another.
iter(object, sentinel?, /) -> any | An iterator over the object.
len(object, /) -> int | How many elements it holds.
license() -> any | Shows the interpreter's licence.
list(iterable?, /) -> list[arg0.element] | A new list of the elements.
locals() -> any | The variables of the present scope as a dictionary.
map(function, *iterables) -> lazy[any] | The results of calling the function with each element.
max(*args, key?, default?) -> any | The largest of several values or of one iterable.
memoryview(object) -> any | A view on bytes that copies nothing.
min(*args, key?, default?) -> any | The smallest of several values or of one iterable.
next(iterator, default?, /) -> any | The next element of an iterator, or the default when there is none.
object() -> =object | A bare object without any feature.
oct(number, /) -> str ! int: nothing | An integer in base eight, with `0o` in front.
open(file, mode?, buffering?, encoding?, errors?, newline?, closefd?, opener?) -> any | Opens a file.
ord(character, /) -> int ! str: type | The Unicode code point of a single character.
pow(base, exp, mod?) -> unknown | A power, perhaps modulo a third number.
print(*args, sep?, end?, file?, flush?) -> null | Writes the values to standard output, separated and ended as asked.
property(fget?, fset?, fdel?, doc?) -> any | Makes methods look like an attribute.
quit(code?) -> never | Ends the interpreter.
range(*args) -> lazy[int] | Integers from a start up to, not including, a stop.
repr(object, /) -> str | The object as text for programmers.
reversed(sequence, /) -> lazy[arg0.element] | The elements from last to first.
round(number, ndigits?) -> unknown | A number rounded to an integer or to so many digits.
set(iterable?, /) -> set[arg0.element] | A set of the distinct elements.
setattr(object, name, value, /) -> null | Gives an object a named attribute.
slice(*args) -> unknown | The bounds of a slice as an object.
sorted(iterable, /, *, key?, reverse?) -> list[arg0.element] | A new list of the elements in ascending order.
staticmethod(function, /) -> any | Makes a method that receives neither instance nor class.
str(object?, encoding?, errors?) -> str | The object as text for readers, or bytes decoded.
sum(iterable, /, start?) -> any | All elements added up, beginning with `start`.
super(*args) -> any | The methods of the parent classes.
tuple(iterable?, /) -> tuples[arg0.element] | A tuple of the elements.
type(object, /) -> unknown | The class of an object.
type#__module__: str | The module that defines the class.
type#__name__: str | The name of the class.
type#__qualname__: str | The name of the class with those around it.
vars(object?, /) -> any | The attributes of an object as a dictionary.
zip(*iterables, strict?) -> lazy[any] | Tuples of the first elements, the second elements and so on.
__build_class__(func, name, /, *bases, metaclass?, **kwds) -> any | What a `class` statement calls.
__import__(name, globals?, locals?, fromlist?, level?) -> any | What an `import` statement calls.

# Methods called on the class itself.
bytearray.fromhex(string, /) -> bytes | The bytes that hexadecimal digits write.
bytearray.maketrans(frm, to, /) -> bytes | A table for `translate`.
bytes.fromhex(string, /) -> bytes | The bytes that hexadecimal digits write.
bytes.maketrans(frm, to, /) -> bytes | A table for `translate`.
dict.fromkeys(iterable, value?, /) -> dict[arg1?] | A dictionary with the same value under every key.
float.fromhex(string, /) -> float | The float that a hexadecimal text writes.
int.from_bytes(bytes, byteorder?, *, signed?) -> int | The integer that a row of bytes represents.
str.maketrans(x, y?, z?, /) -> dict[any] | A table for `translate`: code points to what replaces them.

# Constants.
Ellipsis: =ellipsis | The value of `...`.
NotImplemented: any | What an operator method returns when it does not know the other operand.
__builtins__: any | The module of the built-in names.
__debug__: bool | Whether assertions run.
__doc__: any | The module's documentation text, if it has one.
__file__: str | Where the module's source lies.
__loader__: any | What has loaded the module.
__name__: str | The module's name; of a program that is run, `__main__`.
__package__: any | The package that the module belongs to, if any.
__spec__: any | How the module was found.

# What every caught exception has.
Exception#__cause__: any | The exception that this one was raised from.
Exception#__context__: any | The exception that was being handled when this one was raised.
Exception#__notes__: any | Notes added with `add_note`.
Exception#__suppress_context__: bool | Whether the context is left out of the traceback.
Exception#__traceback__: any | Where it was raised.
Exception#add_note(note, /) -> null | Adds a line to what the traceback shows.
Exception#args: tuples[any] | What the exception was made with.
Exception#with_traceback(tb, /) -> self | Sets where it was raised, and returns it.

# Exceptions.
ArithmeticError(*args) -> =Exception | A calculation failed; parent of overflow and division by zero.
AssertionError(*args) -> =Exception | An `assert` did not hold.
AttributeError(*args, name?, obj?) -> =Exception | The object has no such attribute.
BaseException(*args) -> =Exception | Parent of every exception.
BaseExceptionGroup(message, exceptions, /) -> =Exception | Several exceptions of any sort at once.
BlockingIOError(*args) -> =Exception | An operation would have had to wait.
BrokenPipeError(*args) -> =Exception | The other end of the pipe is closed.
BufferError(*args) -> =Exception | A buffer cannot be used that way.
BytesWarning(*args) -> =Exception | Bytes and text may have been confused.
ChildProcessError(*args) -> =Exception | A child process failed.
ConnectionAbortedError(*args) -> =Exception | The peer gave the connection up.
ConnectionError(*args) -> =Exception | A connection failed.
ConnectionRefusedError(*args) -> =Exception | The peer refused the connection.
ConnectionResetError(*args) -> =Exception | The peer reset the connection.
DeprecationWarning(*args) -> =Exception | A feature is going away.
EOFError(*args) -> =Exception | The input ended too early.
EncodingWarning(*args) -> =Exception | A file was opened without saying its encoding.
EnvironmentError(*args) -> =Exception | An older name of `OSError`.
Exception(*args) -> =Exception | Parent of all exceptions that programs usually handle.
ExceptionGroup(message, exceptions, /) -> =Exception | Several exceptions at once.
FileExistsError(*args) -> =Exception | The file is there already.
FileNotFoundError(*args) -> =Exception | There is no such file.
FloatingPointError(*args) -> =Exception | A float operation failed.
FutureWarning(*args) -> =Exception | A feature will change its meaning.
GeneratorExit(*args) -> =Exception | A generator is being closed.
IOError(*args) -> =Exception | An older name of `OSError`.
ImportError(*args, name?, path?, name_from?) -> =Exception | A module or a name in it could not be imported.
ImportWarning(*args) -> =Exception | An import may be wrong.
IndentationError(*args) -> =Exception | The source is indented wrongly.
IndexError(*args) -> =Exception | A sequence is shorter than that.
InterruptedError(*args) -> =Exception | A signal interrupted the call.
IsADirectoryError(*args) -> =Exception | A file was expected, a folder found.
KeyError(*args) -> =Exception | The mapping has no such key.
KeyboardInterrupt(*args) -> =Exception | The user interrupted the program.
LookupError(*args) -> =Exception | A key or an index was not found.
MemoryError(*args) -> =Exception | The memory is used up.
ModuleNotFoundError(*args, name?, path?, name_from?) -> =Exception | There is no such module.
NameError(*args, name?) -> =Exception | There is no such name.
NotADirectoryError(*args) -> =Exception | A folder was expected, something else found.
NotImplementedError(*args) -> =Exception | This part is yet to be written.
OSError(*args) -> =Exception | The operating system refused.
OverflowError(*args) -> =Exception | The result is too large.
PendingDeprecationWarning(*args) -> =Exception | A feature will go away some day.
PermissionError(*args) -> =Exception | That is not permitted.
ProcessLookupError(*args) -> =Exception | There is no such process.
PythonFinalizationError(*args) -> =Exception | The interpreter is shutting down.
RecursionError(*args) -> =Exception | Calls are nested too deeply.
ReferenceError(*args) -> =Exception | What a weak reference meant is gone.
ResourceWarning(*args) -> =Exception | A resource was not closed.
RuntimeError(*args) -> =Exception | Something failed that fits no other class.
RuntimeWarning(*args) -> =Exception | Something doubtful happened while running.
StopAsyncIteration(*args) -> =Exception | An asynchronous iterator has no more elements.
StopIteration(*args) -> =Exception | An iterator has no more elements.
SyntaxError(*args) -> =Exception | The source is no valid Python.
SyntaxWarning(*args) -> =Exception | The source is doubtful.
SystemError(*args) -> =Exception | The interpreter itself failed.
SystemExit(*args) -> =Exception | The program asks to end.
TabError(*args) -> =Exception | Tabs and spaces are mixed in the indentation.
TimeoutError(*args) -> =Exception | Something took too long.
TypeError(*args) -> =Exception | An object of the wrong type was given.
UnboundLocalError(*args, name?) -> =Exception | A local variable is read before it is assigned.
UnicodeDecodeError(encoding, object, start, end, reason, /) -> =Exception | Bytes are no text in that encoding.
UnicodeEncodeError(encoding, object, start, end, reason, /) -> =Exception | The text cannot be written in that encoding.
UnicodeError(*args) -> =Exception | Text and bytes could not be converted.
UnicodeTranslateError(object, start, end, reason, /) -> =Exception | The text could not be translated.
UnicodeWarning(*args) -> =Exception | Text may be handled wrongly.
UserWarning(*args) -> =Exception | A warning of the program's own.
ValueError(*args) -> =Exception | The type is right but the value is not.
Warning(*args) -> =Exception | Parent of all warnings.
ZeroDivisionError(*args) -> =Exception | Division by zero.
