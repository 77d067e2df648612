// Values as Node prints them: `console.log` of Dify's sandbox, `util.inspect`, and what error texts say they received.
(function (host) {
  'use strict';
  const brand = (value) => Object.prototype.toString.call(value).slice(8, -1);
  const WIDTH = 72;

  function quoted(text) {
    const mark = !text.includes("'") ? "'" : !text.includes('"') ? '"' : !text.includes('`') ? '`' : "'";
    const escapes = { '\n': '\\n', '\r': '\\r', '\t': '\\t', '\b': '\\b', '\f': '\\f', '\v': '\\v', '\\': '\\\\' };
    const inner = text.replace(/[\u0000-\u001f\u007f-\u009f\\]/g, (letter) => escapes[letter] ?? `\\x${letter.charCodeAt(0).toString(16).toUpperCase().padStart(2, '0')}`);
    return mark + (mark === "'" ? inner.replaceAll("'", "\\'") : inner) + mark;
  }

  function keyText(key) {
    if (typeof key === 'symbol') return `[${key.toString()}]`;
    return /^[a-zA-Z_][a-zA-Z_0-9]*$/.test(key) ? key : quoted(key);
  }

  function constructed(value) {
    for (let of = value; of; of = Object.getPrototypeOf(of)) {
      const made = Object.getOwnPropertyDescriptor(of, 'constructor');
      if (made && typeof made.value === 'function' && made.value.name) return made.value.name;
    }
    return null;
  }

  function primitive(value) {
    switch (typeof value) {
      case 'string': return quoted(value);
      case 'bigint': return `${value}n`;
      case 'number': return Object.is(value, -0) ? '-0' : `${value}`;
      case 'symbol': return value.toString();
      default: return `${value}`;
    }
  }

  function functionText(value) {
    const source = Function.prototype.toString.call(value);
    if (source.startsWith('class')) {
      const parent = Object.getPrototypeOf(value)?.name;
      return `[class ${value.name || '(anonymous)'}${parent ? ` extends ${parent}` : ''}]`;
    }
    const kind = brand(value).replace(/^Function$/, 'Function');
    return `[${kind}${value.name ? `: ${value.name}` : ' (anonymous)'}]`;
  }

  function inspect(value, options = {}) {
    const most = options.depth === undefined ? 2 : options.depth === null ? Infinity : options.depth;
    const circular = new Map();
    const breakLength = options.breakLength ?? 80;
    const compact = options.compact ?? 3;

    function entries(value, depth, around, array) {
      const keys = Object.keys(value).filter((key) => !array || !/^(0|[1-9]\d*)$/.test(key));
      const symbols = Object.getOwnPropertySymbols(value).filter((key) => Object.prototype.propertyIsEnumerable.call(value, key));
      return [...keys, ...symbols].map((key) => {
        const found = Object.getOwnPropertyDescriptor(value, key);
        let shown;
        if (found && found.get) shown = found.set ? '[Getter/Setter]' : '[Getter]';
        else if (found && found.set) shown = '[Setter]';
        else shown = show(found ? found.value : value[key], depth + 1, around);
        return `${keyText(key)}: ${shown}`;
      });
    }

    function list(values, depth, around) {
      const limit = options.maxArrayLength === null ? Infinity : (options.maxArrayLength ?? 100);
      const out = [];
      let i = 0;
      while (i < values.length && out.length < limit) {
        if (!(i in values)) {
          let gap = i;
          while (gap < values.length && !(gap in values)) gap++;
          out.push(`<${gap - i} empty item${gap - i > 1 ? 's' : ''}>`);
          i = gap;
          continue;
        }
        out.push(show(values[i], depth + 1, around));
        i++;
      }
      if (i < values.length) out.push(`... ${values.length - i} more item${values.length - i > 1 ? 's' : ''}`);
      return out;
    }

    function join(out, open, close, depth, grouped, levels) {
      const indent = '  '.repeat(depth);
      const shown = grouped && out.length > 6 ? group(out) : out;
      const start = shown.length + (open.length > 1 ? open.length : 0);
      const total = shown.reduce((sum, one) => sum + one.length, 0) + shown.length;
      if (shown === out && levels <= compact && total + start + indent.length < breakLength - 8 && !shown.some((one) => one.includes('\n')) && total + shown.length < WIDTH + 8) {
        return `${open} ${shown.join(', ')} ${close}`;
      }
      return `${open}\n${indent}  ${shown.join(`,\n${indent}  `)}\n${indent}${close}`;
    }

    /** Short elements of a long array stand in columns. */
    function group(out) {
      const extra = out.length > 100 && out.at(-1).startsWith('...') ? 1 : 0;
      const length = out.length - extra;
      const sizes = out.slice(0, length).map((one) => one.length + 2);
      const widest = Math.max(...sizes);
      const total = sizes.reduce((sum, one) => sum + one, 0);
      if (widest * 3 + 2 >= breakLength || !(total / widest > 5 || widest <= 8) || out.some((one) => one.includes('\n'))) return out;
      const bias = Math.sqrt(widest - total / out.length);
      const columns = Math.min(Math.round(Math.sqrt(2.5 * Math.max(bias - 3 + 1, 1) * length) / Math.max(bias - 3 + 1, 1)), Math.floor(breakLength / widest), compact * 4, 15);
      if (columns <= 1) return out;
      const widths = [];
      for (let i = 0; i < columns; i++) {
        let wide = 0;
        for (let j = i; j < length; j += columns) wide = Math.max(wide, sizes[j]);
        widths.push(wide);
      }
      const numbers = out.slice(0, length).every((one) => /^-?[\d.]+n?$/.test(one));
      const rows = [];
      for (let i = 0; i < length; i += columns) {
        const end = Math.min(i + columns, length);
        let row = '';
        for (let j = i; j < end - 1; j++) row += numbers ? `${out[j]}, `.padStart(widths[j - i]) : `${out[j]}, `.padEnd(widths[j - i]);
        row += numbers ? out[end - 1].padStart(widths[end - 1 - i] - 2) : out[end - 1];
        rows.push(row);
      }
      if (extra) rows.push(out.at(-1));
      return rows;
    }

    let deepest = 0;
    function show(value, depth, around) {
      if (value === null || (typeof value !== 'object' && typeof value !== 'function')) return primitive(value);
      if (around.includes(value)) {
        if (!circular.has(value)) circular.set(value, circular.size + 1);
        return `[Circular *${circular.get(value)}]`;
      }
      const inside = [...around, value];
      const before = deepest;
      deepest = 0;
      let text = shape(value, depth, inside);
      deepest = Math.max(before, deepest + 1);
      if (circular.has(value)) text = `<ref *${circular.get(value)}> ${text}`;
      return text;
    }

    function shape(value, depth, around) {
      const tag = brand(value);
      const name = constructed(value);
      if (typeof value === 'function') {
        const own = entries(value, depth, around, false);
        return own.length ? join(own, `${functionText(value)} {`, '}', depth, false, deepest) : functionText(value);
      }
      if (tag === 'Date') return Number.isNaN(value.getTime()) ? 'Invalid Date' : value.toISOString();
      if (tag === 'RegExp') return `${value}`;
      if (tag === 'Error' || value instanceof Error) return errorText(value, depth, around);
      if (['Number', 'String', 'Boolean', 'Symbol', 'BigInt'].includes(tag) && typeof value.valueOf() !== 'object') return `[${tag}: ${primitive(value.valueOf())}]`;
      const prefix = (fallback, count) => {
        const label = name === null ? `[${fallback}: null prototype] ` : name === fallback && count === undefined ? '' : `${name}${count === undefined ? '' : `(${count})`} `;
        return label;
      };
      if (depth > most) return Array.isArray(value) ? '[Array]' : `[${name ?? 'Object: null prototype'}]`;
      if (Array.isArray(value)) {
        const out = [...list(value, depth, around), ...entries(value, depth, around, true)];
        const open = name === 'Array' ? '[' : `${prefix('Array', value.length)}[`;
        return out.length ? join(out, open, ']', depth, true, deepest) : `${open}]`;
      }
      if (tag === 'Map') {
        const out = [...Map.prototype.entries.call(value)].map(([key, one]) => `${show(key, depth + 1, around)} => ${show(one, depth + 1, around)}`);
        return out.length ? join(out, `Map(${out.length}) {`, '}', depth, false, deepest) : 'Map(0) {}';
      }
      if (tag === 'Set') {
        const out = [...Set.prototype.values.call(value)].map((one) => show(one, depth + 1, around));
        return out.length ? join(out, `Set(${out.length}) {`, '}', depth, false, deepest) : 'Set(0) {}';
      }
      if (tag === 'Promise') {
        const state = host.native.settled(value);
        return state && state[0] !== undefined ? `Promise { ${show(state[0], depth + 1, around)} }` : 'Promise { <pending> }';
      }
      if (name === 'Buffer') return `<Buffer${Array.from(value.subarray(0, 50), (byte) => ` ${byte.toString(16).padStart(2, '0')}`).join('')}${value.length > 50 ? ` ... ${value.length - 50} more byte${value.length > 51 ? 's' : ''}` : ''}>`;
      if (ArrayBuffer.isView(value) && tag !== 'DataView') {
        const out = list(Array.from(value), depth, around);
        return out.length ? join(out, `${tag}(${value.length}) [`, ']', depth, true, deepest) : `${tag}(0) []`;
      }
      const out = entries(value, depth, around, false);
      const label = tag !== 'Object' && tag !== name && !['Arguments'].includes(tag) ? `${name ?? 'Object'} [${tag}] ` : prefix('Object');
      const open = tag === 'Arguments' ? '[Arguments] {' : `${label}{`;
      return out.length ? join(out, open, '}', depth, false, deepest) : `${open}}`;
    }

    function errorText(error, depth, around) {
      const stack = typeof error.stack === 'string' && error.stack ? error.stack : `[${error.name}: ${error.message}]`;
      const own = entries(error, depth, around, false).filter((entry) => !/^(stack|message):/.test(entry));
      return own.length ? `${stack} ${join(own, '{', '}', depth, false, 9)}` : stack;
    }

    return show(value, 0, []);
  }

  function format(...args) {
    if (typeof args[0] !== 'string') return args.map((arg) => (typeof arg === 'string' ? arg : inspect(arg))).join(' ');
    let next = 1;
    const text = args.length === 1 ? args[0] : args[0].replace(/%[sdifjoOc%]/g, (mark) => {
      if (mark === '%%') return '%';
      if (next >= args.length) return mark;
      const value = args[next++];
      switch (mark[1]) {
        case 's': return typeof value === 'object' && value !== null ? inspect(value, { depth: 0 }) : typeof value === 'bigint' ? `${value}n` : Object.is(value, -0) ? '-0' : String(value);
        case 'd': return typeof value === 'object' ? 'NaN' : typeof value === 'bigint' ? `${value}n` : `${Number(value)}`;
        case 'i': return typeof value === 'object' ? 'NaN' : `${parseInt(value, 10)}`;
        case 'f': return `${parseFloat(value)}`;
        case 'j': return JSON.stringify(value);
        case 'c': return '';
        default: return inspect(value, { depth: mark[1] === 'o' ? 4 : 2 });
      }
    });
    return [text, ...args.slice(next).map((arg) => (typeof arg === 'string' ? arg : inspect(arg)))].join(' ');
  }

  /** `type string ('abc')`, `an instance of Array`, `undefined`: as Node's argument errors name a value. */
  function received(value) {
    if (value === null || value === undefined) return `${value}`;
    if (typeof value === 'function') return `function ${value.name}`;
    if (typeof value === 'object') {
      const name = constructed(value);
      return name ? `an instance of ${name}` : inspect(value, { depth: -1 });
    }
    const text = primitive(value);
    return `type ${typeof value} (${text.length > 28 ? `${text.slice(0, 25)}...` : text})`;
  }

  return { inspect, format, received };
})
