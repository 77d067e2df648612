"""Holds our verdicts on syntax against those of the platforms' own engines.

    cargo build -p codenode-code --example syntax
    python3 compare.py FOLDER... --judge ../../../target/debug/examples/syntax \\
        --engine async-body=NODE24 --engine comparator=NODE24 --engine eval=NODE20 \\
        --engine module@10=PYTHON3.10 --engine module@14=PYTHON3.14 --engine function-body@13=PYTHON3.13 \\
        [--mutants 5000] [--seed 1] [--show 20]

FOLDER: workflow files (Dify .yml, n8n .json) and plain .py and .js snippets. Every snippet is judged under
every engine of its language. Reads the code with PyYAML and json alone, so it shares nothing with the
product; stores nothing. Exit code 1 when an engine and we disagree about accepting a snippet, or when we
claim an engine's words and they differ.
"""

import argparse
import collections
import json
import pathlib
import random
import re
import subprocess
import sys

import yaml

HERE = pathlib.Path(__file__).parent
PYTHON_HOSTS = {"module", "function-body"}


def snippets(folders):
    """Every distinct (language, code) below the folders."""
    found = {}
    for folder in folders:
        root = pathlib.Path(folder)
        for path in sorted(root.rglob("*")) if root.is_dir() else [root]:
            for language, code in read(path):
                found.setdefault((language, code), str(path))
    return found


def read(path):
    text = path.read_text(errors="replace") if path.is_file() else ""
    try:
        match path.suffix:
            case ".py":
                yield "python", text
            case ".js":
                yield "javascript", text
            case ".yml" | ".yaml":
                yield from dify(yaml.load(text, Loader=getattr(yaml, "CSafeLoader", yaml.SafeLoader)))
            case ".json":
                yield from n8n(json.loads(text.removeprefix("\ufeff")))
    except (yaml.YAMLError, json.JSONDecodeError, ValueError):
        print(f"not readable: {path}", file=sys.stderr)


def dify(value):
    """Every mapping that looks like the data of a code node, at any depth."""
    if isinstance(value, dict):
        if isinstance(value.get("code"), str) and value.get("code_language") in ("python3", "javascript"):
            yield value["code_language"].removesuffix("3"), value["code"]
        for child in value.values():
            yield from dify(child)
    elif isinstance(value, list):
        for child in value:
            yield from dify(child)


def n8n(value):
    """Every code parameter, at any depth."""
    if isinstance(value, dict):
        for key, language in [("jsCode", "javascript"), ("functionCode", "javascript"), ("pythonCode", "python")]:
            if isinstance(value.get(key), str):
                yield language, value[key]
        for child in value.values():
            yield from n8n(child)
    elif isinstance(value, list):
        for child in value:
            yield from n8n(child)


TOKEN = re.compile(r"[ \t]*\n[ \t]*|[ \t]+|\w+|'(?:[^'\\\n]|\\.)*'|\"(?:[^\"\\\n]|\\.)*\"|=>|===?|\*\*|.", re.S)
SPICE = {
    "python": "( ) [ ] { } : , . = == := * ** @ -> ' \" ''' f' b' # \\ \n \n\t if else elif for while def class return yield await async"
    " lambda in not and or is None True with as try except finally except* from import * global nonlocal del pass"
    " break continue assert raise match case type print _ 1 0x 1_ 07 1e5j x __debug__ ; … “ ” \u00a0 ! ? $ `",
    "javascript": "( ) [ ] { } : , . ; = => == === ? ?. ?? ... + ++ - -- ! ~ * ** / /a/ /( % & && | || < > ` ' \" ${ } \\ \n"
    " if else for while do switch case default break continue return throw try catch finally function function* async await"
    " yield class extends super static get set new typeof delete void in of instanceof let const var import export this null"
    " true #x @ with enum arguments eval 'use strict' 010 0x 1n 1_0 .5 x a: // /* */ <!-- --> “ ” \u00a0 using as type interface",
}


def mutants(pool, count, seed):
    """Snippets with one or two tokens lost, doubled, swapped, replaced or put in; or a line, or an indentation."""
    dice = random.Random(seed)
    pool = [(language, code) for language, code in pool if 0 < len(code) < 4000]
    made = set()
    while len(made) < count and pool:
        language, code = dice.choice(pool)
        for _ in range(dice.choice([1, 1, 1, 2])):
            code = mutate(code, language, dice)
        made.add((language, code))
    return sorted(made)


