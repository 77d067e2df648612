// {"a": [1, 2]}
function main({ a }) {
  let now = [0], seen = [];
  for (const n of [1, 2, 3]) {
    let next;
    now.forEach((v, at, all) => { next = [n, 'n']; if (n === 2) next.k = 1; seen = all; });
    now.sort((p, q) => { next = [n, [q]]; return 0; }).push(n);
    now = next;
  }
  return /*main*/ ({ now, seen });
}
