# Modules that encode and identify: hashlib, hmac, base64, binascii, urllib, uuid, secrets, struct, zlib, gzip.

hashlib.Hash#block_size: int | The size of the blocks that are hashed, in bytes.
hashlib.Hash#copy() -> =hashlib.Hash ! none: nothing | A hash of the same bytes, to go on from.
hashlib.Hash#digest() -> bytes ! none: nothing | The hash of all bytes so far.
hashlib.Hash#digest_size: int | The length of the hash in bytes.
hashlib.Hash#hexdigest() -> str ! none: nothing | The hash of all bytes so far, as hexadecimal digits.
hashlib.Hash#name: str | The name of the hash function.
hashlib.Hash#update(data, /) -> null ! bytes: nothing | Adds bytes.
hashlib.Shake#block_size: int | The size of the blocks that are hashed, in bytes.
hashlib.Shake#copy() -> =hashlib.Shake | A hash of the same bytes, to go on from.
hashlib.Shake#digest(length, /) -> bytes | So many bytes of the hash.
hashlib.Shake#digest_size: int | Zero: the length is asked for.
hashlib.Shake#hexdigest(length, /) -> str | So many bytes of the hash, as hexadecimal digits.
hashlib.Shake#name: str | The name of the hash function.
hashlib.Shake#update(data, /) -> null | Adds bytes.
hashlib.algorithms_available: set[str] | The hash functions there are here.
hashlib.algorithms_guaranteed: set[str] | The hash functions there are everywhere.
hashlib.blake2b(data?, /, *, digest_size?, key?, salt?, person?, fanout?, depth?, leaf_size?, node_offset?, node_depth?, inner_size?, last_node?, usedforsecurity?) -> =hashlib.Hash | A BLAKE2b hash.
hashlib.blake2s(data?, /, *, digest_size?, key?, salt?, person?, fanout?, depth?, leaf_size?, node_offset?, node_depth?, inner_size?, last_node?, usedforsecurity?) -> =hashlib.Hash | A BLAKE2s hash.
hashlib.file_digest(fileobj, digest, /, *, _bufsize?) -> unknown | The hash of a file (from Python 3.11 on).
hashlib.md5(string?, *, usedforsecurity?) -> =hashlib.Hash ! bytes: nothing | An MD5 hash.
hashlib.new(name, data?, **kwargs) -> unknown | A hash by the name of its function.
hashlib.pbkdf2_hmac(hash_name, password, salt, iterations, dklen?) -> bytes | A key derived from a password.
hashlib.scrypt(password, *, salt?, n?, r?, p?, maxmem?, dklen?) -> bytes | A key derived from a password.
hashlib.sha1(string?, *, usedforsecurity?) -> =hashlib.Hash ! bytes: nothing | A SHA-1 hash.
hashlib.sha224(string?, *, usedforsecurity?) -> =hashlib.Hash ! bytes: nothing | A SHA-224 hash.
hashlib.sha256(string?, *, usedforsecurity?) -> =hashlib.Hash ! bytes: nothing | A SHA-256 hash.
hashlib.sha384(string?, *, usedforsecurity?) -> =hashlib.Hash ! bytes: nothing | A SHA-384 hash.
hashlib.sha3_224(string?, *, usedforsecurity?) -> =hashlib.Hash ! bytes: nothing | A SHA3-224 hash.
hashlib.sha3_256(string?, *, usedforsecurity?) -> =hashlib.Hash ! bytes: nothing | A SHA3-256 hash.
hashlib.sha3_384(string?, *, usedforsecurity?) -> =hashlib.Hash ! bytes: nothing | A SHA3-384 hash.
hashlib.sha3_512(string?, *, usedforsecurity?) -> =hashlib.Hash ! bytes: nothing | A SHA3-512 hash.
hashlib.sha512(string?, *, usedforsecurity?) -> =hashlib.Hash ! bytes: nothing | A SHA-512 hash.
hashlib.shake_128(string?, *, usedforsecurity?) -> =hashlib.Shake | A SHAKE-128 hash.
hashlib.shake_256(string?, *, usedforsecurity?) -> =hashlib.Shake | A SHAKE-256 hash.

