# Modules that read and write text: json, re, string, textwrap, html, csv, io, unicodedata, difflib.

json.JSONDecodeError(msg, doc, pos) -> =Exception | The text is no JSON.
json.JSONDecoder(*, ...) -> any | A configurable reader of JSON.
json.JSONEncoder(*, ...) -> any | A configurable writer of JSON.
json.dump(obj, fp, *, skipkeys?, ensure_ascii?, check_circular?, allow_nan?, cls?, indent?, separators?, default?, sort_keys?, **kw) -> null | Writes a value to a file as JSON.
json.dumps(obj, *, skipkeys?, ensure_ascii?, check_circular?, allow_nan?, cls?, indent?, separators?, default?, sort_keys?, **kw) -> str | A value written as JSON text.
json.load(fp, *, ...) -> data | The value that a file of JSON writes.
json.loads(s, *, ...) -> data | The value that a JSON text writes.

re.A: int | Makes `\w`, `\d`, `\s` and `\b` mean ASCII only.
re.ASCII: int | Makes `\w`, `\d`, `\s` and `\b` mean ASCII only.
re.DEBUG: int | Shows what a pattern was compiled to.
re.DOTALL: int | Makes `.` match line breaks too.
re.I: int | Ignores case.
re.IGNORECASE: int | Ignores case.
re.L: int | Follows the locale; for patterns of bytes.
re.LOCALE: int | Follows the locale; for patterns of bytes.
re.M: int | Makes `^` and `$` match at every line.
re.MULTILINE: int | Makes `^` and `$` match at every line.
re.NOFLAG: int | No flag at all (from Python 3.11 on).
re.S: int | Makes `.` match line breaks too.
re.U: int | Means Unicode characters, as text patterns do anyway.
re.UNICODE: int | Means Unicode characters, as text patterns do anyway.
re.VERBOSE: int | Allows white space and comments in the pattern.
re.X: int | Allows white space and comments in the pattern.
re.compile(pattern, flags?) -> =re.Pattern[arg0] | Prepares a pattern for repeated use.
re.error(msg, pattern?, pos?) -> =Exception | The pattern is not valid.
re.escape(pattern) -> like[arg0] | The text with everything escaped that means something in patterns.
re.findall(pattern, string, flags?) -> list[any] | All matches: their text, or their groups where there are any.
re.finditer(pattern, string, flags?) -> lazy[=re.Match[like[arg0, arg1]]] | All matches, one match object at a time.
re.fullmatch(pattern, string, flags?) -> =re.Match[like[arg0, arg1]] / null | The match if the pattern fits the whole text.
re.match(pattern, string, flags?) -> =re.Match[like[arg0, arg1]] / null | The match at the beginning of the text, if there is one.
re.purge() -> null | Forgets the patterns compiled so far.
re.search(pattern, string, flags?) -> =re.Match[like[arg0, arg1]] / null | The first match anywhere in the text, if there is one.
re.split(pattern, string, maxsplit?, flags?) -> list+[any] | The parts of the text between the matches, and the groups.
re.sub(pattern, repl, string, count?, flags?) -> like[arg0, arg2] | The text with the matches replaced.
re.subn(pattern, repl, string, count?, flags?) -> tuple[like[arg0, arg2], int] | The text with the matches replaced, and how many there were.

re.Pattern#findall(string, pos?, endpos?) -> list[any] | All matches: their text, or their groups where there are any.
re.Pattern#finditer(string, pos?, endpos?) -> lazy[=re.Match[like[self, arg0]]] | All matches, one match object at a time.
re.Pattern#flags: int | The flags in force.
re.Pattern#fullmatch(string, pos?, endpos?) -> =re.Match[like[self, arg0]] / null | The match if the pattern fits the whole text.
re.Pattern#groupindex: any | The numbers of the named groups.
re.Pattern#groups: int | How many groups the pattern has.
re.Pattern#match(string, pos?, endpos?) -> =re.Match[like[self, arg0]] / null | The match at the beginning of the text, if there is one.
re.Pattern#pattern: like[self] | What the pattern was compiled from.
re.Pattern#search(string, pos?, endpos?) -> =re.Match[like[self, arg0]] / null | The first match anywhere in the text, if there is one.
re.Pattern#split(string, maxsplit?) -> list+[any] | The parts of the text between the matches, and the groups.
re.Pattern#sub(repl, string, count?) -> like[self, arg1] | The text with the matches replaced.
re.Pattern#subn(repl, string, count?) -> tuple[like[self, arg1], int] | The text with the matches replaced, and how many there were.

