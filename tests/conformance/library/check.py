"""Hold the tables of Python's library to the interpreter that runs this.

    python3 tests/conformance/library/check.py [--missing]

Every entry of `server/code/src/library/python/*.sig` is called as `python_calls.txt` says, and its result must be
a member of the declared type. Names, parameters and completeness are compared too. Exits with 1 if anything is
wrong. Entries that this release of Python lacks, or whose package is not installed, are counted and passed over;
`--missing` lists them.
"""

import atexit
import builtins
import collections
import contextlib
import http.server
import importlib
import inspect
import io
import itertools
import logging
import pathlib
import re
import shutil
import sys
import tempfile
import threading
import types
import urllib.parse
import warnings
import xml.sax.saxutils

warnings.simplefilter("ignore")
logging.lastResort = logging.NullHandler()
logging.getLogger().addHandler(logging.NullHandler())

HERE = pathlib.Path(__file__).parent
TABLES = HERE.parents[2] / "server/code/src/library/python"
PLATFORM = {"dify.sig", "n8n-all-items.sig", "n8n-each-item.sig"}

# Classes of the tables under names of their own, told by what they are called in the interpreter.
ALIASES = {
    "hashlib.Hash": {"HASH", "blake2b", "blake2s"},
    "hashlib.Shake": {"HASHXOF"},
    "csv.writer": {"writer"},
    "os.environ": {"_Environ"},
    "ellipsis": {"ellipsis"},
    "complex": {"complex"},
    "object": {"object"},
    "urllib.parse.ParseResult": {"ParseResult", "ParseResultBytes"},
    "urllib.parse.SplitResult": {"SplitResult", "SplitResultBytes"},
    "requests.Headers": {"CaseInsensitiveDict"},
}
# Modules whose public names must all be listed.
WHOLE_MODULES = ["base64", "html", "json", "math", "random", "re", "statistics", "string", "textwrap"]
# Classes whose public methods and attributes must all be listed, and the class they stand under.
WHOLE_CLASSES = {
    "str": "str", "bytes": "bytes", "bytearray": "bytes", "int": "int", "float": "float",
    "datetime.date": "datetime.date", "datetime.datetime": "datetime.datetime", "datetime.time": "datetime.time",
    "datetime.timedelta": "datetime.timedelta", "datetime.timezone": "datetime.timezone", "re.Match": "re.Match",
    "re.Pattern": "re.Pattern", "fractions.Fraction": "fractions.Fraction", "uuid.UUID": "uuid.UUID",
    "time.struct_time": "time.struct_time", "list": "list", "dict": "dict", "set": "set", "frozenset": "set",
    "tuple": "tuple",
}
# Public names that are left out on purpose: internals, or of no use in a node.
LEFT_OUT = {
    "re.Pattern": {"scanner"},
    "re": {"template", "T", "TEMPLATE", "RegexFlag", "Match", "Pattern", "PatternError"},
    "time.struct_time": {"n_fields", "n_sequence_fields", "n_unnamed_fields", "count", "index"},
    "base64": {"main", "z85encode", "z85decode"},
    "statistics": {"kde", "kde_random"},
    "random": set(),
    "json": {"detect_encoding"},
    "textwrap": {"TextWrapper"},
    "math": set(),
    "datetime.date": set(),
    "fractions.Fraction": {"from_number"},
    "uuid.UUID": {"clock_seq_hi_variant", "clock_seq_low"},
    "int": {"from_number"}, "float": {"from_number"},
}
# Parameters that became optional, or got their names, in a later release than the oldest.
CHANGED = {
    "int#from_bytes", "int#to_bytes", "int.from_bytes", "map", "random.expovariate", "random.gauss",
    "random.normalvariate", "random.shuffle", "traceback.format_exception_only", "typing.get_type_hints",
}
CHANGED_MODULES = ("hashlib.",)


# ---- reading the tables

class Entry(collections.namedtuple("Entry", "path params type doc")):
    @property
    def parameters(self):
        return [one.strip() for one in (self.params or "").split(",") if one.strip()]


