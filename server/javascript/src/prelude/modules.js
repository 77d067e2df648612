// Small modules of Node: `path` and the plain parts of `util`.
(function (host) {
  'use strict';
  const { inspect, format, received } = host.load('inspect');

  function text(value, name) {
    if (typeof value !== 'string') {
      const error = new TypeError(`The "${name}" argument must be of type string. Received ${received(value)}`);
      error.code = 'ERR_INVALID_ARG_TYPE';
      throw error;
    }
    return value;
  }

  /** `.` and `..` taken out, one slash between names. */
  function normalize(path) {
    if (text(path, 'path') === '') return '.';
    const absolute = path.startsWith('/');
    const names = [];
    for (const name of path.split('/')) {
      if (name === '' || name === '.') continue;
      if (name !== '..') names.push(name);
      else if (names.length && names.at(-1) !== '..') names.pop();
      else if (!absolute) names.push('..');
    }
    const body = names.join('/');
    const trailing = path.endsWith('/') && body !== '' ? '/' : '';
    return (absolute ? '/' : '') + body + trailing || (absolute ? '/' : path.endsWith('/') ? './' : '.');
  }

  function basename(path, suffix) {
    const trimmed = text(path, 'path').replace(/\/+$/, '');
    const name = trimmed.slice(trimmed.lastIndexOf('/') + 1);
    return suffix !== undefined && name !== suffix && name.endsWith(suffix) ? name.slice(0, -suffix.length) : name;
  }

  function extname(path) {
    const name = basename(path);
    const at = name.lastIndexOf('.');
    return at <= 0 || name === '..' ? '' : name.slice(at);
  }

  function dirname(path) {
    const trimmed = text(path, 'path').replace(/(.)\/+$/, '$1');
    const at = trimmed.lastIndexOf('/');
    if (at < 0) return '.';
    return at === 0 ? '/' : trimmed.slice(0, at).replace(/(.)\/+$/, '$1');
  }

  const path = {
    sep: '/',
    delimiter: ':',
    normalize,
    basename,
    extname,
    dirname,
    isAbsolute: (one) => text(one, 'path').startsWith('/'),
    join: (...parts) => normalize(parts.map((part) => text(part, 'path')).filter((part) => part !== '').join('/') || '.'),
    resolve(...parts) {
      let found = '';
      for (const part of [...parts].reverse()) {
        if (text(part, 'path') === '') continue;
        found = found === '' ? part : `${part}/${found}`;
        if (part.startsWith('/')) break;
      }
      if (!found.startsWith('/')) found = `/${found}`;
      return normalize(found).replace(/(.)\/$/, '$1');
    },
    parse(one) {
      const root = text(one, 'path').startsWith('/') ? '/' : '';
      const base = basename(one);
      const ext = extname(one);
      const dir = one.includes('/') ? dirname(one) : '';
      return { root, dir, base, ext, name: ext ? base.slice(0, -ext.length) : base };
    },
  };
  path.posix = path;

  const util = {
    inspect,
    format,
    promisify: (call) => (...args) => new Promise((done, fail) => { call(...args, (error, value) => (error ? fail(error) : done(value))); }),
    inherits(child, parent) { Object.setPrototypeOf(child.prototype, parent.prototype); },
    deprecate: (call) => call,
    isArray: Array.isArray,
  };
  for (const name of 'callbackify debuglog isDeepStrictEqual parseArgs stripVTControlCharacters styleText types TextDecoder TextEncoder'.split(' ')) {
    if (name.startsWith('Text')) host.lazy(util, name, () => host.load('encoding')[name], true);
    else host.lazy(util, name, () => host.beyond(`util.${name} is not part of the embedded engine.`), true);
  }

  return (name) => (name === 'util' ? util : path);
})
