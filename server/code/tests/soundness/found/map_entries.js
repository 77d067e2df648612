// {"a": 1}
function main({ a }) {
  const map = new Map([['k', [a]]]);
  const list = [];
  for (const [key, value] of map) { list.push(key, value); }
  return /*main*/ ({ list, all: [...map], back: Object.fromEntries(map), copy: new Map(map).get('k') });
}
