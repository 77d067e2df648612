const crypto = require('crypto');
/* helpers */
function clean(text) {
  return String(text ?? '').trim().replace(/\s+/g, ' ').split(/[,;]/);
}
const average = (list) => list.length ? list.reduce((a, b) => a + b) / list.length : 0;
var main = function ({ text, numbers }) {
  const words = clean(text);
  let best = null;
  for (let i = 0; i < words.length; i += 1) {
    if (best === null || words[i].length > best.length) { best = words[i]; }
  }
  return {
    result: best,
    average: average(numbers || []),
    hash: crypto.createHash('sha256').update(text).digest('hex'),
  };
}
