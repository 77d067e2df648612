"""What n8n's task runner gives its code (reference n8n 10, 11.3)."""

import builtins
import sys

import _codenode_native

from _codenode import corrections, imports

PYTHON = 13


class SecurityViolationError(Exception):
    """Shown by the platform as message and description."""

    def __init__(self, message, description):
        super().__init__(message)
        self.description = description


def custom_print(*args):
    _codenode_native.log(args)


custom_print.__qualname__ = "TaskExecutor._create_custom_print.<locals>.custom_print"


def prepare(denied, standard, external):
    corrections.speak(PYTHON)
    names = dict(vars(builtins))
    for name in denied:
        names.pop(name, None)
    library = imports.Library(PYTHON, external)

    def __import__(name, globals=None, locals=None, fromlist=(), level=0):
        top = name.partition(".")[0]
        is_standard = top in library.standard
        allowed = standard if is_standard else external
        if allowed is not None and top not in allowed:
            kind = "standard library module" if is_standard else "external package"
            those = "stdlib modules" if is_standard else "external packages"
            raise SecurityViolationError(
                "Security violation detected",
                "Import of %s '%s' is disallowed. Allowed %s: %s"
                % (kind, name, those, ", ".join(sorted(allowed)) or "none"),
            )
        return library.bring(name, globals, locals, fromlist, level)

    names["__import__"] = __import__
    names["sum"] = _codenode_native.sum
    sys.meta_path.append(imports.Installed(library))
    return names
