"""Everything linked: practices with the communities, terms and organisations they name."""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date

from builder.frozen import Frozen
from builder.model.competition import HONOURED, AwardRecord, CallRecord, EditionRecord, EntryOutcome, EntryRecord
from builder.model.event import EventRecord
from builder.model.language import Language
from builder.model.place import Community, Oblast
from builder.model.practice import PageRecord, PracticeRecord, Status
from builder.model.registry import (
    PAYING_ROLES,
    CategoryRecord,
    CommunityRecord,
    OrganisationRecord,
    ProgrammeRecord,
    Role,
)
from builder.model.site import SiteRecord


class Text(Frozen):
    """A practice or a page in one language. Its body stands apart: an edit of it changes nothing but the page."""

    path: str
    title: str
    summary: str
    cover_alt: str
    stale: bool = False
    """Whether it is a translation whose original has changed since."""


class Block(Frozen):
    """Markdown below a head or in a YAML block, with the line and column on which it begins."""

    path: str
    text: str
    line: int
    column: int = 1


class Place(Frozen):
    """A community of the official list, with what its record adds."""

    community: Community
    record: CommunityRecord | None = None

    @property
    def slug(self) -> str:
        return self.community.slug


class Organisation(Frozen):
    id: str
    record: OrganisationRecord


class ChainMember(Frozen):
    """An organisation in its role."""

    organisation: Organisation
    role: Role


class Programme(Frozen):
    """`chain` holds its own entries and those of the programmes it is part of."""

    id: str
    record: ProgrammeRecord
    chain: tuple[ChainMember, ...]
    parents: tuple[str, ...] = ()
    oblasts: tuple[Oblast, ...] = ()


class Category(Frozen):
    id: str
    record: CategoryRecord


class Award(Frozen):
    """A competition or another series of awards."""

    id: str
    record: AwardRecord
    organisers: tuple[ChainMember, ...]


class Entry(Frozen):
    """What entered an edition. `communities` are its own; those of a practice stand in the practice."""

    record: EntryRecord
    communities: tuple[Place, ...]


class Edition(Frozen):
    """One year of an award. Without organisers of its own it has those of the award."""

    id: str
    record: EditionRecord
    organisers: tuple[ChainMember, ...]
    entries: tuple[Entry, ...]


class Call(Frozen):
    """An invitation to apply; `award` is named by itself or by its edition."""

    id: str
    record: CallRecord
    organisers: tuple[ChainMember, ...]
    award: str | None
    oblasts: tuple[Oblast, ...]


class Event(Frozen):
    """A forum, a workshop, a webinar; `communities` are those of its speakers, in their order."""

    id: str
    record: EventRecord
    organisers: tuple[ChainMember, ...]
    communities: tuple[Place | None, ...]


class Honour(Frozen):
    """What an entry came to, as its practice and its communities tell of it. `number` counts the entries from 0."""

    award: str
    edition: str
    year: int
    number: int
    outcome: EntryOutcome

    @property
    def is_award(self) -> bool:
        return self.outcome in HONOURED


Subject = tuple[str, str]
"""(registry, id); a practice stands in the registry `practices`."""


