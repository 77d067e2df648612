// `require` by the policy of the platform (reference n8n 8, dify 3.1).
(function (host) {
  'use strict';
  const { facts } = host;
  const NODE = new Set('_http_agent _http_client _http_common _http_incoming _http_outgoing _http_server _stream_duplex _stream_passthrough _stream_readable _stream_transform _stream_wrap _stream_writable _tls_common _tls_wrap assert assert/strict async_hooks buffer child_process cluster console constants crypto dgram diagnostics_channel dns dns/promises domain events fs fs/promises http http2 https inspector inspector/promises module net os path path/posix path/win32 perf_hooks process punycode querystring readline readline/promises repl stream stream/consumers stream/promises stream/web string_decoder sys timers timers/promises tls trace_events tty url util util/types v8 vm wasi worker_threads zlib'.split(' '));
  const HERE = ['buffer', 'crypto', 'path', 'path/posix', 'timers', 'util'];
  const cache = new Map();
  const bare = (name) => (name.startsWith('node:') ? name.slice(5) : name);
  const isBuiltin = (name) => NODE.has(bare(name)) || /^node:(sea|sqlite|test|test\/reporters)$/.test(name);
  const allowed = (list, name) => list === null || list === undefined || list.includes(name);

  function builtin(request) {
    const name = bare(request);
    if (!HERE.includes(name)) return host.beyond(`The module '${request}' of Node.js is not part of the embedded engine.`);
    if (name === 'crypto') return host.load('crypto');
    if (name === 'buffer') return host.load('buffer').module;
    if (name === 'timers') return host.load('timers');
    return host.load('modules')(name);
  }

  function load(request) {
    if (!cache.has(request)) cache.set(request, isBuiltin(request) ? builtin(request) : host.load('packages').genuine(request));
    return cache.get(request);
  }

  function missing(request) {
    const stack = facts.platform === 'dify' ? '\nRequire stack:\n- /var/sandbox/sandbox-nodejs' : '';
    const error = new Error(`Cannot find module '${request}'${stack}`);
    error.code = 'MODULE_NOT_FOUND';
    return error;
  }

  return function require(request) {
    if (typeof request !== 'string') throw new TypeError(`The "id" argument must be of type string. Received ${host.load('inspect').received(request)}`);
    const known = isBuiltin(request);
    if (!allowed(known ? facts.modules.builtin : facts.modules.external, request)) {
      if (facts.platform === 'dify' || facts.mode.startsWith('function')) throw missing(request);
      const error = new Error(`Module '${request}' is disallowed`);
      host.load('errors').policy(error);
      throw error;
    }
    return load(request);
  };
})
