// {"a": 1}
const seen = {};
function main({ a }) {
  let x = 1;
  const own = { [Symbol.iterator]() { let n = 0; return { next: () => ({ value: (seen.n = n), done: n++ > 2 }) }; } };
  const asked = { [Symbol.toPrimitive](hint) { seen.hint = hint; return 's'; } };
  const given = {};
  Object.defineProperty(given, 'k', { get() { seen.got = 's'; return a; } });
  const stand = new Proxy({}, { set(target, key, value) { seen[key] = value; return true; } });
  stand.m = [a];
  class Made { static { x = 's'; } static y = [x]; get size() { seen.size = 's'; return 1; } }
  return /*main*/ ({ l: Array.from(own), t: `${asked}`, k: given.k, x, y: Made.y, size: new Made().size, seen });
}
