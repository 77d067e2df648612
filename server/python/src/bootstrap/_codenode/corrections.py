"""Where the embedded interpreter gives other results than CPython: corrected once the module concerned is imported."""

import sys

import _codenode_native

# The minor version of the platform's Python 3.
python = 14


def _json_decoder(module):
    initial = module.JSONDecodeError.__init__

    def __init__(self, msg, doc, pos):
        if msg.startswith("Invalid control character U+"):
            msg = "Invalid control character at"
        elif msg.startswith("Invalid \\escape: U+"):
            msg = "Invalid \\escape"
        elif python < 13 and msg.startswith("Illegal trailing comma"):
            # Older versions went on to what follows the comma.
            msg = "Expecting value" if msg.endswith("array") else "Expecting property name enclosed in double quotes"
            pos += 1
            while doc[pos : pos + 1] in (" ", "\t", "\n", "\r"):
                pos += 1
        initial(self, msg, doc, pos)

    module.JSONDecodeError.__init__ = __init__


def _refusing_text(function):
    def hashed(*args, **options):
        data = args[0] if args else options.get("data", options.get("string", b""))
        if isinstance(data, str):
            raise TypeError("Strings must be encoded before hashing")
        return function(*args, **options)

    hashed.__name__ = hashed.__qualname__ = "openssl_" + function.__name__
    return hashed


def _hashlib(module):
    for name in ("md5", "sha1", "sha224", "sha256", "sha384", "sha512"):
        setattr(module, name, _refusing_text(getattr(module, name)))
    new = module.new

    def _new(name, data=b"", **options):
        if isinstance(data, str):
            raise TypeError("Strings must be encoded before hashing")
        return new(name, data, **options)

    module.new = _new


def _hmac(module):
    new = module.new

    def _new(key, msg=None, digestmod=""):
        if isinstance(msg, str) and isinstance(key, (bytes, bytearray)) and digestmod:
            raise TypeError("Strings must be encoded before hashing")
        return new(key, msg, digestmod)

    module.new = _new


def _decimal(module):
    """CPython's native module raises the condition, not an explanation."""
    context = module.Context
    raise_error = context._raise_error

    def _raise_error(self, condition, explanation=None, *args):
        try:
            return raise_error(self, condition, explanation, *args)
        except ArithmeticError as error:
            if error.args == (explanation,):
                error.args = ([condition],)
            raise error from None

    context._raise_error = _raise_error


_CODES = {
    "syntax error": 2,
    "no element found": 3,
    "not well-formed (invalid token)": 4,
    "mismatched tag": 7,
}


def _element_tree(module):
    """The embedded parser takes text that is not well-formed."""

    def checked(function):
        def parsed(text, parser=None):
            if not isinstance(text, (str, bytes, bytearray, memoryview)):
                raise TypeError("a bytes-like object is required, not %r" % type(text).__name__)
            problem = _not_well_formed(text)
            if problem is not None:
                message, line, column = problem
                error = module.ParseError("%s: line %d, column %d" % (message, line, column))
                error.code = _CODES[message]
                error.position = line, column
                raise error
            return function(text, parser)

        return parsed

    module.fromstring = module.XML = checked(module.fromstring)


