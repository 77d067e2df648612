// {"a": 1}
function main({ a }) {
  let x = [], y = [];
  function* parts() { x = 'first'; yield 1; x = ['second']; y = 'y'; }
  const it = parts();
  it.next();
  const z = x;
  x = 2;
  it.next();
  return /*main*/ ({ x, y, z });
}