re.Match#[](group) -> self.element / null | A group; nothing where it took no part in the match.
re.Match#end(group?, /) -> int ! data: index type | Where the match, or a group, ends; -1 for a group that took no part.
re.Match#endpos: int | Where the search was to end.
re.Match#expand(template) -> self.element | The template with its references to groups filled in.
re.Match#group(*groups) -> any | The match, one group, or several groups as a tuple.
re.Match#groupdict(default?) -> dict[self.element / arg0?] ! data: nothing | The named groups.
re.Match#groups(default?) -> tuples[self.element / arg0?] ! data: nothing | All groups.
re.Match#lastgroup: str / null | The name of the last group that matched, if it has one.
re.Match#lastindex: int / null | The number of the last group that matched, if any did.
re.Match#pos: int | Where the search began.
re.Match#re: =re.Pattern[self.element] | The pattern that matched.
re.Match#regs: tuples[tuple[int, int]] | The spans of the match and of all groups.
re.Match#span(group?, /) -> tuple[int, int] ! data: index type | Where the match, or a group, starts and ends.
re.Match#start(group?, /) -> int ! data: index type | Where the match, or a group, starts; -1 for a group that took no part.
re.Match#string: self.element | The text that was searched.

string.Formatter() -> any | The machinery behind `str.format`, to be adapted.
string.Template(template) -> =string.Template | A text with `$name` placeholders.
string.Template#substitute(mapping?, /, **kws) -> str | The text with its placeholders filled in; raises where one is missing.
string.Template#safe_substitute(mapping?, /, **kws) -> str | The text with the placeholders filled in that are known.
string.Template#template: any | The text with its placeholders.
string.ascii_letters: str | The 52 Latin letters, lower case first.
string.ascii_lowercase: str | The letters a to z.
string.ascii_uppercase: str | The letters A to Z.
string.capwords(s, sep?) -> str | Every word begun in upper case and the white space tidied.
string.digits: str | The digits 0 to 9.
string.hexdigits: str | The digits of base sixteen, in both cases.
string.octdigits: str | The digits of base eight.
string.printable: str | The ASCII characters that can be shown, and white space.
string.punctuation: str | The ASCII characters that are punctuation.
string.whitespace: str | The ASCII characters that are white space.

textwrap.dedent(text) -> str ! str: nothing | The text without the indentation that all lines share.
textwrap.fill(text, width?, **kwargs) -> str | A paragraph broken into lines of at most so many characters.
textwrap.indent(text, prefix, predicate?) -> str | The text with a prefix before its lines.
textwrap.shorten(text, width, **kwargs) -> str | The text cut after a word to fit, with white space tidied.
textwrap.wrap(text, width?, **kwargs) -> list[str] | The lines of a paragraph of at most so many characters each.

html.escape(s, quote?) -> str ! str: nothing | The text with `<`, `>`, `&` and quotes written as entities.
html.unescape(s) -> str ! str: nothing | The text with entities replaced by the characters they mean.

csv.DictReader(f, fieldnames?, restkey?, restval?, dialect?, *args, **kwds) -> any | Reads rows as dictionaries.
csv.DictWriter(f, fieldnames, restval?, extrasaction?, dialect?, *args, **kwds) -> =csv.DictWriter | Writes dictionaries to a file as rows.
csv.DictWriter#writeheader() -> unknown | Writes the row of the names.
csv.DictWriter#writerow(rowdict) -> unknown | Writes one row.
csv.DictWriter#writerows(rowdicts) -> null | Writes several rows.
csv.Error(*args) -> =Exception | A table cannot be read or written.
csv.QUOTE_ALL: int | Put quotes round every field.
csv.QUOTE_MINIMAL: int | Put quotes only where they are needed.
csv.QUOTE_NONE: int | Never put quotes.
csv.QUOTE_NONNUMERIC: int | Put quotes round everything but numbers.
csv.reader(iterable, *, ...) -> lazy[list[str]] | The rows of a table, each a list of texts.
csv.writer(fileobj, dialect?, **fmtparams) -> =csv.writer | Writes rows of a table to a file.
csv.writer#writerow(row, /) -> unknown | Writes one row.
csv.writer#writerows(rows, /) -> null | Writes several rows.

