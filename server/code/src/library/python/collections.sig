# Modules about data and functions: collections, itertools, functools, operator, copy, heapq, bisect,
# enum, dataclasses, typing, types, array, weakref, contextlib.

collections.ChainMap(*maps) -> any | Several mappings looked up one after the other.
collections.Counter(iterable?, /, **kwds) -> dict[any] | How often each element occurs.
collections.OrderedDict(other?, /, **kwds) -> dict[any] | A dictionary whose order counts.
collections.UserDict(*args, **kwargs) -> any | A dictionary to be extended.
collections.UserList(*args, **kwargs) -> any | A list to be extended.
collections.UserString(seq) -> any | A text to be extended.
collections.defaultdict(default_factory?, /, *args, **kwargs) -> dict[any] | A dictionary that makes what is missing.
collections.deque(iterable?, maxlen?) -> any | A row that is quick at both ends.
collections.namedtuple(typename, field_names, *, rename?, defaults?, module?) -> any | A class of tuples with named elements.

itertools.accumulate(iterable, func?, *, initial?) -> any | The running totals.
itertools.batched(iterable, n, *, strict?) -> lazy[tuples[arg0.element]] | Tuples of `n` elements each (from Python 3.12 on).
itertools.chain(*iterables) -> any | The elements of one iterable after the other.
itertools.chain.from_iterable(iterable, /) -> any | The elements of one inner iterable after the other.
itertools.combinations(iterable, r) -> lazy[tuples[arg0.element]] | All choices of `r` elements.
itertools.combinations_with_replacement(iterable, r) -> lazy[tuples[arg0.element]] | All choices of `r` elements, each as often as you like.
itertools.compress(data, selectors) -> lazy[arg0.element] | The elements whose selector counts as true.
itertools.count(start?, step?) -> any | Numbers without end.
itertools.cycle(iterable, /) -> lazy[arg0.element] | The elements over and over.
itertools.dropwhile(predicate, iterable, /) -> lazy[arg1.element] | The elements from the first on that fails a test.
itertools.filterfalse(function, iterable, /) -> lazy[arg1.element] | The elements that fail a test.
itertools.groupby(iterable, key?) -> any | Runs of elements with equal keys.
itertools.islice(iterable, *args) -> lazy[arg0.element] | Some of the elements, by their places.
itertools.pairwise(iterable, /) -> lazy[tuple[arg0.element, arg0.element]] | Each element with the next.
itertools.permutations(iterable, r?) -> lazy[tuples[arg0.element]] | All orders of `r` elements.
itertools.product(*iterables, repeat?) -> any | All combinations of an element of each.
itertools.repeat(object, times?) -> lazy[arg0] | The same thing over and over.
itertools.starmap(function, iterable, /) -> any | The results of calling a function with each tuple.
itertools.takewhile(predicate, iterable, /) -> lazy[arg1.element] | The elements up to the first that fails a test.
itertools.tee(iterable, n?, /) -> tuples[lazy[arg0.element]] | Several iterators over the same elements.
itertools.zip_longest(*iterables, fillvalue?) -> any | Tuples of the first elements, the second elements and so on, filled up.

functools.cache(user_function, /) -> any | Remembers all results of a function.
functools.cached_property(func) -> any | An attribute that is computed once.
functools.cmp_to_key(mycmp) -> any | Makes a comparison a sorting key.
functools.lru_cache(maxsize?, typed?) -> any | Remembers the last results of a function.
functools.partial(func, /, *args, **keywords) -> any | A function with some arguments given already.
functools.partialmethod(func, /, *args, **keywords) -> any | A method with some arguments given already.
functools.reduce(function, iterable, initial?, /) -> any | The elements joined by a function, one after the other.
functools.singledispatch(func) -> any | A function that differs by the type of its first argument.
functools.total_ordering(cls) -> any | Adds the comparisons a class lacks.
functools.update_wrapper(wrapper, wrapped, assigned?, updated?) -> any | Makes one function look like another.
functools.wraps(wrapped, assigned?, updated?) -> any | Makes a wrapper look like what it wraps.

operator.add(a, b, /) -> any | `a + b`.
operator.and_(a, b, /) -> any | `a & b`.
operator.attrgetter(*attrs) -> function | A function that gets attributes.
operator.contains(a, b, /) -> bool | Whether `b in a`.
operator.countOf(a, b, /) -> int | How often an element occurs.
operator.eq(a, b, /) -> unknown | `a == b`.
operator.floordiv(a, b, /) -> any | `a // b`.
operator.ge(a, b, /) -> unknown | `a >= b`.
operator.getitem(a, b, /) -> any | `a[b]`.
operator.gt(a, b, /) -> unknown | `a > b`.
operator.indexOf(a, b, /) -> int | Where an element first occurs.
operator.is_(a, b, /) -> bool | Whether `a is b`.
operator.is_not(a, b, /) -> bool | Whether `a is not b`.
operator.itemgetter(*items) -> function | A function that gets elements.
operator.le(a, b, /) -> unknown | `a <= b`.
operator.lt(a, b, /) -> unknown | `a < b`.
operator.methodcaller(name, /, *args, **kwargs) -> any | A function that calls a method.
operator.mod(a, b, /) -> any | `a % b`.
operator.mul(a, b, /) -> any | `a * b`.
operator.ne(a, b, /) -> unknown | `a != b`.
operator.neg(a, /) -> unknown | `-a`.
operator.not_(a, /) -> bool | `not a`.
operator.or_(a, b, /) -> any | `a | b`.
operator.pow(a, b, /) -> any | `a ** b`.
operator.sub(a, b, /) -> any | `a - b`.
operator.truediv(a, b, /) -> any | `a / b`.
operator.truth(a, /) -> bool | Whether it counts as true.
operator.xor(a, b, /) -> any | `a ^ b`.

