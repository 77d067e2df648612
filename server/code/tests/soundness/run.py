import copy, json, signal, sys


def tag(value, inside=()):
    if id(value) in inside or len(inside) > 20:
        return ["cycle", None]
    inside = inside + (id(value),)
    if value is None:
        return ["null", None]
    if isinstance(value, bool):
        return ["bool", value]
    if isinstance(value, int):
        return ["int", value if abs(value) < 2**53 else None]
    if isinstance(value, float):
        return ["float", value if value == value and abs(value) != float("inf") else None]
    if isinstance(value, str):
        return ["str", value]
    if isinstance(value, (bytes, bytearray)):
        return ["bytes", None]
    for kind, name in ((list, "list"), (tuple, "tuple"), (set, "set"), (frozenset, "set")):
        if isinstance(value, kind):
            return [name, [tag(item, inside) for item in value]]
    if isinstance(value, dict):
        return ["dict", [[json.loads(json.dumps({key: 0}, skipkeys=False)) and next(iter(json.loads(json.dumps({key: 0})))), tag(item, inside)] for key, item in value.items()]]
    if callable(value):
        return ["function", None]
    if type(value).__name__ in ("generator", "map", "filter", "zip", "enumerate", "range", "dict_keys", "dict_values", "dict_items", "reversed", "list_iterator"):
        return ["instance", None]
    if type(value).__name__ == "coroutine":
        value.close()
        return ["promise", None]
    return ["instance", None]


def stop(*_):
    raise BaseException("too slow")


signal.signal(signal.SIGALRM, stop)
for line in sys.stdin:
    request = json.loads(line)
    answers = []
    for inputs in request["inputs"]:
        signal.setitimer(signal.ITIMER_REAL, 0.1)
        try:
            scope = {"__name__": "__main__"}
            exec(compile(request["code"], "node", "exec"), scope)
            answers.append(tag(scope["main"](**copy.deepcopy(inputs))))
        except SyntaxError as error:
            raise SystemExit("not Python: %s\n%s" % (error, request["code"]))
        except BaseException:
            answers.append(None)
        finally:
            signal.setitimer(signal.ITIMER_REAL, 0)
    print(json.dumps(answers))
