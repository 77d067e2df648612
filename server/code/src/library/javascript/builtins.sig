# The built-ins of JavaScript that are in no other table.

JSON: path:JSON | Reading and writing JSON.
JSON.parse(text, reviver?) -> data ! | The value a JSON text stands for.
JSON.stringify(value, replacer?, space?) -> str / undefined ! | The value as JSON text; `undefined` where nothing of it can be written.
JSON.rawJSON(text) -> unknown ! | A JSON text that `JSON.stringify` writes as it stands.
JSON.isRawJSON(value) -> bool | Whether `JSON.rawJSON` made it.

String(value?) -> str | The value as text.
new String(value?) -> =String | A text object; hardly ever what is meant.
String.fromCharCode(...units) -> str | The text of some UTF-16 units.
String.fromCodePoint(...points) -> str ! | The text of some code points; throws where one is none.
String.raw(strings, ...values) -> str | A template's text, its backslashes untouched.

Symbol(description?) -> symbol | A new symbol, equal to no other.
Symbol.for(key) -> symbol | The shared symbol of that key.
Symbol.keyFor(symbol) -> str / undefined | The key of a shared symbol.
Symbol.asyncDispose: symbol | Names the method that `await using` calls at the end.
Symbol.asyncIterator: symbol | Names the method that `for await` walks by.
Symbol.dispose: symbol | Names the method that `using` calls at the end.
Symbol.hasInstance: symbol | Names the method behind `instanceof`.
Symbol.isConcatSpreadable: symbol | Names the property that makes `concat` spread an object.
Symbol.iterator: symbol | Names the method that `for` and spreading walk by.
Symbol.match: symbol | Names the method behind `String.prototype.match`.
Symbol.matchAll: symbol | Names the method behind `String.prototype.matchAll`.
Symbol.replace: symbol | Names the method behind `String.prototype.replace`.
Symbol.search: symbol | Names the method behind `String.prototype.search`.
Symbol.species: symbol | Names the constructor of derived objects.
Symbol.split: symbol | Names the method behind `String.prototype.split`.
Symbol.toPrimitive: symbol | Names the method that makes an object a text or number.
Symbol.toStringTag: symbol | Names the property that `toString` shows.
Symbol.unscopables: symbol | Names the properties that `with` passes over.

decodeURI(text) -> str ! | The text with percent codes decoded, save those that mean something in an address.
decodeURIComponent(text) -> str ! | The text with percent codes decoded.
encodeURI(text) -> str ! | The text with all but the characters of an address percent-encoded.
encodeURIComponent(value) -> str ! | The text percent-encoded, to be a part of an address.
escape(text) -> str | Percent-encoding of old (deprecated; use `encodeURIComponent`).
unescape(text) -> str | Decoding of old (deprecated; use `decodeURIComponent`).
eval(code) -> any ! | What a text does as code.
globalThis: any | The object that holds all globals.
undefined: undefined | No value.
Function(...args) -> function ! | A function from texts of code.

Object(value?) -> any | The value as an object.
Object.assign(target, ...sources) -> arg0 | Copies the own properties of some objects into the first.
Object.create(prototype, properties?) -> any | A new object with that prototype.
Object.defineProperties(object, properties) -> any | Adds or changes properties.
Object.defineProperty(object, key, descriptor) -> any | Adds or changes one property.
Object.entries(object) -> list[any] | The own properties as pairs of key and value.
Object.freeze(object) -> arg0 | Forbids every change of an object.
Object.fromEntries(entries) -> any | An object from pairs of key and value.
Object.getOwnPropertyDescriptor(object, key) -> any | How a property is defined.
Object.getOwnPropertyDescriptors(object) -> any | How all own properties are defined.
Object.getOwnPropertyNames(object) -> list[str] | The own keys, hidden ones too.
Object.getOwnPropertySymbols(object) -> list[symbol] | The own keys that are symbols.
Object.getPrototypeOf(object) -> any | The prototype of an object.
Object.groupBy(items, callback) -> dict[list[any]] | The items in lists, by what the callback gives for each.
Object.hasOwn(object, key) -> bool | Whether the object itself has a key.
Object.is(a, b) -> bool | Whether two values are the same; `NaN` is the same as itself.
Object.isExtensible(object) -> bool | Whether properties may be added.
Object.isFrozen(object) -> bool | Whether nothing of it may be changed.
Object.isSealed(object) -> bool | Whether no property may be added or removed.
Object.keys(object) -> list[str] | The own keys.
Object.preventExtensions(object) -> arg0 | Forbids new properties.
Object.seal(object) -> arg0 | Forbids new properties and removing any.
Object.setPrototypeOf(object, prototype) -> any | Changes the prototype of an object.
Object.values(object) -> list[any] | What the own keys hold.