def mutate(code, language, dice):
    kind = dice.randrange(9)
    if kind >= 7:
        lines = code.split("\n")
        at = dice.randrange(len(lines))
        match dice.randrange(4):
            case 0:
                del lines[at]
            case 1:
                lines[at] = dice.choice([" ", "    ", "\t", "        "]) + lines[at]
            case 2:
                lines[at] = lines[at].lstrip()
            case 3:
                lines = lines[: at + 1]
        return "\n".join(lines)
    tokens = TOKEN.findall(code)
    at = dice.randrange(len(tokens)) if tokens else 0
    spice = dice.choice(SPICE[language].split(" "))
    match kind:
        case 0 | 1:
            del tokens[at : at + 1]
        case 2:
            tokens[at:at] = tokens[at : at + 1]
        case 3:
            other = dice.randrange(len(tokens)) if tokens else 0
            tokens[at : at + 1], tokens[other : other + 1] = tokens[other : other + 1], tokens[at : at + 1]
        case 4:
            tokens[at : at + 1] = [spice]
        case 5:
            tokens.insert(at, spice)
        case 6:
            tokens.insert(at, f" {spice} ")
    return "".join(tokens)


def ask(command, cases):
    lines = "".join(json.dumps(case) + "\n" for case in cases)
    done = subprocess.run(command, input=lines, capture_output=True, text=True, errors="replace")
    answers = [json.loads(line) for line in done.stdout.split("\n") if line]
    if len(answers) != len(cases):
        at = cases[len(answers)]
        sys.exit(f"{command[0]} stopped at {json.dumps(at)}:\n{done.stderr[-2000:]}")
    return answers


def compare(engine, pool, judge, show):
    name, _, path = engine.partition("=")
    host, _, python = name.partition("@")
    language = "python" if host in PYTHON_HOSTS else "javascript"
    cases = [{"host": host, "language": language, "python": int(python or 0), "text": code} for lang, code in pool if lang == language]
    oracle = [path, str(HERE / ("oracle_python.py" if language == "python" else "oracle_node.cjs"))]
    theirs, ours = ask(oracle, cases), ask([judge], cases)
    faults = collections.Counter()
    shown = collections.defaultdict(list)
    for case, their, our in zip(cases, theirs, ours):
        kind = disagreement(host, case["text"], their, our)
        faults[kind] += 1
        if kind not in ("agree: legal", "agree: broken"):
            shown[kind].append((case["text"], their, our))
    print(f"{name}: {len(cases)} snippets; " + "; ".join(f"{kind} {n}" for kind, n in sorted(faults.items())))
    claims = sum(1 for our in ours if our and our["platform"])
    lines = sum(1 for case, their, our in zip(cases, theirs, ours) if our and their and their["line"] == line_of(case["text"], our))
    print(f"  engine's words claimed for {claims}; same line as the engine {lines}")
    for kind, examples in sorted(shown.items()):
        for text, their, our in examples[:show]:
            print(f"--- {name}: {kind}\n{excerpt(text, their, our)}\n  engine: {their}\n  we:     {our}")
    return sum(n for kind, n in faults.items() if not kind.startswith("agree"))


def disagreement(host, text, their, our):
    if their is None or our is None:
        if their is None and our is None:
            return "agree: legal"
        return "FALSE ALARM" if their is None else "MISSED"
    claimed = our["platform"]
    words = their["error"] if host in ("module", "eval") else their["error"].partition(": ")[2]
    if claimed is not None and claimed != words:
        return "OTHER WORDS"
    start, end = our["range"]
    if start == end and text.strip():
        return "EMPTY RANGE"
    return "agree: broken"


def line_of(text, our):
    return text.encode(errors="replace")[: our["range"][0]].count(b"\n") + 1


def excerpt(text, their, our):
    lines = text.split("\n")
    at = (their or {}).get("line") or (line_of(text, our) if our else 1)
    return "\n".join(f"  {n + 1:4} {lines[n][:160]!r}" for n in range(max(0, at - 3), min(len(lines), at + 2)))


def main():
    arguments = argparse.ArgumentParser()
    arguments.add_argument("folders", nargs="*")
    arguments.add_argument("--judge", required=True)
    arguments.add_argument("--engine", action="append", default=[])
    arguments.add_argument("--mutants", type=int, default=0)
    arguments.add_argument("--seed", type=int, default=1)
    arguments.add_argument("--show", type=int, default=20)
    options = arguments.parse_args()
    pool = list(snippets(options.folders))
    if options.mutants:
        pool = mutants(pool, options.mutants, options.seed)
    sys.exit(1 if sum(compare(engine, pool, options.judge, options.show) for engine in options.engine) else 0)


if __name__ == "__main__":
    main()
