"""Writes literals.json: literals of our own, and what CPython takes them for.

Each entry is [source, value, value in a body]: the body is what n8n makes of the code, moved to the
right by textwrap.indent. null stands for text with surrogates, which Rust cannot hold, and for what
CPython rejects. Run it with any CPython from 3.10 on: python3 literals.py > literals.json
"""

import ast
import json
import random
import textwrap
import warnings

warnings.simplefilter("ignore")

PIECES = [
    "a", "é", "变", "😀", " ", "\t", "\\n", "\\t", "\\\\", "\\'", '\\"', "\\0", "\\7", "\\12", "\\123", "\\400",
    "\\8", "\\x41", "\\xe9", "\\u00e9", "\\u53d8", "\\U0001F600", "\\ud83d", "\\ude00", "\\d", "\\ ", "\\é", "\\a",
    "\\b", "\\f", "\\r", "\\v", "\\{", "{", "}", "{{", "\\N", "\\x4", "\\u12", "\\U00110000", "%s", "#", "\\\n", "\\\r\n",
    "\u2028", "\x0b", "\x0c", "\x85", "\x1c", "\u00a0",
]
LINES = ["\n", "\r\n", "\r", "\n\n", "\n  ", "\n \t\n", "\n\u3000\n"]


def literal(choose):
    quote = choose.choice(["'", '"', "'''", '"""'])
    pieces = PIECES + LINES * 2 if len(quote) == 3 else PIECES
    prefix = choose.choice(["", "", "", "r", "u", "R"])
    body = "".join(choose.choice(pieces) for _ in range(choose.randrange(6)))
    return prefix + quote + body + quote


def checked(value):
    try:
        value.encode()
    except UnicodeEncodeError:
        return None
    return value


def in_module(source):
    try:
        return checked(ast.literal_eval(source))
    except (SyntaxError, ValueError):
        return None


def in_body(source):
    wrapped = "def body():\n" + textwrap.indent("return (" + source + ")", "    ")
    names = {}
    try:
        exec(compile(wrapped, "<body>", "exec"), names)
    except (SyntaxError, ValueError):
        return None
    return checked(names["body"]())


def several(choose):
    source = literal(choose)
    while choose.random() < 0.15:
        source += " " + literal(choose)
    return source


choose = random.Random(1)
entries = [[source, in_module(source), in_body(source)] for source in (several(choose) for _ in range(1500))]
print("[\n" + ",\n".join(json.dumps(entry) for entry in entries) + "\n]")