hmac.HMAC(key, msg?, digestmod?) -> =hmac.HMAC | A hash that proves who has made it.
hmac.HMAC#block_size: int | The size of the blocks that are hashed, in bytes.
hmac.HMAC#copy() -> =hmac.HMAC | A hash of the same bytes, to go on from.
hmac.HMAC#digest() -> bytes ! none: nothing | The hash of all bytes so far.
hmac.HMAC#digest_size: int | The length of the hash in bytes.
hmac.HMAC#hexdigest() -> str ! none: nothing | The hash of all bytes so far, as hexadecimal digits.
hmac.HMAC#name: str | The name of the hash function.
hmac.HMAC#update(msg) -> null ! bytes: nothing | Adds bytes.
hmac.compare_digest(a, b, /) -> bool | Whether both are equal, in a time that tells nothing.
hmac.digest(key, msg, digest) -> bytes | The hash of a message at once.
hmac.new(key, msg?, digestmod?) -> =hmac.HMAC | A hash that proves who has made it.

base64.a85decode(b, *, foldspaces?, adobe?, ignorechars?) -> bytes | The bytes that Ascii85 writes.
base64.a85encode(b, *, foldspaces?, wrapcol?, pad?, adobe?) -> bytes | Bytes written as Ascii85.
base64.b16decode(s, casefold?) -> bytes ! text: value | The bytes that hexadecimal digits write.
base64.b16encode(s) -> bytes ! bytes: nothing | Bytes written as hexadecimal digits.
base64.b32decode(s, casefold?, map01?) -> bytes | The bytes that Base32 writes.
base64.b32encode(s) -> bytes ! bytes: nothing | Bytes written as Base32.
base64.b32hexdecode(s, casefold?) -> bytes | The bytes that Base32 with the hexadecimal alphabet writes.
base64.b32hexencode(s) -> bytes | Bytes written as Base32 with the hexadecimal alphabet.
base64.b64decode(s, altchars?, validate?) -> bytes | The bytes that Base64 writes.
base64.b64encode(s, altchars?) -> bytes | Bytes written as Base64, themselves bytes.
base64.b85decode(b) -> bytes ! text: value | The bytes that Base85 writes.
base64.b85encode(b, pad?) -> bytes | Bytes written as Base85.
base64.decode(input, output) -> null | Reads Base64 from one file and writes bytes to another.
base64.decodebytes(s) -> bytes | The bytes that lines of Base64 write.
base64.encode(input, output) -> null | Reads bytes from one file and writes Base64 to another.
base64.encodebytes(s) -> bytes ! bytes: nothing | Bytes written as lines of Base64.
base64.standard_b64decode(s) -> bytes ! text: value | The bytes that Base64 writes.
base64.standard_b64encode(s) -> bytes ! bytes: nothing | Bytes written as Base64.
base64.urlsafe_b64decode(s) -> bytes ! text: value | The bytes that Base64 with the URL alphabet writes.
base64.urlsafe_b64encode(s) -> bytes ! bytes: nothing | Bytes written as Base64 with the URL alphabet.

binascii.Error(*args) -> =Exception | Bytes are not encoded that way.
binascii.a2b_base64(data, /, *, strict_mode?) -> bytes ! text: value | The bytes that Base64 writes.
binascii.a2b_hex(hexstr, /) -> bytes ! text: value | The bytes that hexadecimal digits write.
binascii.b2a_base64(data, /, *, newline?) -> bytes ! bytes: nothing | Bytes written as Base64.
binascii.b2a_hex(data, sep?, bytes_per_sep?) -> bytes | Bytes written as hexadecimal digits.
binascii.crc32(data, crc?, /) -> int | A checksum of bytes.
binascii.hexlify(data, sep?, bytes_per_sep?) -> bytes | Bytes written as hexadecimal digits.
binascii.unhexlify(hexstr, /) -> bytes ! text: value | The bytes that hexadecimal digits write.

