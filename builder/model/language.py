"""The two languages of a showcase, and values that have a side in each."""

from enum import StrEnum
from operator import attrgetter
from typing import TYPE_CHECKING, TypeVar

T = TypeVar("T")


class Language(StrEnum):
    """A language of the site. Ukrainian comes first: it is the side that may not be missing."""

    UK = "uk"
    EN = "en"
    if not TYPE_CHECKING:
        value = property(attrgetter("_value_"))  # the standard one is slow, and pages ask for it a million times

    prefix: str
    """What stands before every URL of this language."""

    def __init__(self, code: str) -> None:
        self.prefix = "" if code == "uk" else f"/{code}"
