"""Hold what the tables of Python's library say may be raised to the interpreter that runs this.

    python3 tests/conformance/library/raises.py [SEED]

Every function whose entry says so (`! str: value key`, see `server/code/src/library/mod.rs`) is called with random
arguments: of the type it names, which may raise the listed kinds only, and of any other that JSON can hold, which may
raise `TypeError` and `AttributeError` beside. Exits with 1 if anything else is raised.
"""

import base64
import datetime
import hashlib
import hmac
import importlib
import itertools
import random
import re
import sys
import zoneinfo

from check import PLATFORM, TABLES

INTS = [0, 1, -1, 2, 7, 12, 31, 100, 1999, 2024, 9999, 2**31, 10**30, -5, -(10**30)]
NUMBERS = INTS + [0.0, 1.5, -2.5, float("inf"), float("-inf"), float("nan"), 1e300]
TEXTS = ["", "a", "12", " 3 ", "2024-01-02", "2024-01-02T03:04:05", "12:30", "%Y-%m-%d", "%", "%Q", "\x00", "\ud800", "é",
         "utf-8", "(", "\\1", "x" * 5000, "9" * 5000, "http://a.b/c?d=e#f", "http://[", "UTC", "Europe/Berlin", "../x", "Zm9v", "NFC"]
BYTES = [b"", b"abc", b"\xff\xfe", b"Zm9v"]
DATA = NUMBERS + TEXTS + [None, True, [], [1], ["a"], {}, {"a": 1}, [None], [[1]]] * 4
POOLS = {"none": [], "int": INTS, "number": NUMBERS, "str": TEXTS, "bytes": BYTES, "text": TEXTS + BYTES, "data": DATA}

BERLIN, UTC = zoneinfo.ZoneInfo("Europe/Berlin"), datetime.timezone.utc
INSTANCES = {
    "datetime.datetime": [datetime.datetime(2024, 1, 2, 3), datetime.datetime(1970, 2, 28, tzinfo=UTC), datetime.datetime(2024, 3, 1, tzinfo=BERLIN)],
    "datetime.date": [datetime.date(2024, 1, 2), datetime.date(2000, 2, 29)],
    "datetime.time": [datetime.time(1, 2, 3), datetime.time(3, 4, tzinfo=UTC)],
    "datetime.timedelta": [datetime.timedelta(1), datetime.timedelta(0), datetime.timedelta(seconds=-5)],
    "hashlib.Hash": [hashlib.md5(), hashlib.sha256(b"a")],
    "hmac.HMAC": [hmac.new(b"a", b"b", "sha256")],
    "re.Match": [re.match("(a)(?P<n>b)?", "a")],
    "int": NUMBERS[:15],
    "float": NUMBERS[15:],
}
KINDS = {"key": KeyError, "index": IndexError, "value": ValueError, "type": TypeError, "attribute": AttributeError,
         "arithmetic": ArithmeticError, "far": (OverflowError, OSError, ValueError), "other": Exception, "nothing": ()}
OPERATORS = {"+": lambda a, b: a + b, "-": lambda a, b: a - b, "*": lambda a, b: a * b, "/": lambda a, b: a / b,
             "//": lambda a, b: a // b, "%": lambda a, b: a % b}


def resolve(path):
    """The function, or the methods of some instances, under a path; `None` where this Python lacks it."""
    owner, _, method = path.partition("#")
    try:
        if method:
            return [getattr(one, method) for one in INSTANCES[owner]]
        parts = path.split(".")
        value = importlib.import_module("builtins")
        if not hasattr(value, parts[0]):
            for end in range(len(parts) - 1, 0, -1):
                try:
                    value, parts = importlib.import_module(".".join(parts[:end])), parts[end:]
                    break
                except ImportError:
                    continue
        for part in parts:
            value = getattr(value, part)
        return [value]
    except AttributeError:
        return None


def raised(call, arguments):
    try:
        call(*arguments)
    except Exception as error:
        return error
    return None


def wrong_of_function(path, params, given, kinds):
    functions = resolve(path)
    if functions is None or path == "time.sleep":
        return
    names = [one.strip() for one in params.split(",") if one.strip() not in ("", "/")]
    places = list(itertools.takewhile(lambda one: not one.startswith("*"), names))
    least = sum(not one.endswith("?") for one in places)
    for others in (False, True):
        pool = DATA if others else POOLS[given]
        allowed = tuple(KINDS[kind] for kind in kinds)
        if others:
            allowed += (TypeError, AttributeError)
        for _ in range(150):
            count = random.randint(least, len(places)) if pool else 0
            if not others and count == 0 and least > 0:
                continue
            arguments = [random.choice(pool) for _ in range(count)]
            if not others:
                # Where a zone or the like is wanted the interpreter asks for one.
                zones = (place for place, name in enumerate(places[:count]) if name.strip("?") in ("tz", "tzinfo", "offset", "tuple"))
                arguments = arguments[: next(zones, count)]
                if len(arguments) < least:
                    continue
            error = raised(random.choice(functions), arguments)
            if error is not None and not isinstance(error, flat(allowed if arguments else tuple(KINDS[kind] for kind in kinds))):
                yield f"{path}({', '.join(map(repr, arguments))[:100]}): {error!r:.120}"
                return


def wrong_of_operator(path, kinds):
    left, symbol, right = path.split()
    for pair in itertools.product(INSTANCES[left], INSTANCES[right]):
        error = raised(OPERATORS[symbol], pair)
        if error is not None and not isinstance(error, flat(tuple(KINDS[kind] for kind in kinds))):
            yield f"{pair[0]!r} {symbol} {pair[1]!r}: {error!r:.120}"


def flat(kinds):
    return tuple(one for kind in kinds for one in (kind if isinstance(kind, tuple) else (kind,)))


def main():
    random.seed(int(sys.argv[1]) if len(sys.argv) > 1 else 1)
    wrong, checked = [], 0
    for table in sorted(TABLES.glob("*.sig")):
        if table.name in PLATFORM:
            continue
        for line in table.read_text().splitlines():
            head, _, raises = line.split(" | ", 1)[0].partition(" ! ")
            if not raises:
                continue
            checked += 1
            given, _, kinds = raises.rpartition(": ")
            if call := re.fullmatch(r"(.+?)\((.*)\) -> .+", head):
                wrong += wrong_of_function(call[1], call[2], given, kinds.split())
            else:
                wrong += wrong_of_operator(head.split(": ")[0].removeprefix("operator "), kinds.split())
    print(f"raises: {checked} entries checked, {len(wrong)} wrong")
    for one in wrong:
        print("  " + one)
    return bool(wrong)


if __name__ == "__main__":
    sys.exit(main())