io.BytesIO(initial_bytes?) -> any | A file of bytes in memory.
io.StringIO(initial_value?, newline?) -> =io.StringIO | A file of text in memory.
io.StringIO#close() -> null | Closes the file and frees its text.
io.StringIO#closed: bool | Whether it is closed.
io.StringIO#flush() -> null | Does nothing here.
io.StringIO#getvalue() -> str | All that was written.
io.StringIO#isatty() -> bool | False.
io.StringIO#read(size?, /) -> str | The rest of the text, or so many characters.
io.StringIO#readable() -> bool | True.
io.StringIO#readline(size?, /) -> str | The next line.
io.StringIO#readlines(hint?, /) -> list[str] | The remaining lines.
io.StringIO#seek(pos, whence?, /) -> int | Goes to a place.
io.StringIO#seekable() -> bool | True.
io.StringIO#tell() -> int | The present place.
io.StringIO#truncate(pos?, /) -> int | Cuts the text.
io.StringIO#writable() -> bool | True.
io.StringIO#write(s, /) -> int | Writes text; returns how many characters.
io.StringIO#writelines(lines, /) -> null | Writes several texts.
io.TextIOWrapper(buffer, *args, **kwargs) -> any | Text read from or written to a file of bytes.
io.open(file, *args, **kwargs) -> any | Opens a file.

unicodedata.bidirectional(chr, /) -> str | The character's bidirectional class.
unicodedata.category(chr, /) -> str | The character's general category, such as `Lu`.
unicodedata.combining(chr, /) -> int | The character's combining class.
unicodedata.decimal(chr, default?, /) -> int / arg1 | The decimal digit that a character means.
unicodedata.decomposition(chr, /) -> str | What a character is composed of.
unicodedata.digit(chr, default?, /) -> int / arg1 | The digit that a character means.
unicodedata.east_asian_width(chr, /) -> str | How wide a character is in East Asian text.
unicodedata.is_normalized(form, unistr, /) -> bool | Whether the text is in that normal form.
unicodedata.lookup(name, /) -> str | The character of that name.
unicodedata.mirrored(chr, /) -> int | Whether the character is mirrored in text from right to left.
unicodedata.name(chr, default?, /) -> str / arg1 | The name of a character.
unicodedata.normalize(form, unistr, /) -> str ! str: value | The text in a normal form, such as `NFC`.
unicodedata.numeric(chr, default?, /) -> float / arg1 | The number that a character means.
unicodedata.unidata_version: str | Which edition of the Unicode tables is in use.

difflib.HtmlDiff(tabsize?, wrapcolumn?, linejunk?, charjunk?) -> any | Shows differences as an HTML table.
difflib.SequenceMatcher(isjunk?, a?, b?, autojunk?) -> =difflib.SequenceMatcher | Compares two sequences.
difflib.SequenceMatcher#find_longest_match(*args, **kwargs) -> any | The longest part that both share.
difflib.SequenceMatcher#get_matching_blocks() -> any | All parts that both share.
difflib.SequenceMatcher#get_opcodes() -> list[tuple[str, int, int, int, int]] | The steps that turn one into the other.
difflib.SequenceMatcher#quick_ratio() -> float | An upper bound of the similarity, found quickly.
difflib.SequenceMatcher#ratio() -> float | How similar they are, from 0 to 1.
difflib.SequenceMatcher#real_quick_ratio() -> float | A rough upper bound of the similarity.
difflib.SequenceMatcher#set_seq1(a) -> null | Sets the first sequence.
difflib.SequenceMatcher#set_seq2(b) -> null | Sets the second sequence.
difflib.SequenceMatcher#set_seqs(a, b) -> null | Sets both sequences.
difflib.context_diff(a, b, fromfile?, tofile?, fromfiledate?, tofiledate?, n?, lineterm?) -> lazy[str] | The differences of two lists of lines, with context.
difflib.get_close_matches(word, possibilities, n?, cutoff?) -> list[arg1.element] | The most similar of several candidates, best first.
difflib.ndiff(a, b, linejunk?, charjunk?) -> lazy[str] | The differences of two lists of lines, in full.
difflib.restore(delta, which) -> lazy[str] | One side of what `ndiff` gave.
difflib.unified_diff(a, b, fromfile?, tofile?, fromfiledate?, tofiledate?, n?, lineterm?) -> lazy[str] | The differences of two lists of lines, as patches write them.
