"""Places by their official codes: the 27 oblasts and the communities of Ukraine.

The tables in `data/places/` are the source; `data/make/places.py` makes the long one. Names in both
languages stand in the tables, and so do the forms in which a community may be written. Lookups read
texts as editors write them: a code, a slug or an official name, in any case and with any apostrophe.
"""

import unicodedata
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from enum import StrEnum
from functools import cache, cached_property
from itertools import zip_longest
from pathlib import Path
from types import MappingProxyType

from builder.frozen import Frozen
from builder.model.alphabet import uk_sort_key
from builder.model.romanise import APOSTROPHES, romanise, slugify

TABLES = Path(__file__).parent.parent / "data" / "places"
WITHHELD_OBLAST = "krym"
"""Its communities keep their rows, but no name finds them: no community there can take part."""

_ONE_APOSTROPHE = str.maketrans(dict.fromkeys(APOSTROPHES, "’"))
_LIKENESS = 0.6


class CommunityType(StrEnum):
    """What the centre of a community is; Kyiv and Sevastopol have a status of their own."""

    CITY = "city"
    SETTLEMENT = "settlement"
    VILLAGE = "village"
    SPECIAL_CITY = "special-city"


class Oblast(Frozen):
    """One of the 27 regions. `name` and `short_name` are by language: «Донецька область», «Донецька»."""

    slug: str
    iso: str
    """ISO 3166-2: `UA-14`."""
    code: str
    """KATOTTG; its digits are not always those of `iso`."""
    name: Mapping[str, str]
    short_name: Mapping[str, str]
    also: tuple[str, ...] = ()
    """Other ways to write its Ukrainian name."""
    neighbours: tuple[str, ...] = ()
    """Slugs of the regions that share a border with it."""

    def __reduce__(self) -> tuple[object, ...]:
        return oblast, (self.slug,)

    @property
    def number(self) -> str:
        """Key of its shape on the map: the digits of `iso`."""
        return self.iso.removeprefix("UA-")


class Community(Frozen):
    """A hromada, or a city with special status."""

    code: str
    """KATOTTG."""
    slug: str
    """Frozen: its address, and the name of its record."""
    base_uk: str
    """What the official name begins with: «Бахмутська»; «Київ»."""
    base_en: str
    """What the English name begins with: `Bakhmut`."""
    type: CommunityType
    oblast: str
    """Slug of its oblast."""
    raion_uk: str
    """«Бахмутський»; empty for a city with special status."""
    centre_uk: str
    centre_en: str

    @property
    def name(self) -> Mapping[str, str]:
        """By language: «Бахмутська міська громада», `Bakhmut city community`."""
        form = _forms()[self.type]
        return {"uk": form["uk"].format(name=self.base_uk), "en": form["en"].format(name=self.base_en)}

    def full_name(self, language: str) -> str:
        """The name in full: «Бахмутська міська територіальна громада»."""
        base = {"uk": self.base_uk, "en": self.base_en}[language]
        return _forms()[self.type][f"{language}_full"].format(name=base)

    @property
    def centre(self) -> Mapping[str, str]:
        return {"uk": self.centre_uk, "en": self.centre_en}

    @property
    def raion(self) -> Mapping[str, str] | None:
        """By language: «Бахмутський район», `Bakhmutskyi raion`; a city with special status lies in none."""
        if not self.raion_uk:
            return None
        form = _forms()["raion"]
        return {"uk": form["uk"].format(name=self.raion_uk), "en": form["en"].format(name=romanise(self.raion_uk))}

    @property
    def withheld(self) -> bool:
        """Whether it is kept in the list without being offered."""
        return self.oblast == WITHHELD_OBLAST


# Oblasts


@cache
def oblasts() -> tuple[Oblast, ...]:
    """All 27 in the order of the Ukrainian alphabet."""
    rows = read_table(TABLES / "oblasts.tsv")
    return tuple(sorted(map(_oblast, rows), key=lambda oblast: uk_sort_key(oblast.short_name["uk"])))


def oblast(slug: str) -> Oblast:
    """The oblast of this slug; `KeyError` if there is none."""
    return _oblasts_by_slug()[slug]


def find_oblast(text: str) -> Oblast | None:
    """The oblast meant by a slug, an ISO or KATOTTG code, or a Ukrainian name, full or short."""
    return _oblasts_by_text().get(_fold(text))