copy.copy(x) -> any | A copy that shares its elements.
copy.deepcopy(x, memo?) -> any | A copy that shares nothing.
copy.error(*args) -> =Exception | The object cannot be copied.
copy.replace(obj, /, **changes) -> any | A copy with some parts changed (from Python 3.13 on).

heapq.heapify(heap, /) -> null | Makes a list a heap.
heapq.heappop(heap, /) -> any | Takes out the smallest element.
heapq.heappush(heap, item, /) -> null | Adds an element.
heapq.heappushpop(heap, item, /) -> any | Adds an element, then takes out the smallest.
heapq.heapreplace(heap, item, /) -> any | Takes out the smallest element, then adds one.
heapq.merge(*iterables, key?, reverse?) -> any | Sorted iterables merged into one.
heapq.nlargest(n, iterable, key?) -> list[arg1.element] | The `n` largest elements.
heapq.nsmallest(n, iterable, key?) -> list[arg1.element] | The `n` smallest elements.
bisect.bisect(a, x, lo?, hi?, *, key?) -> int | Where to insert into a sorted list, after equals.
bisect.bisect_left(a, x, lo?, hi?, *, key?) -> int | Where to insert into a sorted list, before equals.
bisect.bisect_right(a, x, lo?, hi?, *, key?) -> int | Where to insert into a sorted list, after equals.
bisect.insort(a, x, lo?, hi?, *, key?) -> null | Inserts into a sorted list, after equals.
bisect.insort_left(a, x, lo?, hi?, *, key?) -> null | Inserts into a sorted list, before equals.
bisect.insort_right(a, x, lo?, hi?, *, key?) -> null | Inserts into a sorted list, after equals.

enum.Enum(*values, **kwds) -> any | Parent of enumerations.
enum.Flag(*values, **kwds) -> any | Parent of enumerations that combine.
enum.IntEnum(*values, **kwds) -> any | Parent of enumerations that are integers.
enum.IntFlag(*values, **kwds) -> any | Parent of enumerations that are integers and combine.
enum.StrEnum(*values, **kwds) -> any | Parent of enumerations that are texts (from Python 3.11 on).
enum.auto(value?) -> any | The next value of an enumeration.
enum.unique(enumeration) -> any | Refuses an enumeration with equal values.

dataclasses.asdict(obj, *, dict_factory?) -> any | The fields as a dictionary.
dataclasses.astuple(obj, *, tuple_factory?) -> any | The fields as a tuple.
dataclasses.dataclass(cls?, /, **kwargs) -> any | Writes a class's constructor and comparisons from its fields.
dataclasses.field(**kwargs) -> any | How one field is treated.
dataclasses.fields(class_or_instance) -> any | What the fields of a class are.
dataclasses.is_dataclass(obj) -> bool | Whether it is a data class or an instance of one.
dataclasses.replace(obj, /, **changes) -> any | A copy with some fields changed.

typing.Any: unknown | Any type at all.
typing.Callable: unknown | Anything that can be called.
typing.Dict: unknown | A dictionary.
typing.Generic: unknown | Parent of classes with type parameters.
typing.Iterable: unknown | Anything that can be walked over.
typing.Iterator: unknown | Anything that gives elements one by one.
typing.List: unknown | A list.
typing.Literal: unknown | Just these values.
typing.Mapping: unknown | Anything that maps keys to values.
typing.NamedTuple(typename, fields?, /, **kwargs) -> any | A class of tuples with named elements.
typing.Optional: unknown | Something or `None`.
typing.Sequence: unknown | Anything with numbered elements.
typing.Set: unknown | A set.
typing.TYPE_CHECKING: bool | False while the program runs.
typing.Tuple: unknown | A tuple.
typing.Type: unknown | A class.
typing.TypeVar(name, *constraints, **kwargs) -> any | A type parameter.
typing.TypedDict(typename, fields?, /, **kwargs) -> any | A dictionary with known keys.
typing.Union: unknown | One of several types.
typing.cast(typ, val) -> arg1 | The value itself, with a type claimed of it.
typing.get_type_hints(obj, globalns?, localns?, include_extras?) -> any | The annotations of a function or class.

types.MappingProxyType(mapping) -> any | A mapping that cannot be changed.
types.SimpleNamespace(*args, **kwargs) -> any | An object with the attributes given.

contextlib.closing(thing) -> any | Closes something at the end of a block.
contextlib.contextmanager(func) -> any | Makes a generator usable in `with`.
contextlib.nullcontext(enter_result?) -> any | Does nothing, for `with`.
contextlib.redirect_stdout(new_target) -> any | Sends output elsewhere during a block.
contextlib.suppress(*exceptions) -> any | Ignores exceptions of a block.
