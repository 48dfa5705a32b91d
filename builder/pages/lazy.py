"""Views that make their parts as a template asks for them: a page costs, and depends on, no more than it prints."""

from collections.abc import Callable
from typing import Any, Generic, TypeVar, overload

V = TypeVar("V")
T = TypeVar("T")


class LazyView:
    """A view with parts."""


class PartError(Exception):
    """A part of a view cannot be made. Templates are not to blame: the renderer lets this through."""


class part(Generic[V, T]):  # noqa: N801  # used as `property` is
    """A value of an object that is made when it is first asked for, and kept."""

    def __init__(self, make: Callable[[V], T]) -> None:
        self._make = make
        self.__doc__ = make.__doc__

    def __set_name__(self, owner: type, name: str) -> None:
        self._name = name

    @overload
    def __get__(self, owner: None, kind: type) -> "part[V, T]": ...
    @overload
    def __get__(self, owner: V, kind: type) -> T: ...
    def __get__(self, owner: V | None, kind: type) -> Any:
        if owner is None:
            return self
        try:
            value = owner.__dict__[self._name] = self._make(owner)
        except (TypeError, AttributeError, LookupError, ValueError) as error:
            raise PartError(f"{kind.__name__}.{self._name}") from error
        return value
