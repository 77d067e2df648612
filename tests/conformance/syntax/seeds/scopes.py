x = 1
def outer(a):
    global g
    b = 2
    def inner(c, d=b):
        nonlocal a, b
        a, b = c, d
        for b in range(3):
            global h
            h = b
        return [a for a in c if (b := a)]
    class C:
        y = [z for z in range(3)]
        def m(self):
            nonlocal b
            b = super().m()
            return __class__
    async def task():
        r = [await t async for t in a]
        s = [x async for x in y]
        return r, s
    import os.path as path
    from json import dumps as d
    with a as b: pass
    try: pass
    except E as err: pass
    for k in a: k += 1
    return inner, C, lambda q: q + b
def gen():
    v = yield
    try:
        while True:
            v = yield v
            if v: return v
            else: continue
    finally:
        pass
