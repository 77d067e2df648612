// n8n's console: only `log` does anything (reference n8n 4.4).
(function (host) {
  'use strict';
  const { native } = host;
  const isObject = (value) => (typeof value === 'object' && value !== null) || typeof value === 'function';

  function flat(value, around) {
    if (!isObject(value) || typeof value === 'function') return value;
    if (around.includes(value)) return '[Circular Reference]';
    if (typeof value.toJSON === 'function') return value.toJSON();
    const inside = [...around, value];
    if (Array.isArray(value)) return value.map((one) => flat(one, inside));
    const copy = {};
    for (const key in value) copy[key] = flat(value[key], inside);
    return copy;
  }

  function shown(value) {
    if (isObject(value) && '__isExecutionContext' in value) return '[[ExecutionContext]]';
    if (typeof value === 'string') return `'${value}'`;
    if (typeof value === 'bigint') throw new TypeError('Do not know how to serialize a BigInt');
    return JSON.stringify(flat(value, []));
  }

  const quiet = 'warn error info debug trace dir time timeEnd timeLog assert clear count countReset group groupEnd groupCollapsed table dirxml profile profileEnd timeStamp';
  const console = { log(...args) { native.log(false, args.map((arg) => `${shown(arg)}`.toWellFormed()).join(' ')); } };
  for (const name of quiet.split(' ')) console[name] = () => {};
  return console;
})
