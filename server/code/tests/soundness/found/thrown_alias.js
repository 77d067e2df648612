// {"a": 1}
function main({ a }) {
  const list = [1], d = { k: 1 }, other = { k: 1 };
  let x, y, z;
  try { throw { list, d, other }; } catch (e) { x = e.list; y = e.d; z = e.other; }
  if (Array.isArray(x)) x.push('p');
  y.m = a;
  delete z.k;
  return /*main*/ ({ list, d, other });
}
