// Records how Node writes dates and numbers in the languages that codenode knows: `node record.mjs` rewrites the JSON
// files beside it. A pattern is text with fields in braces; one that Node does not compose of its parts is left out,
// and whoever asks for it gets no answer rather than a wrong one.
import { writeFileSync } from 'node:fs';

const LOCALES = ['en-US', 'en-GB', 'en-CA', 'en-IN', 'en-AU', 'de-DE', 'fr-FR', 'es-ES', 'es-MX', 'es-CO', 'pt-BR', 'it-IT', 'nl-NL', 'ja-JP', 'zh-CN', 'ko-KR'];
const CURRENCIES = ['USD', 'EUR', 'GBP', 'JPY', 'BRL', 'INR', 'CNY', 'KRW', 'CAD', 'AUD', 'CHF', 'MXN', 'COP', 'SEK', 'PLN', 'ZAR', 'AED', 'SGD'];
const [, , ...only] = process.argv;
const utc = (...parts) => new Date(Date.UTC(...parts));
const MONTHS = Array.from({ length: 12 }, (_, month) => utc(2023, month, 5, 7, 4, 9));
const DAYS = Array.from({ length: 7 }, (_, day) => utc(2023, 0, 1 + day, 7, 4, 9));
const NOON = utc(2023, 0, 5, 15, 4, 9);

function recorder(locale) {
  const lists = [];
  const list = (values) => {
    const text = JSON.stringify(values);
    const known = lists.findIndex((one) => JSON.stringify(one) === text);
    return known >= 0 ? known : lists.push(values) - 1;
  };
  const parts = (options, date) => new Intl.DateTimeFormat(locale, { ...options, timeZone: 'UTC' }).formatToParts(date);
  const pick = (options, dates, type) => dates.map((date) => parts(options, date).find((part) => part.type === type).value);

  function field(options, { type, value }) {
    switch (type) {
      case 'literal': return value;
      case 'year': return value === '2023' ? '{y}' : value === '23' ? '{yy}' : null;
      case 'month': return value === '1' ? '{M}' : value === '01' ? '{MM}' : `{L${list(pick(options, MONTHS, 'month'))}}`;
      case 'day': return value === '5' ? '{d}' : value === '05' ? '{dd}' : null;
      case 'weekday': return `{W${list(pick(options, DAYS, 'weekday'))}}`;
      case 'hour': {
        const noon = parts(options, NOON).find((part) => part.type === 'hour').value;
        const midnight = parts(options, utc(2023, 0, 5, 0, 4)).find((part) => part.type === 'hour').value;
        const long = value.length === 2 ? 2 : 1;
        if (Number(noon) === 15) return `{${(Number(midnight) === 24 ? 'k' : 'H').repeat(long)}}`;
        return `{${(Number(midnight) === 0 ? 'K' : 'h').repeat(long)}}`;
      }
      case 'minute': return value === '4' ? '{m}' : '{mm}';
      case 'second': return value === '9' ? '{s}' : '{ss}';
      case 'dayPeriod': {
        const both = [utc(2023, 0, 5, 7), NOON].map((date) => parts(options, date).find((part) => part.type === 'dayPeriod').value);
        return `{a${list(both)}}`;
      }
      default: return null;
    }
  }

  function pattern(options, date = utc(2023, 0, 5, 7, 4, 9)) {
    const fields = parts(options, date).map((part) => field(options, part));
    return fields.includes(null) ? null : fields.join('');
  }
  return { lists, pattern };
}

const orNone = (values) => [undefined, ...values];

function* dateOptions() {
  for (const weekday of orNone(['short', 'long'])) for (const year of orNone(['numeric', '2-digit'])) for (const month of orNone(['numeric', '2-digit', 'short', 'long'])) for (const day of orNone(['numeric', '2-digit'])) {
    if (weekday || year || month || day) yield { weekday, year, month, day };
  }
}

function* timeOptions() {
  const both = ['numeric', '2-digit'];
  for (const hour12 of [undefined, true, false]) for (const hour of both) for (const minute of orNone(both)) for (const second of minute ? orNone(both) : [undefined]) yield { hour, minute, second, hour12 };
}

