// {"a": "text"}
function main({ a }) {
  const d = {};
  switch (true) {
    case (a || 1): d.r = 1; break;
    case a === 'text': d.t = 1; break;
    default: d.u = 1;
  }
  return /*main*/ (d);
}
