// Timers on a virtual clock: nothing waits, and what would have waited moves the clock on (reference n8n 4.1).
(function (host) {
  'use strict';
  const { native } = host;
  const waiting = [];
  let last = 0;

  class Timeout {
    #id;
    constructor(id) {
      this.#id = id;
    }
    ref() { return this; }
    unref() { return this; }
    hasRef() { return true; }
    refresh() { return this; }
    close() { clear(this.#id); return this; }
    [Symbol.toPrimitive]() { return this.#id; }
  }

  function start(callback, delay, args, every) {
    if (typeof callback !== 'function') {
      const error = new TypeError(`The "callback" argument must be of type function. Received ${host.load('inspect').received(callback)}`);
      error.code = 'ERR_INVALID_ARG_TYPE';
      throw error;
    }
    const wait = Math.trunc(Number(delay));
    const milliseconds = wait >= 1 && wait <= 2147483647 ? wait : 1;
    const id = ++last;
    put({ id, due: native.now() + milliseconds, every: every ? milliseconds : 0, callback, args });
    return new Timeout(id);
  }

  function put(timer) {
    let at = waiting.length;
    while (at > 0 && waiting[at - 1].due > timer.due) at--;
    waiting.splice(at, 0, timer);
  }

  function clear(timer) {
    const id = Number(timer);
    const at = waiting.findIndex((one) => one.id === id);
    if (at >= 0) waiting.splice(at, 1);
  }

  /** Moves the clock to the next timer and calls it; says whether there was one. */
  function fire() {
    const timer = waiting.shift();
    if (!timer) return false;
    native.wait(timer.due);
    if (timer.every) put({ ...timer, due: timer.due + timer.every });
    timer.callback(...timer.args);
    return true;
  }

  return {
    fire,
    setTimeout: function setTimeout(callback, delay, ...args) { return start(callback, delay, args, false); },
    setInterval: function setInterval(callback, delay, ...args) { return start(callback, delay, args, true); },
    setImmediate: function setImmediate(callback, ...args) { return start(callback, 0, args, false); },
    clearTimeout: function clearTimeout(timer) { if (timer != null) clear(timer); },
    clearInterval: function clearInterval(timer) { if (timer != null) clear(timer); },
    clearImmediate: function clearImmediate(timer) { if (timer != null) clear(timer); },
  };
})
