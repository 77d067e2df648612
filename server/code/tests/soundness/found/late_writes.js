// {"a": 1}
function main({ a }) {
  let x = a;
  const list = [], d = {};
  const late = async (p) => { list.push(p); await null; list.push(p); x = [p]; d.k = p; };
  late('p');
  x = x || 1;
  return /*main*/ ({ x, list, d });
}