class Marks(Frozen):
    """What decides in which lists a practice stands, and no more: ids, in the order in which it names them."""

    languages: tuple[Language, ...]
    regions: tuple[str, ...]
    communities: tuple[str, ...]
    themes: tuple[str, ...]
    own_programmes: tuple[str, ...]
    programmes: tuple[str, ...]
    """Its own and those they are part of: a practice of a part is a practice of the whole."""
    donors: tuple[str, ...]
    chain: tuple[tuple[str, Role], ...]
    years: tuple[str, ...]
    at_work_in: tuple[str, ...]
    """Oblasts of the communities where it works away from home."""
    status: Status
    results: int
    """How many measured results it gives."""
    sourced: int
    """How many of them name their source."""
    awards: tuple[str, ...]
    """Competitions in which it has won something."""
    stale: tuple[Language, ...]
    """Languages in which its text is behind the original."""
    review_by: date | None
    changed: date
    featured: bool
    withdrawn: bool
    aliases: tuple[str, ...]
    adapted_from: tuple[str, ...]
    pictures: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Practice:
    """A practice with all it names resolved. `texts` always holds the Ukrainian side."""

    slug: str
    record: PracticeRecord
    texts: Mapping[Language, Text]
    communities: tuple[Place, ...]
    oblasts: tuple[Oblast, ...]
    works_in: tuple[Place, ...]
    for_residents_of: tuple[Place, ...]
    programmes: tuple[Programme, ...]
    categories: tuple[Category, ...]
    chain: tuple[ChainMember, ...]
    pictures: frozenset[str]
    """File names of the pictures in its folder."""
    awards: tuple[str, ...] = ()
    """Competitions in which it has won something: known once the editions are linked, and read from the marks."""

    @property
    def donors(self) -> tuple[Organisation, ...]:
        """Organisations of the chain that gave money or support."""
        unique = {member.organisation.id: member.organisation for member in self.chain if member.role in PAYING_ROLES}
        return tuple(unique.values())

    @property
    def years(self) -> tuple[int, ...]:
        """The years its period touches; none where no source gives a period."""
        return self.record.period.years() if self.record.period else ()

    @property
    def changed(self) -> date:
        """The day by which feeds and search engines see that it changed."""
        return self.record.updated or self.record.date

    @property
    def marks(self) -> Marks:
        own = tuple(programme.id for programme in self.programmes)
        whole = [id_ for programme in self.programmes for id_ in (programme.id, *programme.parents)]
        return Marks(
            languages=tuple(self.texts),
            regions=tuple(oblast.slug for oblast in self.oblasts),
            communities=tuple(place.slug for place in self.communities),
            themes=tuple(category.id for category in self.categories),
            own_programmes=own,
            programmes=tuple(dict.fromkeys(whole)),
            donors=tuple(donor.id for donor in self.donors),
            chain=tuple((member.organisation.id, member.role) for member in self.chain),
            years=tuple(map(str, self.years)),
            at_work_in=tuple(dict.fromkeys(place.community.oblast for place in self.works_in)),
            status=self.record.status,
            results=len(self.record.results),
            sourced=sum(result.source is not None for result in self.record.results),
            awards=self.awards,
            stale=tuple(language for language, text in self.texts.items() if text.stale),
            review_by=self.record.review_by,
            changed=self.changed,
            featured=self.record.featured,
            withdrawn=self.record.withdrawn is not None,
            aliases=tuple(self.record.aliases),
            adapted_from=tuple(self.record.adapted_from),
            pictures=tuple(sorted(self.pictures)),
        )

    def text(self, language: Language) -> Text:
        """Its text in this language, else the Ukrainian one."""
        return self.texts.get(language, self.texts[Language.UK])

    def spoken(self, language: Language) -> Language:
        """The language in which `text` answers."""
        return language if language in self.texts else Language.UK


class TextPage(Frozen):
    """A page such as «Про Взірець»."""

    slug: str
    record: PageRecord
    texts: Mapping[Language, Text]


@dataclass(frozen=True, slots=True, kw_only=True)
class Showcase:
    """All that is published. `practices` are in the order of lists; withdrawn ones stand apart."""

    site: SiteRecord
    practices: Sequence[Practice]
    withdrawn: Sequence[Practice]
    pages: Mapping[str, TextPage]
    organisations: Mapping[str, Organisation]
    programmes: Mapping[str, Programme]
    categories: Mapping[str, Category]
    places: Mapping[str, Place]
    """Communities by slug: those with a practice or a record."""
    left_out: frozenset[str]
    """Folders of texts that are there but were reported and left out: links to them are no second fault."""
    today: date
    """The day of the build: a page that reads it changes with it."""
    awards: Mapping[str, Award]
    editions: Mapping[str, Edition]
    calls: Mapping[str, Call]
    events: Mapping[str, Event]
    by_slug: Mapping[str, Practice] = field(init=False, repr=False, compare=False)
    adaptations: Mapping[str, Sequence[str]] = field(init=False, repr=False, compare=False)
    """Slug → slugs of the listed practices that follow it."""
    _honours: Mapping[str, tuple[Honour, ...]] = field(init=False, repr=False, compare=False)
    _trophies: Mapping[str, tuple[Honour, ...]] = field(init=False, repr=False, compare=False)
    _named_by: Mapping[Subject, tuple[Subject, ...]] = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        by_slug = {practice.slug: practice for practice in (*self.practices, *self.withdrawn)}
        object.__setattr__(self, "by_slug", by_slug)
        object.__setattr__(self, "adaptations", adaptations(self.practices))
        object.__setattr__(self, "_honours", honours(self.editions.values()))
        object.__setattr__(self, "_trophies", trophies(self.editions.values(), self._communities_of))
        object.__setattr__(self, "_named_by", named_by(self.awards, self.editions, self.calls, self.events))

    def _communities_of(self, slug: str) -> Sequence[str]:
        practice = self.by_slug.get(slug)
        return () if practice is None or practice.record.withdrawn else practice.marks.communities

    def former(self, folder: str, id_: str, aliases: Sequence[str]) -> Sequence[str]:
        """The former ids that a record may keep of those it claims; `link` has settled them already."""
        return aliases

    def practice(self, slug: str) -> Practice:
        """A practice that has a page, listed or withdrawn."""
        return self.by_slug[slug]

    def whole(self, slug: str) -> Practice:
        """The same for who needs nearly all of it, as its own page does."""
        return self.practice(slug)

    def has_page(self, slug: str) -> bool:
        """Whether a practice of this slug is published, listed or withdrawn."""
        return slug in self.by_slug

    def adapted_by(self, slug: str) -> Sequence[str]:
        """Slugs of the listed practices that follow this one, in the order of lists."""
        return self.adaptations.get(slug, ())

    def honours(self, slug: str) -> Sequence[Honour]:
        """What a practice has entered and won, the newest first."""
        return self._honours.get(slug, ())

    def trophies(self, community: str) -> Sequence[Honour]:
        """The same of a community: with its practices, and where it is named itself."""
        return self._trophies.get(community, ())

    def named_by(self, registry: str, id_: str) -> Sequence[Subject]:
        """The awards, editions, calls and events that name a record or a practice."""
        return self._named_by.get((registry, id_), ())


