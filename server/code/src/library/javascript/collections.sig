# JavaScript's collections, iterators, promises and binary data.

Map(entries?) -> =Map | A table from keys of any sort to values.
Map.groupBy(items, callback) -> =Map[list[any]] | The items in lists, by what the callback gives for each.
Map#clear() -> undefined | Empties it.
Map#delete(key) -> bool | Takes a key out; says whether it was there.
Map#entries() -> any | Walks over pairs of key and value.
Map#forEach(callback, receiver?) -> undefined | Calls the callback for every value and key.
Map#get(key) -> any | The value of a key.
Map#has(key) -> bool | Whether a key is there.
Map#keys() -> any | Walks over the keys.
Map#set(key, value) -> self | Sets the value of a key.
Map#size: int | How many keys there are.
Map#values() -> any | Walks over the values.
Set(items?) -> =Set | A set of values.
Set#add(value) -> self | Puts a value in.
Set#clear() -> undefined | Empties it.
Set#delete(value) -> bool | Takes a value out; says whether it was there.
Set#difference(other) -> =Set[self.element] | The values that the other has not.
Set#entries() -> any | Walks over pairs of a value and itself.
Set#forEach(callback, receiver?) -> undefined | Calls the callback for every value.
Set#has(value) -> bool | Whether a value is there.
Set#intersection(other) -> any | The values that both have.
Set#isDisjointFrom(other) -> bool | Whether they have no value in common.
Set#isSubsetOf(other) -> bool | Whether the other has all its values.
Set#isSupersetOf(other) -> bool | Whether it has all values of the other.
Set#keys() -> any | Walks over the values.
Set#size: int | How many values there are.
Set#symmetricDifference(other) -> any | The values that one of both has.
Set#union(other) -> any | The values that either has.
Set#values() -> any | Walks over the values.
WeakMap(entries?) -> =WeakMap | A table from objects to values that keeps no object alive.
WeakMap#delete(key) -> bool | Takes a key out; says whether it was there.
WeakMap#get(key) -> any | The value of a key.
WeakMap#has(key) -> bool | Whether a key is there.
WeakMap#set(key, value) -> self | Sets the value of a key.
WeakRef(target) -> any | A reference that keeps no object alive.
WeakSet(items?) -> =WeakSet | A set of objects that keeps none alive.
WeakSet#add(value) -> self | Puts an object in.
WeakSet#delete(value) -> bool | Takes an object out; says whether it was there.
WeakSet#has(value) -> bool | Whether an object is there.
FinalizationRegistry(callback) -> any | Calls back when objects are gone.
DisposableStack() -> any | Collects what is to be done at the end of a block.
AsyncDisposableStack() -> any | Collects what is to be done and awaited at the end of a block.

Iterator: path:Iterator | What can be walked once.
Iterator.concat(...items) -> any | Walks over one thing after another.
Iterator.from(items) -> any | Walks over whatever can be walked.
Iterator#drop(count) -> =Iterator[self.element] | Walks on without so many items.
Iterator#every(callback) -> bool | Whether the callback holds for every item.
Iterator#filter(callback) -> =Iterator[self.element] | Walks over the items for which the callback holds.
Iterator#find(callback) -> self.element / perhaps | The first item for which the callback holds.
Iterator#flatMap(callback) -> any | Walks over what the callback gives, laid open.
Iterator#forEach(callback) -> undefined | Calls the callback for every item.
Iterator#map(callback) -> any | Walks over what the callback gives.
Iterator#next() -> {value: self.element / perhaps, done: bool} | The next item, or that there is none.
Iterator#reduce(callback, start?) -> any | Puts the items together to one value.
Iterator#some(callback) -> bool | Whether the callback holds for any item.
Iterator#take(count) -> =Iterator[self.element] | Walks over so many items at most.
Iterator#toArray() -> list[self.element] | The items as a list.
Generator#next(value?) -> any | Runs the generator up to its next `yield`.
Generator#return(value?) -> any | Ends the generator.
Generator#throw(error) -> any | Throws inside the generator.
AsyncGenerator#next(value?) -> promise[any] | Runs the generator up to its next `yield`.
AsyncGenerator#return(value?) -> promise[any] | Ends the generator.
AsyncGenerator#throw(error) -> promise[any] | Throws inside the generator.

