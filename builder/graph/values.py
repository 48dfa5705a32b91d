"""Values as bytes: equal values give equal bytes in every process, so that a digest tells whether one changed.

Texts, numbers and tuples of them are written by `marshal` as they are. All else is taken apart, as `pickle` would,
into such plain values; marks in lists say what to make of them again.
"""

import marshal
from collections.abc import Callable
from dataclasses import fields, is_dataclass
from enum import Enum
from hashlib import blake2b
from importlib import import_module
from typing import Any

from msgspec.structs import astuple

from builder.frozen import Frozen

DIGEST_BYTES = 16
PLAIN, PACKED = b"=", b"["
"""What the bytes of a value end with, where `marshal` does not look: large ones need not be copied to be read."""
REDUCE_PROTOCOL = 5
MARSHAL_VERSION = 2
"""The last that writes equal texts alike, whether Python has seen them before or not."""

CLASS, LIST, DICT = range(3)
"""What a packed list begins with: a class by its name; the items of a list; those of a dict, as pairs. Any other begins
with the name of what makes the object, and its arguments follow."""

_MAKERS_OF_OURS = frozenset({"builder.model.fields:_restored", "builder.model.place:oblast", "copyreg:__newobj__"})
"""Functions by which objects say that they are made."""
_PLAIN_MODULES = ("datetime", "decimal")
_PLAIN_BUILTINS = frozenset({"set", "frozenset", "list", "dict", "tuple", "bytearray", "complex", "range"})
_ATOMS = frozenset({str, int, bool, float, bytes, type(None)})


def digest(data: bytes) -> bytes:
    return blake2b(data, digest_size=DIGEST_BYTES).digest()


def new_digest() -> Any:  # noqa: ANN401  # a hash that grows piece by piece
    return blake2b(digest_size=DIGEST_BYTES)


def dumps(value: Any) -> bytes:  # noqa: ANN401  # any value
    """The bytes of a value, without regard to which of its parts are one object."""
    try:
        return marshal.dumps(value, MARSHAL_VERSION) + PLAIN
    except ValueError:  # it holds more than texts, numbers and tuples of them
        return marshal.dumps(_PACKERS[type(value)](value), MARSHAL_VERSION) + PACKED


def loads(data: bytes) -> Any:  # noqa: ANN401  # whatever was stored
    """The value again. Only our own classes and plain ones are made: a store may come from a cache of others.

    Raises ValueError, or what a class raises of itself, where it asks for more.
    """
    value = marshal.loads(data)  # noqa: S302  # makes plain values only; the store checks the bytes
    return value if data.endswith(PLAIN) else _unpacked(value)


# Taking apart


def _packed(values: Any) -> list[Any]:  # noqa: ANN401  # an iterable of any values
    return [value if type(value) in _ATOMS else _PACKERS[type(value)](value) for value in values]


class _Packers(dict[type, Callable[[Any], Any]]):
    """What takes a value apart, by its class: found once, for values are many and classes few."""

    def __missing__(self, kind: type) -> Callable[[Any], Any]:
        self[kind] = found = _packer(kind)
        return found


def _packer(kind: type) -> Callable[[Any], Any]:
    if kind is tuple:
        return lambda value: tuple(_packed(value))
    if kind is list:
        return lambda value: [LIST, *_packed(value)]
    if kind is dict:
        return lambda value: [DICT, *map(_PACKERS[tuple], value.items())]
    name = _name(kind)
    if issubclass(kind, Enum):  # by its value: some Pythons would ask for `getattr`, which opens doors
        return {member: [name, member.value] for member in kind}.__getitem__
    if issubclass(kind, type):
        return lambda named: [CLASS, _name(named)]
    if (names := _fields(kind)) is not None:
        take = astuple if issubclass(kind, Frozen) else lambda value: [getattr(value, own) for own in names]
        return lambda value: [name, *_packed(take(value))]
    return lambda value: [_name((made := _reduced(value))[0]), *_packed(made[1])]


def _fields(kind: Any) -> tuple[str, ...] | None:  # noqa: ANN401  # a class
    """The fields that say all of a value of this class and by which it is made."""
    if not isinstance(kind, type):
        return None
    if issubclass(kind, Frozen) and kind.__reduce__ is Frozen.__reduce__:
        return kind.__struct_fields__
    if is_dataclass(kind) and kind.__reduce__ is object.__reduce__:
        return tuple(field.name for field in fields(kind))
    return None


def _reduced(value: Any) -> tuple[Any, tuple[Any, ...]]:  # noqa: ANN401
    """What makes a value, and from which arguments, as it says itself."""
    make, arguments, *rest = value.__reduce_ex__(REDUCE_PROTOCOL)
    if any(item is not None for item in rest):
        raise TypeError(type(value))
    return make, arguments


def _name(named: Any) -> str:  # noqa: ANN401  # a class or a function
    return f"{named.__module__}:{named.__qualname__}"


_PACKERS = _Packers()


# Putting together


def _unpacked(value: Any) -> Any:  # noqa: ANN401
    kind = type(value)
    if kind is tuple:
        return tuple(_unpacked_all(value))
    if kind is not list:
        return value
    mark, *rest = value
    if type(mark) is str:
        return _MAKERS[mark](*_unpacked_all(rest))
    if mark == CLASS:
        return _found(rest[0])
    items = _unpacked_all(rest)
    return dict(items) if mark == DICT else items


def _unpacked_all(values: Any) -> list[Any]:  # noqa: ANN401
    return [value if type(value) in _ATOMS else _unpacked(value) for value in values]


class _Makers(dict[str, Callable[..., Any]]):
    """What makes an object, by its name: every value names its class."""

    def __missing__(self, name: str) -> Callable[..., Any]:
        self[name] = make = _maker(_found(name))
        return make


def _maker(found: Callable[..., Any]) -> Callable[..., Any]:
    if isinstance(found, type) and issubclass(found, Enum):
        return {member.value: member for member in found}.__getitem__
    if (names := _fields(found)) is not None:
        return lambda *values: found(**dict(zip(names, values, strict=True)))
    return found


def _found(name: str) -> Any:  # noqa: ANN401  # a class or a function
    module, _, own = name.partition(":")
    if module in _PLAIN_MODULES or (module == "builtins" and own in _PLAIN_BUILTINS) or name in _MAKERS_OF_OURS:
        return getattr(import_module(module), own)
    found = getattr(import_module(module), own, None) if module.startswith("builder.") else None
    if not _holds_values(found) or _name(found) != name:
        raise ValueError(name)
    return found


def _holds_values(found: object) -> bool:
    """Whether this is a class of values: to make one of them does nothing else."""
    return isinstance(found, type) and (
        issubclass(found, Frozen | Enum | tuple) or is_dataclass(found) or hasattr(found, "__pydantic_fields__")
    )


_MAKERS = _Makers()
