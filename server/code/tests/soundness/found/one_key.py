# {"a": "text"}
def main(a):
    return {1: a, None: 2, True: [a], 0: 1, False: a}
