# What Python's lists, dicts, sets and tuples can do, for editors. What calls of these give is computed in infer/python.rs, so
# that no inference rests on this table.

list#append(item, /) -> null | Adds an element at the end.
list#clear() -> null | Removes every element.
list#copy() -> list[self.element] | A new list with the same elements.
list#count(value, /) -> int | How many elements are equal to the value.
list#extend(iterable, /) -> null | Adds every element of an iterable at the end.
list#index(value, start?, stop?, /) -> int | The place of the first equal element; `ValueError` where there is none.
list#insert(index, item, /) -> null | Puts an element before the one at the index.
list#pop(index?, /) -> any | Takes out the last element, or the one at the index, and returns it.
list#remove(value, /) -> null | Removes the first equal element; `ValueError` where there is none.
list#reverse() -> null | Turns the order around, in place.
list#sort(*, key?, reverse?) -> null | Sorts in place and returns nothing; `sorted(…)` returns a new list.
dict#clear() -> null | Removes every key.
dict#copy() -> dict[self.element] | A new dict with the same keys and values.
dict#get(key, default?, /) -> any | The value of a key; the default, else `None`, where the key is missing.
dict#items() -> lazy[tuple[any, any]] | Pairs of key and value.
dict#keys() -> lazy[any] | The keys.
dict#pop(key, default?, /) -> any | Removes a key and returns its value; the default, else `KeyError`, where it is missing.
dict#popitem() -> tuple[any, any] | Removes the key added last and returns it with its value.
dict#setdefault(key, default?, /) -> any | The value of a key, which is set to the default first where it is missing.
dict#update(mapping?, /, **kwargs) -> null | Sets every key of another mapping.
dict#values() -> lazy[any] | The values.
set#add(item, /) -> null | Adds an element.
set#clear() -> null | Removes every element.
set#copy() -> set[self.element] | A new set with the same elements.
set#difference(*others) -> set[self.element] | The elements that none of the others has.
set#difference_update(*others) -> null | Removes what any of the others has.
set#discard(item, /) -> null | Removes an element if it is there.
set#intersection(*others) -> set[self.element] | The elements that all of the others have.
set#intersection_update(*others) -> null | Keeps only what all of the others have.
set#isdisjoint(other, /) -> bool | Whether the two share no element.
set#issubset(other, /) -> bool | Whether the other has every element of this one.
set#issuperset(other, /) -> bool | Whether this one has every element of the other.
set#pop() -> any | Takes out some element and returns it.
set#remove(item, /) -> null | Removes an element; `KeyError` where it is not there.
set#symmetric_difference(other, /) -> set[any] | The elements that exactly one of the two has.
set#symmetric_difference_update(other, /) -> null | Keeps what exactly one of the two has.
set#union(*others) -> set[any] | The elements that any of them has.
set#update(*others) -> null | Adds every element of the others.
tuple#count(value, /) -> int | How many elements are equal to the value.
tuple#index(value, start?, stop?, /) -> int | The place of the first equal element; `ValueError` where there is none.
