// Node's `crypto`, as far as hashes, keyed hashes and random values go (reference n8n 8).
(function (host) {
  'use strict';
  const { native } = host;
  const { Buffer, over, encode, kindOf } = host.load('buffer');
  const { received } = host.load('inspect');
  const HASHES = ['md5', 'sha1', 'sha224', 'sha256', 'sha384', 'sha512', 'sha512-224', 'sha512-256'];
  const MOST = 1 << 26;
  const ALIASES = { 'rsa-md5': 'md5', 'rsa-sha1': 'sha1', 'rsa-sha224': 'sha224', 'rsa-sha256': 'sha256', 'rsa-sha384': 'sha384', 'rsa-sha512': 'sha512', 'sha-1': 'sha1', 'sha-256': 'sha256', 'sha-384': 'sha384', 'sha-512': 'sha512' };

  function fail(ErrorClass, code, message) {
    const error = new ErrorClass(message);
    error.code = code;
    throw error;
  }

  function algorithm(name, what) {
    if (typeof name !== 'string') fail(TypeError, 'ERR_INVALID_ARG_TYPE', `The "${what}" argument must be of type string. Received ${received(name)}`);
    const lower = name.toLowerCase();
    const known = ALIASES[lower] ?? lower;
    if (HASHES.includes(known)) return known;
    if (/^(sha3-|shake|blake2|ripemd|rmd|sm3|whirlpool|md4|md5-sha1|ssl3)/.test(lower)) return host.beyond(`The hash '${name}' is not part of the embedded engine.`);
    return undefined;
  }

  function bytes(value, encoding, what) {
    if (typeof value === 'string') return encode(value, kindOf(encoding === 'buffer' ? undefined : encoding));
    if (ArrayBuffer.isView(value)) return new Uint8Array(value.buffer, value.byteOffset, value.byteLength);
    if (/^\[object (Shared)?ArrayBuffer\]$/.test(Object.prototype.toString.call(value))) return new Uint8Array(value);
    return fail(TypeError, 'ERR_INVALID_ARG_TYPE', `The "${what}" argument must be of type string or an instance of Buffer, TypedArray, or DataView. Received ${received(value)}`);
  }

  function shown(array, encoding) {
    const buffer = over(array);
    return encoding === undefined || encoding === 'buffer' ? buffer : buffer.toString(encoding);
  }

  class Hash {
    #name;
    #key;
    #pieces = [];
    #done = false;
    constructor(name, key) {
      this.#name = name;
      this.#key = key;
    }
    update(data, encoding) {
      if (this.#done) fail(Error, 'ERR_CRYPTO_HASH_FINALIZED', 'Digest already called');
      this.#pieces.push(host.packed(bytes(data, encoding, 'data')));
      return this;
    }
    digest(encoding) {
      if (this.#done) {
        if (this.#key !== undefined) return shown(new Uint8Array(0), encoding);
        fail(Error, 'ERR_CRYPTO_HASH_FINALIZED', 'Digest already called');
      }
      this.#done = true;
      const data = this.#pieces.join('');
      return shown(this.#key === undefined ? native.digest(this.#name, data) : native.hmac(this.#name, this.#key, data), encoding);
    }
    copy() {
      const other = new Hash(this.#name, this.#key);
      other.#pieces = [...this.#pieces];
      return other;
    }
  }

  function createHash(name) {
    const known = algorithm(name, 'algorithm');
    if (!known) fail(Error, 'ERR_OSSL_EVP_UNSUPPORTED', 'Digest method not supported');
    return new Hash(known);
  }

  function createHmac(name, key) {
    const known = algorithm(name, 'hmac');
    if (key === null || key === undefined) fail(TypeError, 'ERR_INVALID_ARG_TYPE', `The "key" argument must be of type string or an instance of ArrayBuffer, Buffer, TypedArray, DataView, KeyObject, or CryptoKey. Received ${received(key)}`);
    const packed = host.packed(bytes(key, undefined, 'key'));
    if (!known) fail(Error, 'ERR_CRYPTO_INVALID_DIGEST', `Invalid digest: ${name}`);
    return new Hash(known, packed);
  }

  function randomBytes(size, callback) {
    if (typeof size !== 'number') fail(TypeError, 'ERR_INVALID_ARG_TYPE', `The "size" argument must be of type number. Received ${received(size)}`);
    if (!(size >= 0 && size <= 2147483647)) fail(RangeError, 'ERR_OUT_OF_RANGE', `The value of "size" is out of range. It must be >= 0 && <= 2147483647. Received ${size}`);
    if (size > MOST) host.beyond(`${size} random bytes at once are not part of the embedded engine.`);
    const buffer = over(native.random(size));
    if (typeof callback !== 'function') return buffer;
    host.load('timers').setImmediate(() => callback(null, buffer));
    return undefined;
  }

  function randomInt(least, most, callback) {
    const [min, max] = typeof most === 'number' ? [least, most] : [0, least];
    const done = typeof most === 'function' ? most : callback;
    if (!Number.isSafeInteger(min)) fail(TypeError, 'ERR_INVALID_ARG_TYPE', `The "min" argument must be a safe integer. Received ${received(min)}`);
    if (!Number.isSafeInteger(max)) fail(TypeError, 'ERR_INVALID_ARG_TYPE', `The "max" argument must be a safe integer. Received ${received(max)}`);
    if (max <= min) fail(RangeError, 'ERR_OUT_OF_RANGE', `The value of "max" is out of range. It must be greater than the value of "min" (${min}). Received ${max}`);
    const range = max - min;
    const limit = 2 ** 48 - (2 ** 48 % range);
    let drawn = limit;
    while (drawn >= limit) drawn = native.random(6).reduce((sum, byte) => sum * 256 + byte, 0);
    const value = min + (drawn % range);
    if (typeof done !== 'function') return value;
    host.load('timers').setImmediate(() => done(null, value));
    return undefined;
  }

  function randomUUID() {
    const drawn = native.random(16);
    drawn[6] = (drawn[6] & 15) | 64;
    drawn[8] = (drawn[8] & 63) | 128;
    const hex = over(drawn).toString('hex');
    return [hex.slice(0, 8), hex.slice(8, 12), hex.slice(12, 16), hex.slice(16, 20), hex.slice(20)].join('-');
  }

  function timingSafeEqual(one, other) {
    const [left, right] = [bytes(one, undefined, 'buf1'), bytes(other, undefined, 'buf2')];
    if (left.length !== right.length) fail(RangeError, 'ERR_CRYPTO_TIMING_SAFE_EQUAL_LENGTH', 'Input buffers must have the same byte length');
    return left.every((byte, at) => byte === right[at]);
  }

  function pbkdf2Sync(password, salt, rounds, length, name) {
    const known = algorithm(name, 'digest');
    if (!known) fail(TypeError, 'ERR_CRYPTO_INVALID_DIGEST', `Invalid digest: ${name}`);
    if (length > MOST) host.beyond('So long a key is not part of the embedded engine.');
    return over(native.pbkdf2(known, host.packed(bytes(password, undefined, 'password')), host.packed(bytes(salt, undefined, 'salt')), rounds, length));
  }

  function getRandomValues(array) {
    new Uint8Array(array.buffer, array.byteOffset, array.byteLength).set(native.random(array.byteLength));
    return array;
  }

  function randomFillSync(buffer) {
    return getRandomValues(buffer);
  }

  const hash = (name, data, encoding = 'hex') => createHash(name).update(data).digest(encoding);
  const webcrypto = { getRandomValues, randomUUID };
  host.lazy(webcrypto, 'subtle', () => host.beyond('crypto.subtle is not part of the embedded engine.'), true);
  const crypto = { createHash, createHmac, hash, randomBytes, pseudoRandomBytes: randomBytes, randomInt, randomUUID, randomFillSync, timingSafeEqual, pbkdf2Sync, getRandomValues, getHashes: () => [...HASHES], webcrypto, Hash, Hmac: Hash };
  const missing = 'createCipheriv createDecipheriv createSign createVerify createPrivateKey createPublicKey createSecretKey createDiffieHellman createECDH generateKeyPair generateKeyPairSync generateKeySync publicEncrypt privateDecrypt privateEncrypt publicDecrypt sign verify scrypt scryptSync pbkdf2 hkdf hkdfSync randomFill getCiphers getCurves generatePrime generatePrimeSync checkPrime X509Certificate KeyObject Sign Verify constants subtle';
  for (const name of missing.split(' ')) {
    host.lazy(crypto, name, () => function () { return host.beyond(`crypto.${name} is not part of the embedded engine.`); }, true);
  }
  return crypto;
})