Promise(executor) -> promise[any] | What will be known later.
Promise.all(promises) -> promise[list[any]] | What all promises give; fails when one does.
Promise.allSettled(promises) -> promise[list[any]] | What became of each promise.
Promise.any(promises) -> promise[any] | What the first promise that succeeds gives.
Promise.race(promises) -> promise[any] | What the first promise that settles gives.
Promise.reject(reason) -> promise[any] | A promise that has failed.
Promise.resolve(value?) -> promise[any] | A promise of what is known already.
Promise.try(callback, ...args) -> promise[any] | Calls a function; what it throws makes the promise fail.
Promise.withResolvers() -> {promise: promise[any], resolve: function, reject: function} | A promise and the functions that settle it.
Proxy(target, handler) -> any | An object whose every use goes through functions.

ArrayBuffer(length, options?) -> =ArrayBuffer ! | Bytes in memory.
ArrayBuffer.isView(value) -> bool | Whether it is a typed array or `DataView`.
ArrayBuffer#byteLength: int | How many bytes there are.
ArrayBuffer#detached: bool | Whether the bytes have been handed on.
ArrayBuffer#maxByteLength: int | How many bytes it may grow to.
ArrayBuffer#resizable: bool | Whether it may be resized.
ArrayBuffer#resize(length) -> undefined ! | Makes it longer or shorter.
ArrayBuffer#slice(start?, end?) -> =ArrayBuffer | A copy of some of the bytes.
ArrayBuffer#transfer(length?) -> =ArrayBuffer ! | Hands the bytes on to a new buffer.
ArrayBuffer#transferToFixedLength(length?) -> =ArrayBuffer ! | Hands the bytes on to a new buffer that cannot be resized.
SharedArrayBuffer(length, options?) -> =SharedArrayBuffer ! | Bytes in memory that several threads share.
SharedArrayBuffer#byteLength: int | How many bytes there are.
SharedArrayBuffer#grow(length) -> undefined ! | Makes it longer.
SharedArrayBuffer#growable: bool | Whether it may grow.
SharedArrayBuffer#maxByteLength: int | How many bytes it may grow to.
SharedArrayBuffer#slice(start?, end?) -> =SharedArrayBuffer | A copy of some of the bytes.
DataView(buffer, offset?, length?) -> =DataView ! | Reads and writes numbers in a buffer.
DataView#buffer: unknown | The buffer it reads.
DataView#byteLength: int | How many bytes it sees.
DataView#byteOffset: int | Where in the buffer it begins.
DataView#getInt8(offset, littleEndian?) -> int ! | Reads an integer.
DataView#setInt8(offset, value, littleEndian?) -> undefined ! | Writes an integer.
DataView#getUint8(offset, littleEndian?) -> int ! | Reads an integer.
DataView#setUint8(offset, value, littleEndian?) -> undefined ! | Writes an integer.
DataView#getInt16(offset, littleEndian?) -> int ! | Reads an integer.
DataView#setInt16(offset, value, littleEndian?) -> undefined ! | Writes an integer.
DataView#getUint16(offset, littleEndian?) -> int ! | Reads an integer.
DataView#setUint16(offset, value, littleEndian?) -> undefined ! | Writes an integer.
DataView#getInt32(offset, littleEndian?) -> int ! | Reads an integer.
DataView#setInt32(offset, value, littleEndian?) -> undefined ! | Writes an integer.
DataView#getUint32(offset, littleEndian?) -> int ! | Reads an integer.
DataView#setUint32(offset, value, littleEndian?) -> undefined ! | Writes an integer.
DataView#getFloat16(offset, littleEndian?) -> number ! | Reads a number.
DataView#setFloat16(offset, value, littleEndian?) -> undefined ! | Writes a number.
DataView#getFloat32(offset, littleEndian?) -> number ! | Reads a number.
DataView#setFloat32(offset, value, littleEndian?) -> undefined ! | Writes a number.
DataView#getFloat64(offset, littleEndian?) -> number ! | Reads a number.
DataView#setFloat64(offset, value, littleEndian?) -> undefined ! | Writes a number.
DataView#getBigInt64(offset, littleEndian?) -> bigint ! | Reads a BigInt.
DataView#setBigInt64(offset, value, littleEndian?) -> undefined ! | Writes a BigInt.
DataView#getBigUint64(offset, littleEndian?) -> bigint ! | Reads a BigInt.
DataView#setBigUint64(offset, value, littleEndian?) -> undefined ! | Writes a BigInt.
Atomics: any | Operations on shared memory.
WebAssembly: any | Running WebAssembly.