Reflect: path:Reflect | What operators do, as functions.
Reflect.apply(target, receiver, args) -> any ! | Calls a function.
Reflect.construct(target, args, newTarget?) -> any ! | What `new` does.
Reflect.defineProperty(object, key, descriptor) -> any | Adds or changes one property; says whether it could.
Reflect.deleteProperty(object, key) -> any | What `delete` does.
Reflect.get(object, key, receiver?) -> any | What reading a property gives.
Reflect.getOwnPropertyDescriptor(object, key) -> any | How a property is defined.
Reflect.getPrototypeOf(object) -> any | The prototype of an object.
Reflect.has(object, key) -> bool | What `in` says.
Reflect.isExtensible(object) -> bool | Whether properties may be added.
Reflect.ownKeys(object) -> list[str / symbol] | All own keys, hidden ones and symbols too.
Reflect.preventExtensions(object) -> any | Forbids new properties; says whether it could.
Reflect.set(object, key, value, receiver?) -> any | What an assignment does; says whether it could.
Reflect.setPrototypeOf(object, prototype) -> any | Changes the prototype; says whether it could.

RegExp(pattern, flags?) -> =RegExp ! | A regular expression from text.
RegExp.escape(text) -> str | The text with every character that means something in a pattern escaped.
RegExp#dotAll: bool | Whether `.` matches the end of a line too.
RegExp#exec(text) -> null / list+[str / perhaps] | The next match with its groups, or `null`.
RegExp#flags: str | The flags.
RegExp#global: bool | Whether it looks for all matches.
RegExp#hasIndices: bool | Whether matches tell where their groups are.
RegExp#ignoreCase: bool | Whether upper and lower case are the same.
RegExp#lastIndex: any | Where the next search begins.
RegExp#multiline: bool | Whether `^` and `$` match at every line.
RegExp#source: str | The pattern.
RegExp#sticky: bool | Whether it matches at `lastIndex` only.
RegExp#test(text) -> bool | Whether it matches.
RegExp#toString() -> str | The pattern between slashes, with its flags.
RegExp#unicode: bool | Whether it reads code points.
RegExp#unicodeSets: bool | Whether it reads code points and sets of texts.
RegExp#compile(pattern, flags?) -> self | Makes it another pattern (deprecated).

AggregateError(errors, message?, options?) -> =Error | Several errors as one.
Error(message?, options?) -> =Error | An error with a message.
EvalError(message?, options?) -> =Error | An error of `eval`; the engines no longer throw it.
RangeError(message?, options?) -> =Error | A value out of the range allowed.
ReferenceError(message?, options?) -> =Error | A name that is not there.
SuppressedError(error, suppressed, message?) -> =Error | An error during the handling of another.
SyntaxError(message?, options?) -> =Error | Text that cannot be read as what it should be.
TypeError(message?, options?) -> =Error | A value of the wrong sort.
URIError(message?, options?) -> =Error | Percent codes that cannot be read.
Error.captureStackTrace(object, above?) -> any | Gives an object a `stack`.
Error.isError(value) -> bool | Whether it is an error.
Error.prepareStackTrace: any | Makes the `stack` of errors.
Error.stackTraceLimit: any | How many calls a stack shows.
Error#cause: any | The error behind this one, where one was given.
Error#errors: any | The errors an `AggregateError` holds.
Error#message: str | What went wrong.
Error#name: str | The sort of error.
Error#stack: str / perhaps | The message and the calls that led there.
Error#toString() -> str | The name and the message.

