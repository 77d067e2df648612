// {"a": 1}
function main({ a }) {
  const keys = [], more = [1];
  for (const n in [[], , ({})]) { keys.push(n); }
  more.k = a;
  for (const n in more) { keys.push([n]); }
  Array.prototype.at = function () { return 's'; };
  const it = more.values(); more.push('t');
  return /*main*/ ({ keys, at: more.at(0), it: [...it] });
}
