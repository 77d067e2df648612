"""What Dify's sandbox adds and takes away (reference dify 2.3, 3)."""

import builtins
import sys

import _codenode_native

import _codenode
from _codenode import corrections, imports


def _input(prompt="", /):
    sys.stdout.write(str(prompt))
    raise EOFError("EOF when reading a line")


def _exit(code=None):
    raise SystemExit(code)


# Files that the sandbox's root has: what stands in them is not known here.
_THERE = ("/etc/", "/usr/", "/proc/", "/dev/", "/python", "/lib", "/var", "/tmp", "/root", "/home")
_ABSENT = ("/etc/passwd", "/etc/shadow")


def _open(file, mode="r", *args, **options):
    if isinstance(file, int):
        _codenode_native.refused("open")
    import os

    path = os.fspath(file)
    text = path if isinstance(path, str) else path.decode("utf-8", "replace")
    if text.startswith(_THERE) and text not in _ABSENT:
        _codenode_native.refused("open")
    if any(letter in mode for letter in "wax+"):
        if "/" in text.strip("/"):
            raise FileNotFoundError(2, "No such file or directory", path)
        raise PermissionError(13, "Permission denied", path)
    raise FileNotFoundError(2, "No such file or directory", path)


def prepare(python, standard, external):
    _codenode.offline = _codenode.kills = True
    corrections.speak(python)
    library = imports.Library(python, external)
    native = builtins.__import__

    def __import__(name, globals=None, locals=None, fromlist=(), level=0):
        if imports.is_node(globals):
            return library.bring(name, globals, locals, fromlist, level)
        return native(name, globals, locals, fromlist, level)

    builtins.__import__ = __import__
    sys.meta_path.append(imports.Installed(library))
    builtins.input = _input
    builtins.exit = builtins.quit = _exit
    builtins.open = _open
    if python < 14:
        sys.version_info = _version(python)
        sys.version = "3.%d.0 (main)" % python
    if python >= 12:
        builtins.sum = _codenode_native.sum


def _version(python):
    """A version that compares and reads like CPython's."""
    from collections import namedtuple

    return namedtuple("version_info", "major minor micro releaselevel serial")(3, python, 0, "final", 0)


def annotations(names):
    """Before 3.14, annotations are evaluated where they stand; what is not defined raises."""
    for value in list(names.values()):
        if getattr(value, "__module__", None) == "__main__" and hasattr(value, "__annotate__"):
            value.__annotations__
