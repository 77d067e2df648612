var a = 1, b = 2, c;
let [x, , y = 3, ...z] = [1, 2];
const { p, q: { r = 1 } = {}, ...others } = { p: 1 };
outer: for (let i = 0, n = 10; i < n; i++) {
  for (const k in others) {
    if (k === 'x') continue outer;
    else if (k === 'y') break outer;
    else { c = k; }
  }
}
while (a < 10) a++;
do { b-- } while (b > 0)
switch (c) {
  case 'one':
  case "two": {
    a = 1;
    break;
  }
  default:
    a = 2;
}
try { throw new Error(`bad ${a + `${b}`}`); } catch { a = 0 } finally { b = 0 }
try { JSON.parse('{'); } catch ({ message }) { c = message }
function hoisted(a, b = a, { d, e } = {}, [f] = [], ...g) {
  return arguments.length;
}
if (a) function legacy() {}
for (;;) { break }
for (var item of [1, 2]) ;
for (item in { a: 1 }) { item; }
debugger;
label: { break label; }
with ({ v: 1 }) { c = v; }
var octal = 017, hex = 0xff, bin = 0b11, big = 10n, sep = 1_000, exp = 1e-3, dot = .5;