def near_oblasts(text: str, limit: int = 3) -> tuple[Oblast, ...]:
    """Oblasts written much like this text, the most alike first."""
    spellings = {spelling: (oblast.slug,) for oblast in oblasts() for spelling in _oblast_spellings(oblast)}
    return tuple(oblast(slug) for slug in _most_alike(_fold(text), spellings, limit))


def _oblast(row: Mapping[str, str]) -> Oblast:
    return Oblast(
        slug=row["slug"],
        iso=row["iso"],
        code=row["code"],
        name=MappingProxyType({"uk": row["uk"], "en": row["en"]}),
        short_name=MappingProxyType({"uk": row["uk_short"], "en": row["en_short"]}),
        also=_listed(row["also_uk"]),
        neighbours=_listed(row["neighbours"]),
    )


@cache
def _oblasts_by_slug() -> Mapping[str, Oblast]:
    return {oblast.slug: oblast for oblast in oblasts()}


@cache
def _oblasts_by_text() -> Mapping[str, Oblast]:
    return {
        _fold(text): oblast
        for oblast in oblasts()
        for text in (oblast.slug, oblast.iso, oblast.code, *_oblast_spellings(oblast))
    }


def _oblast_spellings(oblast: Oblast) -> tuple[str, ...]:
    return (oblast.slug, *(_fold(name) for name in (oblast.name["uk"], oblast.short_name["uk"], *oblast.also)))


# Communities


def communities() -> tuple[Community, ...]:
    """Every community on offer, in the order of codes."""
    return tuple(_community(row) for row in _register().offered)


def find_communities(text: str, *, include_withheld: bool = False) -> tuple[Community, ...]:
    """The communities meant by a code, a slug or an official Ukrainian name, in the order of codes.

    None is unknown, one is found, more are namesakes; a slug without what tells it from theirs
    (`pokrovska`) means them all. The words after the name may be left out: «Бахмутська», «Бахмутська
    громада», «Бахмутська міська територіальна громада»; where they tell the type, only communities of that
    type are meant. Withheld communities answer to a code or a slug, and only when asked for.
    """
    register = _register()
    row = register.by_code.get(text.strip().upper()) or register.by_slug.get(text.strip().lower())
    if row is not None:
        found = _community(row)
        return () if found.withheld and not include_withheld else (found,)
    return tuple(_community(row) for row in register.named(text) or register.namesakes(text.strip().lower()))


def near_communities(text: str, limit: int = 3) -> tuple[Community, ...]:
    """Communities on offer written much like this text, the most alike first.

    The words after the name count for nothing: «Бахмуцька сільська громада» is near «Бахмутська».
    """
    register = _register()
    base = _base_of(_fold(text))
    nearest = _most_alike(base, register.latin if base.isascii() else register.cyrillic, limit)
    return tuple(_community(register.by_slug[slug]) for slug in nearest)


class _Form(Frozen, kw_only=False):
    """A way to write the name of a community: what stands before and after its base."""

    type: str
    before: str
    after: str

    def base(self, text: str) -> str:
        """The base of a name written so; empty for a name that is not."""
        fits = text.startswith(self.before) and text.endswith(self.after)
        return text[len(self.before) : len(text) - len(self.after)] if fits else ""


