# Modules about the machine: os, os.path, sys, platform, pathlib, tempfile, traceback, logging, warnings, xml.

os.cpu_count() -> int / null | How many processors there are, if that is known.
os.curdir: str | The name of the present folder in paths.
os.environ: =os.environ | The environment variables.
os.environ#[](key) -> str | The value of a variable; raises where there is none.
os.environ#copy() -> dict[str] | The variables as a dictionary.
os.environ#get(key, default?) -> str / arg1? | The value of a variable, or the default.
os.environ#items() -> lazy[tuple[str, str]] | The variables and their values.
os.environ#keys() -> lazy[str] | The names of the variables.
os.environ#setdefault(key, value) -> str | The value of a variable, set if there was none.
os.environ#values() -> lazy[str] | The values of the variables.
os.fspath(path) -> like[arg0] | The path as text or bytes.
os.getcwd() -> str | The present folder.
os.getenv(key, default?) -> str / arg1? | The value of an environment variable, or the default.
os.getpid() -> int | The number of this process.
os.getppid() -> int | The number of the parent process.
os.linesep: str | How lines end here.
os.listdir(path?) -> list[unknown] | The names in a folder.
os.makedirs(name, mode?, exist_ok?) -> null | Makes a folder and those above it.
os.mkdir(path, mode?, *, dir_fd?) -> null | Makes a folder.
os.name: str | Which sort of system this is, such as `posix`.
os.pardir: str | The name of the folder above in paths.
os.path.abspath(path) -> like[arg0] | The path from the root on.
os.path.basename(p, /) -> like[arg0] | The last part of a path.
os.path.dirname(p, /) -> like[arg0] | The path without its last part.
os.path.exists(path) -> bool | Whether there is such a file or folder.
os.path.expanduser(path) -> like[arg0] | The path with `~` replaced.
os.path.expandvars(path) -> like[arg0] | The path with variables replaced.
os.path.getmtime(filename, /) -> float | When a file was last changed, in seconds since 1970.
os.path.getsize(filename, /) -> int | How many bytes a file has.
os.path.isabs(s, /) -> bool | Whether the path begins at the root.
os.path.isdir(s, /) -> bool | Whether it is a folder.
os.path.isfile(path) -> bool | Whether it is a file.
os.path.islink(path) -> bool | Whether it is a symbolic link.
os.path.join(a, /, *p) -> like[arg0, arg1] | Paths put together.
os.path.normpath(path) -> like[arg0] | The path without detours.
os.path.realpath(filename, *, strict?) -> like[arg0] | The path without symbolic links.
os.path.relpath(path, start?) -> like[arg0] | The path as seen from a folder.
os.path.sep: str | What separates the parts of a path.
os.path.split(p, /) -> tuple[like[arg0], like[arg0]] | A path in two: all but its last part, and that.
os.path.splitext(p, /) -> tuple[like[arg0], like[arg0]] | A path in two: all but its extension, and that.
os.pathsep: str | What separates paths in a list.
os.remove(path, *, dir_fd?) -> null | Deletes a file.
os.rename(src, dst, *, src_dir_fd?, dst_dir_fd?) -> null | Gives a file another name.
os.rmdir(path, *, dir_fd?) -> null | Deletes an empty folder.
os.sep: str | What separates the parts of a path.
os.system(command) -> int | Runs a command of the shell.
os.unlink(path, *, dir_fd?) -> null | Deletes a file.
os.urandom(size, /) -> bytes | Random bytes.

sys.argv: list[str] | The program and its arguments.
sys.byteorder: str | `little` or `big`.
sys.exc_info() -> tuple[unknown, unknown, unknown] | What is being handled: class, exception and traceback.
sys.executable: unknown | Where the interpreter lies.
sys.exit(status?, /) -> never | Ends the program by raising `SystemExit`.
sys.getdefaultencoding() -> str | The encoding of text when none is given.
sys.getrecursionlimit() -> int | How deeply calls may nest.
sys.getrefcount(object, /) -> int | How many references there are to an object.
sys.getsizeof(object, default?) -> unknown | How many bytes an object takes.
sys.intern(string, /) -> str | The text, kept only once.
sys.maxsize: int | The largest size of a list.
sys.maxunicode: int | The largest code point.
sys.modules: unknown | The modules that are loaded.
sys.path: unknown | Where modules are looked for.
sys.platform: str | Which system this is, such as `linux`.
sys.setrecursionlimit(limit, /) -> null | Sets how deeply calls may nest.
sys.stderr: unknown | Where errors are written.
sys.stdin: unknown | Where input is read.
sys.stdout: unknown | Where output is written.
sys.version: str | The interpreter's version, with its build.
sys.version_info: unknown | The interpreter's version in its parts.

platform.machine() -> str | Which sort of processor this is.
platform.node() -> str | The name of this machine.
platform.platform(aliased?, terse?) -> str | The system, its version and machine.
platform.python_version() -> str | The interpreter's version.
platform.release() -> str | The system's release.
platform.system() -> str | The name of the system, such as `Linux`.
platform.version() -> str | The system's version.

