// `Date` on the clock of the run: pinned where the request pins it, moved on by timers (reference n8n 4.1, 5).
(function (host) {
  'use strict';
  const { native } = host;
  function install(g) {
    const Genuine = g.Date;
    const { Reflect, Proxy, Object } = g;
    const construct = Reflect.construct;
    const now = { now() { return native.now(); } }.now;
    Object.defineProperty(Genuine, 'now', { value: now, writable: true, enumerable: false, configurable: true });
    const Clocked = new Proxy(Genuine, {
      apply: () => new Genuine(native.now()).toString(),
      construct: (target, args, made) => construct(target, args.length === 0 ? [native.now()] : args, made),
    });
    Object.defineProperty(Genuine.prototype, 'constructor', { value: Clocked, writable: true, enumerable: false, configurable: true });
    Object.defineProperty(g, 'Date', { value: Clocked, writable: true, enumerable: false, configurable: true });
  }
  return { install };
})
