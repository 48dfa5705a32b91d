"""The two languages of a showcase, and values that have a side in each."""

from enum import StrEnum
from typing import TypeVar

T = TypeVar("T")


class Language(StrEnum):
    """A language of the site. Ukrainian comes first: it is the side that may not be missing."""

    UK = "uk"
    EN = "en"

    prefix: str
    """What stands before every URL of this language."""

    def __init__(self, code: str) -> None:
        self.prefix = "" if code == "uk" else f"/{code}"