def entries():
    found = {}
    for table in sorted(TABLES.glob("*.sig")):
        if table.name in PLATFORM:
            continue
        for line in table.read_text().splitlines():
            if not line or line.startswith("# "):
                continue
            head, doc = line.split(" | ", 1)
            # What may be raised is the affair of `raises.py`.
            head = head.split(" ! ")[0]
            call = re.fullmatch(r"(.+?)\((.*)\) -> (.+?)( !)?", head)
            if call:
                entry = Entry(call[1], call[2], parse(call[3]), doc)
            else:
                path, kind = head.split(": ", 1)
                entry = Entry(path, None, parse(kind), doc)
            found[entry.path] = entry
    return found


def parse(text):
    """A type as nested tuples: (word, parts)."""
    tokens = re.findall(r'"[^"]*"|\.\.\.|=?[\w.$:#]+\+?|[\[\]{},/?]', text)
    at = 0

    def union():
        nonlocal at
        members = [one()]
        while at < len(tokens) and tokens[at] == "/":
            at += 1
            members.append(one())
        return members[0] if len(members) == 1 else ("union", members)

    def one():
        nonlocal at
        word = tokens[at]
        at += 1
        if word[0] == '"':
            return ("text", [word[1:-1]])
        parts = []
        if at < len(tokens) and tokens[at] == "[":
            at += 1
            while tokens[at] != "]":
                parts.append(union())
                if tokens[at] == ",":
                    at += 1
            at += 1
        elif at < len(tokens) and tokens[at] == "?":
            at += 1
            word += "?"
        return (word, parts)

    parsed = union()
    assert at == len(tokens), text
    return parsed


# ---- membership

def is_member(value, kind, call):
    """Whether `value` is of the type; `call` holds what `self` and `arg0` mean."""
    word, parts = kind
    plain = {
        "any": lambda: True,
        "unknown": lambda: True,
        "data": lambda: is_data(value),
        "never": lambda: False,
        "null": lambda: value is None,
        "bool": lambda: isinstance(value, bool),
        "int": lambda: isinstance(value, int) and not isinstance(value, bool),
        "float": lambda: isinstance(value, float),
        "number": lambda: isinstance(value, (int, float)) and not isinstance(value, bool),
        "str": lambda: isinstance(value, str),
        "bytes": lambda: isinstance(value, (bytes, bytearray)),
        "function": lambda: callable(value),
        "union": lambda: any(is_member(value, part, call) for part in parts),
        "text": lambda: value == parts[0],
        "self": lambda: value is call.receiver,
        "like": lambda: is_like(value, parts, call),
    }
    if word in plain:
        return plain[word]()
    each = parts[0] if parts else ("any", [])
    sequences = {"list": list, "list+": list, "set": (set, frozenset), "tuples": tuple}
    if word in sequences:
        long_enough = word != "list+" or value
        return isinstance(value, sequences[word]) and long_enough and all(is_member(one, each, call) for one in value)
    if word == "tuple":
        return isinstance(value, tuple) and len(value) == len(parts) and all(map(is_member, value, parts, itertools.repeat(call)))
    if word == "lazy":
        iterable = hasattr(value, "__iter__") and not isinstance(value, (str, bytes, list, tuple, set, frozenset, dict))
        return iterable and all(is_member(one, each, call) for one in itertools.islice(value, 40))
    if word == "dict":
        return isinstance(value, dict) and all(is_member(one, each, call) for one in value.values())
    if word.startswith("="):
        return is_instance(value, word[1:])
    return is_reference(value, word, call)


def is_data(value):
    if isinstance(value, dict):
        return all(isinstance(key, str) for key in value) and all(map(is_data, value.values()))
    if isinstance(value, list):
        return all(map(is_data, value))
    return value is None or type(value) in (bool, int, float, str)


def is_instance(value, name):
    if name == "Exception":
        return isinstance(value, BaseException)
    if name in ALIASES:
        return type(value).__name__ in ALIASES[name]
    return type(value) is resolve(name)


def is_like(value, sources, call):
    for source in sources:
        sort = sort_of(call.meant(source[0]))
        if sort:
            return isinstance(value, sort)
    return True


