# Runs each case on its own and says what its last line is worth: the same text in every interpreter that agrees.


def outcome(case):
    head, _, last = case.rstrip("\n").rpartition("\n")
    names = {"__name__": "case"}
    try:
        exec(compile(head, "case", "exec"), names)
        try:
            value = compile(last, "case", "eval")
        except SyntaxError:
            exec(compile(last, "case", "exec"), names)
            return "nothing"
        return repr(eval(value, names))
    except BaseException as error:
        return type(error).__name__ + ": " + str(error)


def main(cases):
    return {"outcomes": [outcome(case) for case in cases]}
