// {"a": 1}
function main({ a }) {
  const l = ['u', 'v'];
  let x = 'kept';
  delete l[0];
  try {
    Object.fromEntries(l.map((v) => [v, 1]));
    x = 1;
  } catch { x = ['caught']; }
  let first = 'none';
  [,].forEach((v) => { first = 1; });
  return /*main*/ ({ x, first, m: l.map((v) => v), n: new Array(2).map(() => 1), of: Object.entries('lit'.match(/(\w)(\d)?/)) });
}
