"""The kinds of grouping of a showcase and the groups in them: regions, communities, themes, programmes, donors, years.

A kind is data: where it lives, how its terms are named, which practices each holds.
Everything that is made for every kind (index, term pages, counts, facets) is made from it.
"""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass

from builder.model.alphabet import uk_sort_key
from builder.model.fields import Text
from builder.model.language import Language
from builder.model.place import Community, Oblast, oblasts
from builder.model.showcase import Category, Organisation, Place, Practice, Programme, Showcase

Subject = Oblast | Place | Category | Programme | Organisation | int


@dataclass(frozen=True, slots=True, kw_only=True)
class Term:
    """One group: its id (the last segment of its URL), names, and practices in list order."""

    section: str
    id: str
    subject: Subject
    name: Text
    short: Text
    practices: tuple[Practice, ...]
    positions: Mapping[str, int]
    """Slug → place in `practices`."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Taxonomy:
    """One kind of grouping. `section` is its first URL segment, `kind` the name of one term of it."""

    section: str
    kind: str
    terms: Mapping[str, Term]
    """By id, in the order in which they are listed."""


def taxonomies(showcase: Showcase) -> dict[str, Taxonomy]:
    """All kinds, by section."""
    practices = showcase.practices
    by_oblast = _group(practices, lambda practice: [oblast.slug for oblast in practice.oblasts])
    by_place = _group(practices, lambda practice: [place.slug for place in practice.communities])
    by_theme = _group(practices, lambda practice: [category.id for category in practice.categories])
    by_programme = _group(practices, _programme_ids)
    by_donor = _group(practices, lambda practice: [donor.id for donor in practice.donors])
    by_year = _group(practices, lambda practice: [str(year) for year in practice.years])
    donors = {donor.id: donor for practice in practices for donor in practice.donors}
    made = [
        _taxonomy("regions", "region", ((o.slug, o, oblast_name(o), oblast_short(o)) for o in oblasts()), by_oblast),
        _taxonomy(
            "communities",
            "community",
            _alphabetical((p.slug, p, place_name(p), place_name(p)) for p in showcase.places.values()),
            by_place,
        ),
        _taxonomy("themes", "theme", _named(showcase.categories.values()), by_theme),
        _taxonomy("programmes", "programme", _named(showcase.programmes.values()), by_programme),
        _taxonomy("donors", "donor", _named(donors.values()), by_donor),
        _taxonomy("years", "year", ((y, int(y), *_same(y)) for y in sorted(by_year, reverse=True)), by_year),
    ]
    return {taxonomy.section: taxonomy for taxonomy in made}


_Entry = tuple[str, Subject, Text, Text]


def _taxonomy(section: str, kind: str, entries: Iterable[_Entry], practices: Mapping[str, list[Practice]]) -> Taxonomy:
    terms = {}
    for id_, subject, name, short in entries:
        members = tuple(practices.get(id_, ()))
        positions = {practice.slug: number for number, practice in enumerate(members)}
        terms[id_] = Term(
            section=section, id=id_, subject=subject, name=name, short=short, practices=members, positions=positions
        )
    return Taxonomy(section=section, kind=kind, terms=terms)


def _group(practices: Iterable[Practice], ids: Callable[[Practice], Iterable[str]]) -> dict[str, list[Practice]]:
    groups: dict[str, list[Practice]] = {}
    for practice in practices:
        for id_ in ids(practice):
            groups.setdefault(id_, []).append(practice)
    return groups


def _programme_ids(practice: Practice) -> list[str]:
    """Its programmes and those they are part of: a practice of a part is a practice of the whole."""
    ids = [id_ for programme in practice.programmes for id_ in (programme.id, *programme.parents)]
    return list(dict.fromkeys(ids))


def _named(subjects: Iterable[Category | Programme | Organisation]) -> list[_Entry]:
    return _alphabetical((s.id, s, s.record.name, short_name(s)) for s in subjects)


def _alphabetical(entries: Iterable[_Entry]) -> list[_Entry]:
    return sorted(entries, key=lambda entry: (uk_sort_key(entry[2].best(Language.UK)), entry[0]))


def _same(word: str) -> tuple[Text, Text]:
    return Text(uk=word, en=word), Text(uk=word, en=word)


# Names


def short_name(subject: Category | Programme | Organisation) -> Text:
    """The abbreviation where the record has one, else the name."""
    if isinstance(subject, Programme | Organisation) and subject.record.abbreviation is not None:
        return subject.record.abbreviation
    return subject.record.name


def oblast_name(oblast: Oblast) -> Text:
    return Text(uk=oblast.name["uk"], en=oblast.name["en"])


def oblast_short(oblast: Oblast) -> Text:
    return Text(uk=oblast.short_name["uk"], en=oblast.short_name["en"])


def community_name(community: Community) -> Text:
    return Text(uk=community.name["uk"], en=community.name["en"])


def place_name(place: Place) -> Text:
    """The official name, unless the community's record gives another."""
    official = community_name(place.community)
    given = place.record.name if place.record else None
    return official if given is None else Text(uk=given.uk or official.uk, en=given.en or official.en)
