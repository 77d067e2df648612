"""What an `import` in the node's own code may come to: the module, the platform's own refusal, or no verdict."""

import builtins
import sys

import _codenode
import _codenode_native

_import = builtins.__import__

# Modules of the standard library that left it after 3.10, and those that came.
GONE_AFTER = {
    10: "asynchat asyncore binhex distutils imp smtpd",
    12: "aifc audioop cgi cgitb chunk crypt imghdr lib2to3 mailcap msilib nis nntplib ossaudiodev pipes sndhdr spwd "
    "sunau telnetlib uu xdrlib",
}
CAME_WITH = {11: "tomllib", 14: "annotationlib compression"}

# Parts of these are native, and the embedded interpreter has fewer names in them.
NATIVE = {"os", "posix", "signal", "socket", "ssl", "sys", "ctypes", "threading", "_thread", "time", "gc", "select"}


# Packages of which there is a stand-in, as good as they are where no request can be answered.
STAND_INS = {"requests"}


class Library:
    """The modules that exist on the platform."""

    def __init__(self, python, external):
        gone = [names for version, names in GONE_AFTER.items() if python <= version]
        came = [names for version, names in CAME_WITH.items() if python < version]
        self.newer = frozenset(" ".join(came).split())
        self.standard = (sys.stdlib_module_names | frozenset(" ".join(gone).split())) - self.newer
        self.external = None if external is None else frozenset(external)

    def is_installed(self, top):
        return self.external is None or top in self.external

    def bring(self, name, globals, locals, fromlist, level):
        """Imports for the node's own code."""
        top = name.partition(".")[0]
        if level or top == "_codenode":
            return _import(name, globals, locals, fromlist, level)
        if top in STAND_INS and self.is_installed(top) and not _codenode.offline:
            _codenode_native.stop("%s needs the network, which a run on the spot does not have" % top)
        if top in self.newer or top in STAND_INS and not self.is_installed(top):
            raise ModuleNotFoundError("No module named %r" % name, name=name)
        try:
            return _import(name, globals, locals, fromlist, level)
        except Exception as error:
            self._judge(name, top, error)
            raise

    def _judge(self, name, top, error):
        if top in self.standard:
            if isinstance(error, ImportError) and top in sys.modules and top not in NATIVE:
                if error.name is None or error.name.partition(".")[0] == top:
                    # A part that the module does not have.
                    return
            _codenode_native.stop(
                "%s is part of Python's standard library on the platform, but not of the embedded interpreter" % name
            )
        elif self.is_installed(top) and isinstance(error, ImportError):
            _codenode_native.stop(
                "%s is installed on the platform, but the embedded interpreter cannot load it" % top
            )


class Installed:
    """The last finder: a package of the platform that was asked for by other ways than `import`."""

    def __init__(self, library):
        self._library = library

    def find_spec(self, name, path=None, target=None):
        library = self._library
        if path is None and library.external is not None and name in library.external:
            _codenode_native.stop(
                "%s is installed on the platform, but the embedded interpreter cannot load it" % name
            )
        return None


def is_node(globals):
    """Whether code with these globals is the node's own."""
    return globals is not None and globals.get("__name__") in ("__main__", None)
