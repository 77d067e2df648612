// Buffer as Node has it (reference n8n 4.1).
(function (host) {
  'use strict';
  const { native } = host;
  const ENCODINGS = { utf8: 'utf8', 'utf-8': 'utf8', hex: 'hex', base64: 'base64', base64url: 'base64url', latin1: 'latin1', binary: 'latin1', ascii: 'ascii', ucs2: 'utf16le', 'ucs-2': 'utf16le', utf16le: 'utf16le', 'utf-16le': 'utf16le' };

  function fail(ErrorClass, code, message) {
    const error = new ErrorClass(message);
    error.code = code;
    throw error;
  }

  function kindOf(encoding) {
    if (encoding === undefined || encoding === null || encoding === '') return 'utf8';
    const kind = ENCODINGS[`${encoding}`.toLowerCase()];
    return kind ?? fail(TypeError, 'ERR_UNKNOWN_ENCODING', `Unknown encoding: ${encoding}`);
  }

  function encode(text, kind) {
    switch (kind) {
      case 'utf8': return native.utf8(text.toWellFormed());
      case 'hex': return unhex(text);
      case 'base64':
      case 'base64url': return native.unbase64(text.toWellFormed());
      case 'utf16le': {
        const bytes = new Uint8Array(text.length * 2);
        for (let i = 0; i < text.length; i++) {
          const unit = text.charCodeAt(i);
          bytes[2 * i] = unit & 255;
          bytes[2 * i + 1] = unit >> 8;
        }
        return bytes;
      }
      default: {
        const bytes = new Uint8Array(text.length);
        for (let i = 0; i < text.length; i++) bytes[i] = text.charCodeAt(i);
        return bytes;
      }
    }
  }

  function unhex(text) {
    const bytes = [];
    for (let i = 0; i + 1 < text.length; i += 2) {
      const pair = text.slice(i, i + 2);
      if (!/^[0-9a-fA-F]{2}$/.test(pair)) break;
      bytes.push(parseInt(pair, 16));
    }
    return Uint8Array.from(bytes);
  }

  function decode(bytes, kind) {
    switch (kind) {
      case 'utf8':
      case 'utf16le': return native.decode(host.packed(plain(bytes)), kind, false);
      case 'hex': return native.hex(host.packed(plain(bytes)));
      case 'base64': return native.base64(host.packed(plain(bytes)), false);
      case 'base64url': return native.base64(host.packed(plain(bytes)), true);
      default: {
        const mask = kind === 'ascii' ? 127 : 255;
        const out = [];
        for (let i = 0; i < bytes.length; i += 4096) out.push(String.fromCharCode(...Array.from(bytes.subarray(i, i + 4096), (byte) => byte & mask)));
        return out.join('');
      }
    }
  }

  const plain = (bytes) => new Uint8Array(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const isBuffer = (value) => value instanceof Buffer;
  const isBytes = (value) => Object.prototype.toString.call(value) === '[object Uint8Array]';
  const isMemory = (value) => /^\[object (Shared)?ArrayBuffer\]$/.test(Object.prototype.toString.call(value));

  /** A Buffer over the memory of `bytes`. */
  function over(bytes) {
    return Object.setPrototypeOf(bytes, Buffer.prototype);
  }

  function index(value, missing, length) {
    const number = value === undefined ? missing : Math.trunc(Number(value)) || 0;
    return Math.max(0, Math.min(number, length));
  }

  function from(value, second, third) {
    if (typeof value === 'string') return over(new Uint8Array(encode(value, kindOf(second))));
    if (value !== null && typeof value === 'object') {
      if (isMemory(value)) return over(new Uint8Array(value, second, third));
      if (ArrayBuffer.isView(value)) return over(Uint8Array.from(value));
      if (value.type === 'Buffer' && Array.isArray(value.data)) return over(Uint8Array.from(value.data));
      const inner = typeof value.valueOf === 'function' ? value.valueOf() : value;
      if (inner !== null && inner !== undefined && inner !== value && (typeof inner === 'string' || typeof inner === 'object')) return from(inner, second, third);
      if (value.length !== undefined) return over(typeof value.length === 'number' ? Uint8Array.from(Array.from(value)) : new Uint8Array(0));
    }
    const received = host.load('inspect').received(value);
    return fail(TypeError, 'ERR_INVALID_ARG_TYPE', `The first argument must be of type string or an instance of Buffer, ArrayBuffer, or Array or an Array-like Object. Received ${received}`);
  }

  function needle(value, encoding) {
    if (typeof value === 'number') return Uint8Array.of(value);
    return typeof value === 'string' ? encode(value, kindOf(encoding)) : value;
  }

  function find(bytes, value, at, encoding, last) {
    if (typeof at === 'string') return find(bytes, value, undefined, at, last);
    const wanted = needle(value, encoding);
    const { length } = bytes;
    let start = at === undefined ? (last ? length : 0) : Math.trunc(Number(at)) || 0;
    if (start < 0) start += length;
    const fits = (from) => wanted.every((byte, i) => bytes[from + i] === byte);
    if (last) {
      for (let i = Math.min(start, length - wanted.length); i >= 0; i--) if (fits(i)) return i;
    } else {
      for (let i = Math.max(start, 0); i + wanted.length <= length; i++) if (fits(i)) return i;
    }
    return -1;
  }

  function size(value) {
    if (typeof value !== 'number') fail(TypeError, 'ERR_INVALID_ARG_TYPE', `The "size" argument must be of type number. Received ${host.load('inspect').received(value)}`);
    if (!(value >= 0 && value <= 9007199254740991)) fail(RangeError, 'ERR_OUT_OF_RANGE', `The value of "size" is out of range. It must be >= 0 && <= 9007199254740991. Received ${value}`);
    return value;
  }

  class Buffer extends Uint8Array {
    constructor(value, second, third) {
      super(0);
      return typeof value === 'number' ? Buffer.alloc(value) : from(value, second, third);
    }
    static from(value, second, third) { return from(value, second, third); }
    static of(...values) { return over(Uint8Array.of(...values)); }
    static alloc(length, fill, encoding) {
      const made = over(new Uint8Array(size(length)));
      return fill === undefined || fill === 0 ? made : made.fill(fill, encoding);
    }
    static allocUnsafe(length) { return Buffer.alloc(length); }
    static allocUnsafeSlow(length) { return Buffer.alloc(length); }
    static isBuffer(value) { return isBuffer(value); }
    static isEncoding(encoding) { return typeof encoding === 'string' && encoding.toLowerCase() in ENCODINGS; }
    static byteLength(value, encoding) {
      if (typeof value === 'string') return encode(value, kindOf(encoding)).length;
      if (ArrayBuffer.isView(value) || isMemory(value)) return value.byteLength;
      return fail(TypeError, 'ERR_INVALID_ARG_TYPE', `The "string" argument must be of type string or an instance of Buffer or ArrayBuffer. Received ${host.load('inspect').received(value)}`);
    }
    static compare(one, other) {
      const length = Math.min(one.length, other.length);
      for (let i = 0; i < length; i++) if (one[i] !== other[i]) return one[i] < other[i] ? -1 : 1;
      return Math.sign(one.length - other.length);
    }
    static concat(list, total) {
      if (!Array.isArray(list)) fail(TypeError, 'ERR_INVALID_ARG_TYPE', `The "list" argument must be an instance of Array. Received ${host.load('inspect').received(list)}`);
      const length = total === undefined ? list.reduce((sum, one) => sum + one.length, 0) : total;
      const made = Buffer.alloc(length);
      let at = 0;
      for (const one of list) {
        if (!isBytes(one)) fail(TypeError, 'ERR_INVALID_ARG_TYPE', `The "list[${list.indexOf(one)}]" argument must be an instance of Buffer or Uint8Array. Received ${host.load('inspect').received(one)}`);
        const piece = at + one.length > length ? one.subarray(0, length - at) : one;
        made.set(piece, at);
        at += piece.length;
      }
      return made;
    }

    get parent() { return this.buffer; }
    get offset() { return this.byteOffset; }
    toString(encoding, start, end) {
      const from = index(start, 0, this.length);
      const to = index(end, this.length, this.length);
      return to <= from ? '' : decode(this.subarray(from, to), kindOf(encoding));
    }
    toLocaleString(encoding, start, end) { return this.toString(encoding, start, end); }
    toJSON() { return { type: 'Buffer', data: Array.from(this) }; }
    equals(other) { return this === other || Buffer.compare(this, other) === 0; }
    compare(other, otherStart, otherEnd, start, end) {
      return Buffer.compare(this.subarray(start ?? 0, end ?? this.length), other.subarray(otherStart ?? 0, otherEnd ?? other.length));
    }
    subarray(start, end) { return over(new Uint8Array(this.buffer, ...range(this, start, end))); }
    slice(start, end) { return this.subarray(start, end); }
    write(text, at, length, encoding) {
      if (typeof at === 'string') return this.write(text, 0, this.length, at);
      if (typeof length === 'string') return this.write(text, at, undefined, length);
      const start = at ?? 0;
      const bytes = encode(`${text}`, kindOf(encoding)).subarray(0, Math.min(length ?? Infinity, this.length - start));
      this.set(bytes, start);
      return bytes.length;
    }
    copy(target, targetStart = 0, start = 0, end = this.length) {
      const piece = this.subarray(start, Math.min(end, start + target.length - targetStart));
      target.set(piece, targetStart);
      return piece.length;
    }
    fill(value, start, end, encoding) {
      if (typeof start === 'string') return this.fill(value, undefined, undefined, start);
      if (typeof end === 'string') return this.fill(value, start, undefined, end);
      const from = start ?? 0;
      const to = end ?? this.length;
      if (typeof value === 'string' || typeof value === 'object') {
        const pattern = typeof value === 'string' ? encode(value, kindOf(encoding)) : value;
        for (let i = from; i < to; i++) this[i] = pattern.length ? pattern[(i - from) % pattern.length] : 0;
        return this;
      }
      Uint8Array.prototype.fill.call(this, Number(value) & 255, from, to);
      return this;
    }
    indexOf(value, at, encoding) { return find(this, value, at, encoding, false); }
    lastIndexOf(value, at, encoding) { return find(this, value, at, encoding, true); }
    includes(value, at, encoding) { return find(this, value, at, encoding, false) !== -1; }
    swap16() { return swap(this, 2); }
    swap32() { return swap(this, 4); }
    swap64() { return swap(this, 8); }
    readUIntBE(at, length) { return bits(this, at, length, false); }
    readUIntLE(at, length) { return bits(this, at, length, true); }
    readIntBE(at, length) { return signed(bits(this, at, length, false), length); }
    readIntLE(at, length) { return signed(bits(this, at, length, true), length); }
    writeUIntBE(value, at, length) { return put(this, value, at, length, false); }
    writeUIntLE(value, at, length) { return put(this, value, at, length, true); }
    writeIntBE(value, at, length) { return put(this, value, at, length, false); }
    writeIntLE(value, at, length) { return put(this, value, at, length, true); }
  }

  function range(bytes, start, end) {
    const clamp = (value, missing) => {
      let at = value === undefined ? missing : Math.trunc(Number(value)) || 0;
      if (at < 0) at += bytes.length;
      return Math.max(0, Math.min(at, bytes.length));
    };
    const from = clamp(start, 0);
    return [bytes.byteOffset + from, Math.max(0, clamp(end, bytes.length) - from)];
  }

  function swap(bytes, width) {
    if (bytes.length % width) fail(RangeError, 'ERR_INVALID_BUFFER_SIZE', `Buffer size must be a multiple of ${width * 8}-bits`);
    for (let i = 0; i < bytes.length; i += width) plain(bytes).subarray(i, i + width).reverse();
    return bytes;
  }

  function check(bytes, at, length) {
    if (typeof at !== 'number') fail(TypeError, 'ERR_INVALID_ARG_TYPE', `The "offset" argument must be of type number. Received ${host.load('inspect').received(at)}`);
    if (at < 0 || at + length > bytes.length) {
      if (bytes.length < length) fail(RangeError, 'ERR_BUFFER_OUT_OF_BOUNDS', 'Attempt to access memory outside buffer bounds');
      fail(RangeError, 'ERR_OUT_OF_RANGE', `The value of "offset" is out of range. It must be >= 0 and <= ${bytes.length - length}. Received ${at}`);
    }
  }

  function bits(bytes, at = 0, length, little) {
    check(bytes, at, length);
    let value = 0;
    for (let i = 0; i < length; i++) value = value * 256 + bytes[little ? at + length - 1 - i : at + i];
    return value;
  }

  function signed(value, length) {
    return value >= 2 ** (8 * length - 1) ? value - 2 ** (8 * length) : value;
  }

  function put(bytes, value, at = 0, length, little) {
    check(bytes, at, length);
    let rest = Number(value);
    if (rest < 0) rest += 2 ** (8 * length);
    for (let i = 0; i < length; i++) {
      bytes[little ? at + i : at + length - 1 - i] = rest % 256;
      rest = Math.floor(rest / 256);
    }
    return at + length;
  }

  const view = (bytes) => new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const WIDTHS = { Int8: 1, UInt8: 1, Int16: 2, UInt16: 2, Int32: 4, UInt32: 4, Float: 4, Double: 8, BigInt64: 8, BigUInt64: 8 };
  for (const [name, width] of Object.entries(WIDTHS)) {
    const method = { Float: 'Float32', Double: 'Float64' }[name] ?? name.replace('UI', 'Ui');
    for (const end of width === 1 ? [''] : ['LE', 'BE']) {
      const little = end === 'LE';
      const read = function (at = 0) {
        check(this, at, width);
        return view(this)[`get${method}`](at, little);
      };
      const write = function (value, at = 0) {
        check(this, at, width);
        view(this)[`set${method}`](at, value, little);
        return at + width;
      };
      for (const alias of new Set([`${name}${end}`, `${name}${end}`.replace('UI', 'Ui')])) {
        host.hidden(Buffer.prototype, `read${alias}`, read);
        host.hidden(Buffer.prototype, `write${alias}`, write);
      }
    }
  }
  Buffer.poolSize = 8192;
  host.hidden(Buffer.prototype, 'readUintBE', Buffer.prototype.readUIntBE);
  host.hidden(Buffer.prototype, 'readUintLE', Buffer.prototype.readUIntLE);

  const lazily = host.load('encoding');
  const module = { Buffer, SlowBuffer: Buffer, kMaxLength: 9007199254740991, constants: { MAX_LENGTH: 9007199254740991, MAX_STRING_LENGTH: 536870888 }, INSPECT_MAX_BYTES: 50, btoa: lazily.btoa, atob: lazily.atob };
  return { Buffer, module, over, encode, decode, kindOf };
})
