// `Intl`, from patterns that were recorded from Node (server/javascript/locales) and the time zones of the host.
(function (host) {
  'use strict';
  const { native } = host;
  const LOCALES = { en: 'en-US', de: 'de-DE', fr: 'fr-FR', es: 'es-ES', pt: 'pt-BR', it: 'it-IT', nl: 'nl-NL', ja: 'ja-JP', zh: 'zh-CN', ko: 'ko-KR', 'zh-Hans': 'zh-CN', 'zh-Hans-CN': 'zh-CN' };
  const tables = new Map();

  function canonical(tag) {
    const text = `${tag}`;
    if (!/^[a-zA-Z]{2,8}([-][a-zA-Z0-9]{1,8})*$/.test(text)) {
      throw new RangeError(`Incorrect locale information provided`);
    }
    return text.split('-').map((part, at) => (at === 0 ? part.toLowerCase() : part.length === 4 ? part[0].toUpperCase() + part.slice(1).toLowerCase() : part.length === 2 ? part.toUpperCase() : part)).join('-');
  }

  function requested(locales) {
    if (locales === undefined) return ['en-US'];
    if (locales !== null && typeof locales === 'object' && locales.baseName) return [locales.baseName];
    if (locales === null) throw new TypeError('Incorrect locale information provided');
    const list = Array.isArray(locales) ? locales : [locales];
    for (const tag of list) if (typeof tag !== 'string' && !(tag && tag.baseName)) throw new TypeError('Incorrect locale information provided');
    return list.length ? list.map((tag) => canonical(tag.baseName ?? tag)) : ['en-US'];
  }

  /** The recorded table of the first wanted locale. */
  function table(locales) {
    const [first] = requested(locales);
    const tag = first.replace(/-u-.*$/, '');
    if (first !== tag) host.beyond(`The locale '${first}' is not part of the embedded engine.`);
    const name = LOCALES[tag] ?? tag;
    if (!tables.has(name)) {
      const text = native.locale(name);
      if (text === undefined) host.beyond(`The locale '${tag}' is not part of the embedded engine.`);
      tables.set(name, JSON.parse(text));
    }
    return { tag, name, data: tables.get(name) };
  }

  /** The options that are set, all of which must be among `known`. */
  function options(given, known, kind) {
    if (given === undefined) return {};
    if (given === null) throw new TypeError('Cannot convert undefined or null to object');
    const out = {};
    for (const name in Object(given)) {
      const value = given[name];
      if (value === undefined) continue;
      if (ALL[kind].has(name) && !known.includes(name)) host.beyond(`The option '${name}' of Intl.${kind} is not part of the embedded engine.`);
      if (known.includes(name)) out[name] = value;
    }
    return out;
  }
  const words = (text) => new Set(text.split(' '));
  const ALL = {
    DateTimeFormat: words('localeMatcher calendar numberingSystem hour12 hourCycle timeZone weekday era year month day dayPeriod hour minute second fractionalSecondDigits timeZoneName formatMatcher dateStyle timeStyle'),
    NumberFormat: words('localeMatcher numberingSystem style currency currencyDisplay currencySign unit unitDisplay minimumIntegerDigits minimumFractionDigits maximumFractionDigits minimumSignificantDigits maximumSignificantDigits roundingPriority roundingIncrement roundingMode trailingZeroDisplay notation compactDisplay useGrouping signDisplay'),
  };

  const { DateTimeFormat, dateOptions } = host.load('intl_date')({ table, options, tables });
  const { NumberFormat } = host.load('intl_number')({ table, options });
  const { Collator, compare } = host.load('intl_text')({ table, requested });
  const supported = (kind) => { kind.supportedLocalesOf = (locales) => requested(locales).filter((tag) => native.locale(LOCALES[tag] ?? tag) !== undefined); };

  class PluralRules {
    #language;
    #ordinal;
    constructor(locales, given = {}) {
      const { tag } = table(locales);
      this.#language = tag.split('-')[0];
      this.#ordinal = given.type === 'ordinal';
      if (this.#ordinal && this.#language !== 'en') host.beyond('Ordinals are recorded for English only.');
    }
    select(value) {
      const n = Math.abs(Number(value));
      if (this.#ordinal) {
        const [ten, hundred] = [n % 10, n % 100];
        if (ten === 1 && hundred !== 11) return 'one';
        if (ten === 2 && hundred !== 12) return 'two';
        return ten === 3 && hundred !== 13 ? 'few' : 'other';
      }
      switch (this.#language) {
        case 'ja': case 'zh': case 'ko': return 'other';
        case 'fr': case 'pt': return n !== 0 && n % 1e6 === 0 ? 'many' : n < 2 ? 'one' : 'other';
        case 'es': case 'it': return n !== 0 && n % 1e6 === 0 ? 'many' : n === 1 ? 'one' : 'other';
        default: return n === 1 ? 'one' : 'other';
      }
    }
    resolvedOptions() { return { locale: this.#language, type: this.#ordinal ? 'ordinal' : 'cardinal' }; }
  }

  class ListFormat {
    #glue;
    constructor(locales, given = {}) {
      const { data } = table(locales);
      this.#glue = data.list[`${given.type ?? 'conjunction'}/${given.style ?? 'long'}`];
    }
    format(values) {
      const list = [...values];
      const [pair, middle, last] = this.#glue;
      if (list.length < 2) return list.join('');
      if (list.length === 2) return list.join(pair);
      return list.slice(0, -1).join(middle) + last + list.at(-1);
    }
  }

  class RelativeTimeFormat {
    #numeric;
    constructor(locales, given = {}) {
      const { name } = table(locales);
      if (!name.startsWith('en') || (given.style ?? 'long') !== 'long') host.beyond('Relative times are recorded for English only.');
      this.#numeric = given.numeric ?? 'always';
    }
    format(value, unit) {
      const one = `${unit}`.replace(/s$/, '');
      if (!['second', 'minute', 'hour', 'day', 'week', 'month', 'quarter', 'year'].includes(one)) throw new RangeError(`Invalid unit argument for format() '${unit}'`);
      const n = Number(value);
      if (this.#numeric === 'auto') {
        if (one === 'day' && (n === 0 || n === 1 || n === -1)) return n === 0 ? 'today' : n === 1 ? 'tomorrow' : 'yesterday';
        if (one === 'second' && n === 0) return 'now';
        if (n === 0) return `this ${one}`;
        if (!['second', 'minute', 'hour', 'day'].includes(one) && Math.abs(n) === 1) return n === 1 ? `next ${one}` : `last ${one}`;
      }
      const text = new NumberFormat('en-US').format(Math.abs(n));
      const units = Math.abs(n) === 1 ? one : `${one}s`;
      return n < 0 || Object.is(n, -0) ? `${text} ${units} ago` : `in ${text} ${units}`;
    }
    formatToParts() { return host.beyond('Intl.RelativeTimeFormat.formatToParts is not part of the embedded engine.'); }
  }

  class Locale {
    constructor(tag) { this.baseName = canonical(tag.baseName ?? tag); }
    get language() { return this.baseName.split('-')[0]; }
    get region() { return this.baseName.split('-').find((part, at) => at > 0 && part.length === 2); }
    getWeekInfo() {
      if (this.baseName !== 'en-US') return host.beyond('Weeks are recorded for en-US only.');
      return { firstDay: 7, weekend: [6, 7] };
    }
    toString() { return this.baseName; }
  }

  const Intl = { Collator, DateTimeFormat, ListFormat, Locale, NumberFormat, PluralRules, RelativeTimeFormat };
  for (const kind of [Collator, DateTimeFormat, ListFormat, NumberFormat, PluralRules, RelativeTimeFormat]) supported(kind);
  for (const name of Object.keys(Intl)) host.hidden(Intl, name, Intl[name]);
  for (const name of ['DisplayNames', 'DurationFormat', 'Segmenter']) {
    host.hidden(Intl, name, function () { return host.beyond(`Intl.${name} is not part of the embedded engine.`); });
  }
  host.hidden(Intl, 'getCanonicalLocales', (locales) => (locales === undefined ? [] : requested(locales)));
  host.hidden(Intl, 'supportedValuesOf', () => host.beyond('Intl.supportedValuesOf is not part of the embedded engine.'));
  Object.defineProperty(Intl, Symbol.toStringTag, { value: 'Intl', configurable: true });
  return { Intl, dateOptions, compare };
})
