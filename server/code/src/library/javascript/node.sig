# What Node adds: globals and modules. Which of them a platform lets code use is not said here.
# Where `outputEncoding` is given the result is text.

Buffer(source, encoding?) -> =Buffer[int] ! | Bytes (deprecated; use `Buffer.from`).
Buffer.alloc(size, fill?, encoding?) -> =Buffer[int] ! | So many bytes, zero unless told otherwise.
Buffer.allocUnsafe(size) -> =Buffer[int] ! | So many bytes, whatever they hold.
Buffer.allocUnsafeSlow(size) -> =Buffer[int] ! | So many bytes, whatever they hold.
Buffer.byteLength(text, encoding?) -> int ! | How many bytes a text takes.
Buffer.compare(a, b) -> int ! | Which of two is sorted first: -1, 0 or 1.
Buffer.concat(list, length?) -> =Buffer[int] ! | Several buffers as one.
Buffer.copyBytesFrom(view, offset?, length?) -> =Buffer[int] ! | A copy of the bytes of a typed array.
Buffer.from(source, encoding?, length?) -> =Buffer[int] ! | Bytes from text, a list of numbers or other bytes.
Buffer.isBuffer(value) -> bool | Whether it is a buffer.
Buffer.isEncoding(name) -> bool | Whether an encoding is known.
Buffer.of(...bytes) -> =Buffer[int] | Some bytes.
Buffer.poolSize: any | How much memory small buffers share.
Buffer#: =Uint8Array | A typed array of bytes.
Buffer#compare(other, ...range) -> int ! | Which of two is sorted first: -1, 0 or 1.
Buffer#copy(target, targetStart?, start?, end?) -> int ! | Copies bytes into another buffer; gives how many.
Buffer#equals(other) -> bool ! | Whether it has the same bytes as another.
Buffer#fill(value, start?, end?, encoding?) -> self ! | Fills it with a value.
Buffer#includes(value, from?, encoding?) -> bool ! | Whether a value occurs in it.
Buffer#indexOf(value, from?, encoding?) -> int ! | Where a value first occurs, or -1.
Buffer#lastIndexOf(value, from?, encoding?) -> int ! | Where a value last occurs, or -1.
Buffer#offset: int | Where in its memory it begins (deprecated).
Buffer#parent: unknown | The memory behind it (deprecated).
Buffer#inspect() -> str | How it is shown.
Buffer#slice(start?, end?) -> self ! | A view of some of the bytes (deprecated; use `subarray`).
Buffer#subarray(start?, end?) -> self ! | A view of some of the bytes.
Buffer#swap16() -> self ! | Swaps every two bytes.
Buffer#swap32() -> self ! | Turns every four bytes round.
Buffer#swap64() -> self ! | Turns every eight bytes round.
Buffer#toJSON() -> {type: "Buffer", data: list[int]} | The bytes as a list.
Buffer#toLocaleString(encoding?, start?, end?) -> str ! | The text that the bytes write.
Buffer#toString(encoding?, start?, end?) -> str ! | The text that the bytes write, in UTF-8 unless told otherwise.
Buffer#write(text, offset?, length?, encoding?) -> int ! | Writes a text into it; gives how many bytes.
Buffer#readInt8(offset?) -> int ! | Reads an integer.
Buffer#writeInt8(value, offset?) -> int ! | Writes an integer; gives the place after it.
Buffer#readInt16LE(offset?) -> int ! | Reads an integer.
Buffer#writeInt16LE(value, offset?) -> int ! | Writes an integer; gives the place after it.
Buffer#readInt16BE(offset?) -> int ! | Reads an integer.
Buffer#writeInt16BE(value, offset?) -> int ! | Writes an integer; gives the place after it.
Buffer#readInt32LE(offset?) -> int ! | Reads an integer.
Buffer#writeInt32LE(value, offset?) -> int ! | Writes an integer; gives the place after it.
Buffer#readInt32BE(offset?) -> int ! | Reads an integer.
Buffer#writeInt32BE(value, offset?) -> int ! | Writes an integer; gives the place after it.
Buffer#readUint8(offset?) -> int ! | Reads an integer.
Buffer#writeUint8(value, offset?) -> int ! | Writes an integer; gives the place after it.
Buffer#readUInt8(offset?) -> int ! | Reads an integer.
Buffer#writeUInt8(value, offset?) -> int ! | Writes an integer; gives the place after it.
Buffer#readUInt16LE(offset?) -> int ! | Reads an integer.
Buffer#writeUInt16LE(value, offset?) -> int ! | Writes an integer; gives the place after it.
Buffer#readUint16LE(offset?) -> int ! | Reads an integer.
Buffer#writeUint16LE(value, offset?) -> int ! | Writes an integer; gives the place after it.
Buffer#readUInt16BE(offset?) -> int ! | Reads an integer.
Buffer#writeUInt16BE(value, offset?) -> int ! | Writes an integer; gives the place after it.
Buffer#readUint16BE(offset?) -> int ! | Reads an integer.
Buffer#writeUint16BE(value, offset?) -> int ! | Writes an integer; gives the place after it.
Buffer#readUint32LE(offset?) -> int ! | Reads an integer.
Buffer#writeUint32LE(value, offset?) -> int ! | Writes an integer; gives the place after it.
Buffer#readUInt32LE(offset?) -> int ! | Reads an integer.
Buffer#writeUInt32LE(value, offset?) -> int ! | Writes an integer; gives the place after it.
Buffer#readUInt32BE(offset?) -> int ! | Reads an integer.
Buffer#writeUInt32BE(value, offset?) -> int ! | Writes an integer; gives the place after it.
Buffer#readUint32BE(offset?) -> int ! | Reads an integer.
Buffer#writeUint32BE(value, offset?) -> int ! | Writes an integer; gives the place after it.
Buffer#readIntLE(offset, bytes) -> int ! | Reads an integer of so many bytes.
Buffer#writeIntLE(value, offset, bytes) -> int ! | Writes an integer of so many bytes; gives the place after it.
Buffer#readIntBE(offset, bytes) -> int ! | Reads an integer of so many bytes.
Buffer#writeIntBE(value, offset, bytes) -> int ! | Writes an integer of so many bytes; gives the place after it.
Buffer#readUIntLE(offset, bytes) -> int ! | Reads an integer of so many bytes.
Buffer#writeUIntLE(value, offset, bytes) -> int ! | Writes an integer of so many bytes; gives the place after it.
Buffer#readUIntBE(offset, bytes) -> int ! | Reads an integer of so many bytes.
Buffer#writeUIntBE(value, offset, bytes) -> int ! | Writes an integer of so many bytes; gives the place after it.
Buffer#readUintLE(offset, bytes) -> int ! | Reads an integer of so many bytes.
Buffer#writeUintLE(value, offset, bytes) -> int ! | Writes an integer of so many bytes; gives the place after it.
Buffer#readUintBE(offset, bytes) -> int ! | Reads an integer of so many bytes.
Buffer#writeUintBE(value, offset, bytes) -> int ! | Writes an integer of so many bytes; gives the place after it.
Buffer#readFloatLE(offset?) -> number ! | Reads a number.
Buffer#writeFloatLE(value, offset?) -> int ! | Writes a number; gives the place after it.
Buffer#readFloatBE(offset?) -> number ! | Reads a number.
Buffer#writeFloatBE(value, offset?) -> int ! | Writes a number; gives the place after it.
Buffer#readDoubleLE(offset?) -> number ! | Reads a number.
Buffer#writeDoubleLE(value, offset?) -> int ! | Writes a number; gives the place after it.
Buffer#readDoubleBE(offset?) -> number ! | Reads a number.
Buffer#writeDoubleBE(value, offset?) -> int ! | Writes a number; gives the place after it.
Buffer#readBigInt64LE(offset?) -> bigint ! | Reads a BigInt.
Buffer#writeBigInt64LE(value, offset?) -> int ! | Writes a BigInt; gives the place after it.
Buffer#readBigInt64BE(offset?) -> bigint ! | Reads a BigInt.
Buffer#writeBigInt64BE(value, offset?) -> int ! | Writes a BigInt; gives the place after it.
Buffer#readBigUInt64LE(offset?) -> bigint ! | Reads a BigInt.
Buffer#writeBigUInt64LE(value, offset?) -> int ! | Writes a BigInt; gives the place after it.
Buffer#readBigUInt64BE(offset?) -> bigint ! | Reads a BigInt.
Buffer#writeBigUInt64BE(value, offset?) -> int ! | Writes a BigInt; gives the place after it.
Buffer#readBigUint64LE(offset?) -> bigint ! | Reads a BigInt.
Buffer#writeBigUint64LE(value, offset?) -> int ! | Writes a BigInt; gives the place after it.
Buffer#readBigUint64BE(offset?) -> bigint ! | Reads a BigInt.
Buffer#writeBigUint64BE(value, offset?) -> int ! | Writes a BigInt; gives the place after it.
Buffer#asciiSlice(start?, end?) -> str ! | The text of some bytes.
Buffer#asciiWrite(text, offset?, length?) -> int ! | Writes a text; gives how many bytes.
Buffer#base64Slice(start?, end?) -> str ! | The text of some bytes.
Buffer#base64Write(text, offset?, length?) -> int ! | Writes a text; gives how many bytes.
Buffer#base64urlSlice(start?, end?) -> str ! | The text of some bytes.
Buffer#base64urlWrite(text, offset?, length?) -> int ! | Writes a text; gives how many bytes.
Buffer#latin1Slice(start?, end?) -> str ! | The text of some bytes.
Buffer#latin1Write(text, offset?, length?) -> int ! | Writes a text; gives how many bytes.
Buffer#hexSlice(start?, end?) -> str ! | The text of some bytes.
Buffer#hexWrite(text, offset?, length?) -> int ! | Writes a text; gives how many bytes.
Buffer#ucs2Slice(start?, end?) -> str ! | The text of some bytes.
Buffer#ucs2Write(text, offset?, length?) -> int ! | Writes a text; gives how many bytes.
Buffer#utf8Slice(start?, end?) -> str ! | The text of some bytes.
Buffer#utf8Write(text, offset?, length?) -> int ! | Writes a text; gives how many bytes.