urllib.error.HTTPError(url, code, msg, hdrs, fp) -> =Exception | A server answered with an error.
urllib.error.URLError(reason, filename?) -> =Exception | A server could not be reached.
urllib.parse.ParseResult(scheme, netloc, path, params, query, fragment) -> tuples[any] | The six parts of a URL.
urllib.parse.ParseResult#[](index) -> self.element | One of the six parts.
urllib.parse.ParseResult#fragment: self.element | What follows `#`.
urllib.parse.ParseResult#geturl() -> self.element | The parts put together again.
urllib.parse.ParseResult#hostname: self.element / null | The host in lower case, if there is one.
urllib.parse.ParseResult#netloc: self.element | The host with user and port.
urllib.parse.ParseResult#params: self.element | What follows `;` in the last part of the path.
urllib.parse.ParseResult#password: self.element / null | The password, if there is one.
urllib.parse.ParseResult#path: self.element | The path.
urllib.parse.ParseResult#port: int / null | The port, if there is one.
urllib.parse.ParseResult#query: self.element | What follows `?`.
urllib.parse.ParseResult#scheme: self.element | The protocol, such as `https`.
urllib.parse.ParseResult#username: self.element / null | The user, if there is one.
urllib.parse.SplitResult(scheme, netloc, path, query, fragment) -> tuples[any] | The five parts of a URL.
urllib.parse.SplitResult#[](index) -> self.element | One of the five parts.
urllib.parse.SplitResult#fragment: self.element | What follows `#`.
urllib.parse.SplitResult#geturl() -> self.element | The parts put together again.
urllib.parse.SplitResult#hostname: self.element / null | The host in lower case, if there is one.
urllib.parse.SplitResult#netloc: self.element | The host with user and port.
urllib.parse.SplitResult#password: self.element / null | The password, if there is one.
urllib.parse.SplitResult#path: self.element | The path.
urllib.parse.SplitResult#port: int / null | The port, if there is one.
urllib.parse.SplitResult#query: self.element | What follows `?`.
urllib.parse.SplitResult#scheme: self.element | The protocol, such as `https`.
urllib.parse.SplitResult#username: self.element / null | The user, if there is one.
urllib.parse.parse_qs(qs, keep_blank_values?, strict_parsing?, encoding?, errors?, max_num_fields?, separator?) -> dict[list+[like[arg0]]] | The fields of a query, each with a list of values.
urllib.parse.parse_qsl(qs, keep_blank_values?, strict_parsing?, encoding?, errors?, max_num_fields?, separator?) -> list[tuple[like[arg0], like[arg0]]] | The fields of a query, one pair at a time.
urllib.parse.quote(string, safe?, encoding?, errors?) -> str ! str: value other | The text with `%` codes for what a path must not hold.
urllib.parse.quote_from_bytes(bs, safe?) -> str | Bytes with `%` codes for what a path must not hold.
urllib.parse.quote_plus(string, safe?, encoding?, errors?) -> str ! str: value other | The text as a query holds it, `+` for spaces.
urllib.parse.unquote(string, encoding?, errors?) -> str ! str: other | The text with its `%` codes replaced.
urllib.parse.unquote_plus(string, encoding?, errors?) -> str ! str: other | The text with its `%` codes and `+` replaced.
urllib.parse.unquote_to_bytes(string) -> bytes | The bytes that a text with `%` codes writes.
urllib.parse.urldefrag(url) -> unknown | The URL without what follows `#`, and that.
urllib.parse.urlencode(query, doseq?, safe?, encoding?, errors?, quote_via?) -> str | A query written from a mapping or from pairs.
urllib.parse.urljoin(base, url, allow_fragments?) -> unknown ! str: value | A URL as seen from another.
urllib.parse.urlparse(url, scheme?, allow_fragments?) -> =urllib.parse.ParseResult[like[arg0]] ! str: value | The six parts of a URL.
urllib.parse.urlsplit(url, scheme?, allow_fragments?) -> =urllib.parse.SplitResult[like[arg0]] ! str: value | The five parts of a URL.
urllib.parse.urlunparse(components) -> unknown | A URL from its six parts.
urllib.parse.urlunsplit(components) -> unknown | A URL from its five parts.
urllib.request.Request(url, data?, headers?, origin_req_host?, unverifiable?, method?) -> any | A request to be sent.
urllib.request.urlopen(url, data?, timeout?, **kwargs) -> any | Sends a request and opens the answer.
urllib.request.urlretrieve(url, filename?, reporthook?, data?) -> any | Sends a request and stores the answer.

