// {"a": [1, 2]}
function main({ a }) {
  let now = [0, 0], kept;
  for (const n of [1, 2, 3]) {
    let next = [];
    now.push('late');
    kept = now.sort((p, q) => { next = [n, n]; return 0; });
    now = next;
  }
  return /*main*/ (kept);
}