pathlib.Path(*args, **kwargs) -> any | A path of this system.
pathlib.PurePath(*args, **kwargs) -> any | A path that is only looked at.
pathlib.PurePosixPath(*args, **kwargs) -> any | A path as Unix writes it.

tempfile.gettempdir() -> str | The folder for temporary files.
tempfile.mkdtemp(suffix?, prefix?, dir?) -> unknown | Makes a temporary folder.

traceback.format_exc(limit?, chain?) -> str | What is being handled, with its traceback.
traceback.format_exception(exc, /, value?, tb?, limit?, chain?) -> list[str] | An exception with its traceback, in lines.
traceback.format_exception_only(exc, /, value?, *, show_group?) -> list[str] | An exception without its traceback, in lines.
traceback.format_stack(f?, limit?) -> list[str] | Where the program is now, in lines.
traceback.format_tb(tb, limit?) -> list[str] | A traceback in lines.
traceback.print_exc(limit?, file?, chain?) -> null | Shows what is being handled, with its traceback.
traceback.print_exception(exc, /, value?, tb?, limit?, file?, chain?, **kwargs) -> null | Shows an exception with its traceback.
traceback.print_stack(f?, limit?, file?) -> null | Shows where the program is now.

logging.CRITICAL: int | The level of failures that end the program.
logging.DEBUG: int | The level of details.
logging.ERROR: int | The level of failures.
logging.Formatter(fmt?, datefmt?, style?, validate?, *, defaults?) -> any | How messages are written.
logging.INFO: int | The level of messages that all is well.
logging.Logger(name, level?) -> =logging.Logger | Where messages go.
logging.Logger#addHandler(hdlr) -> null | Adds a way for messages to go.
logging.Logger#critical(msg, *args, **kwargs) -> null | Logs a failure that ends the program.
logging.Logger#debug(msg, *args, **kwargs) -> null | Logs a detail.
logging.Logger#error(msg, *args, **kwargs) -> null | Logs a failure.
logging.Logger#exception(msg, *args, exc_info?, **kwargs) -> null | Logs a failure with its traceback.
logging.Logger#info(msg, *args, **kwargs) -> null | Logs that all is well.
logging.Logger#isEnabledFor(level) -> bool | Whether messages of a level are logged.
logging.Logger#log(level, msg, *args, **kwargs) -> null | Logs at a level.
logging.Logger#name: str | Its name.
logging.Logger#setLevel(level) -> null | Says from which level on messages are logged.
logging.Logger#warning(msg, *args, **kwargs) -> null | Logs a warning.
logging.NOTSET: int | No level.
logging.StreamHandler(stream?) -> any | Writes messages to a file.
logging.WARNING: int | The level of warnings.
logging.basicConfig(**kwargs) -> any | Sets up logging.
logging.critical(msg, *args, **kwargs) -> null | Logs a failure that ends the program.
logging.debug(msg, *args, **kwargs) -> null | Logs a detail.
logging.disable(level?) -> null | Drops messages up to a level.
logging.error(msg, *args, **kwargs) -> null | Logs a failure.
logging.exception(msg, *args, exc_info?, **kwargs) -> null | Logs a failure with its traceback.
logging.getLogger(name?) -> =logging.Logger | The logger of that name.
logging.info(msg, *args, **kwargs) -> null | Logs that all is well.
logging.log(level, msg, *args, **kwargs) -> null | Logs at a level.
logging.warning(msg, *args, **kwargs) -> null | Logs a warning.

warnings.filterwarnings(action, message?, category?, module?, lineno?, append?) -> null | Says which warnings to show.
warnings.simplefilter(action, category?, lineno?, append?) -> null | Says which warnings to show.
warnings.warn(message, category?, stacklevel?, source?, *, skip_file_prefixes?) -> null | Shows a warning.

xml.etree.ElementTree.Element(tag, attrib?, **extra) -> any | An element of a document.
xml.etree.ElementTree.ElementTree(element?, file?) -> any | A document.
xml.etree.ElementTree.ParseError(*args) -> =Exception | The text is no XML.
xml.etree.ElementTree.SubElement(parent, tag, attrib?, **extra) -> any | A new element inside another.
xml.etree.ElementTree.fromstring(text, parser?) -> any | The element that an XML text writes.
xml.etree.ElementTree.iselement(element) -> bool | Whether it is an element.
xml.etree.ElementTree.parse(source, parser?) -> any | The document that a file writes.
xml.etree.ElementTree.tostring(element, encoding?, method?, *, ...) -> unknown | An element as XML; bytes unless the encoding is `unicode`.
xml.sax.saxutils.escape(data, entities?) -> str | The text with `<`, `>` and `&` written as entities.
xml.sax.saxutils.quoteattr(data, entities?) -> str | The text as the value of an attribute, in quotes.
xml.sax.saxutils.unescape(data, entities?) -> str | The text with entities replaced.

ast.literal_eval(node_or_string) -> unknown | The value that a literal writes.
asyncio.run(main, *, debug?, loop_factory?) -> any | Runs a coroutine to its end.
asyncio.sleep(delay, result?) -> any | Waits, letting others run.
locale.setlocale(category, locale?) -> str | Sets how numbers and dates are written.
