"""Findings as values: what is wrong, where, and with which words it is told.

A step that judges returns an `Outcome`: its value and the diagnostics it made.
A `Diagnostic` holds no prose, only a stable code and the values its sentence
needs; the sentences stand in `wording/findings/`, a file for each family, in Ukrainian and English
side by side, and `report.py` puts the two together.
"""

from collections.abc import Iterable, Mapping
from enum import StrEnum
from functools import cache
from pathlib import Path
from typing import Any, Generic, NamedTuple, TypeVar

from builder.frozen import Frozen, field
from builder.packaged import packaged

T = TypeVar("T")
CATALOGUE = Path(__file__).parent / "wording" / "findings"


class Severity(StrEnum):
    """How much a finding weighs: an error stops publishing, the others do not."""

    ERROR = "error"
    WARNING = "warning"
    NOTICE = "notice"


class Location(Frozen, order=True):
    """A place in a source file.

    `path` is relative to the site folder, with forward slashes; lines and columns
    count characters from 1; `end_column` is the column after the last marked one.
    """

    path: str
    line: int = 1
    column: int = 1
    end_column: int | None = None


class Term(NamedTuple):
    """A value of a sentence that is itself a word of ours, named by its key in the catalogue's `terms`."""

    key: str


Value = str | int | Term


class Diagnostic(Frozen):
    """One finding. `values` fill the placeholders of the code's sentences.

    `suggestions` are near matches, best first; `related` are other places that
    take part, such as the second of two equal addresses.
    """

    code: str
    location: Location
    values: Mapping[str, Value] = field(default_factory=dict)
    suggestions: tuple[str, ...] = ()
    related: tuple[Location, ...] = ()

    @property
    def severity(self) -> Severity:
        return Severity(catalogue()["codes"][self.code]["severity"])

    @property
    def sort_key(self) -> tuple[Any, ...]:
        """Order of a report: by file, place and code, then by what is said."""
        place = self.location
        return (place.path, place.line, place.column, self.code, sorted((k, str(v)) for k, v in self.values.items()))


def finding(
    code: str,
    location: Location,
    *,
    suggestions: Iterable[str] = (),
    related: Iterable[Location] = (),
    **values: Value,
) -> Diagnostic:
    """A diagnostic, written as briefly as it reads: `finding("V102", place, field="comunity")`."""
    return Diagnostic(
        code=code, location=location, values=values, suggestions=tuple(suggestions), related=tuple(related)
    )


class Outcome(Frozen, Generic[T], kw_only=False):
    """What a judging step made, and what it found on the way."""

    value: T
    diagnostics: tuple[Diagnostic, ...] = ()


def near(word: str, known: Iterable[str]) -> tuple[str, ...]:
    """What was probably meant, best first: suggestions for a finding."""
    from difflib import get_close_matches

    return tuple(get_close_matches(word.lower(), list(known), n=3, cutoff=0.6))


def sort_findings(findings: Iterable[Diagnostic]) -> tuple[Diagnostic, ...]:
    """Findings in report order, each once."""
    ordered: list[Diagnostic] = []
    for item in sorted(findings, key=lambda d: d.sort_key):
        if not ordered or item != ordered[-1]:
            ordered.append(item)
    return tuple(ordered)


def has_errors(findings: Iterable[Diagnostic]) -> bool:
    return any(item.severity is Severity.ERROR for item in findings)


@cache
def catalogue() -> Mapping[str, Any]:
    """The codes and terms with their wording; read when the first finding is weighed or printed."""
    merged: dict[str, dict[str, Any]] = {"codes": {}, "terms": {}}
    for path in sorted(CATALOGUE.glob("*.yaml")):
        for part, entries in packaged(f"wording/findings/{path.name}").items():
            merged[part].update(entries)
    return merged
