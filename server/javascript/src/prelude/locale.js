// What Node's built-ins say in a language.
(function (host) {
  'use strict';
  function install(g) {
    const beyond = (name) => function () { return host.beyond(`${name} is not part of the embedded engine.`); };
    for (const kind of ['Number', 'Date', 'Array', 'BigInt']) host.hidden(g[kind].prototype, 'toLocaleString', beyond(`${kind}.prototype.toLocaleString`));
    for (const name of ['toLocaleDateString', 'toLocaleTimeString']) host.hidden(g.Date.prototype, name, beyond(`Date.prototype.${name}`));
    host.lazy(g, 'Intl', () => host.beyond('Intl is not part of the embedded engine.'));
  }
  return { install };
})
