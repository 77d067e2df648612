// Intl.Collator and localeCompare: the root order of Unicode for Latin letters, digits and the signs of ASCII.
(function (host) {
  'use strict';
  const SIGNS = `_-,;:!?.'"()[]{}@*/\\&#%\`^+<=>|~$`;
  const primary = new Map();
  [...'\t\n\v\f\r ', ...SIGNS, ...'0123456789', ...'abcdefghijklmnopqrstuvwxyz'].forEach((letter, at) => primary.set(letter, at + 1));
  const PLAIN = /^(en|de|fr|es|pt|it|nl)(-|$)/;

  /** Weights of a text: letters without marks and case, then the marks, then the case. */
  function weights(text) {
    const out = { primary: [], marks: [], cases: [] };
    for (const letter of text.normalize('NFD')) {
      if (/[\u0300-\u036f]/.test(letter)) {
        if (out.marks.length) out.marks[out.marks.length - 1] += letter;
        continue;
      }
      const lower = letter.toLowerCase();
      let weight = primary.get(lower);
      if (weight === undefined) {
        if (!/[\u4e00-\u9fff]/.test(letter)) return undefined;
        weight = 1000 + letter.charCodeAt(0);
      }
      out.primary.push(weight);
      out.marks.push('');
      out.cases.push(lower === letter ? 0 : 1);
    }
    return out;
  }

  /** Runs of digits as one weight each, by their value. */
  function numeric(found) {
    const zero = primary.get('0');
    const joined = [];
    for (let at = 0; at < found.primary.length; at++) {
      let digits = '';
      while (at < found.primary.length && found.primary[at] >= zero && found.primary[at] < zero + 10) digits += found.primary[at++] - zero;
      if (digits !== '') joined.push(zero + Number(digits) / (Number(digits) + 1));
      if (at < found.primary.length) joined.push(found.primary[at] >= zero ? found.primary[at] + 1 : found.primary[at]);
    }
    return { ...found, primary: joined };
  }

  function order(one, other) {
    const length = Math.min(one.length, other.length);
    for (let at = 0; at < length; at++) if (one[at] !== other[at]) return one[at] < other[at] ? -1 : 1;
    return Math.sign(one.length - other.length);
  }

  return function ({ requested }) {
    function checked(locales, options = {}) {
      const [tag] = requested(locales);
      const base = tag.replace(/-u-.*$/, '');
      if (!PLAIN.test(base) || base !== tag || options.ignorePunctuation || ![undefined, 'false'].includes(options.caseFirst)) host.beyond(`The order of '${tag}' with these options is not part of the embedded engine.`);
      return { numeric: Boolean(options.numeric), sensitivity: options.sensitivity ?? 'variant' };
    }

    function sorted(one, other, wanted) {
      if (one === other) return 0;
      let [left, right] = [weights(one), weights(other)];
      if (!left || !right) return host.beyond('The order of these letters is not part of the embedded engine.');
      if (wanted.numeric) [left, right] = [numeric(left), numeric(right)];
      const first = order(left.primary, right.primary);
      if (first || wanted.sensitivity === 'base') return first;
      const marks = wanted.sensitivity === 'case' ? 0 : order(left.marks, right.marks);
      if (marks || wanted.sensitivity === 'accent') return marks;
      return order(left.cases, right.cases);
    }

    class Collator {
      #wanted;
      #locale;
      constructor(locales, options) {
        this.#wanted = checked(locales, options);
        [this.#locale] = requested(locales);
        this.compare = (one, other) => sorted(`${one}`, `${other}`, this.#wanted);
        Object.defineProperty(this, 'compare', { enumerable: false });
      }
      resolvedOptions() { return { locale: this.#locale, usage: 'sort', ...this.#wanted, ignorePunctuation: false, collation: 'default', caseFirst: 'false' }; }
    }

    const callable = new Proxy(Collator, { apply: (target, self, args) => new target(...args) });
    return { Collator: callable, compare: (one, other, locales, options) => (one === other ? 0 : sorted(one, other, checked(locales, options))) };
  };
})
