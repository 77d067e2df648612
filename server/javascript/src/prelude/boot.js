// The first script of the platform's realm: what the other scripts of this folder are given as `host`. They are
// loaded when they are first needed, since most nodes need few of them. Nothing of `native` is reachable from a node.
(function (native) {
  'use strict';
  const loaded = new Map();
  const { defineProperty } = Object;
  const { fromCharCode } = String;
  const host = {
    native,
    facts: JSON.parse(native.facts()),

    /** What the script `name` of this folder made. */
    load(name) {
      if (!loaded.has(name)) loaded.set(name, native.compile(name)(host));
      return loaded.get(name);
    },

    /** A property that is made when it is first read, and then is a plain one. */
    lazy(target, name, make, enumerable = false) {
      const settle = (value) => defineProperty(target, name, { value, writable: true, enumerable, configurable: true });
      defineProperty(target, name, {
        get() {
          const value = make();
          settle(value);
          return value;
        },
        set: settle,
        enumerable,
        configurable: true,
      });
    },

    /** A property as built-ins are: not enumerable. */
    hidden(target, name, value) {
      defineProperty(target, name, { value, writable: true, enumerable: false, configurable: true });
    },

    /** Bytes as a text of one letter each, as the functions of `native` take them. */
    packed(bytes) {
      let text = '';
      for (let at = 0; at < bytes.length; at += 8192) text += fromCharCode.apply(null, bytes.subarray(at, at + 8192));
      return text;
    },

    /** Ends the run without a verdict: the genuine engine could do what this one cannot. */
    beyond(message) {
      native.beyond(message);
      throw new Error(message);
    },
  };
  return host;
})
