# {"a": 1}
def main(a):
    class Own:
        def __lt__(self, other):
            seen.append(1)
    seen = []
    l = [1, 2]
    for n in l:
        if len(l) < 4:
            l.append('s')
        x = n
    return x