def adaptations(practices: Iterable[Practice]) -> dict[str, tuple[str, ...]]:
    """Slug → slugs of the practices that say they follow it."""
    found: dict[str, tuple[str, ...]] = {}
    for practice in practices:
        for slug in practice.marks.adapted_from:
            found[slug] = (*found.get(slug, ()), practice.slug)
    return found


# What follows from competitions and events for what they name


def honours(editions: Iterable[Edition]) -> dict[str, tuple[Honour, ...]]:
    """By practice, the newest first."""
    pairs = ((entry.record.practice, honour) for entry, honour in _entries(editions))
    return _newest_first((slug, honour) for slug, honour in pairs if slug is not None)


def awards_of(honours: Iterable[Honour]) -> tuple[str, ...]:
    """The competitions in which something was won, each once."""
    return tuple(dict.fromkeys(honour.award for honour in honours if honour.is_award))


def trophies(
    editions: Iterable[Edition], communities_of: Callable[[str], Iterable[str]]
) -> dict[str, tuple[Honour, ...]]:
    """By community, the newest first; `communities_of` a practice are asked for where an entry names one."""
    found: list[tuple[str, Honour]] = []
    for entry, honour in _entries(editions):
        practice = entry.record.practice
        of_practice = () if practice is None else communities_of(practice)
        slugs = dict.fromkeys([*of_practice, *(place.slug for place in entry.communities)])
        found.extend((slug, honour) for slug in slugs)
    return _newest_first(found)


def _entries(editions: Iterable[Edition]) -> Iterator[tuple[Entry, Honour]]:
    for edition in editions:
        for number, entry in enumerate(edition.entries):
            yield (
                entry,
                Honour(
                    award=edition.record.award,
                    edition=edition.id,
                    year=edition.record.year,
                    number=number,
                    outcome=entry.record.outcome,
                ),
            )


def _newest_first(pairs: Iterable[tuple[str, Honour]]) -> dict[str, tuple[Honour, ...]]:
    grouped: dict[str, list[Honour]] = {}
    for id_, honour in sorted(pairs, key=lambda pair: (-pair[1].year, pair[1].edition, pair[1].number)):
        grouped.setdefault(id_, []).append(honour)
    return {id_: tuple(own) for id_, own in grouped.items()}


def named_by(
    awards: Mapping[str, Award], editions: Mapping[str, Edition], calls: Mapping[str, Call], events: Mapping[str, Event]
) -> dict[Subject, tuple[Subject, ...]]:
    """Who names what, each once, in the order of the registries."""
    found: dict[Subject, dict[Subject, None]] = {}
    for subject, named in _mentions(awards, editions, calls, events):
        for target in named:
            found.setdefault(target, {})[subject] = None
    return {target: tuple(subjects) for target, subjects in found.items()}


def _mentions(
    awards: Mapping[str, Award], editions: Mapping[str, Edition], calls: Mapping[str, Call], events: Mapping[str, Event]
) -> Iterator[tuple[Subject, list[Subject]]]:
    for id_, award in awards.items():
        yield ("awards", id_), _shared_mentions(award)
    for id_, edition in editions.items():
        own = [("awards", edition.record.award)]
        if edition.record.event is not None:
            own.append(("events", edition.record.event))
        yield ("editions", id_), [*own, *_shared_mentions(edition)]
    for id_, call in calls.items():
        own = [("awards", call.award)] if call.award is not None else []
        if call.record.edition is not None:
            own.append(("editions", call.record.edition))
        yield ("calls", id_), [*own, *_shared_mentions(call)]
    for id_, event in events.items():
        record = event.record
        own = [("practices", slug) for slug in record.practices]
        own += [("categories", theme) for theme in record.themes]
        own += [("communities", place.slug) for place in event.communities if place is not None]
        yield ("events", id_), [*own, *_shared_mentions(event)]


def _shared_mentions(subject: Award | Edition | Call | Event) -> list[Subject]:
    programmes = [("programmes", id_) for id_ in subject.record.programme]
    return [*programmes, *(("organisations", member.organisation.id) for member in subject.organisers)]