atob(text) -> str ! | The bytes of a base64 text, each as a character.
btoa(text) -> str ! | Characters up to 255 as base64 text.
setTimeout(callback, delay?, ...args) -> unknown | Calls a function later.
setInterval(callback, delay?, ...args) -> unknown | Calls a function again and again.
setImmediate(callback, ...args) -> unknown | Calls a function as soon as this run is over.
clearTimeout(timer?) -> undefined | Calls off what `setTimeout` planned.
clearInterval(timer?) -> undefined | Calls off what `setInterval` planned.
clearImmediate(timer?) -> undefined | Calls off what `setImmediate` planned.
queueMicrotask(callback) -> undefined | Calls a function before anything else happens.
structuredClone(value, options?) -> unknown ! | A copy of everything a value holds.
require(module) -> any ! | Loads a module, where the platform allows it.
process: any | The running process.
global: any | The object that holds all globals.
crypto: path:crypto | Random numbers and cryptography.
performance: path:performance | Measuring time.
performance.now() -> number | Milliseconds since the process began, with fractions.
performance.timeOrigin: number | When the process began.
fetch(url, options?) -> promise[=Response] ! | Asks a server.
Response#arrayBuffer() -> promise[=ArrayBuffer] ! | The body as bytes.
Response#headers: =Headers | The headers.
Response#json() -> promise[data] ! | The body as JSON.
Response#ok: bool | Whether the status is 200 to 299.
Response#redirected: bool | Whether another address answered.
Response#status: int | The status code.
Response#statusText: str | The words to the status code.
Response#text() -> promise[str] ! | The body as text.
Response#url: str | The address that answered.
Response#bodyUsed: bool | Whether the body has been read.
Headers(init?) -> =Headers[list+[str]] ! | The headers of a request or an answer.
Headers#append(name, value) -> undefined ! | Adds a header.
Headers#delete(name) -> undefined ! | Takes a header out.
Headers#entries() -> =Iterator[list+[str]] | Walks over names and values.
Headers#forEach(callback, receiver?) -> undefined | Calls the callback for every header.
Headers#get(name) -> str / null ! | The value of a header.
Headers#getSetCookie() -> list[str] | The cookies an answer sets.
Headers#has(name) -> bool ! | Whether a header is there.
Headers#keys() -> =Iterator[str] | Walks over the names.
Headers#set(name, value) -> undefined ! | Sets a header.
Headers#values() -> =Iterator[str] | Walks over the values.
TextEncoder() -> =TextEncoder | Makes UTF-8 bytes of text.
TextEncoder#encode(text?) -> =Uint8Array[int] | The UTF-8 bytes of a text.
TextEncoder#encodeInto(text, target) -> {read: int, written: int} ! | Writes the UTF-8 bytes of a text.
TextEncoder#encoding: str | `utf-8`.
TextDecoder(encoding?, options?) -> =TextDecoder ! | Makes text of bytes.
TextDecoder#decode(bytes?, options?) -> str ! | The text that bytes write.
TextDecoder#encoding: str | The encoding it reads.
TextDecoder#fatal: bool | Whether it throws at wrong bytes.
TextDecoder#ignoreBOM: bool | Whether it keeps a byte order mark.

