// {"a": "text"}
function main({ a }) {
  const l = [], m = [1], n = [1], o = [1], p = [1];
  l.k = a; m.k = a; n.k = [a]; o['k'] = a; Object.assign(p, { k: a });
  const seen = [];
  for (const [k, v] of Object.entries(n)) { seen.push(v); }
  const { k, ...rest } = m;
  return /*main*/ ({
    spread: { ...l }, values: Object.values(m), entries: Object.entries(o), seen, k, rest,
    assigned: Object.assign({}, m), copied: Object.values({ ...p }), mapped: Object.values(n).map(v => v),
    built: Object.fromEntries(Object.entries(l)), one: o.k, grown: p.k,
  });
}
