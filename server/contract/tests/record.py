#!/usr/bin/env python3
"""Records what the platforms' own engines say of the cases that `recorded.rs` writes.

    CODENODE_RECORD=DIR CODENODE_CASES=N cargo test -p codenode-contract --test recorded -- --ignored
    python3 record.py dify DIR/dify.cases.jsonl recorded/dify.jsonl PYTHON dify/oracle.py [OPTION...]
    python3 record.py n8n DIR/n8n.cases.jsonl recorded/n8n.jsonl NODE n8n/oracle.js [OPTION...]

The command after the two files is that of the engine's harness.
"""
import json
import re
import subprocess
import sys
import tempfile

platform, cases_path, recorded_path, *command = sys.argv[1:]


def declarations(text):
    """`a: string, b: object { c: number }` as Dify's outputs."""
    tokens = re.findall(r"[\w]+(?:\[\w+\])?|[:,{}]", text)

    def read():
        outputs = {}
        while tokens and tokens[0] != "}":
            name, colon = tokens.pop(0), tokens.pop(0)
            assert colon == ":", text
            outputs[name] = {"type": tokens.pop(0), "children": None}
            if tokens and tokens[0] == "{":
                tokens.pop(0)
                outputs[name]["children"] = read()
                tokens.pop(0)
            if tokens and tokens[0] == ",":
                tokens.pop(0)
        return outputs

    return read()


def plain(value):
    """NaN and infinities as codenode spells them."""
    if isinstance(value, str) and value.startswith("$float:"):
        return {"nan": "NaN", "inf": "Infinity", "-inf": "-Infinity"}[value[7:]]
    if isinstance(value, dict):
        return {key: plain(inner) for key, inner in value.items()}
    if isinstance(value, list):
        return [plain(inner) for inner in value]
    return value


def verdict(answer):
    if answer["ok"]:
        return {"output": plain(answer.get("outputs" if platform == "dify" else "output"))}
    error = answer["error"]
    return {"error": error if platform == "dify" else error["message"]}


cases = [json.loads(line) for line in open(cases_path)]
asked = [dict(case) for case in cases]
for case in asked:
    case.pop("value")
    if platform == "dify":
        case["outputs"] = declarations(case.pop("declared"))
lines = "".join(json.dumps(case) + "\n" for case in asked)
if platform == "dify":
    with tempfile.NamedTemporaryFile("w", suffix=".jsonl") as file:
        file.write(lines)
        file.flush()
        out = subprocess.run([*command, file.name], stdout=subprocess.PIPE, text=True, check=True)
else:
    out = subprocess.run(command, input=lines, stdout=subprocess.PIPE, text=True, check=True)
answers = {}
for line in out.stdout.splitlines():
    answer = json.loads(line)
    answers[answer["id"]] = answer
with open(recorded_path, "w") as file:
    for case in cases:
        kept = ("id", "language", "mode", "code", "declared", "value")
        kept = {key: case[key] for key in kept if key in case}
        file.write(json.dumps(kept | verdict(answers[case["id"]]), ensure_ascii=False) + "\n")
