// {"a": 1}
function main({ a }) {
  const d = Object.freeze({ k: 1 });
  d.k = 'changed'; d.m = a; delete d.k;
  return /*main*/ (d);
}
