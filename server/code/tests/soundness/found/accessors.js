// {"a": 1}
function main({ a }) {
  const seen = [];
  let last = 0;
  const o = { h: 1, get v() { last = 'v'; return this.h; }, set v(p) { this.h = [p]; seen.push(p); } };
  o.v = a;
  const v = o.v;
  return /*main*/ ({ seen, last, v, h: o.h });
}
