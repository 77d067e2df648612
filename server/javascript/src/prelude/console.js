// Node's console in Dify's sandbox: what goes to standard error may be held against the node (reference dify 2.10).
(function (host) {
  'use strict';
  const { native } = host;
  const { format, inspect } = host.load('inspect');
  const counts = new Map();
  const started = new Map();
  let indent = '';
  const print = (error) => (...args) => native.log(error, format(...args).toWellFormed().replace(/^/gm, indent));
  const out = print(false);
  const err = print(true);
  const took = (label) => `${label}: ${(native.now() - started.get(label)).toFixed(3)}ms`;

  const console = {
    log: out, info: out, debug: out,
    error: err, warn: err,
    trace: (...args) => err(`Trace${args.length ? `: ${format(...args)}` : ''}`),
    dir: (value, options) => out(inspect(value, options)),
    dirxml: out,
    assert: (holds, ...args) => { if (!holds) err(args.length ? (typeof args[0] === 'string' ? `Assertion failed: ${format(...args)}` : `Assertion failed ${format(...args)}`) : 'Assertion failed'); },
    count: (label = 'default') => { counts.set(label, (counts.get(label) ?? 0) + 1); out(`${label}: ${counts.get(label)}`); },
    countReset: (label = 'default') => { counts.delete(label); },
    group: (...args) => { if (args.length) out(...args); indent += '  '; },
    groupEnd: () => { indent = indent.slice(2); },
    time: (label = 'default') => { started.set(label, native.now()); },
    timeEnd: (label = 'default') => { if (started.has(label)) out(took(label)); started.delete(label); },
    timeLog: (label = 'default', ...args) => { if (started.has(label)) out(took(label), ...args); },
    table: (value) => { if (value === null || typeof value !== 'object') return out(value); return host.beyond('console.table is not part of the embedded engine.'); },
    clear() {}, profile() {}, profileEnd() {}, timeStamp() {},
  };
  console.groupCollapsed = console.group;
  return console;
})