/** How date and time are joined does not depend on more than these. */
const GLUED = [undefined, true, false].flatMap((hour12) => [{ hour: 'numeric', minute: 'numeric', second: 'numeric', hour12 }, { hour: '2-digit', minute: '2-digit', hour12 }]);

const clean = (options) => Object.fromEntries(Object.entries(options).filter(([, value]) => value !== undefined));
const letter = { numeric: 'n', '2-digit': '2', short: 's', long: 'l', true: 't', false: 'f', undefined: '-' };
const key = (options, names) => names.map((name) => letter[options[name]]).join('');
const DATE = ['weekday', 'year', 'month', 'day'];
const TIME = ['hour', 'minute', 'second', 'hour12'];

function dates(locale) {
  const { lists, pattern } = recorder(locale);
  const date = {};
  const time = {};
  const join = {};
  const styles = {};
  for (const options of timeOptions()) time[key(options, TIME)] = pattern(clean(options));
  for (const options of dateOptions()) {
    const own = pattern(clean(options));
    const name = key(options, DATE);
    date[name] = own;
    const glue = new Set();
    for (const other of GLUED) {
      const whole = pattern(clean({ ...options, ...other }));
      const clock = time[key(other, TIME)];
      const fits = own && whole && clock && whole.startsWith(own) && whole.endsWith(clock);
      glue.add(fits ? whole.slice(own.length, whole.length - clock.length) : null);
    }
    join[name] = glue.size === 1 ? [...glue][0] : null;
  }
  for (const dateStyle of orNone(['full', 'long', 'medium', 'short'])) for (const timeStyle of orNone(['medium', 'short'])) {
    if (dateStyle || timeStyle) styles[`${dateStyle ?? ''}/${timeStyle ?? ''}`] = pattern(clean({ dateStyle, timeStyle }));
  }
  return { lists, date, time, join, styles };
}

function around(text, digits) {
  const at = text.indexOf(digits);
  return at < 0 ? null : [text.slice(0, at), text.slice(at + digits.length)];
}

function numbers(locale) {
  const format = (options, value) => new Intl.NumberFormat(locale, options).format(value);
  const parts = new Intl.NumberFormat(locale).formatToParts(-1234567.5);
  const of = (type) => parts.find((part) => part.type === type)?.value;
  const currency = {};
  for (const code of CURRENCIES) {
    const { maximumFractionDigits } = new Intl.NumberFormat(locale, { style: 'currency', currency: code }).resolvedOptions();
    const options = { style: 'currency', currency: code, maximumFractionDigits: 0, minimumFractionDigits: 0 };
    currency[code] = [...around(format(options, 7), '7'), ...around(format(options, -7), '7'), maximumFractionDigits];
  }
  return {
    group: of('group'),
    decimal: of('decimal'),
    minus: of('minusSign'),
    minimum: format({}, 1234) === '1234' ? 2 : 1,
    indian: format({}, 1234567).replace(/\d/g, '0') === `00${of('group')}00${of('group')}000`,
    percent: [...around(format({ style: 'percent' }, 0.07), '7'), ...around(format({ style: 'percent' }, -0.07), '7')],
    currency,
    nan: format({}, NaN),
  };
}

function lists(locale) {
  const out = {};
  for (const type of ['conjunction', 'disjunction', 'unit']) for (const style of ['long', 'short', 'narrow']) {
    const format = new Intl.ListFormat(locale, { type, style });
    const four = format.format(['A', 'B', 'C', 'D']);
    out[`${type}/${style}`] = [/A(.*)B/.exec(format.format(['A', 'B']))[1], /A(.*)B/.exec(four)[1], /C(.*)D/.exec(four)[1]];
  }
  return out;
}

for (const locale of only.length ? only : LOCALES) {
  writeFileSync(new URL(`${locale}.json`, import.meta.url), `${JSON.stringify({ ...dates(locale), numbers: numbers(locale), list: lists(locale) })}\n`);
}