def sort_of(source):
    if isinstance(source, re.Pattern):
        source = source.pattern
    if isinstance(source, str):
        return str
    return (bytes, bytearray) if isinstance(source, (bytes, bytearray)) else None


def is_reference(value, word, call):
    optional = word.endswith("?")
    base, _, element = word.rstrip("?").partition(".")
    if element and base == "self":
        if isinstance(call.receiver, (list, dict, set, frozenset)):
            return value in call.held
        # What an instance holds: the texts of a match or of a URL.
        held = getattr(call.receiver, "string", getattr(call.receiver, "scheme", None))
        return type(value) is type(held)
    meant = call.meant(base)
    if meant is Call.MISSING:
        return optional and value is None
    if element:
        return any(value is one or value == one for one in call.elements(base))
    return value is meant or value == meant


class Call:
    """The receiver and the arguments of one call, by place."""

    MISSING = object()

    def __init__(self, entry, receiver=None, args=(), named=None):
        self.entry, self.receiver = entry, receiver
        if isinstance(receiver, (list, dict, set, frozenset)):
            self.held = list(receiver.values() if isinstance(receiver, dict) else receiver)
        # Iterators are walked here so that they can be looked at afterwards.
        self.walked = {}
        args = list(args)
        for place, arg in enumerate(args):
            if isinstance(arg, (types.GeneratorType, type(iter([])))):
                self.walked[place] = list(arg)
                args[place] = iter(self.walked[place])
            elif isinstance(arg, list):
                self.walked[place] = list(arg)
        self.args, self.named = args, named or {}

    def meant(self, word):
        if word == "self":
            return self.receiver
        place = int(word[3:])
        if place < len(self.args):
            return self.args[place]
        positional = [one for one in self.entry.parameters if one not in ("*", "/")]
        name = positional[place].rstrip("?") if place < len(positional) else ""
        return self.named.get(name, Call.MISSING)

    def elements(self, word):
        place = int(word[3:])
        return self.walked.get(place) or list(self.meant(word))


# ---- the interpreter's own

def resolve(path):
    """The object of a dotted path; raises AttributeError or ImportError."""
    parts = path.split(".")
    for count in range(len(parts), 0, -1):
        try:
            found = importlib.import_module(".".join(parts[:count]))
        except ImportError:
            continue
        return attributes(found, parts[count:])
    if hasattr(builtins, parts[0]):
        return attributes(builtins, parts)
    raise ImportError(path)


def attributes(found, names):
    for name in names:
        found = getattr(found, name)
    return found


class Names(dict):
    """Everything an expression of the calls may mention: modules, a server and a folder of our own."""

    def __missing__(self, name):
        if hasattr(builtins, name):
            return getattr(builtins, name)
        self[name] = {"SERVER": server, "FOLDER": folder}.get(name, lambda: importlib.import_module(name))()
        return self[name]


def server():
    """The address of a server that answers every request with a JSON object, for `/missing` with 404."""

    class Answer(http.server.BaseHTTPRequestHandler):
        def do_GET(self):
            self.rfile.read(int(self.headers.get("content-length", 0)))
            self.send_response(404 if self.path == "/missing" else 200)
            self.send_header("content-type", "application/json")
            self.end_headers()
            if self.command != "HEAD":
                self.wfile.write(b'{"a": [1]}')

        do_DELETE = do_HEAD = do_OPTIONS = do_PATCH = do_POST = do_PUT = do_GET

        def log_message(self, *args):
            pass

    served = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Answer)
    threading.Thread(target=served.serve_forever, daemon=True).start()
    return f"http://127.0.0.1:{served.server_port}"


def folder():
    """A folder with a few things to delete and rename."""
    made = pathlib.Path(tempfile.mkdtemp())
    atexit.register(shutil.rmtree, made, ignore_errors=True)
    (made / "empty").mkdir()
    for name in ("file", "old", "other"):
        (made / name).touch()
    return str(made)


NAMES = Names(__builtins__=builtins)


def read_calls():
    """Sample instances by class (`= class | expression | …`) and calls by path (`path | (args) | …`)."""
    instances, calls = {}, {}
    for line in (HERE / "python_calls.txt").read_text().splitlines():
        if not line or line.startswith("# "):
            continue
        path, *expressions = line.split(" | ")
        into = instances if path.startswith("= ") else calls
        into[path.removeprefix("= ")] = expressions
    return instances, calls


