"""The two languages of a showcase, and values that have a side in each."""

from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum
from typing import Generic, TypeVar

T = TypeVar("T")


class Language(StrEnum):
    """A language of the site. Ukrainian comes first: it is the side that may not be missing."""

    UK = "uk"
    EN = "en"

    @property
    def prefix(self) -> str:
        """What stands before every URL of this language."""
        return "" if self is Language.UK else f"/{self.value}"


@dataclass(frozen=True, slots=True)
class Localized(Generic[T]):
    """A value for each language; the English side may be missing."""

    uk: T
    en: T | None = None

    def own(self, language: Language) -> T | None:
        """The side of this language, or nothing."""
        return self.uk if language is Language.UK else self.en

    def best(self, language: Language) -> T:
        """The side of this language; where there is none, the Ukrainian one."""
        own = self.own(language)
        return self.uk if own is None else own

    def spoken(self, language: Language) -> Language:
        """The language in which `best` answers: what a `lang` attribute has to say."""
        return Language.UK if self.own(language) is None else language

    def __iter__(self) -> Iterator[T | None]:
        return iter((self.uk, self.en))
