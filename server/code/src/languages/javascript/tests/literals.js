// What Node makes of these literals: `node literals.js > literals.tsv`. Every line holds, as JSON,
// the literal, its value (null where the text holds half a surrogate pair; numbers as text), and
// the key it is in an object.
const raw = String.raw;
const literals = [
  raw`""`, raw`''`, raw`"a"`, raw`"'"`, raw`'"'`, raw`"\""`, raw`'\''`, raw`"\\"`, raw`"\/"`,
  raw`"\n\t\r\b\f\v"`, raw`"\a\c\d\e\g\q\z\A\$\%"`, raw`"\é\😀"`, raw`"é😀"`,
  raw`"\0"`, raw`"\0a"`, raw`"\08"`, raw`"\1"`, raw`"\12"`, raw`"\101"`, raw`"\377"`, raw`"\400"`,
  raw`"\777"`, raw`"\08\09"`, raw`"\8\9"`, raw`"\x41\x7a"`, raw`"\xe9"`, raw`"\u0041\u00e9"`,
  raw`"\u{41}"`, raw`"\u{1F600}"`, raw`"\u{0000041}"`, raw`"\u{10FFFF}"`, raw`"\u{0}"`,
  raw`"\uD83D\uDE00"`, raw`"\uD83D"`, raw`"\uDE00"`, raw`"\uDE00\uD83D"`, raw`"\uD83Dx"`,
  raw`"\uD83D\u{DE00}"`, raw`"\u{D83D}\uDE00"`, raw`"\uD83D\uD83D\uDE00"`,
  "\"\\uD83D\\\n\\uDE00\"", "\"a\\\nb\"", "\"a\\\r\nb\"", "\"a\\\rb\"", "\"a\\\u2028b\"", "\"a\u2028b\"",
  raw`"<!-- no comment -->"`, raw`"// no comment"`,
  "`a`", "`\\n\\t\\x41\\u{41}\\0\\\\\\$\\{`", "`a\nb`", "`a\r\nb\rc`", "`a\\\r\nb`", "`\\``", "`$`", "`$$a{`",
  "`\\uD83D\\uDE00`", "`\\uD83D`",
  ...`0 1 10 123456789 1.5 .5 5. 0.1 1e3 1E3 1e+3 1e-3 1.5e300 1e20 1e21 1.5e21 1e-6 1e-7 1.5e-9
    123456789012345680000 12345678901234567890 1e400 9007199254740991 9007199254740992
    9007199254740993 9223372036854775807 9223372036854775808
    0x10 0XfF 0o17 0O17 0b101 0B101 017 0777 08 09.5 019 00 1_000 1_0.0_1 0xFF_FF 0b1_0
    0x1fffffffffffff 0x20000000000001 0xffffffffffffffff
    1n 0n 12345678901234567890n 0x1fn 0b11n 0o17n 1_000n`.split(/\s+/),
];

const unicode = value => (typeof value === "string" && !value.isWellFormed() ? null : value);
for (const literal of literals) {
  const value = (0, eval)(`(${literal})`);
  const key = literal.startsWith("`") ? null : Object.keys((0, eval)(`({${literal}: 1})`))[0];
  console.log([literal, unicode(String(value)), unicode(key)].map(part => JSON.stringify(part)).join("\t"));
}
