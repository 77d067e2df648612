a = 1 if b else 2
b = lambda x, *y, z=1, **k: (x, y)
c = [i for i in range(10) if i if i > 2 for j in i]
d = {k: v for k, v in zip(a, b)}
e = {i for i in c}
f = (x async for x in y) if 0 else (i for i in c)
g = not a and b or c
h = a < b <= c != d is not None not in e
i = x[1:2, ::3, ..., None]
j = f(1, *a, k=2, **b)
k = f"{a!r:>{width}} {b=} {{x}} {c:%Y-%m-%d} {d['k']}"
l = f'''{a
}''' rb"\x00" if 0 else 'x' "y"
m = b'bytes' + rb'\d' + br"\d"
n = 0xFF + 0o17 + 0b11 + 1_000 + 1e-5 + .5 + 5. + 3j
o = ~-+x ** -y // 2 % 3 @ z
p = (yield_ := 5)
q = "a\
b\N{BULLET}\u0041\x41\101"
r = x.y.z()[0](1)(2)
s = *a, *b
t = [*a, *b], {**c, 'd': 1}, {*a}
u = print(a, end='', sep=",")
v = (
    1
    + 2
)
w = a if b else (c, d)
x = sum(i for i in c)
y = '''multi
line'''
z = r"\d+" u"unicode"
if (n := len(a)) > 10: print(n); a = 1
x = 5; y = 6;
type = match = case = 1
print(f"{'nested'}", f'{x:{y}.{z}}', rf"\d{x}")
