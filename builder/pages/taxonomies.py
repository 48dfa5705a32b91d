"""The kinds of grouping of a showcase and the groups in them: regions, communities, themes, programmes, donors, years.

A kind is data: where it lives, how its terms are named, which practices each holds.
Everything that is made for every kind (index, term pages, counts, facets) is made from it.
"""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache

from builder.model.alphabet import uk_sort_key
from builder.model.fields import Text
from builder.model.language import Language
from builder.model.place import Community, Oblast, oblast, oblasts
from builder.model.showcase import Award, Category, Marks, Organisation, Place, Practice, Programme, Showcase

Subject = Oblast | Place | Category | Programme | Organisation | Award | int


@dataclass(frozen=True, slots=True, kw_only=True)
class Term:
    """One group: its id (the last segment of its URL), names, and practices in list order."""

    section: str
    id: str
    subject: Subject
    name: Text
    short: Text
    practices: Sequence[Practice]
    positions: Mapping[str, int]
    """Slug → place in `practices`."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Taxonomy:
    """One kind of grouping. `section` is its first URL segment, `kind` the name of one term of it."""

    section: str
    kind: str
    terms: Mapping[str, Term]
    """By id, in the order in which they are listed."""


Entry = tuple[str, Subject, Text, Text]
"""A term: id, what it is, name, short name."""

KINDS = {
    "regions": "region",
    "communities": "community",
    "themes": "theme",
    "programmes": "programme",
    "donors": "donor",
    "years": "year",
    "competitions": "award",
}
"""Section → what one term of it is called."""

FEEDS = frozenset({"regions", "themes"})
"""Sections whose terms have a feed each."""


def taxonomies(showcase: Showcase) -> dict[str, Taxonomy]:
    """All kinds, by section."""
    return {section: _taxonomy(section, showcase) for section in KINDS}


def entries(section: str, showcase: Showcase, held: Iterable[str]) -> Iterable[Entry]:
    """The terms of a section in their order; `held` are the ids that a practice bears."""
    if section == "regions":
        return [(o.slug, o, oblast_name(o), oblast_short(o)) for o in oblasts()]
    if section == "communities":
        return _alphabetical((p.slug, p, place_name(p), place_name(p)) for p in showcase.places.values())
    if section == "themes":
        return _named(showcase.categories.values())
    if section == "programmes":
        return _named(showcase.programmes.values())
    if section == "donors":
        return _named(showcase.organisations[id_] for id_ in held)
    if section == "competitions":
        return _named(showcase.awards.values())
    return [(year, int(year), *_same(year)) for year in sorted(held, reverse=True)]


def entry(section: str, id_: str, showcase: Showcase) -> Entry:
    """One term of a section; `KeyError` where it has none of this id."""
    if section == "regions":
        region = oblast(id_)
        return id_, region, oblast_name(region), oblast_short(region)
    if section == "communities":
        place = showcase.places[id_]
        return id_, place, place_name(place), place_name(place)
    if section == "years":
        return id_, int(id_), *_same(id_)
    subject = _named_subject(section, id_, showcase)
    return id_, subject, subject.record.name, short_name(subject)


Named = Category | Programme | Organisation | Award
"""What has a name of its own in a registry."""


def _named_subject(section: str, id_: str, showcase: Showcase) -> Named:
    registries: dict[str, Mapping[str, Named]] = {
        "themes": showcase.categories,
        "programmes": showcase.programmes,
        "donors": showcase.organisations,
        "competitions": showcase.awards,
    }
    return registries[section][id_]


def grouped(section: str, practices: Iterable[Practice]) -> dict[str, list[str]]:
    """Slugs of the practices that each term of a section holds, in the order of lists."""
    groups: dict[str, list[str]] = {}
    for practice in practices:
        for id_ in _IDS[section](practice.marks):
            groups.setdefault(id_, []).append(practice.slug)
    return groups


_IDS: Mapping[str, Callable[[Marks], Iterable[str]]] = {
    "regions": lambda marks: marks.regions,
    "communities": lambda marks: marks.communities,
    "themes": lambda marks: marks.themes,
    "programmes": lambda marks: marks.programmes,
    "donors": lambda marks: marks.donors,
    "years": lambda marks: marks.years,
    "competitions": lambda marks: marks.awards,
}


def ids_of(section: str) -> Callable[[Marks], Iterable[str]]:
    """How to tell which terms of a section a practice has."""
    return _IDS[section]


def _taxonomy(section: str, showcase: Showcase) -> Taxonomy:
    held = grouped(section, showcase.practices)
    terms = {}
    for id_, subject, name, short in entries(section, showcase, held):
        members = tuple(map(showcase.practice, held.get(id_, ())))
        positions = {practice.slug: number for number, practice in enumerate(members)}
        terms[id_] = Term(
            section=section, id=id_, subject=subject, name=name, short=short, practices=members, positions=positions
        )
    return Taxonomy(section=section, kind=KINDS[section], terms=terms)


def _named(subjects: Iterable[Named]) -> list[Entry]:
    return _alphabetical((s.id, s, s.record.name, short_name(s)) for s in subjects)


def _alphabetical(entries: Iterable[Entry]) -> list[Entry]:
    return sorted(entries, key=lambda entry: (uk_sort_key(entry[2].best(Language.UK)), entry[0]))


def _same(word: str) -> tuple[Text, Text]:
    return Text(uk=word, en=word), Text(uk=word, en=word)


# Names


def short_name(subject: Named) -> Text:
    """The abbreviation where the record has one, else the name."""
    if isinstance(subject, Programme | Organisation | Award) and subject.record.abbreviation is not None:
        return subject.record.abbreviation
    return subject.record.name


def oblast_name(of: Oblast) -> Text:
    return _oblast_name(of.slug)


@cache
def _oblast_name(slug: str) -> Text:
    name = oblast(slug).name
    return Text(uk=name["uk"], en=name["en"])


def oblast_short(oblast: Oblast) -> Text:
    return Text(uk=oblast.short_name["uk"], en=oblast.short_name["en"])


@cache
def community_name(community: Community) -> Text:
    name = community.name
    return Text(uk=name["uk"], en=name["en"])


def place_name(place: Place) -> Text:
    """The official name, unless the community's record gives another."""
    official = community_name(place.community)
    given = place.record.name if place.record else None
    return official if given is None else Text(uk=given.uk or official.uk, en=given.en or official.en)
