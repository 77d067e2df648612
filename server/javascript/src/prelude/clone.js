// structuredClone of plain data and of the built-ins that hold it.
(function (host) {
  'use strict';
  const brand = (value) => Object.prototype.toString.call(value).slice(8, -1);
  const refuse = (text) => {
    const error = new Error(`${text} could not be cloned.`);
    Object.defineProperty(error, 'name', { value: 'DataCloneError' });
    throw error;
  };
  return function clone(value, seen = new Map()) {
    if (typeof value === 'function') return refuse(Function.prototype.toString.call(value));
    if (typeof value === 'symbol') return refuse(value.toString());
    if (value === null || typeof value !== 'object') return value;
    if (seen.has(value)) return seen.get(value);
    const keep = (copy) => { seen.set(value, copy); return copy; };
    switch (brand(value)) {
      case 'Date': return keep(new Date(value.getTime()));
      case 'RegExp': return keep(new RegExp(value.source, value.flags));
      case 'Number': case 'String': case 'Boolean': return keep(Object(value.valueOf()));
      case 'Array': {
        const copy = keep(new Array(value.length));
        for (const key of Object.keys(value)) copy[key] = clone(value[key], seen);
        return copy;
      }
      case 'Map': {
        const copy = keep(new Map());
        for (const [key, one] of value) copy.set(clone(key, seen), clone(one, seen));
        return copy;
      }
      case 'Set': {
        const copy = keep(new Set());
        for (const one of value) copy.add(clone(one, seen));
        return copy;
      }
      case 'Error': {
        const Made = { TypeError, RangeError, SyntaxError, ReferenceError, EvalError, URIError }[value.name] ?? Error;
        return keep(new Made(value.message));
      }
      case 'ArrayBuffer': return keep(value.slice(0));
      case 'Promise': case 'WeakMap': case 'WeakSet': return refuse(`#<${brand(value)}>`);
    }
    if (ArrayBuffer.isView(value)) return keep(new (globalThis[brand(value)])(value));
    const copy = keep({});
    for (const key of Object.keys(value)) copy[key] = clone(value[key], seen);
    return copy;
  };
})
