// {"a": 1}
function main({ a }) {
  return /*main*/ ({ ...'u'.match(/(u)|v/), a });
}