def evaluate(expression):
    return eval(expression, NAMES)


def arguments(expression):
    return evaluate(f"(lambda *args, **named: (args, named)){expression}")


# ---- the checks

class Report:
    def __init__(self):
        self.wrong, self.absent, self.checked, self.results, self.uncalled = [], [], set(), 0, []

    def result(self, entry, value, call, how):
        self.checked.add(entry.path)
        self.results += 1
        if not is_member(value, entry.type, call):
            self.wrong.append(f"{how}: {value!r} is no {show(entry.type)}")


def show(kind):
    word, parts = kind
    if word == "union":
        return " / ".join(map(show, parts))
    return word + (f"[{', '.join(map(show, parts))}]" if parts else "")


def check_entry(entry, instances, calls, report):
    path = entry.path
    if path.startswith("operator ") and "#" not in path and entry.params is None:
        return check_operator(entry, instances, report)
    if isinstance(entry.type, tuple) and entry.type[0] == "never":
        return report.checked.add(path)
    if "#" in path:
        return check_method(entry, instances, calls, report)
    try:
        target = resolve(path) if path not in ("__file__", "__builtins__") else "x"
    except (ImportError, AttributeError):
        return report.absent.append(path)
    if entry.params is None:
        return report.result(entry, target, Call(entry), path)
    if entry.type == ("=Exception", []):
        report.checked.add(path)
        if not issubclass(target, BaseException):
            report.wrong.append(f"{path} is no exception")
        return None
    for expression in calls.get(path, []):
        call = Call(entry, None, *arguments(expression))
        report.result(entry, target(*call.args, **call.named), call, path + expression)
    if path not in calls and entry.type[0] not in ("any", "unknown"):
        report.uncalled.append(path)
    return None


def check_method(entry, instances, calls, report):
    owner, name = entry.path.split("#")
    samples = instances.get(owner, [])
    if not samples:
        report.uncalled.append(entry.path)
    found = False
    for sample in samples:
        try:
            receiver = evaluate(sample)
        except (ImportError, AttributeError):
            continue
        attribute = "__getitem__" if name == "[]" else name
        if not hasattr(receiver, attribute):
            continue
        found = True
        if entry.params is None:
            report.result(entry, getattr(receiver, attribute), Call(entry, receiver), f"{sample}.{name}")
            continue
        for expression in calls.get(entry.path, ["()"] if may_be_bare(entry) else []):
            receiver = NAMES["SELF"] = evaluate(sample)
            # `bytes` samples take arguments for text as bytes.
            call = Call(entry, receiver, *arguments(adapted(expression, receiver)))
            try:
                value = getattr(receiver, attribute)(*call.args, **call.named)
            except Exception as error:
                if isinstance(error, TypeError) and "argument" in str(error) and "bytes" not in str(error):
                    report.wrong.append(f"{sample}.{name}{expression}: {error}")
                continue
            report.result(entry, value, call, f"{sample}.{name}{expression}")
    if samples and not found:
        report.absent.append(entry.path)
    elif samples and entry.path not in report.checked and entry.type[0] not in ("any", "unknown"):
        report.uncalled.append(entry.path)


def may_be_bare(entry):
    return all(one.endswith("?") or one in ("/", "...") or one.startswith("*") for one in entry.parameters)


def adapted(expression, receiver):
    binary = isinstance(receiver, (bytes, bytearray)) or isinstance(getattr(receiver, "string", getattr(receiver, "pattern", None)), bytes)
    return re.sub(r"(?<![\w'])'", "b'", expression) if binary else expression


def check_operator(entry, instances, report):
    left, symbol, right = entry.path.removeprefix("operator ").split(" ")
    for a, b in itertools.product(instances[left], instances[right]):
        a, b = evaluate(a), evaluate(b)
        try:
            value = eval(f"a {symbol} b", {"a": a, "b": b})
        except (ZeroDivisionError, OverflowError, ValueError, ArithmeticError):
            continue
        except TypeError as error:
            report.wrong.append(f"{entry.path}: {error}")
            continue
        report.result(entry, value, Call(entry), f"{a!r} {symbol} {b!r}")
    if entry.path not in report.checked:
        report.uncalled.append(entry.path)