console: path:console | Messages for whoever develops the workflow.
console.Console: any | A console that writes elsewhere.
console.createTask(name) -> unknown | A task, where a debugger listens.
console.assert(condition, ...data) -> undefined | Writes a message where the condition does not hold.
console.clear() -> undefined | Clears the console.
console.count(label?) -> undefined | Writes how often it has been called.
console.countReset(label?) -> undefined | Counts from 0 again.
console.debug(...data) -> undefined | Writes a message.
console.dir(object, options?) -> undefined | Writes the properties of an object.
console.dirxml(...data) -> undefined | Writes a message.
console.error(...data) -> undefined | Writes a message to standard error.
console.group(...label) -> undefined | Indents the messages that follow.
console.groupCollapsed(...label) -> undefined | Indents the messages that follow.
console.groupEnd() -> undefined | Ends the indenting.
console.info(...data) -> undefined | Writes a message.
console.log(...data) -> undefined | Writes a message.
console.profile(label?) -> undefined | Begins a profile, where a debugger listens.
console.profileEnd(label?) -> undefined | Ends a profile.
console.table(data, columns?) -> undefined | Writes a list of objects as a table.
console.time(label?) -> undefined | Starts a stop-watch.
console.timeEnd(label?) -> undefined | Writes the time passed, and ends it.
console.timeLog(label?, ...data) -> undefined | Writes the time passed.
console.timeStamp(label?) -> undefined | Marks a moment, where a debugger listens.
console.trace(...data) -> undefined | Writes a message and the calls that led there.
console.warn(...data) -> undefined | Writes a warning.

Array(...items) -> any | A list of the items, or of a length.
Array.from(items, callback?, receiver?) -> list[any] | A list of what something gives when walked.
Array.fromAsync(items, callback?, receiver?) -> promise[list[any]] | A list of what something gives when walked and awaited.
Array.isArray(value) -> bool | Whether it is a list.
Array.of(...items) -> list[any] | A list of the items.
Array#at(index) -> any | The item at an index, counted from the end where it is negative.
Array#concat(...lists) -> any | A list of these items and others.
Array#copyWithin(target, start, end?) -> any | Copies some items over others.
Array#entries() -> any | Walks over pairs of index and item.
Array#every(callback, receiver?) -> bool | Whether the callback holds for every item.
Array#fill(value, start?, end?) -> any | Sets every item to one value.
Array#filter(callback, receiver?) -> any | A list of the items for which the callback holds.
Array#find(callback, receiver?) -> any | The first item for which the callback holds.
Array#findIndex(callback, receiver?) -> int | The index of the first item for which the callback holds, or -1.
Array#findLast(callback, receiver?) -> any | The last item for which the callback holds.
Array#findLastIndex(callback, receiver?) -> int | The index of the last item for which the callback holds, or -1.
Array#flat(depth?) -> any | A list with the lists among the items laid open.
Array#flatMap(callback, receiver?) -> any | A list of what the callback gives, lists laid open.
Array#forEach(callback, receiver?) -> undefined | Calls the callback for every item.
Array#includes(item, from?) -> bool | Whether it has an item.
Array#indexOf(item, from?) -> int | Where an item first stands, or -1.
Array#join(separator?) -> str | The items as one text, with a separator between them.
Array#keys() -> any | Walks over the indices.
Array#lastIndexOf(item, from?) -> int | Where an item last stands, or -1.
Array#length: int | How many items it has.
Array#map(callback, receiver?) -> any | A list of what the callback gives for each item.
Array#pop() -> any | Takes the last item off.
Array#push(...items) -> int | Adds items at the end; gives the new length.
Array#reduce(callback, start?) -> any | Puts the items together to one value, from the left.
Array#reduceRight(callback, start?) -> any | Puts the items together to one value, from the right.
Array#reverse() -> any | Turns the list round in place.
Array#shift() -> any | Takes the first item off.
Array#slice(start?, end?) -> any | A list of some of the items.
Array#some(callback, receiver?) -> bool | Whether the callback holds for any item.
Array#sort(compare?) -> any | Sorts the list in place, as text unless told otherwise.
Array#splice(start, count?, ...items) -> any | Takes items out and puts others in; gives those taken out.
Array#toLocaleString(locales?, options?) -> str | The items as one text, as people of a place write them.
Array#toReversed() -> any | A list of the items the other way round.
Array#toSorted(compare?) -> any | A sorted list of the items.
Array#toSpliced(start, count?, ...items) -> any | A list with some items left out and others put in.
Array#toString() -> str | The items as one text, with commas.
Array#unshift(...items) -> int | Adds items in front; gives the new length.
Array#values() -> any | Walks over the items.
Array#with(index, value) -> any | A list with one item replaced.
