import json, os.path as p
from typing import List
def main(a: List[int], b=1, /, *args, c, **kw) -> dict:
    """doc"""
    x: int
    total = 0
    for i, (j, *k) in enumerate(a):
        total += i
        if i > 1 and not j: continue
        elif i is not None: break
        else: x = [y for y in a if y not in k]
    def inner(z):
        nonlocal total
        total = z + b
        return lambda q=total: q + total
    try:
        pass
    except (ValueError, KeyError) as e:
        raise X from e
    finally:
        print(f"a{{}}{a!r:>{b}} {x=}")
    match a:
        case {"k": [1, -2, *r], **rest} if r: return r
        case A.B(x, y=None | "s") as w: pass
        case _: pass
    with open("x") as f, g: pass
    return {"a": 1, "b" 'c': [*a, 2], **kw, f"x": a[1:2], 1: a[..., 1:], (z := 2): {i for i in a for j in i}}
class A(B, metaclass=C):
    x = 1
    def m(self): return x, __y
    @property
    def n(self): return await_
main(*a, k=1, **b).c[0].d = 1, *f(x), 2
