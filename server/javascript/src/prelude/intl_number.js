// Intl.NumberFormat.
(function (host) {
  'use strict';
  const KNOWN = ['localeMatcher', 'style', 'currency', 'currencyDisplay', 'minimumIntegerDigits', 'minimumFractionDigits', 'maximumFractionDigits', 'minimumSignificantDigits', 'maximumSignificantDigits', 'useGrouping', 'notation', 'signDisplay', 'numberingSystem'];

  /** The digits of a finite number without exponent: those before and those after the point. */
  function digits(value) {
    if (typeof value === 'bigint') return [`${value < 0n ? -value : value}`, ''];
    const [mantissa, exponent] = `${Math.abs(value)}`.split('e');
    const [whole, fraction = ''] = mantissa.split('.');
    const shift = Number(exponent ?? 0);
    if (shift >= 0) return [whole + fraction.padEnd(shift, '0').slice(0, shift), fraction.slice(shift)];
    return ['0', '0'.repeat(-shift - 1) + whole + fraction];
  }

  /** Rounded half away from zero after `places` digits of the fraction; negative `places` count to the left. */
  function round([whole, fraction], places) {
    const all = whole + fraction;
    const keep = whole.length + places;
    if (keep >= all.length) return [whole, fraction];
    const up = keep >= 0 && all[keep] >= '5' ? 1n : 0n;
    const kept = `${BigInt(keep > 0 ? all.slice(0, keep) : '0') + up}`.padStart(Math.max(keep, 1), '0');
    if (places <= 0) return [kept + (kept === '0' ? '' : '0'.repeat(-places)), ''];
    return [kept.slice(0, kept.length - places) || '0', kept.slice(kept.length - places)];
  }

  return function ({ table, options }) {
    function whole(value, name, least, most) {
      const number = Number(value);
      if (!(number >= least && number <= most)) throw new RangeError(`${name} value is out of range.`);
      return Math.floor(number);
    }

    class NumberFormat {
      #numbers;
      #wanted;
      #resolved;
      constructor(locales, given) {
        const { tag, data } = table(locales);
        const wanted = options(given, KNOWN, 'NumberFormat');
        const style = wanted.style === undefined ? 'decimal' : `${wanted.style}`;
        const beyond = (what) => host.beyond(`${what} is not part of the embedded engine.`);
        if (!['decimal', 'percent', 'currency', 'unit'].includes(style)) throw new RangeError(`Value ${style} out of range for Intl.NumberFormat options property style`);
        if (style === 'unit') beyond("The style 'unit'");
        if (![undefined, 'standard'].includes(wanted.notation)) beyond(`The notation '${wanted.notation}'`);
        if (![undefined, 'auto'].includes(wanted.signDisplay)) beyond(`signDisplay '${wanted.signDisplay}'`);
        if (![undefined, 'latn'].includes(wanted.numberingSystem)) beyond(`The digits '${wanted.numberingSystem}'`);
        this.#numbers = data.numbers;
        let places = style === 'percent' ? [0, 0] : [0, 3];
        if (style === 'currency') {
          if (wanted.currency === undefined) throw new TypeError('Currency code is required with currency style.');
          const code = `${wanted.currency}`.toUpperCase();
          if (!/^[A-Z]{3}$/.test(code)) throw new RangeError(`Invalid currency code : ${wanted.currency}`);
          if (![undefined, 'symbol'].includes(wanted.currencyDisplay) || !data.numbers.currency[code]) beyond(`The currency ${code}${wanted.currencyDisplay ? ` as '${wanted.currencyDisplay}'` : ''}`);
          const cents = data.numbers.currency[code][4];
          places = [cents, cents];
          wanted.currency = code;
        }
        this.#wanted = { ...this.#precision(wanted, places), style, currency: wanted.currency, integer: wanted.minimumIntegerDigits === undefined ? 1 : whole(wanted.minimumIntegerDigits, 'minimumIntegerDigits', 1, 21), grouping: wanted.useGrouping };
        if (!['always', 'auto', 'min2', true, false, 'true', 'false', undefined].includes(wanted.useGrouping)) this.#wanted.grouping = Boolean(wanted.useGrouping);
        this.#resolved = { locale: tag, numberingSystem: 'latn', style, ...(wanted.currency && style === 'currency' ? { currency: wanted.currency, currencyDisplay: 'symbol', currencySign: 'standard' } : {}), minimumIntegerDigits: this.#wanted.integer, minimumFractionDigits: this.#wanted.least, maximumFractionDigits: this.#wanted.most, useGrouping: 'auto', notation: 'standard', signDisplay: 'auto', roundingIncrement: 1, roundingMode: 'halfExpand', roundingPriority: 'auto', trailingZeroDisplay: 'auto' };
        this.format = (value) => this.#text(value);
        Object.defineProperty(this, 'format', { enumerable: false });
      }

      #precision(wanted, [least, most]) {
        if (wanted.minimumSignificantDigits !== undefined || wanted.maximumSignificantDigits !== undefined) {
          const from = wanted.minimumSignificantDigits === undefined ? 1 : whole(wanted.minimumSignificantDigits, 'minimumSignificantDigits', 1, 21);
          const to = wanted.maximumSignificantDigits === undefined ? 21 : whole(wanted.maximumSignificantDigits, 'maximumSignificantDigits', from, 21);
          return { significant: [from, to] };
        }
        const min = wanted.minimumFractionDigits === undefined ? undefined : whole(wanted.minimumFractionDigits, 'minimumFractionDigits', 0, 100);
        const max = wanted.maximumFractionDigits === undefined ? undefined : whole(wanted.maximumFractionDigits, 'maximumFractionDigits', 0, 100);
        if (min !== undefined && max !== undefined && min > max) throw new RangeError('maximumFractionDigits value is out of range.');
        return { least: min ?? Math.min(least, max ?? least), most: max ?? Math.max(most, min ?? most) };
      }

      resolvedOptions() { return { ...this.#resolved }; }

      formatToParts() { return host.beyond('Intl.NumberFormat.formatToParts is not part of the embedded engine.'); }

      #text(given) {
        const value = typeof given === 'bigint' ? given : Number(given);
        const { style, currency } = this.#wanted;
        const numbers = this.#numbers;
        const negative = typeof value === 'bigint' ? value < 0n : value < 0 || Object.is(value, -0);
        const body = this.#body(value);
        if (style === 'decimal') return (negative ? numbers.minus : '') + body;
        const edges = style === 'percent' ? numbers.percent : numbers.currency[currency];
        const [before, after] = negative ? edges.slice(2, 4) : edges;
        return before + body + after;
      }

      #body(value) {
        if (typeof value === 'number' && Number.isNaN(value)) return this.#numbers.nan;
        if (value === Infinity || value === -Infinity) return '∞';
        let found = digits(value);
        if (this.#wanted.style === 'percent') {
          const [whole, fraction] = found;
          const padded = fraction.padEnd(2, '0');
          found = [(whole + padded.slice(0, 2)).replace(/^0+(?=\d)/, ''), padded.slice(2)];
        }
        const [whole, fraction] = this.#rounded(found);
        const padded = whole.padStart(this.#wanted.integer, '0');
        return this.#grouped(padded) + (fraction ? this.#numbers.decimal + fraction : '');
      }

      #rounded(found) {
        const { significant, least, most } = this.#wanted;
        if (!significant) {
          const [whole, fraction] = round(found, most);
          return [whole, fraction.replace(/0+$/, '').padEnd(least, '0')];
        }
        const [from, to] = significant;
        const leading = (parts) => (parts[0] !== '0' ? parts[0].length : -(/^0*/.exec(parts[1])[0].length));
        const zero = /^0*$/.test(found.join(''));
        const [whole, fraction] = zero ? ['0', ''] : round(found, to - leading(found));
        const shown = fraction.replace(/0+$/, '');
        return [whole, shown.padEnd(Math.max(0, from - (zero ? 1 : leading([whole, fraction]))), '0')];
      }

      #grouped(whole) {
        const { group, minimum, indian } = this.#numbers;
        const { grouping } = this.#wanted;
        if (grouping === false || grouping === 'false') return whole;
        const least = grouping === 'always' ? 1 : grouping === 'min2' ? 2 : minimum;
        if (whole.length < 3 + least) return whole;
        const head = whole.slice(0, -3);
        const pieces = indian ? head.replace(/\B(?=(\d{2})+$)/g, group) : head.replace(/\B(?=(\d{3})+$)/g, group);
        return pieces + group + whole.slice(-3);
      }
    }

    const callable = new Proxy(NumberFormat, { apply: (target, self, args) => new target(...args) });
    return { NumberFormat: callable };
  };
})
