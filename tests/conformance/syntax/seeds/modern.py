type Pair[T] = tuple[T, T]
def first[T: int, *Ts, **P](x: T) -> T:
    return x
class Box[T](Base): pass
try:
    pass
except* ValueError as group:
    pass
except* (A, B):
    pass
x = f"{a["b"]} {'\n'.join(c)} {f"{d}"}"
y = a[*b, 1]
def h(*args: *Ts): pass
try: pass
except A, B: pass
z = t"{name!r:>{width}}"
