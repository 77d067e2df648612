// A returned value as a flat row of tokens that the Rust side reads as `runner::Sent`: what JSON.stringify would meet,
// before it is made text. It asks brands, never the prototypes that a node may have changed (reference n8n 6.3, dify 2.5).
(function (host) {
  'use strict';
  const { native } = host;
  const stringify = JSON.stringify;
  const isArray = Array.isArray;
  const { keys, getPrototypeOf, prototype } = Object;
  const brand = Function.prototype.call.bind(prototype.toString);
  const time = Function.prototype.call.bind(Date.prototype.getTime);
  const iso = Function.prototype.call.bind(Date.prototype.toISOString);
  const TypedArray = getPrototypeOf(Uint8Array);
  const typed = Function.prototype.call.bind(
    Object.getOwnPropertyDescriptor(TypedArray.prototype, Symbol.toStringTag).get,
  );
  const EMPTY = new Set(
    'ArrayBuffer DataView Error EvalError Generator RangeError ReferenceError RegExp SyntaxError TypeError URIError Map Set WeakMap WeakRef WeakSet Iterator'.split(' '),
  );
  // No deeper than `runner::DEEPEST`.
  const DEEPEST = 1200;

  function is(call, value) {
    try {
      call(value);
      return true;
    } catch {
      return false;
    }
  }

  function className(value) {
    const tag = brand(value).slice(8, -1);
    if (tag !== 'Object') return tag.endsWith('Iterator') ? 'Iterator' : tag.replace('Function', '');
    return '';
  }

  function send(root) {
    const out = [];
    const around = [];

    function text(value) {
      out.push(value.isWellFormed() ? value : value.toWellFormed());
    }

    function date(value) {
      if (time(value) !== time(value)) return out.push('!');
      out.push('i', 'Date');
      text(iso(value));
    }

    function walk(value, key) {
      switch (typeof value) {
        case 'undefined': return out.push('u');
        case 'boolean': return out.push(value ? 't' : 'f');
        case 'number': return out.push('d', Object.is(value, -0) ? '-0' : `${value}`);
        case 'bigint': return out.push('b', `${value}`);
        case 'symbol': return out.push('y');
        case 'function': return out.push('c');
        case 'string': out.push('s'); return text(value);
      }
      if (value === null) return out.push('n');
      if (around.includes(value)) return out.push('o');
      if (around.length > DEEPEST) host.beyond(`The returned value is nested deeper than ${DEEPEST} levels; that is not looked into here.`);
      around.push(value);
      inside(value, key);
      around.pop();
    }

    function inside(value, key) {
      const state = native.settled(value);
      if (state !== undefined) {
        out.push('p');
        return walk(state[0], key);
      }
      if (is(time, value) && typeof value.toJSON === 'function') return date(value);
      if (typeof value.toJSON === 'function') return converted(value, key);
      if (isArray(value)) {
        out.push('l', value.length);
        for (let i = 0; i < value.length; i++) walk(value[i], `${i}`);
        return;
      }
      const name = className(value);
      if (name === 'Number' || name === 'String' || name === 'Boolean' || name === 'BigInt') {
        const plain = value.valueOf();
        if (typeof plain !== 'object') return walk(plain, key);
      }
      const names = keys(value);
      if (names.length === 0 && EMPTY.has(name)) return out.push('i', name, 0);
      out.push('m', names.length);
      for (const name of names) {
        text(name);
        walk(value[name], name);
      }
    }

    /** What `toJSON` makes of it; luxon's `null` means a date that is none. */
    function converted(value, key) {
      const json = value.toJSON(key);
      const kind = host.luxon ? host.luxon.kind(value) : undefined;
      if (kind && json === null) return out.push('!');
      if (kind && typeof json === 'string') {
        out.push('i', kind);
        return text(json);
      }
      // JSON.stringify asks only once.
      if (json !== null && typeof json === 'object' && typeof json.toJSON === 'function' && !is(time, json)) return plain(json);
      return walk(json, key);
    }

    function plain(value) {
      const names = keys(value);
      if (isArray(value)) {
        out.push('l', value.length);
        for (let i = 0; i < value.length; i++) walk(value[i], `${i}`);
        return;
      }
      out.push('m', names.length);
      for (const name of names) {
        text(name);
        walk(value[name], name);
      }
    }

    walk(root, '');
    return stringify(out);
  }

  return send;
})