URL(address, base?) -> =URL ! | An address on the web; throws where it is none.
URL.canParse(address, base?) -> bool | Whether it is an address.
URL.createObjectURL(blob) -> str ! | An address for a `Blob`.
URL.revokeObjectURL(address) -> undefined ! | Ends what `createObjectURL` made.
URL.parse(address, base?) -> =URL / null | An address on the web, or `null` where it is none.
URL#hash: str | The part after `#`, with it.
URL#host: str | The server and its port.
URL#hostname: str | The server.
URL#href: str | All of it.
URL#origin: str | Protocol and server.
URL#password: str | The password in it.
URL#pathname: str | The path on the server.
URL#port: str | The port, empty for the usual one.
URL#protocol: str | The protocol, with its colon.
URL#search: str | The part after `?`, with it.
URL#searchParams: =URLSearchParams[list+[str]] | The parts of the query.
URL#toJSON() -> str | All of it.
URL#toString() -> str | All of it.
URL#username: str | The name in it.
URLSearchParams(init?) -> =URLSearchParams[list+[str]] ! | The parts of a query.
URLSearchParams#append(name, value) -> undefined | Adds a part.
URLSearchParams#delete(name, value?) -> undefined | Takes parts out.
URLSearchParams#entries() -> =Iterator[list+[str]] | Walks over names and values.
URLSearchParams#forEach(callback, receiver?) -> undefined | Calls the callback for every part.
URLSearchParams#get(name) -> str / null | The first part of that name.
URLSearchParams#getAll(name) -> list[str] | All parts of that name.
URLSearchParams#has(name, value?) -> bool | Whether there is a part of that name.
URLSearchParams#keys() -> =Iterator[str] | Walks over the names.
URLSearchParams#set(name, value) -> undefined | Sets a part.
URLSearchParams#size: int | How many parts there are.
URLSearchParams#sort() -> undefined | Sorts the parts by name.
URLSearchParams#toString() -> str | The query as text, without `?`.
URLSearchParams#values() -> =Iterator[str] | Walks over the values.

