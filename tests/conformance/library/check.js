// Holds the tables of JavaScript's library to the engine: every listed function is called with many arguments, and
// what it returns must be of the type the table says; and what the engine's own objects offer must be listed.
//
//   node check.js [--why]     --why lists the entries that were not called, too
//
// Modules that do not come with Node (luxon, moment, lodash) are looked for as `require` does, and in the folder of
// NODE_PATH; what is not there is skipped and counted. `javascript_calls.txt` says on what methods are called, adds
// calls that chance would not find, and excludes what must not be called at all.
'use strict';
const fs = require('fs');
const path = require('path');

const TABLES = path.join(__dirname, '../../../server/code/src/library/javascript');
const NAMES = ['builtins', 'scalars', 'numbers', 'time', 'collections', 'intl', 'node', 'luxon', 'moment', 'lodash'];
const MODULES = { luxon: 'luxon', moment: 'moment', lodash: 'lodash' };

// ---- the tables

function entries() {
  const all = [];
  for (const name of NAMES) {
    for (const line of fs.readFileSync(path.join(TABLES, `${name}.sig`), 'utf8').split('\n')) {
      if (!line.trim() || line.startsWith('# ')) continue;
      const head = line.split(' | ')[0];
      const call = head.match(/^(.*?)\((.*?)\) -> (.*?)( !)?$/);
      const constant = head.match(/^(.*?): (.*)$/);
      if (call) all.push({ table: name, path: call[1], params: call[2], type: parse(call[3]), text: call[3] });
      else all.push({ table: name, path: constant[1], params: null, type: parse(constant[2]), text: constant[2] });
    }
  }
  return all;
}

