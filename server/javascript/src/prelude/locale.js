// What Node's built-ins say in a language: `toLocaleString` and its kin, and `Intl`, which is loaded when it is asked
// for. A language or an option that is not recorded ends the run without a verdict (reference n8n 4.1).
(function (host) {
  'use strict';
  const intl = () => host.load('intl');
  const getTime = Function.prototype.call.bind(Date.prototype.getTime);
  const CASED = /^(tr|az|lt|el)(-|$)/;

  function time(value, options, needs) {
    const at = getTime(value);
    if (Number.isNaN(at)) return undefined;
    return intl().dateOptions(options, needs);
  }

  const dates = {
    toLocaleString(locales, options) {
      const wanted = time(this, options, 'any-all');
      return wanted ? new (intl().Intl.DateTimeFormat)(locales, wanted).format(this) : 'Invalid Date';
    },
    toLocaleDateString(locales, options) {
      const wanted = time(this, options, 'date-date');
      return wanted ? new (intl().Intl.DateTimeFormat)(locales, wanted).format(this) : 'Invalid Date';
    },
    toLocaleTimeString(locales, options) {
      const wanted = time(this, options, 'time-time');
      return wanted ? new (intl().Intl.DateTimeFormat)(locales, wanted).format(this) : 'Invalid Date';
    },
  };
  const numbers = {
    toLocaleString(locales, options) {
      return new (intl().Intl.NumberFormat)(locales, options).format(this.valueOf());
    },
  };
  const texts = {
    localeCompare(other, locales, options) {
      if (this === null || this === undefined) throw new TypeError('String.prototype.localeCompare called on null or undefined');
      return intl().compare(`${this}`, `${other}`, locales, options);
    },
    toLocaleUpperCase(locales) {
      if (locales !== undefined && CASED.test(`${locales}`)) host.beyond(`Letters of '${locales}' are not part of the embedded engine.`);
      return `${this}`.toUpperCase();
    },
    toLocaleLowerCase(locales) {
      if (locales !== undefined && CASED.test(`${locales}`)) host.beyond(`Letters of '${locales}' are not part of the embedded engine.`);
      return `${this}`.toLowerCase();
    },
  };

  const installed = new WeakSet();
  function install(g) {
    if (installed.has(g)) return;
    installed.add(g);
    for (const [target, methods] of [[g.Date, dates], [g.Number, numbers], [g.BigInt, numbers], [g.String, texts]]) {
      for (const [name, method] of Object.entries(methods)) host.hidden(target.prototype, name, method);
    }
    host.lazy(g, 'Intl', () => intl().Intl);
  }

  return { install };
})
