"""Compiles snippets the way the platforms do, without running them: JSON lines {"host", "text"} in,
{"error", "line", "column"} or null out. "line" and "column" count in the code, from 1."""

import ast
import json
import sys
import textwrap
import warnings

EPILOGUE = """

import json
from base64 import b64decode

# decode and prepare input dict
inputs_obj = json.loads(b64decode('e30=').decode('utf-8'))

# execute main function
output_obj = main(**inputs_obj)

# convert output to json and print
output_json = json.dumps(output_obj, indent=4)
result = f'''<<RESULT>>{output_json}<<RESULT>>'''
print(result)
"""


def compile_as(host, code):
    if host == "module":
        compile(code + EPILOGUE, "<fd3>", "exec", dont_inherit=True)
        return
    ast.parse(code)
    body = textwrap.indent(code, "    ")
    wrapped = f"def _user_function():\n{body}\n\n__n8n_internal_user_output__ = _user_function()"
    try:
        compile(wrapped, "<all_items_task_execution>", "exec", dont_inherit=True)
    except SyntaxError as error:
        error.lineno = error.lineno - 1 if error.lineno else None
        raise


def verdict(host, code):
    try:
        compile_as(host, code)
    except SyntaxError as error:
        return {"error": f"{type(error).__name__}: {error.msg}", "line": error.lineno, "column": error.offset}
    except (ValueError, OverflowError, RecursionError, MemoryError, UnicodeEncodeError) as error:
        return {"error": f"{type(error).__name__}: {error}", "line": None, "column": None}
    return None


warnings.simplefilter("ignore")
for line in sys.stdin:
    case = json.loads(line)
    print(json.dumps(verdict(case["host"], case["text"])))
