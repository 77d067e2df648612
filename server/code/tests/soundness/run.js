const vm = require('node:vm');
const readline = require('node:readline');

function tag(value, inside = []) {
  if (inside.includes(value) || inside.length > 20) return ['cycle', null];
  const deeper = [...inside, value];
  switch (typeof value) {
    case 'undefined': return ['undefined', null];
    case 'boolean': return ['bool', value];
    case 'number': return [Number.isInteger(value) ? 'int' : 'float', Number.isFinite(value) ? value : null];
    case 'string': return ['str', value];
    case 'bigint': return ['bigint', null];
    case 'symbol': return ['symbol', null];
    case 'function': return ['function', null];
  }
  if (value === null) return ['null', null];
  const kind = Object.prototype.toString.call(value);
  if (Array.isArray(value)) return ['list', Array.from(value, (item) => tag(item, deeper))];
  if (kind === '[object Promise]') return ['promise', null];
  if (kind === '[object Object]') {
    return ['dict', Object.keys(value).map((key) => [key, tag(value[key], deeper)])];
  }
  return ['instance', null];
}

const lines = readline.createInterface({ input: process.stdin });
process.on('unhandledRejection', () => {});
lines.on('line', (line) => {
  const request = JSON.parse(line);
  const answers = [];
  const code = request.code
    .split('\n')
    .map((text, at) => text.replace(/return \/\*main\*\/ (.*);$/, `return __at(${at + 1}, ($1));`))
    .join('\n');
  for (const inputs of request.inputs) {
    try {
      new vm.Script(request.code);
    } catch (error) {
      console.error(`not JavaScript: ${error}\n${request.code}`);
      process.exit(1);
    }
    try {
      let last = null;
      const __at = (at, value) => ((last = at), value);
      const context = vm.createContext({ inputs: JSON.parse(JSON.stringify(inputs)), __at });
      const value = vm.runInContext(`${code}\nmain(inputs)`, context, { timeout: 200 });
      answers.push({ value: tag(value), line: last });
    } catch (error) {
      answers.push(null);
    }
  }
  console.log(JSON.stringify(answers));
});