module buffer: path:buffer | Bytes.
buffer.Buffer: path:Buffer | Bytes.
buffer.atob(text) -> str ! | The bytes of a base64 text, each as a character.
buffer.btoa(text) -> str ! | Characters up to 255 as base64 text.
module crypto: path:crypto | Cryptography.
crypto.createHash(algorithm, options?) -> =Hash ! | A digest to be fed with data.
crypto.createHmac(algorithm, key, options?) -> =Hmac ! | A keyed digest to be fed with data.
crypto.createCipheriv(algorithm, key, iv, options?) -> =Cipher ! | Encrypts data.
crypto.createDecipheriv(algorithm, key, iv, options?) -> =Cipher ! | Decrypts data.
crypto.createSign(algorithm, options?) -> =Sign ! | Signs data.
crypto.createVerify(algorithm, options?) -> =Verify ! | Checks signatures.
crypto.getCiphers() -> list[str] | The ciphers that are known.
crypto.getCurves() -> list[str] | The elliptic curves that are known.
crypto.getHashes() -> list[str] | The digests that are known.
crypto.getRandomValues(array) -> arg0 ! | Fills a typed array with random numbers.
crypto.hash(algorithm, data, options?) -> str / =Buffer[int] ! | The digest of data.
crypto.hkdfSync(digest, key, salt, info, length) -> =ArrayBuffer ! | A key derived from another.
crypto.pbkdf2Sync(password, salt, iterations, length, digest) -> =Buffer[int] ! | A key derived from a password.
crypto.privateDecrypt(key, data) -> =Buffer[int] ! | Decrypts with a private key.
crypto.privateEncrypt(key, data) -> =Buffer[int] ! | Encrypts with a private key.
crypto.publicDecrypt(key, data) -> =Buffer[int] ! | Decrypts with a public key.
crypto.publicEncrypt(key, data) -> =Buffer[int] ! | Encrypts with a public key.
crypto.randomBytes(size, callback?) -> =Buffer[int] / perhaps ! | Random bytes.
crypto.randomInt(min, max?, callback?) -> int / perhaps ! | A random integer.
crypto.randomUUID(options?) -> str ! | A random UUID.
crypto.scryptSync(password, salt, length, options?) -> =Buffer[int] ! | A key derived from a password.
crypto.sign(algorithm, data, key, callback?) -> =Buffer[int] / perhaps ! | The signature of data.
crypto.timingSafeEqual(a, b) -> bool ! | Whether two have the same bytes, always as slow.
crypto.verify(algorithm, data, key, signature, callback?) -> bool / perhaps ! | Whether a signature is right.
Hash#copy(options?) -> =Hash ! | A copy that can be fed on its own.
Hash#digest(outputEncoding?) -> str / =Buffer[int] ! | The digest: bytes, or text where an encoding is given.
Hash#update(data, encoding?) -> self ! | Feeds it data.
Hmac#digest(outputEncoding?) -> str / =Buffer[int] ! | The digest: bytes, or text where an encoding is given.
Hmac#update(data, encoding?) -> self ! | Feeds it data.
Cipher#final(outputEncoding?) -> str / =Buffer[int] ! | What is left: bytes, or text where an encoding is given.
Cipher#getAuthTag() -> =Buffer[int] ! | The tag that proves the data.
Cipher#setAAD(data, options?) -> self ! | Data that is proven but not encrypted.
Cipher#setAuthTag(tag, encoding?) -> self ! | The tag that proves the data.
Cipher#setAutoPadding(on?) -> self ! | Whether data is filled up to whole blocks.
Cipher#update(data, encoding?, outputEncoding?) -> str / =Buffer[int] ! | The data worked on: bytes, or text where an encoding is given.
Sign#sign(key, outputEncoding?) -> str / =Buffer[int] ! | The signature: bytes, or text where an encoding is given.
Sign#update(data, encoding?) -> self ! | Feeds it data.
Verify#update(data, encoding?) -> self ! | Feeds it data.
Verify#verify(key, signature, encoding?) -> bool ! | Whether the signature is right.

