"""The base of plain values: frozen, with named fields. Making a class of them, or one of them, costs next to nothing.

A site has a hundred kinds of such values and a build makes hundreds of thousands: standard dataclasses would take a
fifth of the time of an edit only to be declared.
"""

from typing import Any, dataclass_transform

import msgspec
from msgspec.structs import replace

__all__ = ["Frozen", "field", "replace"]

field = msgspec.field


@dataclass_transform(frozen_default=True, kw_only_default=True, field_specifiers=(msgspec.field,))
class _Plain(msgspec.StructMeta):
    """Makes every class of values frozen, with fields given by name."""

    def __new__(cls, name: str, bases: tuple[type, ...], namespace: dict[str, Any], **config: Any) -> type:  # noqa: ANN401
        # They are frozen, so no ring of them can be made that the collector would have to find. A class whose values
        # hold functions, or what asks them, says `gc=True`: those may hold the value in turn.
        return super().__new__(cls, name, bases, namespace, **{"frozen": True, "kw_only": True, "gc": False, **config})


class Frozen(msgspec.Struct, metaclass=_Plain):
    """A plain frozen value; equal values are equal by their fields, and hash alike."""
