// TextEncoder, TextDecoder, btoa and atob as Node has them (reference n8n 4.1).
(function (host) {
  'use strict';
  const { native } = host;
  const LABELS = { 'utf-8': 'utf8', utf8: 'utf8', 'unicode-1-1-utf-8': 'utf8', 'utf-16le': 'utf16le', 'utf-16': 'utf16le', 'ucs-2': 'utf16le', latin1: 'windows-1252', 'iso-8859-1': 'windows-1252', ascii: 'windows-1252', 'us-ascii': 'windows-1252', 'windows-1252': 'windows-1252' };
  const NAMES = { utf8: 'utf-8', utf16le: 'utf-16le', 'windows-1252': 'windows-1252' };

  class TextEncoder {
    get encoding() { return 'utf-8'; }
    encode(text = '') { return native.utf8(`${text}`.toWellFormed()); }
    encodeInto(text, into) {
      let read = 0;
      let written = 0;
      for (const letter of `${text}`.toWellFormed()) {
        const bytes = native.utf8(letter);
        if (written + bytes.length > into.length) break;
        into.set(bytes, written);
        written += bytes.length;
        read += letter.length;
      }
      return { read, written };
    }
  }

  function bytesOf(data) {
    if (data === undefined) return new Uint8Array(0);
    if (ArrayBuffer.isView(data)) return new Uint8Array(data.buffer, data.byteOffset, data.byteLength);
    return new Uint8Array(data);
  }

  class TextDecoder {
    #kind;
    #fatal;
    #keepMark;
    constructor(label = 'utf-8', options = {}) {
      const kind = LABELS[`${label}`.trim().toLowerCase()];
      if (!kind) host.beyond(`TextDecoder('${label}') is not part of the embedded engine.`);
      this.#kind = kind;
      this.#fatal = Boolean(options && options.fatal);
      this.#keepMark = Boolean(options && options.ignoreBOM);
    }
    get encoding() { return NAMES[this.#kind]; }
    get fatal() { return this.#fatal; }
    get ignoreBOM() { return this.#keepMark; }
    decode(data, options) {
      if (options && options.stream) return host.beyond('Decoding in pieces is not part of the embedded engine.');
      const text = native.decode(host.packed(bytesOf(data)), this.#kind, this.#fatal);
      if (text === undefined) {
        const error = new TypeError(`The encoded data was not valid for encoding ${this.encoding}`);
        error.code = 'ERR_ENCODING_INVALID_ENCODED_DATA';
        throw error;
      }
      return !this.#keepMark && text[0] === '\ufeff' ? text.slice(1) : text;
    }
  }

  function domError(name, message, code) {
    const error = new Error(message);
    Object.defineProperty(error, 'name', { value: name });
    Object.defineProperty(error, 'code', { value: code });
    return error;
  }

  function btoa(text) {
    if (arguments.length === 0) throw new TypeError('The "data" argument must be specified');
    const source = `${text}`;
    for (let i = 0; i < source.length; i++) if (source.charCodeAt(i) > 255) throw domError('InvalidCharacterError', 'Invalid character', 5);
    return native.base64(source, false);
  }

  function atob(text) {
    if (arguments.length === 0) throw new TypeError('The "data" argument must be specified');
    const source = `${text}`.replace(/[\t\n\f\r ]/g, '');
    const bare = source.length % 4 === 0 ? source.replace(/==?$/, '') : source;
    if (/[^A-Za-z0-9+/]/.test(bare)) throw domError('InvalidCharacterError', 'Invalid character', 5);
    if (bare.length % 4 === 1) throw domError('InvalidCharacterError', 'The string to be decoded is not correctly encoded.', 5);
    const bytes = native.unbase64(bare);
    let out = '';
    for (let i = 0; i < bytes.length; i++) out += String.fromCharCode(bytes[i]);
    return out;
  }

  return { TextEncoder, TextDecoder, btoa, atob, bytesOf };
})
