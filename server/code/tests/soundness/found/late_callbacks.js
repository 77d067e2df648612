// {"a": 1}
function main({ a }) {
  let x = a;
  const d = { k: [] };
  Promise.resolve('p').then((v) => { x = v; d.k = v; });
  return /*main*/ ({ x, d });
}