module util: path:util | Small tools for developers.
util.format(format?, ...values) -> str | Text with values filled in.
util.inspect(value, ...options) -> str | Any value as text for developers.
util.isDeepStrictEqual(a, b) -> bool | Whether two values are equal throughout.
util.promisify(function) -> any ! | A function that returns a promise.
util.callbackify(function) -> any ! | A function that takes a callback.
util.stripVTControlCharacters(text) -> str ! | Text without the codes of terminals.
util.toUSVString(value) -> str | Text with lone surrogates replaced.
util.types: any | What an object is made of.
util.TextDecoder: path:TextDecoder | Makes text of bytes.
util.TextEncoder: path:TextEncoder | Makes UTF-8 bytes of text.
module url: path:url | Addresses on the web.
url.URL: path:URL | An address on the web.
url.URLSearchParams: path:URLSearchParams | The parts of a query.
url.domainToASCII(domain) -> str | A domain in ASCII; empty where it is none.
url.domainToUnicode(domain) -> str | A domain in Unicode; empty where it is none.
url.fileURLToPath(address, options?) -> str ! | The path a `file:` address means.
url.format(address, options?) -> str ! | The address as text.
url.parse(address, parseQuery?, slashesDenoteHost?) -> any ! | The parts of an address (deprecated; use `URL`).
url.pathToFileURL(path, options?) -> =URL ! | The `file:` address of a path.
url.resolve(from, to) -> str ! | What a link means on a page (deprecated; use `URL`).
module querystring: path:querystring | The parts of a query.
querystring.decode(text, ...how) -> dict[str / list[str]] | The parts of a query text.
querystring.encode(parts?, separator?, equals?, options?) -> str | A query text of parts.
querystring.escape(value) -> str ! | Percent-encoded text.
querystring.parse(text, ...how) -> dict[str / list[str]] | The parts of a query text.
querystring.stringify(parts?, separator?, equals?, options?) -> str | A query text of parts.
querystring.unescape(text) -> str | Percent codes decoded.
module path: path:path | Paths of files.
path.basename(path, suffix?) -> str ! | The last part of a path.
path.delimiter: str | What stands between paths in a list.
path.dirname(path) -> str ! | All but the last part of a path.
path.extname(path) -> str ! | The ending of a file's name, with its dot.
path.format(parts) -> str ! | A path of its parts.
path.isAbsolute(path) -> bool ! | Whether a path begins at the root.
path.join(...paths) -> str ! | Several parts as one path.
path.normalize(path) -> str ! | A path without detours.
path.parse(path) -> {root: str, dir: str, base: str, ext: str, name: str} ! | The parts of a path.
path.relative(from, to) -> str ! | The way from one path to another.
path.resolve(...paths) -> str ! | The path from the root.
path.sep: str | What stands between the parts of a path.
module os: path:os | The machine.
os.EOL: str | The end of a line.
os.arch() -> str | The kind of processor.
os.endianness() -> str | The order of bytes.
os.freemem() -> int | Bytes of memory that are free.
os.homedir() -> str ! | The user's own folder.
os.hostname() -> str ! | The machine's name.
os.loadavg() -> list[number] | How busy the machine is.
os.machine() -> str | The kind of machine.
os.platform() -> str | The operating system.
os.release() -> str | The release of the operating system.
os.tmpdir() -> str | The folder for passing files.
os.totalmem() -> int | Bytes of memory.
os.type() -> str | The name of the operating system.
os.uptime() -> number | Seconds since the machine began.
os.version() -> str | The version of the operating system.
module zlib: path:zlib | Packing data.
zlib.brotliCompressSync(data, options?) -> =Buffer[int] ! | Data packed by Brotli.
zlib.brotliDecompressSync(data, options?) -> =Buffer[int] ! | Data unpacked by Brotli.
zlib.deflateRawSync(data, options?) -> =Buffer[int] ! | Data packed by deflate, without a header.
zlib.deflateSync(data, options?) -> =Buffer[int] ! | Data packed by deflate.
zlib.gunzipSync(data, options?) -> =Buffer[int] ! | Data unpacked by gzip.
zlib.gzipSync(data, options?) -> =Buffer[int] ! | Data packed by gzip.
zlib.inflateRawSync(data, options?) -> =Buffer[int] ! | Data unpacked by deflate, without a header.
zlib.inflateSync(data, options?) -> =Buffer[int] ! | Data unpacked by deflate.
zlib.unzipSync(data, options?) -> =Buffer[int] ! | Data unpacked by gzip or deflate.
module fs: path:fs | Files.
fs.existsSync(path) -> bool | Whether a file is there.
fs.readFileSync(path, options?) -> str / =Buffer[int] ! | All of a file.
fs.writeFileSync(path, data, options?) -> undefined ! | Writes a file.
fs.appendFileSync(path, data, options?) -> undefined ! | Adds to a file.
fs.mkdirSync(path, options?) -> str / undefined ! | Makes a folder.
fs.unlinkSync(path) -> undefined ! | Deletes a file.
