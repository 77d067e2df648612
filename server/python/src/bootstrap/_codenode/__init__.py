"""What stands around the code of a node: its streams, its built-ins, and corrections of the interpreter."""

import sys

import _codenode_native

# There is no network on the platform either.
offline = False
# The platform ends processes that make certain system calls.
kills = False

sys.builtin_module_names += ("posix",)


class _Bytes:
    """`sys.stdout.buffer`."""

    def __init__(self, stream):
        self._stream = stream

    def write(self, data):
        self._stream.write(bytes(data).decode("utf-8", "replace"))
        return len(data)

    def flush(self):
        pass


class _Output:
    """`sys.stdout` or `sys.stderr`: text goes to the logs."""

    encoding = "utf-8"
    errors = "strict"
    newlines = None
    line_buffering = False
    closed = False
    mode = "w"

    def __init__(self, name, error):
        self.name = name
        self._error = error

    @property
    def buffer(self):
        return _Bytes(self)

    def write(self, text):
        if not isinstance(text, str):
            raise TypeError("write() argument must be str, not " + type(text).__name__)
        _codenode_native.emit(self._error, text)
        return len(text)

    def writelines(self, lines):
        for line in lines:
            self.write(line)

    def flush(self):
        pass

    def close(self):
        pass

    def reconfigure(self, **options):
        pass

    def isatty(self):
        return False

    def readable(self):
        return False

    def writable(self):
        return True

    def seekable(self):
        return False

    def fileno(self):
        return 2 if self._error else 1


class _Input:
    """`sys.stdin` when there is nothing to read."""

    encoding = "utf-8"
    errors = "strict"
    closed = False
    name = "<stdin>"
    mode = "r"

    def read(self, size=-1):
        return ""

    def readline(self, size=-1):
        return ""

    def readlines(self, hint=-1):
        return []

    def __iter__(self):
        return iter(())

    def close(self):
        pass

    def isatty(self):
        return False

    def readable(self):
        return True

    def writable(self):
        return False

    def fileno(self):
        return 0


sys.stdout = sys.__stdout__ = _Output("<stdout>", False)
sys.stderr = sys.__stderr__ = _Output("<stderr>", True)
sys.stdin = sys.__stdin__ = _Input()
