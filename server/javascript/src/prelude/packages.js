// The genuine npm packages, from the folder beside the executables: their sources come with the request
// (reference n8n 5, 8). Without them everything else works.
(function (host) {
  'use strict';
  const { native, facts } = host;
  const loaded = new Map();
  let luxonLoaded;

  function genuine(request) {
    if (loaded.has(request)) return loaded.get(request);
    if (!native.hasPackage(request)) return host.beyond(`The npm package '${request}' is not beside codenode: see "modules" in its README.`);
    host.load('locale').install(globalThis);
    const module = { exports: {} };
    const require = (name) => genuine(name);
    native.package(request).call(module.exports, module.exports, require, module, `${request}.js`, '/');
    loaded.set(request, module.exports);
    return module.exports;
  }

  function luxon() {
    if (luxonLoaded) return luxonLoaded;
    const exports = genuine('luxon');
    const { DateTime, Duration, Interval, Settings } = exports;
    if (facts.timezone) Settings.defaultZone = facts.timezone;
    Settings.now = () => native.now();
    const kinds = [['DateTime', DateTime], ['Duration', Duration], ['Interval', Interval]];
    host.luxon = { kind: (value) => kinds.find(([, kind]) => value instanceof kind)?.[0] };
    for (const [, kind] of kinds) Object.freeze(kind.prototype);
    luxonLoaded = exports;
    return exports;
  }

  return { genuine: (request) => (request === 'luxon' ? luxon() : genuine(request)), luxon };
})