Int8Array(source?, offset?, length?) -> =Int8Array[int] ! | A fixed number of integers of 8 bits.
Int8Array.BYTES_PER_ELEMENT: int | How many bytes one of the numbers takes.
Int8Array.from(items, callback?, receiver?) -> =Int8Array[int] ! | Of what something gives when walked.
Int8Array.of(...items) -> =Int8Array[int] ! | Of the items.
Int8Array#: =TypedArray | A typed array.
Uint8Array(source?, offset?, length?) -> =Uint8Array[int] ! | A fixed number of bytes.
Uint8Array.BYTES_PER_ELEMENT: int | How many bytes one of the numbers takes.
Uint8Array.from(items, callback?, receiver?) -> =Uint8Array[int] ! | Of what something gives when walked.
Uint8Array.of(...items) -> =Uint8Array[int] ! | Of the items.
Uint8Array#: =TypedArray | A typed array.
Uint8ClampedArray(source?, offset?, length?) -> =Uint8ClampedArray[int] ! | A fixed number of bytes that stop at their bounds.
Uint8ClampedArray.BYTES_PER_ELEMENT: int | How many bytes one of the numbers takes.
Uint8ClampedArray.from(items, callback?, receiver?) -> =Uint8ClampedArray[int] ! | Of what something gives when walked.
Uint8ClampedArray.of(...items) -> =Uint8ClampedArray[int] ! | Of the items.
Uint8ClampedArray#: =TypedArray | A typed array.
Int16Array(source?, offset?, length?) -> =Int16Array[int] ! | A fixed number of integers of 16 bits.
Int16Array.BYTES_PER_ELEMENT: int | How many bytes one of the numbers takes.
Int16Array.from(items, callback?, receiver?) -> =Int16Array[int] ! | Of what something gives when walked.
Int16Array.of(...items) -> =Int16Array[int] ! | Of the items.
Int16Array#: =TypedArray | A typed array.
Uint16Array(source?, offset?, length?) -> =Uint16Array[int] ! | A fixed number of integers of 16 bits without a sign.
Uint16Array.BYTES_PER_ELEMENT: int | How many bytes one of the numbers takes.
Uint16Array.from(items, callback?, receiver?) -> =Uint16Array[int] ! | Of what something gives when walked.
Uint16Array.of(...items) -> =Uint16Array[int] ! | Of the items.
Uint16Array#: =TypedArray | A typed array.
Int32Array(source?, offset?, length?) -> =Int32Array[int] ! | A fixed number of integers of 32 bits.
Int32Array.BYTES_PER_ELEMENT: int | How many bytes one of the numbers takes.
Int32Array.from(items, callback?, receiver?) -> =Int32Array[int] ! | Of what something gives when walked.
Int32Array.of(...items) -> =Int32Array[int] ! | Of the items.
Int32Array#: =TypedArray | A typed array.
Uint32Array(source?, offset?, length?) -> =Uint32Array[int] ! | A fixed number of integers of 32 bits without a sign.
Uint32Array.BYTES_PER_ELEMENT: int | How many bytes one of the numbers takes.
Uint32Array.from(items, callback?, receiver?) -> =Uint32Array[int] ! | Of what something gives when walked.
Uint32Array.of(...items) -> =Uint32Array[int] ! | Of the items.
Uint32Array#: =TypedArray | A typed array.
Float16Array(source?, offset?, length?) -> =Float16Array[number] ! | A fixed number of numbers of 16 bits.
Float16Array.BYTES_PER_ELEMENT: int | How many bytes one of the numbers takes.
Float16Array.from(items, callback?, receiver?) -> =Float16Array[number] ! | Of what something gives when walked.
Float16Array.of(...items) -> =Float16Array[number] ! | Of the items.
Float16Array#: =TypedArray | A typed array.
Float32Array(source?, offset?, length?) -> =Float32Array[number] ! | A fixed number of numbers of 32 bits.
Float32Array.BYTES_PER_ELEMENT: int | How many bytes one of the numbers takes.
Float32Array.from(items, callback?, receiver?) -> =Float32Array[number] ! | Of what something gives when walked.
Float32Array.of(...items) -> =Float32Array[number] ! | Of the items.
Float32Array#: =TypedArray | A typed array.
Float64Array(source?, offset?, length?) -> =Float64Array[number] ! | A fixed number of numbers of 64 bits.
Float64Array.BYTES_PER_ELEMENT: int | How many bytes one of the numbers takes.
Float64Array.from(items, callback?, receiver?) -> =Float64Array[number] ! | Of what something gives when walked.
Float64Array.of(...items) -> =Float64Array[number] ! | Of the items.
Float64Array#: =TypedArray | A typed array.
BigInt64Array(source?, offset?, length?) -> =BigInt64Array[bigint] ! | A fixed number of BigInts of 64 bits.
BigInt64Array.BYTES_PER_ELEMENT: int | How many bytes one of the numbers takes.
BigInt64Array.from(items, callback?, receiver?) -> =BigInt64Array[bigint] ! | Of what something gives when walked.
BigInt64Array.of(...items) -> =BigInt64Array[bigint] ! | Of the items.
BigInt64Array#: =TypedArray | A typed array.
BigUint64Array(source?, offset?, length?) -> =BigUint64Array[bigint] ! | A fixed number of BigInts of 64 bits without a sign.
BigUint64Array.BYTES_PER_ELEMENT: int | How many bytes one of the numbers takes.
BigUint64Array.from(items, callback?, receiver?) -> =BigUint64Array[bigint] ! | Of what something gives when walked.
BigUint64Array.of(...items) -> =BigUint64Array[bigint] ! | Of the items.
BigUint64Array#: =TypedArray | A typed array.
Uint8Array.fromBase64(text, options?) -> =Uint8Array[int] ! | The bytes that a base64 text writes (newer engines).
Uint8Array.fromHex(text) -> =Uint8Array[int] ! | The bytes that hexadecimal digits write (newer engines).
Uint8Array#toBase64(options?) -> str | The bytes as base64 text (newer engines).
Uint8Array#toHex() -> str | The bytes as hexadecimal digits (newer engines).
Uint8Array#setFromBase64(text, options?) -> {read: int, written: int} ! | Writes the bytes of a base64 text (newer engines).
Uint8Array#setFromHex(text) -> {read: int, written: int} ! | Writes the bytes of hexadecimal digits (newer engines).
TypedArray#BYTES_PER_ELEMENT: int | How many bytes one of the numbers takes.
TypedArray#[](index) -> self.element | The number at an index.
TypedArray#at(index) -> self.element / perhaps | The number at an index, counted from the end where it is negative.
TypedArray#buffer: unknown | The bytes behind it.
TypedArray#byteLength: int | How many bytes it takes.
TypedArray#byteOffset: int | Where in its buffer it begins.
TypedArray#copyWithin(target, start, end?) -> self | Copies some numbers over others.
TypedArray#entries() -> =Iterator[list+[self.element / int]] | Walks over pairs of index and number.
TypedArray#every(callback, receiver?) -> bool | Whether the callback holds for every number.
TypedArray#fill(value, start?, end?) -> self | Sets every number to one value.
TypedArray#filter(callback, receiver?) -> self | The numbers for which the callback holds.
TypedArray#find(callback, receiver?) -> self.element / perhaps | The first number for which the callback holds.
TypedArray#findIndex(callback, receiver?) -> int | The index of the first number for which the callback holds, or -1.
TypedArray#findLast(callback, receiver?) -> self.element / perhaps | The last number for which the callback holds.
TypedArray#findLastIndex(callback, receiver?) -> int | The index of the last number for which the callback holds, or -1.
TypedArray#forEach(callback, receiver?) -> undefined | Calls the callback for every number.
TypedArray#includes(number, from?) -> bool | Whether it has a number.
TypedArray#indexOf(number, from?) -> int | Where a number first stands, or -1.
TypedArray#join(separator?) -> str | The numbers as one text, with a separator between them.
TypedArray#keys() -> =Iterator[int] | Walks over the indices.
TypedArray#lastIndexOf(number, from?) -> int | Where a number last stands, or -1.
TypedArray#length: int | How many numbers it has.
TypedArray#map(callback, receiver?) -> self | A typed array of the same sort of what the callback gives.
TypedArray#reduce(callback, start?) -> any | Puts the numbers together to one value, from the left.
TypedArray#reduceRight(callback, start?) -> any | Puts the numbers together to one value, from the right.
TypedArray#reverse() -> self | Turns it round in place.
TypedArray#set(source, offset?) -> undefined ! | Copies numbers into it.
TypedArray#slice(start?, end?) -> self | A copy of some of the numbers.
TypedArray#some(callback, receiver?) -> bool | Whether the callback holds for any number.
TypedArray#sort(compare?) -> self | Sorts it in place.
TypedArray#subarray(start?, end?) -> self | A view of some of the numbers.
TypedArray#toLocaleString(locales?, options?) -> str | The numbers as one text, as people of a place write them.
TypedArray#toReversed() -> self | A copy turned round.
TypedArray#toSorted(compare?) -> self | A sorted copy.
TypedArray#toString() -> str | The numbers as one text, with commas.
TypedArray#values() -> =Iterator[self.element] | Walks over the numbers.
TypedArray#with(index, value) -> self ! | A copy with one number replaced.
