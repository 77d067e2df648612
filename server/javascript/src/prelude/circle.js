// V8's text for a structure that JSON.stringify finds inside itself.
(function () {
  'use strict';
  const constructed = (value) => {
    const made = value.constructor;
    const name = typeof made === 'function' ? made.name : '';
    return `object with constructor '${name || 'Object'}'`;
  };
  const named = (key) => (typeof key === 'number' ? `index ${key}` : `property '${key}'`);

  function find(value, path) {
    if (value === null || typeof value !== 'object') return undefined;
    const at = path.findIndex((step) => step.value === value);
    if (at >= 0) return at;
    return undefined;
  }

  function search(value, key, path) {
    const shown = value !== null && typeof value === 'object' && typeof value.toJSON === 'function' ? value.toJSON(`${key}`) : value;
    if (shown === null || typeof shown !== 'object') return undefined;
    const start = find(shown, path);
    if (start !== undefined) return [...path.slice(start), { key }];
    const inside = [...path, { key, value: shown }];
    if (Array.isArray(shown)) {
      for (let i = 0; i < shown.length; i++) {
        const found = search(shown[i], i, inside);
        if (found) return found;
      }
      return undefined;
    }
    for (const name of Object.keys(shown)) {
      const found = search(shown[name], name, inside);
      if (found) return found;
    }
    return undefined;
  }

  return function (root, replacer) {
    const circle = typeof replacer === 'function' || Array.isArray(replacer) ? undefined : search(root, '', []);
    if (!circle) return 'Converting circular structure to JSON';
    const [first, ...rest] = circle;
    const closing = rest.pop();
    const lines = [`Converting circular structure to JSON`, `    --> starting at ${constructed(first.value)}`];
    const through = rest.map((step) => `    |     ${named(step.key)} -> ${constructed(step.value)}`);
    if (through.length > 2) through.splice(1, through.length - 2, '    |     ...');
    return [...lines, ...through, `    --- ${named(closing.key)} closes the circle`].join('\n');
  };
})
