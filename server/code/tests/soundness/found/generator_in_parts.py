# {"a": 1}
def main(a):
    x = []
    def parts():
        nonlocal x
        x = 'first'
        yield 1
        x = ['second']
    it = parts()
    y = x
    next(it)
    z = x
    return {'x': x, 'y': y, 'z': z}
