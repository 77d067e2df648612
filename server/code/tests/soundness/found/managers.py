# {"a": 1}
def main(a):
    seen = []
    last = 0
    class Manager:
        def __enter__(self):
            nonlocal last
            last = 'entered'
        def __exit__(self, *r):
            seen.append(r[0])
    with Manager():
        pass
    return {'seen': seen, 'last': last}
