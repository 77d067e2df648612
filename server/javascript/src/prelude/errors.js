// Errors as V8 words and prints them. QuickJS calls `prepare` whenever it makes the stack of an error, before any
// handler of the node sees it; so `catch (e) { return e.message }` gives what Node gives (reference n8n 9).
(function (host) {
  'use strict';
  const { native } = host;
  const { defineProperty, getOwnPropertyDescriptor } = Object;
  const { isError } = Error;
  const stringify = JSON.stringify;
  const NODE = host.facts.platform === 'dify' ? '<input>' : 'evalmachine.<anonymous>';
  const known = new WeakMap();

  function frame(site) {
    const file = site.getFileName();
    const line = site.getLineNumber();
    const column = site.getColumnNumber();
    return {
      name: site.getFunctionName() || '',
      native: site.isNative() || typeof file !== 'string',
      file,
      line,
      column: file === NODE ? native.unboxed(line, column) : column,
    };
  }

  function written(frame) {
    if (frame.native) return `    at ${frame.name || '<anonymous>'} (<anonymous>)`;
    const place = `${NODE}:${frame.line}:${native.column(frame.line, frame.column)}`;
    return frame.name ? `    at ${frame.name} (${place})` : `    at ${place}`;
  }

  function header(name, message) {
    return message === '' ? name : `${name}: ${message}`;
  }

  /** The frames of the node's own code and the built-ins it called, the caller of all of them left out. */
  function ofNode(frames) {
    const own = frames.filter((frame) => frame.native || frame.file === NODE);
    while (own.length && own[own.length - 1].native) own.pop();
    const last = own[own.length - 1];
    own.ran = last !== undefined && last.name === '<eval>';
    if (own.ran) own.top = own.pop();
    return own;
  }

  /** Where it happened: in a function of the node, or at the top of its code. */
  const placeOf = (frames) => frames.find((frame) => !frame.native) ?? frames.top;

  /** To another line, whose column is not known. */
  function moveTo(frame, line) {
    if (line !== frame.line) Object.assign(frame, { line, column: 0 });
  }

  function reworded(error, name, message, frames) {
    const at = placeOf(frames);
    const builtin = frames.length && frames[0].native ? frames[0].name : '';
    const words = native.words(name, message, builtin, at ? at.line : 0, at ? at.column : 0);
    if (at) moveTo(at, native.readAt(message, at.line, at.column));
    if (words === message) return message;
    defineProperty(error, 'message', { value: words, writable: true, enumerable: false, configurable: true });
    return words;
  }

  function prepare(foreign, use) {
    return function (error, sites) {
      // An interruption in here would be swallowed: it must find the node's own code.
      if (native.late()) {
        use(undefined);
        return '';
      }
      if (!isError(error)) return '';
      if (known.has(error)) return known.get(error).stack;
      const all = sites.map(frame);
      const frames = ofNode(all);
      const name = `${error.name}`;
      const given = typeof error.message === 'string' ? error.message : '';
      const inside = all.length && !all[0].native && all[0].file !== NODE;
      const message = inside ? given : reworded(error, name, given, frames);
      const stack = [header(name, message), ...frames.slice(0, 10).map(written)].join('\n');
      // What Node has in every realm is written in the platform's here.
      const elsewhere = foreign && !(inside && /^codenode:(intl|locale)/.test(all[0].file));
      known.set(error, { name, frames, foreign: elsewhere, stack });
      return stack;
    };
  }

  /** Makes the errors of the realm of `ErrorClass` speak V8's words, and hides that it does. */
  function install(ErrorClass, foreign) {
    const { set } = getOwnPropertyDescriptor(ErrorClass, 'prepareStackTrace');
    const use = (hook) => set.call(ErrorClass, hook);
    use(prepare(foreign, use));
    delete ErrorClass.prepareStackTrace;
  }

  /** What was thrown: class, message, place and trace (reference n8n 9). */
  function describe(thrown) {
    if (thrown === null || typeof thrown !== 'object') return bare(thrown);
    const facts = known.get(thrown);
    const message = thrown.message;
    if (!facts && typeof message !== 'string') return bare(thrown);
    if (!facts) return { class: isError(thrown) ? `${thrown.name}` : null, message, line: 0, column: 0, trace: null };
    const at = placeOf(facts.frames);
    const words = typeof message === 'string' ? message : '';
    const trace = facts.foreign ? null : [header(facts.name, words), ...facts.frames.map(written)].join('\n');
    const line = at ? at.line : 0;
    return { class: facts.name, message: words, line, column: at ? native.column(line, at.column) : 0, trace, ran: facts.frames.ran };
  }

  function bare(thrown) {
    let message;
    try {
      message = stringify(thrown);
    } catch {
      message = undefined;
    }
    return { class: null, message: message === undefined ? 'Unknown error' : message, line: 0, column: 0, trace: null };
  }

  const refusals = new WeakSet();
  install(Error, host.facts.platform !== 'dify');
  return {
    install,
    policy: (error) => refusals.add(error),
    describe: (thrown) => stringify({ ...describe(thrown), policy: typeof thrown === 'object' && thrown !== null && refusals.has(thrown) }),
  };
})
