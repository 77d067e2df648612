// Dify's sandbox: Node's globals, and the module in which the code is evaluated (reference dify 2.3, 3.1, 3.2).
(function (host) {
  'use strict';
  const { native } = host;
  const { lazy, hidden } = host;

  /** Nothing of these works in a run whose result is awaited at once, or nothing of them is here. */
  const BEYOND = 'URL URLSearchParams fetch Headers Request Response WebSocket EventSource Blob File ReadableStream WritableStream TransformStream CompressionStream DecompressionStream TextDecoderStream TextEncoderStream AbortController AbortSignal Event EventTarget CustomEvent MessageChannel MessagePort MessageEvent BroadcastChannel Performance WebAssembly Navigator Crypto CryptoKey SubtleCrypto';

  function globals(g) {
    const timers = host.load('timers');
    for (const name of ['setTimeout', 'setInterval', 'setImmediate', 'clearTimeout', 'clearInterval', 'clearImmediate']) g[name] = timers[name];
    g.global = g;
    g.queueMicrotask = function queueMicrotask(callback) { Promise.resolve().then(() => callback()); };
    g.structuredClone = (value) => host.load('clone')(value);
    lazy(g, 'Buffer', () => host.load('buffer').Buffer);
    for (const name of ['TextDecoder', 'TextEncoder', 'btoa', 'atob']) lazy(g, name, () => host.load('encoding')[name]);
    lazy(g, 'FormData', () => host.load('form').FormData);
    lazy(g, 'performance', () => ({ now: () => native.now() - begun, timeOrigin: begun, mark() {}, measure() {} }));
    lazy(g, 'crypto', () => host.load('crypto').webcrypto);
    lazy(g, 'process', () => process());
    hidden(g, 'console', host.load('console'));
    for (const name of BEYOND.split(' ')) {
      lazy(g, name, () => function () { return host.beyond(`${name} of Node.js is not part of the embedded engine.`); });
    }
  }

  const begun = native.now();

  function process() {
    const { log } = host.load('console');
    const beyond = (name) => () => host.beyond(`process.${name} is not part of the embedded engine.`);
    const hrtime = () => [Math.floor(native.now() / 1000), (native.now() % 1000) * 1e6];
    hrtime.bigint = () => BigInt(Math.round(native.now() * 1e6));
    return {
      title: 'node',
      version: 'v20.20.0',
      versions: { node: '20.20.0', v8: '11.3.244.8-node.33' },
      arch: 'x64',
      platform: 'linux',
      release: { name: 'node', lts: 'Iron' },
      argv: ['/usr/local/bin/node', '/var/sandbox/sandbox-nodejs/prescript.js'],
      execArgv: [],
      env: {},
      pid: 1,
      cwd: () => '/',
      nextTick: (callback, ...args) => { Promise.resolve().then(() => callback(...args)); },
      uptime: () => (native.now() - begun) / 1000,
      hrtime,
      on() { return this; },
      once() { return this; },
      off() { return this; },
      emitWarning: (text) => native.log(true, `(node:1) Warning: ${text}`),
      stdout: { write: (text) => { native.log(false, `${text}`.replace(/\n$/, '')); return true; } },
      stderr: { write: (text) => { native.log(true, `${text}`.replace(/\n$/, '')); return true; } },
      exit: beyond('exit'),
      abort: beyond('abort'),
      kill: beyond('kill'),
      memoryUsage: beyond('memoryUsage'),
      binding: beyond('binding'),
      log,
    };
  }

  return function run(g, code) {
    globals(g);
    const module = { exports: {} };
    return host.load('dify_module').call(module.exports, module.exports, host.load('require'), module, '/var/sandbox/sandbox-nodejs/prescript.js', '/var/sandbox/sandbox-nodejs', code);
  };
})
