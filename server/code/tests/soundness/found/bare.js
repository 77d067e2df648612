// {"a": "text"}
function main({ a }) {
  let x = Object.assign(Object.create(null), { k: a }), y = x, z = [x], n = 1n, m = 2n, s = Symbol('s'), t = 1n;
  try { const s = `${x}!`; x = s; } catch { x = 1; }
  try { y = 'a' + y; } catch { y = 2; }
  try { z = String(z); } catch { z = 3; }
  try { n = n + 1; } catch { n = 's'; }
  try { m = +m; } catch { m = 's'; }
  try { s = s + 's'; } catch { s = 1; }
  try { t = Math.max(t); } catch { t = 's'; }
  return /*main*/ ({ x, y, z, n, m, s, t });
}
