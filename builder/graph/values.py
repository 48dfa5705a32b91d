"""Values as bytes: equal values give equal bytes in every process, so that a digest tells whether one changed."""

import copyreg
import io
import marshal
import pickle
from collections.abc import Callable
from enum import Enum
from hashlib import blake2b
from typing import Any

from msgspec.structs import astuple

from builder.frozen import Frozen

DIGEST_BYTES = 16
PLAIN, PICKLED = b"=", b"p"
PROTOCOL = 5
MARSHAL_VERSION = 2
"""The last that writes equal texts alike, whether Python has seen them before or not."""
_TRUSTED = ("builder.", "datetime", "decimal", "copyreg", "builtins")
_HARMLESS = frozenset({"object", "set", "frozenset", "list", "dict", "tuple", "bytearray", "complex", "range"})


def digest(data: bytes) -> bytes:
    return blake2b(data, digest_size=DIGEST_BYTES).digest()


def new_digest() -> Any:  # noqa: ANN401  # a hash that grows piece by piece
    return blake2b(digest_size=DIGEST_BYTES)


def dumps(value: Any) -> bytes:  # noqa: ANN401  # any value
    """The bytes of a value, without regard to which of its parts are one object."""
    try:
        return PLAIN + marshal.dumps(value, MARSHAL_VERSION)
    except ValueError:
        pass  # it holds more than texts, numbers and tuples of them
    stream = io.BytesIO()
    stream.write(PICKLED)
    pickler = pickle.Pickler(stream, protocol=PROTOCOL)
    pickler.dispatch_table = _REDUCERS
    pickler.fast = True
    pickler.dump(value)
    return stream.getvalue()


def loads(data: bytes) -> Any:  # noqa: ANN401  # whatever was stored
    """The value again. Only our own classes and plain ones are made: a store may come from a cache of others."""
    if data[:1] == PLAIN:
        return marshal.loads(data[1:])  # noqa: S302  # makes plain values only; the store checks the bytes
    return _Unpickler(io.BytesIO(data[1:])).load()


class _Reducers(dict[type, Callable[[Any], Any]]):
    """What tells of a value how to make it again, by its class: found once, for values are many and classes few."""

    def __missing__(self, kind: type) -> Callable[[Any], Any]:
        self[kind] = found = _reducer(kind)
        return found


def _reducer(kind: type) -> Callable[[Any], Any]:
    if issubclass(kind, Enum):  # by its value: some Pythons would ask for `getattr`, which opens doors
        return lambda member: (kind, (member.value,))
    if issubclass(kind, Frozen) and kind.__reduce__ is Frozen.__reduce__:
        return lambda value: (remade, (kind, *astuple(value)))
    if issubclass(kind, type):
        return lambda named: named.__qualname__
    return copyreg.dispatch_table.get(kind) or (lambda value: value.__reduce_ex__(PROTOCOL))


def remade(kind: type[Frozen], *values: Any) -> Frozen:  # noqa: ANN401  # those of its fields
    """A value of this kind from the values of its fields, in their order."""
    return kind(**dict(zip(kind.__struct_fields__, values, strict=True)))


_REDUCERS = _Reducers()
_CLASSES: dict[tuple[str, str], Any] = {}
"""Those that were found: every value names its class."""


class _Unpickler(pickle.Unpickler):
    def find_class(self, module: str, name: str) -> Any:  # noqa: ANN401  # as pickle declares it
        if (known := _CLASSES.get((module, name))) is not None:
            return known
        ours = module.startswith(_TRUSTED) and (module != "builtins" or name in _HARMLESS)
        if not ours or "." in name:
            raise pickle.UnpicklingError(f"{module}.{name}")
        found = _CLASSES[module, name] = super().find_class(module, name)
        return found
