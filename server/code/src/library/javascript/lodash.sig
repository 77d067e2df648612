# Lodash 4.

module lodash: path:lodash | Tools for lists, objects and text.
lodash.camelCase(text?) -> str | Text as `oneTwo`.
lodash.capitalize(text?) -> str | Text with its first character in upper case and all others in lower case.
lodash.deburr(text?) -> str | Text without accents.
lodash.escape(text?) -> str | Text with `&`, `<`, `>` and quotes as HTML has them.
lodash.escapeRegExp(text?) -> str | Text with what means something in a pattern escaped.
lodash.kebabCase(text?) -> str | Text as `one-two`.
lodash.lowerCase(text?) -> str | Text as `one two`.
lodash.lowerFirst(text?) -> str | Text with its first character in lower case.
lodash.snakeCase(text?) -> str | Text as `one_two`.
lodash.startCase(text?) -> str | Text as `One Two`.
lodash.toLower(text?) -> str | Text in lower case.
lodash.toUpper(text?) -> str | Text in upper case.
lodash.toString(text?) -> str | Any value as text.
lodash.unescape(text?) -> str | Text with HTML's `&amp;` and the like decoded.
lodash.upperCase(text?) -> str | Text as `ONE TWO`.
lodash.upperFirst(text?) -> str | Text with its first character in upper case.
lodash.pad(text?, length?, fill?) -> str | Text in the middle of so many characters.
lodash.padEnd(text?, length?, fill?) -> str | Text filled up at its end.
lodash.padStart(text?, length?, fill?) -> str | Text filled up in front.
lodash.trim(text?, characters?) -> str | Text without white space at both ends.
lodash.trimEnd(text?, characters?) -> str | Text without white space at its end.
lodash.trimStart(text?, characters?) -> str | Text without white space in front.
lodash.repeat(text?, count?) -> str | Text so many times.
lodash.replace(text?, pattern, replacement) -> str | Text with a match replaced.
lodash.truncate(text?, options?) -> str | Text cut to a length.
lodash.join(list, separator?) -> str | The items as one text.
lodash.uniqueId(prefix?) -> str | A text that has not been given before.
lodash.split(text?, separator, limit?) -> list[str / perhaps] | The parts between separators.
lodash.words(text?, pattern?) -> list[str / perhaps] | The words of a text.
lodash.isArguments(value) -> bool | Whether it is what lodash calls `Arguments`.
lodash.isArray(value) -> bool | Whether it is what lodash calls `Array`.
lodash.isArrayBuffer(value) -> bool | Whether it is what lodash calls `ArrayBuffer`.
lodash.isArrayLike(value) -> bool | Whether it is what lodash calls `ArrayLike`.
lodash.isArrayLikeObject(value) -> bool | Whether it is what lodash calls `ArrayLikeObject`.
lodash.isBoolean(value) -> bool | Whether it is what lodash calls `Boolean`.
lodash.isBuffer(value) -> bool | Whether it is what lodash calls `Buffer`.
lodash.isDate(value) -> bool | Whether it is what lodash calls `Date`.
lodash.isElement(value) -> bool | Whether it is what lodash calls `Element`.
lodash.isEmpty(value) -> bool | Whether it has nothing in it.
lodash.isEqual(value, other) -> bool | Whether two values are equal throughout.
lodash.isError(value) -> bool | Whether it is what lodash calls `Error`.
lodash.isFinite(value) -> bool | Whether it is what lodash calls `Finite`.
lodash.isFunction(value) -> bool | Whether it is what lodash calls `Function`.
lodash.isInteger(value) -> bool | Whether it is what lodash calls `Integer`.
lodash.isLength(value) -> bool | Whether it is what lodash calls `Length`.
lodash.isMap(value) -> bool | Whether it is what lodash calls `Map`.
lodash.isNaN(value) -> bool | Whether it is what lodash calls `NaN`.
lodash.isNative(value) -> bool | Whether it is what lodash calls `Native`.
lodash.isNil(value) -> bool | Whether it is `null` or `undefined`.
lodash.isNull(value) -> bool | Whether it is what lodash calls `Null`.
lodash.isNumber(value) -> bool | Whether it is what lodash calls `Number`.
lodash.isObject(value) -> bool | Whether it is what lodash calls `Object`.
lodash.isObjectLike(value) -> bool | Whether it is what lodash calls `ObjectLike`.
lodash.isPlainObject(value) -> bool | Whether it is what lodash calls `PlainObject`.
lodash.isRegExp(value) -> bool | Whether it is what lodash calls `RegExp`.
lodash.isSafeInteger(value) -> bool | Whether it is what lodash calls `SafeInteger`.
lodash.isSet(value) -> bool | Whether it is what lodash calls `Set`.
lodash.isString(value) -> bool | Whether it is what lodash calls `String`.
lodash.isSymbol(value) -> bool | Whether it is what lodash calls `Symbol`.
lodash.isTypedArray(value) -> bool | Whether it is what lodash calls `TypedArray`.
lodash.isUndefined(value) -> bool | Whether it is what lodash calls `Undefined`.
lodash.isWeakMap(value) -> bool | Whether it is what lodash calls `WeakMap`.
lodash.isWeakSet(value) -> bool | Whether it is what lodash calls `WeakSet`.
lodash.every(collection, predicate?) -> bool | Whether the predicate holds for all.
lodash.some(collection, predicate?) -> bool | Whether the predicate holds for any.
lodash.has(object, path) -> bool | Whether a path is there.
lodash.hasIn(object, path) -> bool | Whether a path is there, inherited or not.
lodash.eq(value, other) -> bool | Whether two values are the same.
lodash.gt(value, other) -> bool | Whether one is larger.
lodash.gte(value, other) -> bool | Whether one is not smaller.
lodash.lt(value, other) -> bool | Whether one is smaller.
lodash.lte(value, other) -> bool | Whether one is not larger.
lodash.includes(collection, value, from?) -> bool | Whether a value is in it.
lodash.inRange(number, start, end?) -> bool | Whether a number is in a range.
lodash.startsWith(text?, search, from?) -> bool | Whether it begins so.
lodash.endsWith(text?, search, end?) -> bool | Whether it ends so.
lodash.isMatch(object, source) -> bool | Whether an object has what another has.
lodash.findIndex(list, predicate?, from?) -> int | The index of the first item for which the predicate holds, or -1.
lodash.findLastIndex(list, predicate?, from?) -> int | The index of the last item for which the predicate holds, or -1.
lodash.indexOf(list, value, from?) -> int | Where a value first stands, or -1.
lodash.lastIndexOf(list, value, from?) -> int | Where a value last stands, or -1.
lodash.ceil(number, precision?) -> number | Rounds up.
lodash.floor(number, precision?) -> number | Rounds down.
lodash.round(number, precision?) -> number | Rounds.
lodash.toNumber(value) -> number | The value as a number.
lodash.toInteger(value) -> number | The value as an integer.
lodash.toFinite(value) -> number | The value as a finite number.
lodash.toLength(value) -> number | The value as a length.
lodash.toSafeInteger(value) -> number | The value as an integer that is exact.
lodash.size(collection) -> int | How many items there are.
lodash.now() -> number | Milliseconds since 1970, now.
lodash.parseInt(text, radix?) -> number | The integer a text begins with.
lodash.random(lower?, upper?, floating?) -> number | A random number.
lodash.clamp(number, lower, upper?) -> number | A number kept between bounds.
lodash.cloneDeep(value) -> unknown ! | A copy of everything a value holds.
lodash.keys(object) -> list[str] | The own keys.
lodash.keysIn(object) -> list[str] | The keys, inherited or not.
lodash.range(start?, end?, step?) -> list[number] | Numbers in a row.
lodash.rangeRight(start?, end?, step?) -> list[number] | Numbers in a row, backwards.
lodash.castArray(value, ...more) -> list[any] | It, in a list unless it is one.
lodash.chunk(value, ...more) -> list[any] | Lists of so many items.
lodash.compact(value, ...more) -> list[any] | The items that count as true.
lodash.concat(value, ...more) -> list[any] | A list and more items.
lodash.difference(value, ...more) -> list[any] | The items not in other lists.
lodash.differenceBy(value, ...more) -> list[any] | The items not in other lists, by what a callback gives.
lodash.differenceWith(value, ...more) -> list[any] | The items not in other lists, by a comparison.
lodash.drop(value, ...more) -> list[any] | All but the first items.
lodash.dropRight(value, ...more) -> list[any] | All but the last items.
lodash.dropRightWhile(value, ...more) -> list[any] | The items without those at the end for which a predicate holds.
lodash.dropWhile(value, ...more) -> list[any] | The items without those in front for which a predicate holds.
lodash.filter(value, ...more) -> list[any] | The items for which a predicate holds.
lodash.flatMap(value, ...more) -> list[any] | What a callback gives, lists laid open.
lodash.flatten(value, ...more) -> list[any] | The items with lists laid open.
lodash.flattenDeep(value, ...more) -> list[any] | The items with all lists laid open.
lodash.initial(value, ...more) -> list[any] | All but the last item.
lodash.intersection(value, ...more) -> list[any] | The items in all lists.
lodash.intersectionBy(value, ...more) -> list[any] | The items in all lists, by what a callback gives.
lodash.map(value, ...more) -> list[any] | What a callback gives for each item.
lodash.orderBy(value, ...more) -> list[any] | The items sorted, each key up or down.
lodash.partition(value, ...more) -> list[any] | Those for which a predicate holds, and the others.
lodash.reject(value, ...more) -> list[any] | The items for which a predicate does not hold.
lodash.sampleSize(value, ...more) -> list[any] | Some items by chance.
lodash.shuffle(value, ...more) -> list[any] | The items in random order.
lodash.slice(value, ...more) -> list[any] | Some of the items.
lodash.sortBy(value, ...more) -> list[any] | The items sorted by keys.
lodash.tail(value, ...more) -> list[any] | All but the first item.
lodash.take(value, ...more) -> list[any] | The first items.
lodash.takeRight(value, ...more) -> list[any] | The last items.
lodash.takeRightWhile(value, ...more) -> list[any] | The items at the end for which a predicate holds.
lodash.takeWhile(value, ...more) -> list[any] | The items in front for which a predicate holds.
lodash.times(value, ...more) -> list[any] | What a callback gives so many times.
lodash.toArray(value, ...more) -> list[any] | The items as a list.
lodash.toPairs(value, ...more) -> list[any] | Pairs of key and value.
lodash.entries(value, ...more) -> list[any] | Pairs of key and value.
lodash.union(value, ...more) -> list[any] | The items of all lists, each once.
lodash.unionBy(value, ...more) -> list[any] | The items of all lists, each once, by what a callback gives.
lodash.uniq(value, ...more) -> list[any] | The items, each once.
lodash.uniqBy(value, ...more) -> list[any] | The items, each once, by what a callback gives.
lodash.uniqWith(value, ...more) -> list[any] | The items, each once, by a comparison.
lodash.unzip(value, ...more) -> list[any] | Columns made rows.
lodash.values(value, ...more) -> list[any] | What the keys hold.
lodash.without(value, ...more) -> list[any] | The items without some values.
lodash.xor(value, ...more) -> list[any] | The items in just one of the lists.
lodash.zip(value, ...more) -> list[any] | Rows made columns.
lodash.countBy(value, ...more) -> dict[int] | How many items a callback gives each answer for.
lodash.fromPairs(value, ...more) -> dict[any] | An object from pairs of key and value.
lodash.groupBy(value, ...more) -> dict[list[any]] | The items in lists, by what a callback gives.
lodash.invert(value, ...more) -> dict[str] | Keys and values the other way round.
lodash.keyBy(value, ...more) -> dict[any] | The items under what a callback gives.
lodash.mapKeys(value, ...more) -> dict[any] | An object with its keys changed by a callback.
lodash.mapValues(value, ...more) -> dict[any] | An object with its values changed by a callback.
lodash.omit(value, ...more) -> dict[any] | An object without some keys.
lodash.omitBy(value, ...more) -> dict[any] | An object without what a predicate holds for.
lodash.pick(value, ...more) -> dict[any] | Some keys of an object.
lodash.pickBy(value, ...more) -> dict[any] | What a predicate holds for.
lodash.zipObject(value, ...more) -> dict[any] | An object from keys and values.
lodash.add(value, ...more) -> any | The sum of two numbers.
lodash.assign(value, ...more) -> any | Copies own properties into the first object.
lodash.clone(value, ...more) -> any | A copy of the value, not of what it holds.
lodash.debounce(value, ...more) -> any | A function that waits for calls to end.
lodash.defaults(value, ...more) -> any | Fills in missing keys of the first object.
lodash.find(value, ...more) -> any | The first item for which a predicate holds.
lodash.findKey(value, ...more) -> any | The first key for which a predicate holds.
lodash.findLast(value, ...more) -> any | The last item for which a predicate holds.
lodash.first(value, ...more) -> any | The first item.
lodash.flow(value, ...more) -> any | Functions one after another.
lodash.forEach(value, ...more) -> any | Calls a callback for every item.
lodash.each(value, ...more) -> any | Calls a callback for every item.
lodash.get(value, ...more) -> any | What stands at a path.
lodash.head(value, ...more) -> any | The first item.
lodash.identity(value, ...more) -> any | The value itself.
lodash.last(value, ...more) -> any | The last item.
lodash.max(value, ...more) -> any | The largest item.
lodash.maxBy(value, ...more) -> any | The largest item, by what a callback gives.
lodash.mean(value, ...more) -> any | The average.
lodash.meanBy(value, ...more) -> any | The average of what a callback gives.
lodash.memoize(value, ...more) -> any | A function that remembers its answers.
lodash.merge(value, ...more) -> any | Copies properties into the first object, deep down.
lodash.min(value, ...more) -> any | The smallest item.
lodash.minBy(value, ...more) -> any | The smallest item, by what a callback gives.
lodash.nth(value, ...more) -> any | The item at an index.
lodash.once(value, ...more) -> any | A function that runs once.
lodash.pull(value, ...more) -> any | Takes values out of a list.
lodash.reduce(value, ...more) -> any | Puts the items together to one value.
lodash.remove(value, ...more) -> any | Takes out the items for which a predicate holds.
lodash.result(value, ...more) -> any | What stands at a path, called if it is a function.
lodash.reverse(value, ...more) -> any | Turns a list round in place.
lodash.sample(value, ...more) -> any | An item by chance.
lodash.set(value, ...more) -> any | Sets what stands at a path.
lodash.sum(value, ...more) -> any | The sum of the items.
lodash.sumBy(value, ...more) -> any | The sum of what a callback gives.
lodash.template(value, ...more) -> any | A function that fills in a text.
lodash.throttle(value, ...more) -> any | A function that runs at most so often.
lodash.unset(value, ...more) -> any | Takes a path out.
lodash.update(value, ...more) -> any | Changes what stands at a path.
