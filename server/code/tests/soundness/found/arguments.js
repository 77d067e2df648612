// {"a": 1}
function main({ a }) {
  function put(p, q) { arguments[0] = 's'; return [p, q]; }
  function shifted(p, q) { Array.prototype.shift.call(arguments); return [p, q]; }
  return /*main*/ ({ x: put(1, 2), y: shifted(1, 's') });
}