function parse(text) {
  let rest = text;
  const eat = (token) => {
    rest = rest.trimStart();
    if (!rest.startsWith(token)) return false;
    rest = rest.slice(token.length);
    return true;
  };
  const union = () => {
    const members = [one()];
    while (eat('/')) members.push(one());
    return members.length === 1 ? members[0] : { kind: 'union', members };
  };
  const brackets = () => {
    if (!eat('[')) return { kind: 'any' };
    const inner = union();
    if (!eat(']')) throw new Error(`no ] in ${text}`);
    return inner;
  };
  const one = () => {
    rest = rest.trimStart();
    if (eat('"')) {
      const end = rest.indexOf('"');
      const value = rest.slice(0, end);
      rest = rest.slice(end + 1);
      return { kind: 'text', value };
    }
    if (eat('{')) {
      const fields = [];
      let open = false;
      while (!eat('}')) {
        if (eat('...')) open = true;
        else {
          const [whole, key, optional] = rest.trimStart().match(/^(\w+)(\??):/);
          rest = rest.trimStart().slice(whole.length);
          fields.push({ key, optional: optional === '?', type: union() });
        }
        eat(',');
      }
      return { kind: 'record', fields, open };
    }
    if (eat('=')) {
      const name = word();
      return { kind: 'instance', name, content: brackets() };
    }
    const name = word();
    switch (name) {
      case 'list': {
        const some = eat('+');
        return { kind: 'list', some, element: brackets() };
      }
      case 'dict': return { kind: 'dict', element: brackets() };
      case 'promise': return { kind: 'promise', element: brackets() };
      default: return { kind: name };
    }
  };
  const word = () => {
    const found = rest.trimStart().match(/^[\w.$:#]+/);
    if (!found) throw new Error(`no type in ${text}`);
    rest = rest.trimStart().slice(found[0].length);
    return found[0];
  };
  const type = union();
  if (rest.trim()) throw new Error(`left over in ${text}: ${rest}`);
  return type;
}

// ---- membership

const isRecord = (value) => typeof value === 'object' && value !== null && !Array.isArray(value);

function isData(value) {
  if (value === null || ['boolean', 'string', 'number'].includes(typeof value)) return true;
  if (Array.isArray(value)) return value.every(isData);
  return isRecord(value) && Object.values(value).every((one) => one === undefined || isData(one));
}

/// `call` has the receiver and the arguments of the call, for `self` and `arg0`.
function isMember(type, value, call) {
  switch (type.kind) {
    case 'any': case 'unknown': return true;
    case 'data': return isData(value);
    case 'null': return value === null;
    case 'undefined': case 'perhaps': return value === undefined;
    case 'bool': return typeof value === 'boolean';
    case 'int': return Number.isInteger(value);
    case 'float': return typeof value === 'number' && !Number.isInteger(value);
    case 'number': return typeof value === 'number';
    case 'str': return typeof value === 'string';
    case 'bigint': case 'symbol': case 'function': return typeof value === type.kind;
    case 'text': return value === type.value;
    case 'union': return type.members.some((member) => isMember(member, value, call));
    case 'list':
      return Array.isArray(value) && (!type.some || value.length > 0)
        && value.every((one) => isMember(type.element, one, call));
    case 'dict':
      return isRecord(value) && Object.values(value).every((one) => isMember(type.element, one, call));
    case 'record':
      return isRecord(value)
        && type.fields.every(({ key, optional, type: inner }) =>
          key in value ? isMember(inner, value[key], call) || (optional && value[key] === undefined) : optional)
        && Object.keys(value).every((key) =>
          type.fields.some((field) => field.key === key) || (type.open && (value[key] === undefined || isData(value[key]))));
    case 'promise': return Object.prototype.toString.call(value) === '[object Promise]';
    case 'instance': return isInstance(type.name, value) && contents(value).every((one) => isMember(type.content, one, call));
    case 'self':
      return value === call.receiver || (typeof value === typeof call.receiver && typeof value !== 'object')
        || (isRecord(value) && Object.getPrototypeOf(value) === Object.getPrototypeOf(call.receiver));
    case 'arg0':
      // Some functions wrap what is no object.
      return Object.is(value, call.args[0])
        || (isRecord(value) && typeof call.args[0] !== 'object' && Object.is(value.valueOf(), call.args[0]));
    case 'self.element': return contents(call.receiver).length === 0 || contents(call.receiver).some((one) => sameSort(one, value));
    case 'arg0.element': return true;
    default:
      if (type.kind.startsWith('path:')) return ['object', 'function'].includes(typeof value);
      throw new Error(`no type ${type.kind}`);
  }
}

const sameSort = (a, b) => typeof a === typeof b;

/// What walking gives, if it changes nothing.
function contents(value) {
  if (value instanceof Map) return [...value.values()];
  const walkable = value instanceof Set || ArrayBuffer.isView(value) || value instanceof URLSearchParams
    || value instanceof Headers;
  return walkable && value[Symbol.iterator] ? [...value] : [];
}

function isInstance(name, value) {
  if (!isRecord(value)) return false;
  const tag = Object.prototype.toString.call(value).slice(8, -1);
  switch (name) {
    case 'Iterator': return typeof value.next === 'function' && tag.includes('Iterator');
    case 'Segments': return typeof value.containing === 'function';
    case 'Moment': return module_('moment').isMoment(value);
    case 'MomentDuration': return module_('moment').isDuration(value);
    case 'Cipher': return ['Cipheriv', 'Decipheriv'].includes(value.constructor.name);
    case 'Error': return value instanceof Error;
    default: return (value.constructor && value.constructor.name === name) || tag === name;
  }
}

// ---- where things are

const loaded = new Map();

function module_(name) {
  if (!loaded.has(name)) {
    let found;
    try {
      found = require(name);
    } catch {
      found = undefined;
    }
    loaded.set(name, found);
  }
  return loaded.get(name);
}

/// What a dotted path of the tables is; `undefined` where this engine has it not.
function resolve(dotted) {
  const [first, ...rest] = dotted.split('.');
  const luxon = module_('luxon') || {};
  const own = { DateTime: luxon.DateTime, Duration: luxon.Duration, Interval: luxon.Interval };
  const isModule = modules.has(first) && !(first === 'crypto');
  let found;
  if (first in own) found = own[first];
  else if (isModule || first === 'crypto') found = module_(first);
  else found = globalThis[first];
  for (const name of rest) found = found === undefined || found === null ? undefined : found[name];
  return found;
}

function holder(dotted) {
  const at = dotted.lastIndexOf('.');
  return at < 0 ? undefined : resolve(dotted.slice(0, at));
}

const listed = entries();
const modules = new Set(listed.filter((entry) => entry.path.startsWith('module ')).map((entry) => entry.path.slice(7)));

// ---- the calls

function instructions() {
  const found = { receivers: new Map(), calls: new Map(), never: new Map() };
  for (const line of fs.readFileSync(path.join(__dirname, 'javascript_calls.txt'), 'utf8').split('\n')) {
    if (!line.trim() || line.startsWith('#')) continue;
    const [, sort, name, text] = line.match(/^(on|call|never) (.*?) := (.*)$/);
    const table = { on: found.receivers, call: found.calls, never: found.never }[sort];
    if (!table.has(name)) table.set(name, []);
    table.get(name).push(text);
  }
  return found;
}

const evaluate = (text) => {
  const scope = {};
  for (const name of modules) scope[name] = module_(name);
  const luxon = module_('luxon') || {};
  for (const name of ['DateTime', 'Duration', 'Interval']) scope[name] = luxon[name];
  return new Function(...Object.keys(scope), `return (${text});`)(...Object.values(scope));
};

/// Arguments that chance may hit: made anew for every call, since some are changed.
const POOL = [
  () => undefined, () => null, () => true, () => 0, () => 1, () => -1, () => 2.5, () => NaN, () => Infinity, () => 2n,
  () => '', () => 'a', () => 'abc', () => ',', () => '12', () => '2024-02-03T04:05:06Z', () => 'day', () => 'utf8',
  () => 'hex', () => 'en', () => 'NFC', () => /b/, () => /(a)|(x)/g, () => [], () => [1, 2, 3], () => ['a', 'b'],
  () => [['a', 1]], () => ({}), () => ({ a: 1, b: 'x' }), () => ({ days: 1 }), () => (x) => x, () => () => true,
  () => () => undefined, () => new Date(0), () => new Date(NaN), () => new Set([1, 2]), () => new Map([['a', 1]]),
  () => new Uint8Array([1, 2, 3]), () => Buffer.from('abc'), () => Symbol('s'), () => new Error('e'),
];

function* argumentLists(entry) {
  yield [];
  const most = entry.params.split(',').filter((one) => one.trim()).length;
  if (most === 0) return;
  for (const one of POOL) yield [one()];
  if (most === 1 && !entry.params.includes('...')) return;
  for (const one of POOL) for (const other of POOL) yield [one(), other()];
  if (most === 2 && !entry.params.includes('...')) return;
  // Three arguments: a fixed sample of all there are.
  let seed = 7;
  for (let round = 0; round < 200; round++) {
    const args = [];
    for (let at = 0; at < Math.min(Math.max(most, 3), 5); at++) {
      seed = (seed * 1103515245 + 12345) % 2147483648;
      args.push(POOL[seed % POOL.length]());
    }
    yield args;
  }
}

function show(value) {
  try {
    return typeof value === 'string' ? JSON.stringify(value) : require('util').inspect(value, { depth: 1, breakLength: Infinity }).slice(0, 90);
  } catch {
    return typeof value;
  }
}

const outcome = { wrong: [], called: 0, entries: 0, silent: [], absent: [], unlisted: [] };

function judge(entry, value, call) {
  outcome.called++;
  let fits;
  try {
    fits = isMember(entry.type, value, call);
  } catch (error) {
    fits = false;
  }
  if (!fits) {
    const args = call.args.map(show).join(', ');
    outcome.wrong.push(`${entry.path}(${args}) is ${show(value)}, not ${entry.text}`);
  }
  return fits;
}

/// Call `run` with every list of arguments; at most three complaints an entry.
function callAll(entry, receivers, run) {
  let answers = 0;
  let complaints = 0;
  for (const make of receivers) {
    for (const args of argumentLists(entry)) {
      let receiver;
      let value;
      try {
        receiver = make();
        value = run(receiver, args);
      } catch {
        continue;
      }
      answers++;
      if (value && typeof value.catch === 'function') value.catch(() => {});
      if (!judge(entry, value, { receiver, args }) && ++complaints >= 3) return answers;
    }
  }
  return answers;
}

function check(entry, known) {
  const never = [...known.never.keys()].some((name) =>
    name === entry.path || (name.endsWith('*') && entry.path.startsWith(name.slice(0, -1))));
  const named = known.calls.get(entry.path) || [];
  if (never && named.length === 0) return;
  outcome.entries++;
  let answers = 0;
  for (const text of named) {
    answers++;
    let value;
    try {
      value = evaluate(text);
    } catch (error) {
      outcome.wrong.push(`${text} throws ${error}`);
      continue;
    }
    judge(entry, value, { receiver: undefined, args: [text] });
  }
  if (never) return;
  const [owner, method] = entry.path.split('#');
  if (method !== undefined) {
    if (method === '') return;
    const receivers = (known.receivers.get(owner) || []).map((text) => () => evaluate(text));
    if (method === '[]') {
      for (const make of receivers) answers += callAll(entry, [make], (receiver) => receiver[0]);
    } else if (entry.params === null) {
      for (const make of receivers) {
        let receiver;
        try {
          receiver = make();
        } catch {
          continue;
        }
        if (!(method in Object(receiver))) continue;
        answers++;
        judge(entry, receiver[method], { receiver, args: [] });
      }
    } else {
      const own = receivers.filter((make) => {
        try {
          return typeof make()[method] === 'function';
        } catch {
          return false;
        }
      });
      answers += callAll(entry, own, (receiver, args) => receiver[method](...args));
    }
  } else if (entry.path.startsWith('new ')) {
    const Class = resolve(entry.path.slice(4));
    if (Class) answers += callAll(entry, [() => undefined], (_, args) => new Class(...args));
  } else if (entry.path.startsWith('module ')) {
    answers += module_(entry.path.slice(7)) === undefined ? 0 : 1;
  } else if (entry.params === null) {
    const value = resolve(entry.path);
    if (value !== undefined || entry.text === 'undefined') {
      answers++;
      judge(entry, value, { receiver: undefined, args: [] });
    }
  } else {
    const found = resolve(entry.path);
    const isClass = typeof found === 'function' && /^[A-Z]/.test(entry.path.split('.').pop());
    const alone = ['String', 'Number', 'Boolean', 'Symbol', 'BigInt', 'Date', 'Object', 'Array'].includes(entry.path);
    if (typeof found === 'function') {
      const self = holder(entry.path);
      const run = isClass && !alone ? (_, args) => new found(...args) : (_, args) => found.apply(self, args);
      answers += callAll(entry, [() => undefined], run);
    }
  }
  if (answers === 0) {
    const there = method !== undefined || resolve(entry.path) !== undefined;
    (there ? outcome.silent : outcome.absent).push(entry.path);
  }
}

// ---- what the engine offers

const SCALARS = { str: String.prototype, number: Number.prototype, bool: Boolean.prototype, bigint: BigInt.prototype, symbol: Symbol.prototype };
const CLASSES = ['Array', 'Date', 'RegExp', 'Error', 'Map', 'Set', 'WeakMap', 'WeakSet', 'ArrayBuffer', 'DataView', 'Buffer', 'URL', 'URLSearchParams', 'TextEncoder', 'TextDecoder', 'Response', 'Headers'];
const FUNCTIONS = ['Math', 'JSON', 'Number', 'String', 'Object', 'Date', 'Symbol', 'BigInt', 'Reflect', 'Array', 'Promise', 'RegExp', 'Map', 'Error', 'ArrayBuffer', 'Intl', 'Buffer', 'URL', 'console'];
const ENGINE = ['Object', 'Function', 'Array', 'Number', 'parseFloat', 'parseInt', 'Boolean', 'String', 'Symbol', 'Date', 'Promise', 'RegExp', 'Error', 'AggregateError', 'EvalError', 'RangeError', 'ReferenceError', 'SyntaxError', 'TypeError', 'URIError', 'SuppressedError', 'ArrayBuffer', 'SharedArrayBuffer', 'DataView', 'Map', 'Set', 'WeakMap', 'WeakSet', 'WeakRef', 'FinalizationRegistry', 'Iterator', 'Proxy', 'Reflect', 'BigInt', 'JSON', 'Math', 'Intl', 'Atomics', 'WebAssembly', 'DisposableStack', 'AsyncDisposableStack', 'decodeURI', 'decodeURIComponent', 'encodeURI', 'encodeURIComponent', 'escape', 'unescape', 'eval', 'isFinite', 'isNaN', 'Infinity', 'NaN', 'undefined', 'globalThis', 'Buffer', 'setTimeout', 'setInterval', 'setImmediate', 'clearTimeout', 'clearInterval', 'clearImmediate', 'btoa', 'atob', 'TextDecoder', 'TextEncoder', 'console', 'Int8Array', 'Uint8Array', 'Uint8ClampedArray', 'Int16Array', 'Uint16Array', 'Int32Array', 'Uint32Array', 'Float16Array', 'Float32Array', 'Float64Array', 'BigInt64Array', 'BigUint64Array'];

function offered(known) {
  const paths = new Set(listed.map((entry) => entry.path));
  const has = (wanted) => {
    if (paths.has(wanted) || known.never.has(wanted)) return;
    outcome.unlisted.push(wanted);
  };
  const names = (object) => Object.getOwnPropertyNames(object).filter((name) =>
    !['constructor', 'prototype', 'length', 'name', 'arguments', 'caller'].includes(name) && !/^[_$]|^\W/.test(name));
  for (const [name, prototype] of Object.entries(SCALARS)) names(prototype).forEach((method) => has(`${name}#${method}`));
  for (const name of CLASSES) names(globalThis[name].prototype).forEach((method) => has(`${name}#${method}`));
  names(Object.getPrototypeOf(Uint8Array).prototype).forEach((method) => has(`TypedArray#${method}`));
  if (globalThis.Iterator) names(Iterator.prototype).forEach((method) => has(`Iterator#${method}`));
  for (const name of FUNCTIONS) names(globalThis[name]).forEach((member) => has(`${name}.${member}`));
  for (const name of names(Intl)) {
    const made = Intl[name].prototype;
    if (made) names(made).forEach((method) => has(`Intl.${name}#${method}`));
  }
  ENGINE.forEach(has);
  const luxon = module_('luxon');
  for (const name of luxon ? ['DateTime', 'Duration', 'Interval'] : []) {
    names(luxon[name]).forEach((member) => has(`${name}.${member}`));
    names(luxon[name].prototype).forEach((method) => has(`${name}#${method}`));
  }
}

// ---- the report

process.on('unhandledRejection', () => {});
const say = process.stdout.write.bind(process.stdout);
if (require.main === module) {
  const known = instructions();
  const skipped = Object.keys(MODULES).filter((name) => module_(name) === undefined);
  const written = process.stdout.write;
  const complained = process.stderr.write;
  process.stdout.write = () => true;
  process.stderr.write = () => true;
  process.emitWarning = () => {};
  for (const entry of listed) if (!skipped.includes(entry.table)) check(entry, known);
  offered(known);
  process.stdout.write = written;
  process.stderr.write = complained;
  outcome.wrong.forEach((line) => say(`wrong: ${line}\n`));
  outcome.unlisted.forEach((line) => say(`not listed: ${line}\n`));
  if (process.argv.includes('--why')) {
    outcome.silent.forEach((line) => say(`never answered: ${line}\n`));
    outcome.absent.forEach((line) => say(`not in this engine: ${line}\n`));
  }
  skipped.forEach((name) => say(`skipped: ${name} is not installed\n`));
  say(`${process.version}: ${outcome.entries} entries, ${outcome.called} answers, ${outcome.wrong.length} wrong, ${outcome.unlisted.length} not listed, ${outcome.silent.length} never answered, ${outcome.absent.length} not in this engine\n`);
  process.exit(outcome.wrong.length + outcome.unlisted.length === 0 ? 0 : 1);
}
