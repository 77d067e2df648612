// Run inside the realm of the node: takes away what QuickJS adds to V8, and mends what differs. `host` belongs to the
// platform's realm. It comes before the platform's own globals (reference n8n 4, 4.1, 4.2).
(function (host, options) {
  'use strict';
  const { native } = host;
  const { defineProperty } = Object;
  const g = globalThis;

  for (const name of ['InternalError', 'DOMException', 'navigator', 'performance', 'queueMicrotask', 'gc', 'btoa', 'atob', 'print', 'console', 'scriptArgs']) delete g[name];
  for (const name of ['fromBase64', 'fromHex']) delete Uint8Array[name];
  for (const name of ['setFromBase64', 'setFromHex', 'toBase64', 'toHex']) delete Uint8Array.prototype[name];
  delete Math.sumPrecise;

  function replace(target, name, make) {
    const genuine = target[name];
    const value = make(genuine);
    defineProperty(value, 'name', { value: name, configurable: true });
    defineProperty(target, name, { value, writable: true, enumerable: false, configurable: true });
  }

  // JSON: the texts of V8 (the version of Node decides whether they tell the line).
  const SyntaxErrorHere = SyntaxError;
  const TypeErrorHere = TypeError;
  replace(JSON, 'parse', (parse) => ({
    parse(text, reviver) {
      const source = `${text}`;
      try {
        return parse(source, reviver);
      } catch (error) {
        const words = error instanceof SyntaxErrorHere ? native.json(source.toWellFormed()) : undefined;
        if (words === undefined) throw error;
        throw new SyntaxErrorHere(words);
      }
    },
  }).parse);
  replace(JSON, 'stringify', (stringify) => ({
    stringify(value, replacer, space) {
      try {
        return stringify(value, replacer, space);
      } catch (error) {
        if (error instanceof TypeErrorHere && error.message === 'circular reference') {
          throw new TypeErrorHere(host.load('circle')(value, replacer));
        }
        throw error;
      }
    },
  }).stringify);

  const errors = host.load('errors');
  if (host.apart) errors.install(Error, false);
  host.load('locale').install(g);
  host.load('clock').install(g);

  // Code is run as `module.exports = …`, by the task runners and by vm2 alike.
  g.module = { exports: {} };
  if (options.secure) {
    delete Object.prototype.__proto__;
    g.global = g;
    Object.getPrototypeOf = () => ({});
    Reflect.getPrototypeOf = () => ({});
    Object.setPrototypeOf = () => false;
    Reflect.setPrototypeOf = () => false;
    delete Error.captureStackTrace;
    defineProperty(Error, 'prepareStackTrace', { value: undefined });
    defineProperty(Error, 'captureStackTrace', { value: undefined });
    Object.defineProperty = () => ({});
    Object.defineProperties = () => ({});
    for (const one of [Object, Function, Array, String, Number, Boolean, RegExp, Error, TypeError, RangeError,
      SyntaxError, ReferenceError, Promise, Symbol, Map, Set, WeakMap, WeakSet, Date, JSON, Math, Reflect, ArrayBuffer,
      DataView, Int8Array, Uint8Array, Float32Array, Float64Array]) Object.freeze(one);
  }
})