uuid.NAMESPACE_DNS: =uuid.UUID | For identifiers made from domain names.
uuid.NAMESPACE_OID: =uuid.UUID | For identifiers made from object identifiers.
uuid.NAMESPACE_URL: =uuid.UUID | For identifiers made from URLs.
uuid.NAMESPACE_X500: =uuid.UUID | For identifiers made from X.500 names.
uuid.UUID(hex?, bytes?, bytes_le?, fields?, int?, version?, *, is_safe?) -> =uuid.UUID | A universal identifier.
uuid.UUID#bytes: bytes | Its 16 bytes.
uuid.UUID#bytes_le: bytes | Its 16 bytes, the first parts turned round.
uuid.UUID#clock_seq: int | Its clock sequence.
uuid.UUID#fields: unknown | Its six parts.
uuid.UUID#hex: str | Its 32 hexadecimal digits.
uuid.UUID#int: int | Its value as a number.
uuid.UUID#is_safe: unknown | Whether it was made safely.
uuid.UUID#node: int | Its node.
uuid.UUID#time: int | Its time.
uuid.UUID#time_hi_version: int | The highest part of its time, with the version.
uuid.UUID#time_low: int | The lowest part of its time.
uuid.UUID#time_mid: int | The middle part of its time.
uuid.UUID#urn: str | It as a URN.
uuid.UUID#variant: str | Which layout it has.
uuid.UUID#version: int / null | How it was made, from 1 on.
uuid.getnode() -> int | This machine's hardware address.
uuid.uuid1(node?, clock_seq?) -> =uuid.UUID ! int: value | An identifier made from the machine and the time.
uuid.uuid3(namespace, name) -> =uuid.UUID | An identifier made from a name with MD5.
uuid.uuid4() -> =uuid.UUID ! none: nothing | A random identifier.
uuid.uuid5(namespace, name) -> =uuid.UUID | An identifier made from a name with SHA-1.
uuid.uuid6(node?, clock_seq?) -> =uuid.UUID | An identifier that sorts by time (from Python 3.14 on).
uuid.uuid7() -> =uuid.UUID | A random identifier that sorts by time (from Python 3.14 on).
uuid.uuid8(a?, b?, c?) -> =uuid.UUID | An identifier of one's own making (from Python 3.14 on).

secrets.choice(seq) -> arg0.element | One of the elements, safely drawn.
secrets.compare_digest(a, b, /) -> bool | Whether both are equal, in a time that tells nothing.
secrets.randbelow(exclusive_upper_bound) -> int | An integer from 0 up to, not including, a bound.
secrets.randbits(k, /) -> int | An integer of so many random bits.
secrets.token_bytes(nbytes?) -> bytes | Random bytes.
secrets.token_hex(nbytes?) -> str | Random bytes as hexadecimal digits.
secrets.token_urlsafe(nbytes?) -> str | Random bytes as text for URLs.

struct.Struct(format) -> any | A layout of bytes, prepared for repeated use.
struct.calcsize(format, /) -> int | How many bytes a layout has.
struct.error(*args) -> =Exception | Values and layout do not fit.
struct.iter_unpack(format, buffer, /) -> lazy[tuples[unknown]] | The values that bytes of a layout hold, over and over.
struct.pack(format, /, *values) -> bytes | Values as bytes of a layout.
struct.unpack(format, buffer, /) -> tuples[unknown] | The values that bytes of a layout hold.
struct.unpack_from(format, /, buffer, offset?) -> tuples[unknown] | The values that bytes of a layout hold, from a place on.

zlib.adler32(data, value?, /) -> int | A checksum of bytes.
zlib.compress(data, /, level?, wbits?) -> bytes | Bytes made smaller.
zlib.compressobj(*args, **kwargs) -> any | Makes bytes smaller piece by piece.
zlib.crc32(data, value?, /) -> int | A checksum of bytes.
zlib.decompress(data, /, wbits?, bufsize?) -> bytes | The bytes that were made smaller.
zlib.decompressobj(*args, **kwargs) -> any | Restores bytes piece by piece.
zlib.error(*args) -> =Exception | The bytes cannot be restored.
gzip.GzipFile(*args, **kwargs) -> any | A compressed file.
gzip.compress(data, compresslevel?, *, mtime?) -> bytes | Bytes made smaller, with the header of a gzip file.
gzip.decompress(data) -> bytes | The bytes of a gzip file.
gzip.open(*args, **kwargs) -> any | Opens a compressed file.
