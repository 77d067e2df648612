import os, sys as system
import json.decoder
from typing import (Any, List as L,)
from . import sibling
from ..pkg.mod import name as other


def main(a, b: int = 1, /, c=2, *args: str, d, e: "x" = None, **kwargs) -> dict:
    """Doc."""
    global counter
    counter = 0
    x = y = [1, 2, *args]
    first, *rest = x
    (p, q), [r] = (1, 2), [3]
    total: float = 0.0
    total += 1
    del x[0], y
    for i, (k, v) in enumerate({1: 2}.items()):
        if i > 3:
            break
        elif i == 2:
            continue
        else:
            pass
    else:
        total = 1
    while total:
        total -= 1
    else:
        pass
    try:
        raise ValueError("x") from None
    except (KeyError, ValueError) as error:
        raise
    except Exception:
        pass
    else:
        pass
    finally:
        total = 2
    with open("a") as f, open("b") as (g):
        pass
    with (open("a") as f, open("b")):
        pass
    assert total, "message"

    def inner():
        nonlocal total
        total = 3
        yield
        z = yield total
        yield from [1]
        return 1

    async def coroutine():
        async with x as y:
            await y
        async for w in x:
            yield w
        return
    if total: return {"a": 1}
    return {"result": a, **kwargs}


@decorator
@other.decorator(1, x=2)
class Thing(Base, metaclass=Meta):
    field: int = 1
    other: str

    @property
    def value(self): return self.__dict__

    async def run(self):
        return await self.value


match command.split():
    case ["go", direction] if direction:
        pass
    case {"x": 1, **rest} | {"y": 2, **rest}:
        pass
    case Point(x=0, y=-1.5) | Point(0, y=0 + 1j):
        pass
    case [1, *others] | (None, others):
        pass
    case "a" | 'b' as letter:
        pass
    case _:
        pass