def check_parameters(entry, instances, report):
    """Names, order and optionality as `inspect` knows them."""
    if entry.params is None or entry.type == ("=Exception", []) or "..." in entry.parameters:
        return
    if entry.path in CHANGED or entry.path.startswith(CHANGED_MODULES):
        return
    try:
        owner, _, name = entry.path.partition("#")
        if name:
            target = getattr(evaluate(instances[owner][0]), "__getitem__" if name == "[]" else name)
        else:
            target = resolve(entry.path)
        signature = inspect.signature(target)
    except (ValueError, TypeError, ImportError, AttributeError, KeyError, IndexError):
        return
    real = [one for one in signature.parameters.values() if not one.name.startswith("_")]
    listed = {one.strip("*?"): one for one in entry.parameters}
    takes_named = any(one.startswith("**") for one in entry.parameters)
    takes_many = any(one.startswith("*") and len(one) > 1 for one in entry.parameters)
    for place, one in enumerate(real):
        if one.kind in (one.VAR_POSITIONAL, one.VAR_KEYWORD):
            continue
        if one.name not in listed:
            if one.kind is one.POSITIONAL_ONLY and not takes_many:
                positional = [item.rstrip("?") for item in entry.parameters if item not in ("/", "*")]
                if place >= len(positional):
                    report.wrong.append(f"{entry.path}: has a parameter {one}")
            elif one.kind is not one.POSITIONAL_ONLY and not takes_named and not (takes_many and one.kind is one.POSITIONAL_OR_KEYWORD):
                report.wrong.append(f"{entry.path}: has a parameter {one}")
            continue
        optional = listed[one.name].endswith("?")
        if optional != (one.default is not one.empty):
            report.wrong.append(f"{entry.path}: {one.name} {'must' if optional else 'need not'} be given")


def check_completeness(known, report):
    for name in dir(builtins):
        if not name.startswith("_") and name not in known and name not in ("None", "True", "False"):
            report.wrong.append(f"{name} is not listed")
    for module in WHOLE_MODULES:
        names = getattr(importlib.import_module(module), "__all__", None) or dir(importlib.import_module(module))
        for name in names:
            value = getattr(importlib.import_module(module), name)
            if name.startswith("_") or isinstance(value, types.ModuleType) or name in LEFT_OUT.get(module, ()):
                continue
            if f"{module}.{name}" not in known:
                report.wrong.append(f"{module}.{name} is not listed")
    for path, listed in WHOLE_CLASSES.items():
        for name in dir(resolve(path)):
            if name.startswith("_") or name in LEFT_OUT.get(path, ()):
                continue
            if f"{listed}#{name}" not in known and f"{path}.{name}" not in known:
                report.wrong.append(f"{path}.{name} is not listed")


def main():
    known = entries()
    instances, calls = read_calls()
    report = Report()
    for path in calls:
        if path not in known:
            report.wrong.append(f"python_calls.txt: {path} is not listed")
    for entry in known.values():
        try:
            with contextlib.redirect_stdout(io.StringIO()):
                check_entry(entry, instances, calls, report)
        except Exception as error:
            report.wrong.append(f"{entry.path}: {type(error).__name__}: {error}")
        check_parameters(entry, instances, report)
    check_completeness(known, report)
    for line in report.wrong:
        print("wrong:", line)
    for path in report.uncalled:
        print("never called:", path)
    if "--missing" in sys.argv:
        print("not in this Python:", *sorted(report.absent))
    open_ended = sum(entry.type[0] in ("any", "unknown") for entry in known.values())
    print(
        f"Python {sys.version.split()[0]}: {len(known)} entries ({open_ended} open), {len(report.checked)} checked with "
        f"{report.results} results, {len(report.absent)} not here, {len(report.uncalled)} never called, "
        f"{len(report.wrong)} wrong"
    )
    return 1 if report.wrong or report.uncalled else 0


if __name__ == "__main__":
    sys.exit(main())
