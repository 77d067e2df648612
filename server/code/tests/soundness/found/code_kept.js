// {"a": 1}
function main({ a }) {
  let x = 1;
  function Keep(f) { this.run = f; }
  Keep.prototype.put = function (p) { x = p; };
  const keep = new Keep(() => { x = ['run']; });
  x = 2;
  keep.put('s');
  const y = x;
  x = 3;
  keep.run();
  return /*main*/ ({ x, y });
}
