// {"a": 1}
function main({ a }) {
  let x = 1;
  const late = async () => { x = 's'; null.k; x = 1; };
  late();
  const other = async () => [].reduce((t, v) => t + v);
  const p = other();
  return /*main*/ ({ x, p });
}
