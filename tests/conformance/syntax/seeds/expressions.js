const f = async (a, { b }, [c] = [], ...d) => ({ a, b, c, d });
const g = x => x ** 2 ** -x;
const h = async function* named() { const y = yield await x; };
const o = {
  a, 'b': 1, 3: 2, [`c${1}`]: 3, get d() { return 1 }, set d(v) {}, async e() {}, *f() {}, async *g() {},
  ...rest, get: 1, set: 2, async: 3, await: 4, if: 5, __proto__: null, async() {}, static: 1,
};
const re = /[/\]]+(?<year>\d{4})-\k<year>(?=x)(?!y)(?<=z)(?<!w)\u{1F600}/giu;
const re2 = /(?:a|b)*?\/[^\n]{2,}\1/.exec('a/b') / 2 / 1;
a ||= b &&= c ??= d;
a?.b?.[c]?.(d)?.e;
a = b ? c : d ? e : f;
a = (b, c);
[a, b] = [b, a];
({ a, b: [c.d], ...e.f } = g);
delete a.b, void 0, typeof c === 'undefined';
!a || ~b && -c | +d ^ e & f << 2 >> 1 >>> 0;
new Date; new (f())(); new a.b.c(1, ...d)();
tag`x${1}\unicode`;
x = a instanceof B || 'k' in o;
const s = 'it\'s \x41 \u0041 \u{41} \
continued' + "\0";
i++; --i; i = i++ + ++i;
async () => { await x; for await (const y of z) {} };
(function () { return this })();
(() => {})();
var yieldless = function* () { yield; yield 1; const r = yield* g(); };
import('x').then(m => m.default);
let async, of, get, set, from, as, type, let_;
async = of; of = async => async;
({}).a; [] + {};
a
++b
c
/d/g