class _Register:
    """The rows of the long table with their look-ups, each made when first needed."""

    def __init__(self, rows: Iterable[Mapping[str, str]]) -> None:
        self.rows = tuple(rows)

    @cached_property
    def offered(self) -> tuple[Mapping[str, str], ...]:
        return tuple(row for row in self.rows if row["oblast"] != WITHHELD_OBLAST)

    @cached_property
    def by_code(self) -> Mapping[str, Mapping[str, str]]:
        return {row["code"]: row for row in self.rows}

    @cached_property
    def by_slug(self) -> Mapping[str, Mapping[str, str]]:
        return {row["slug"]: row for row in self.rows}

    @cached_property
    def by_base(self) -> Mapping[str, list[Mapping[str, str]]]:
        rows: dict[str, list[Mapping[str, str]]] = defaultdict(list)
        for row in self.offered:
            rows[_fold(row["base_uk"])].append(row)
        return rows

    @cached_property
    def cyrillic(self) -> Mapping[str, tuple[str, ...]]:
        """Spelling → slugs, among which a near match of a name is sought."""
        return {base: tuple(row["slug"] for row in rows) for base, rows in self.by_base.items()}

    @cached_property
    def latin(self) -> Mapping[str, tuple[str, ...]]:
        """Spelling → slugs, among which a near match of a slug is sought: slugs, and what namesakes share."""
        shared = {slugify(base): slugs for base, slugs in self.cyrillic.items() if len(slugs) > 1}
        return {**shared, **{row["slug"]: (row["slug"],) for row in self.offered}}

    def named(self, text: str) -> list[Mapping[str, str]]:
        """Rows whose official name this is; else those whose council may still call itself so."""
        folded = _fold(text)
        return self._written(folded, "accepted_uk") or self._written(folded, "tolerated_uk")

    def namesakes(self, slug: str) -> list[Mapping[str, str]]:
        """Rows whose slugs are this one, made longer to tell them apart."""
        longer = (row for row in self.offered if row["slug"].startswith(f"{slug}-"))
        return [row for row in longer if slugify(row["base_uk"]) == slug]

    def _written(self, text: str, manner: str) -> list[Mapping[str, str]]:
        found: dict[str, Mapping[str, str]] = {}
        for form in _spelling_forms(manner):
            for row in self.by_base.get(form.base(text), ()):
                if row["type"] == form.type:
                    found[row["code"]] = row
        return [found[code] for code in sorted(found)]


@cache
def _register() -> _Register:
    return _Register(read_table(TABLES / "communities.tsv"))


def _community(row: Mapping[str, str]) -> Community:
    return Community(
        code=row["code"],
        slug=row["slug"],
        base_uk=row["base_uk"],
        base_en=row["base_en"],
        type=CommunityType(row["type"]),
        oblast=row["oblast"],
        raion_uk=row["raion_uk"],
        centre_uk=row["centre_uk"],
        centre_en=row["centre_en"],
    )


@cache
def _forms() -> Mapping[str, Mapping[str, str]]:
    return {row["kind"]: row for row in read_table(TABLES / "forms.tsv")}


@cache
def _spelling_forms(manner: str) -> tuple[_Form, ...]:
    patterns = ((kind, _fold(pattern)) for kind, row in _forms().items() for pattern in _listed(row[manner]))
    parted = ((kind, pattern.partition("{name}")) for kind, pattern in patterns)
    return tuple(_Form(kind, before, after) for kind, (before, _, after) in parted)


def _base_of(text: str) -> str:
    """The base of a name, however it is written; the text itself where no form fits."""
    bases = (form.base(text) for form in _spelling_forms("accepted_uk"))
    return min(filter(None, bases), key=len, default=text)


# Texts


def read_table(path: Path) -> Iterator[Mapping[str, str]]:
    """Rows of a tab-separated table by the names in its first line; missing ends of lines are empty."""
    header, *lines = path.read_text(encoding="utf-8").splitlines()
    names = header.split("\t")
    return (dict(zip_longest(names, line.split("\t"), fillvalue="")) for line in lines)


def _listed(cell: str) -> tuple[str, ...]:
    return tuple(filter(None, cell.split("|")))


def _fold(text: str) -> str:
    """The text without what never tells two names apart: case, kind of apostrophe, width of blanks."""
    return " ".join(unicodedata.normalize("NFC", text).casefold().translate(_ONE_APOSTROPHE).split())


def _most_alike(text: str, spellings: Mapping[str, tuple[str, ...]], limit: int) -> list[str]:
    """Slugs by the likeness of their best spelling to the text; `spellings` is spelling → slugs."""
    from difflib import SequenceMatcher  # only who has misspelt a name needs it

    likeness: dict[str, float] = {}
    matcher = SequenceMatcher(b=text, autojunk=False)
    for spelling, slugs in spellings.items():
        matcher.set_seq1(spelling)
        if matcher.real_quick_ratio() >= _LIKENESS and matcher.quick_ratio() >= _LIKENESS:
            for slug in slugs:
                likeness[slug] = max(likeness.get(slug, 0.0), matcher.ratio())
    alike = [slug for slug, ratio in likeness.items() if ratio >= _LIKENESS]
    return sorted(alike, key=lambda slug: (-likeness[slug], slug))[:limit]
