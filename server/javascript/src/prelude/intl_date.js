// Intl.DateTimeFormat.
(function (host) {
  'use strict';
  const { native } = host;
  const LETTER = { undefined: '-', numeric: 'n', '2-digit': '2', short: 's', long: 'l', true: 't', false: 'f' };
  const DATE = ['weekday', 'year', 'month', 'day'];
  const TIME = ['hour', 'minute', 'second', 'hour12'];
  const STYLES = ['dateStyle', 'timeStyle'];
  const KNOWN = [...DATE, ...TIME, ...STYLES, 'timeZone', 'timeZoneName', 'hourCycle', 'localeMatcher', 'formatMatcher', 'era', 'numberingSystem', 'calendar'];
  const VALUES = { weekday: ['long', 'short', 'narrow'], year: ['numeric', '2-digit'], month: ['numeric', '2-digit', 'long', 'short', 'narrow'], day: ['numeric', '2-digit'], hour: ['numeric', '2-digit'], minute: ['numeric', '2-digit'], second: ['numeric', '2-digit'], dateStyle: ['full', 'long', 'medium', 'short'], timeStyle: ['full', 'long', 'medium', 'short'] };
  const TYPES = { y: 'year', M: 'month', L: 'month', d: 'day', W: 'weekday', h: 'hour', H: 'hour', k: 'hour', K: 'hour', m: 'minute', s: 'second', a: 'dayPeriod' };
  const OLD = host.facts.platform === 'dify';
  const TWELVE = /^(en-US|en-CA|en-IN|en-AU|es-MX|es-CO|ko-KR)$/;
  const NAMED = /^(America\/(New_York|Detroit|Chicago|Denver|Phoenix|Los_Angeles|Anchorage|Boise|Indiana\/.*|Toronto|Vancouver)|US\/.*|Pacific\/Honolulu)$/;

  /** What `toLocaleString` and its kin ask of a format: `needs` is what must be there, and what is added if it is not. */
  function dateOptions(given, needs) {
    const [required, defaults] = needs.split('-');
    if (given === null) throw new TypeError('Cannot convert undefined or null to object');
    const out = given === undefined ? {} : { ...Object(given) };
    const has = (names) => names.some((name) => out[name] !== undefined);
    const dated = has(['weekday', 'year', 'month', 'day']);
    const timed = has(['dayPeriod', 'hour', 'minute', 'second', 'fractionalSecondDigits']);
    const styled = has(STYLES);
    if (styled && required === 'date' && out.timeStyle !== undefined) throw new TypeError('Invalid option : timeStyle');
    if (styled && required === 'time' && out.dateStyle !== undefined) throw new TypeError('Invalid option : dateStyle');
    if (styled) return out;
    const enough = (required !== 'time' && dated) || (required !== 'date' && timed);
    if (enough) return out;
    if (defaults !== 'time') Object.assign(out, { year: 'numeric', month: 'numeric', day: 'numeric' });
    if (defaults !== 'date') Object.assign(out, { hour: 'numeric', minute: 'numeric', second: 'numeric' });
    return out;
  }

  return function ({ table, options }) {
    function pattern(data, wanted) {
      if (wanted.dateStyle || wanted.timeStyle) {
        if (wanted.hour12 !== undefined) host.beyond("'hour12' beside 'timeStyle' is not part of the embedded engine.");
        return data.styles[`${wanted.dateStyle ?? ''}/${wanted.timeStyle ?? ''}`];
      }
      const letters = (names) => names.map((name) => LETTER[wanted[name]] ?? '?').join('');
      const date = letters(DATE);
      if (wanted.hour === undefined) {
        if (wanted.minute !== undefined || wanted.second !== undefined) return undefined;
        return data.date[date];
      }
      const time = data.time[letters(TIME)];
      if (date === '----') return time;
      const [own, glue] = [data.date[date], data.join[date]];
      return own && time && typeof glue === 'string' ? own + glue + time : undefined;
    }

    class DateTimeFormat {
      #pattern;
      #zone;
      #zoneName;
      #data;
      #era;
      #resolved;
      constructor(locales, given) {
        const { tag, name, data } = table(locales);
        const wanted = options(given, KNOWN, 'DateTimeFormat');
        for (const [option, values] of Object.entries(VALUES)) {
          if (wanted[option] !== undefined && !values.includes(`${wanted[option]}`)) throw new RangeError(`Value ${wanted[option]} out of range for Intl.DateTimeFormat options property ${option}`);
        }
        if (![undefined, 'latn'].includes(wanted.numberingSystem) || ![undefined, 'gregory', 'gregorian', 'iso8601'].includes(wanted.calendar)) host.beyond('Other calendars and digits are not part of the embedded engine.');
        const bare = [...DATE, ...STYLES, 'hour', 'minute', 'second', 'timeZoneName'].every((option) => wanted[option] === undefined);
        if (bare || (wanted.timeZoneName && [...DATE, 'hour', 'minute', 'second'].every((option) => wanted[option] === undefined))) Object.assign(wanted, { year: 'numeric', month: 'numeric', day: 'numeric' });
        if (wanted.hour12 !== undefined) wanted.hour12 = Boolean(wanted.hour12);
        else if (wanted.hourCycle !== undefined) wanted.hour12 = wanted.hourCycle === 'h12' || wanted.hourCycle === 'h11';
        this.#zone = wanted.timeZone === undefined ? 'UTC' : `${wanted.timeZone}`;
        if (native.zone(this.#zone, 0) === undefined) throw new RangeError(`Invalid time zone specified: ${this.#zone}`);
        let found = pattern(data, wanted);
        // In Node 20 (Dify), midnight without AM and PM is 24 where the language has them.
        if (OLD && wanted.hour12 === false && TWELVE.test(name) && found) found = found.replaceAll('{HH}', '{kk}').replaceAll('{H}', '{k}');
        if (wanted.hourCycle === 'h23' && found) found = found.replaceAll('{kk}', '{HH}').replaceAll('{k}', '{H}');
        if (wanted.hourCycle === 'h24' || wanted.hourCycle === 'h11') found = undefined;
        this.#era = wanted.era !== undefined;
        if (this.#era && !(name === 'en-US' && wanted.era === 'short' && wanted.year && wanted.month && wanted.day && !wanted.weekday)) found = undefined;
        if (this.#era && found) found = found.replace(/\{y+\}/, '$& {G}');
        this.#zoneName = wanted.timeZoneName;
        if (!found || (this.#zoneName && !['short', 'long', 'shortOffset'].includes(this.#zoneName)) || (this.#zoneName && !name.startsWith('en'))) {
          host.beyond(`Dates of '${tag}' with the options ${JSON.stringify(given)} are not part of the embedded engine.`);
        }
        this.#pattern = found;
        this.#data = data;
        this.#resolved = { locale: tag, calendar: 'gregory', numberingSystem: 'latn', timeZone: this.#zone, ...this.#shown(wanted) };
        // V8 keeps the narrow space before AM and PM to the parts.
        this.format = (date) => this.formatToParts(date).map((part) => part.value).join('').replaceAll('\u202f', ' ');
        Object.defineProperty(this, 'format', { enumerable: false });
      }

      #shown(wanted) {
        const out = {};
        if (wanted.hour !== undefined || wanted.timeStyle !== undefined) {
          const twelve = /\{h/.test(this.#pattern);
          out.hourCycle = twelve ? 'h12' : /\{k/.test(this.#pattern) ? 'h24' : 'h23';
          out.hour12 = twelve;
        }
        for (const option of [...DATE, 'hour', 'minute', 'second', 'timeZoneName', ...STYLES]) if (wanted[option] !== undefined) out[option] = wanted[option];
        return out;
      }

      resolvedOptions() { return { ...this.#resolved }; }

      formatToParts(date) {
        const at = date === undefined ? native.now() : Number(date);
        if (!(Math.abs(at) <= 8.64e15)) throw new RangeError('Invalid time value');
        const [offset, abbreviation] = native.zone(this.#zone, at);
        const local = new Date(Math.floor(at / 1000) * 1000 + Number(offset) * 1000);
        const parts = [];
        const literal = (value) => {
          if (value === '') return;
          const last = parts.at(-1);
          if (last && last.type === 'literal') last.value += value;
          else parts.push({ type: 'literal', value });
        };
        for (const piece of this.#pattern.split(/(\{\w+\})/)) {
          const field = /^\{(\w)(\w*)\}$/.exec(piece);
          if (!field) literal(piece);
          else if (field[1] === 'G') parts.push({ type: 'era', value: local.getUTCFullYear() > 0 ? 'AD' : 'BC' });
          else parts.push({ type: TYPES[field[1]], value: this.#field(local, field[1], field[2]) });
        }
        if (this.#zoneName) {
          literal(parts.some((part) => part.type === 'hour') ? ' ' : ', ');
          parts.push({ type: 'timeZoneName', value: this.#zoneText(Number(offset), abbreviation) });
        }
        return parts;
      }

      #field(local, letter, rest) {
        const two = (value) => (rest ? `${value}`.padStart(2, '0') : `${value}`);
        const list = () => this.#data.lists[Number(rest)];
        const hour = local.getUTCHours();
        switch (letter) {
          case 'y': {
            const year = local.getUTCFullYear();
            const shown = this.#era && year <= 0 ? 1 - year : year;
            return rest ? `${Math.abs(shown) % 100}`.padStart(2, '0') : `${shown}`;
          }
          case 'M': return two(local.getUTCMonth() + 1);
          case 'L': return list()[local.getUTCMonth()];
          case 'd': return two(local.getUTCDate());
          case 'W': return list()[local.getUTCDay()];
          case 'h': return two(hour % 12 || 12);
          case 'K': return two(hour % 12);
          case 'H': return two(hour);
          case 'k': return two(hour || 24);
          case 'm': return two(local.getUTCMinutes());
          case 's': return two(local.getUTCSeconds());
          default: return list()[hour < 12 ? 0 : 1];
        }
      }

      #zoneText(offset, abbreviation) {
        const utc = /^(Etc\/)?(UTC|UCT|Zulu|Universal)$/i.test(this.#zone);
        if (this.#zoneName === 'long') return utc ? 'Coordinated Universal Time' : host.beyond('Long names of time zones are not part of the embedded engine.');
        if (this.#zoneName === 'short' && utc) return 'UTC';
        if (this.#zoneName === 'short' && NAMED.test(this.#zone) && /^en(-US)?$/.test(this.#resolved.locale)) return abbreviation;
        if (this.#resolved.locale === 'en-CA') return host.beyond('Names of time zones are not recorded for en-CA.');
        if (offset === 0) return 'GMT';
        const minutes = Math.abs(Math.trunc(offset / 60));
        const rest = minutes % 60 ? `:${`${minutes % 60}`.padStart(2, '0')}` : '';
        return `GMT${offset < 0 ? '-' : '+'}${Math.floor(minutes / 60)}${rest}`;
      }

      formatRange() { return host.beyond('Intl.DateTimeFormat.formatRange is not part of the embedded engine.'); }
    }

    const callable = new Proxy(DateTimeFormat, { apply: (target, self, args) => new target(...args) });
    return { DateTimeFormat: callable, dateOptions };
  };
})