def _not_well_formed(text):
    import re

    if not isinstance(text, str):
        text = bytes(text).decode("utf-8", "replace")

    def at(message, position):
        line = text.count("\n", 0, position) + 1
        return message, line, position - (text.rfind("\n", 0, position) + 1)

    token = re.compile(
        r"<!--.*?-->|<\?.*?\?>|<!\[CDATA\[.*?\]\]>|<!DOCTYPE[^\[>]*(?:\[.*?\])?[^>]*>"
        r"|</([^\s<>/]+)\s*>|<([^\s<>/!?=\"'&]+)((?:\s+[^\s<>/=\"'&]+\s*=\s*(?:\"[^\"<]*\"|'[^'<]*'))*)\s*(/?)>"
        r"|(?:(?!\]\]>)[^<&])+|&(?:#\d+|#x[0-9a-fA-F]+|amp|lt|gt|quot|apos);",
        re.DOTALL,
    )
    start = text.lstrip(" \t\r\n")
    if start and start[0] not in "<\ufeff":
        if re.match(r"[\w:.][\w:.-]*(?:\s|$)", start):
            return at("syntax error", len(text) - len(start))
        if start[0] in "{!&*/;=?`":
            return at("not well-formed (invalid token)", len(text) - len(start))
        _codenode_native.stop("what expat says of XML that is not well-formed is not known here")
    open_tags = []
    roots = 0
    position = 0
    while position < len(text):
        match = token.match(text, position)
        if match is None:
            _codenode_native.stop("what expat says of XML that is not well-formed is not known here")
        end, start, attributes, empty = match.groups()
        names = re.findall(r"([^\s=\"'<>/]+)\s*=\s*(?:\"[^\"]*\"|'[^']*')", attributes or "")
        if len(names) > len(set(names)) or end is not None and not open_tags:
            _codenode_native.stop("what expat says of XML that is not well-formed is not known here")
        if end is not None:
            if open_tags.pop() != end:
                return at("mismatched tag", position + 2)
        elif start is not None:
            if not open_tags:
                roots += 1
                if roots > 1:
                    _codenode_native.stop("what expat says of XML that is not well-formed is not known here")
            if not empty:
                open_tags.append(start)
        elif not open_tags and text[position] not in "<" and match.group().strip():
            _codenode_native.stop("what expat says of XML that is not well-formed is not known here")
        position = match.end()
    if open_tags or not roots:
        return at("no element found", len(text))
    return None


def _zoneinfo_common(module):
    def load_tzdata(key):
        import io

        data = _codenode_native.tzdata(key)
        if data is None:
            raise module.ZoneInfoNotFoundError("No time zone found with key " + key)
        return io.BytesIO(data)

    module.load_tzdata = load_tzdata


def _re(module):
    if python < 13:
        module.PatternError.__name__ = module.PatternError.__qualname__ = "error"


def _enum(module):
    if python < 11:
        module.IntEnum.__str__ = module.Enum.__str__


def _datetime(module):
    """Before 3.11, `fromisoformat` read what `isoformat` writes and nothing else."""
    if python >= 11:
        return
    read = module.datetime.fromisoformat

    def fromisoformat(cls, text, /):
        import re

        if isinstance(text, str) and not re.fullmatch(
            r"\d{4}-\d\d-\d\d(?:.\d\d(?::\d\d(?::\d\d(?:\.\d{3}(?:\d{3})?)?)?)?"
            r"(?:[+-]\d\d:\d\d(?::\d\d(?:\.\d{6})?)?)?)?",
            text,
            re.ASCII | re.DOTALL,
        ):
            raise ValueError("Invalid isoformat string: %r" % text)
        return read(text)

    _codenode_native.put(module.datetime, "fromisoformat", classmethod(fromisoformat))


_CORRECTIONS = {
    "json.decoder": _json_decoder,
    "hashlib": _hashlib,
    "hmac": _hmac,
    "_pydecimal": _decimal,
    "xml.etree.ElementTree": _element_tree,
    "zoneinfo._common": _zoneinfo_common,
}


# What differs between versions: nothing is done to these until the version is known.
_BY_VERSION = {"datetime": _datetime, "enum": _enum, "re": _re}


def speak(version):
    """From now on modules are those of Python 3.`version`."""
    global python
    python = version
    for name, correct in _BY_VERSION.items():
        if name in sys.modules:
            correct(sys.modules[name])


class _Loader:
    """Loads as the module's own loader does, then corrects."""

    def __init__(self, loader, correct):
        self._loader = loader
        self._correct = correct

    def __getattr__(self, name):
        return getattr(self._loader, name)

    def create_module(self, spec):
        return self._loader.create_module(spec)

    def exec_module(self, module):
        self._loader.exec_module(module)
        self._correct(module)


class _Finder:
    def find_spec(self, name, path=None, target=None):
        correct = _CORRECTIONS.get(name) or _BY_VERSION.get(name)
        if correct is None:
            return None
        for finder in sys.meta_path:
            if finder is not self:
                spec = finder.find_spec(name, path, target)
                if spec is not None:
                    spec.loader = _Loader(spec.loader, correct)
                    return spec
        return None


sys.meta_path.insert(0, _Finder())
