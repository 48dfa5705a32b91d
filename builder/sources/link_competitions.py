"""Records of awards, editions, calls and events → what the showcase holds of them."""

from collections.abc import Iterable, Sequence
from decimal import Decimal

from builder.diagnostics import Outcome, near
from builder.located_yaml import Path
from builder.model.competition import (
    AwardRecord,
    CallRecord,
    EditionRecord,
    EntryRecord,
    OfWhat,
    Votes,
)
from builder.model.event import EventRecord
from builder.model.fields import PartialDate
from builder.model.practice import Result
from builder.model.registered import Organiser, RegistryRecord, Role
from builder.model.showcase import Award, Call, ChainMember, Edition, Entry, Event, Place
from builder.sources.linker import Item, Known, Linker, in_order
from builder.sources.read import Located


def link_award(item: Located[RegistryRecord], known: Known) -> Outcome[Award]:
    linker = _Competitions(known)
    award = linker.award(item)
    return Outcome(award, tuple(linker.found))


def link_edition(item: Located[RegistryRecord], known: Known) -> Outcome[Edition | None]:
    """The edition with its entries; `None` where its award is not there."""
    linker = _Competitions(known)
    edition = linker.edition(item)
    return Outcome(edition, tuple(linker.found))


def link_call(item: Located[RegistryRecord], known: Known) -> Outcome[Call]:
    linker = _Competitions(known)
    call = linker.call(item)
    return Outcome(call, tuple(linker.found))


def link_event(item: Located[RegistryRecord], known: Known) -> Outcome[Event]:
    linker = _Competitions(known)
    event = linker.event(item)
    return Outcome(event, tuple(linker.found))


HOLDING = frozenset({Role.ORGANISER, Role.AWARDER})
"""Roles that come first where a competition or an event is told of."""


class _Competitions(Linker):
    def __init__(self, known: Known) -> None:
        super().__init__(known.organisations, known.left_out, known.places)
        self.known = known

    def award(self, item: Located[RegistryRecord]) -> Award:
        record = item.record
        assert isinstance(record, AwardRecord)  # noqa: S101  # the registry's schema
        self._named(item, "V304", "programme", record.programme, self.known.programmes)
        return Award(id=item.id, record=record, organisers=self._organisers(item, record.organisers))

    def edition(self, item: Located[RegistryRecord]) -> Edition | None:
        record = item.record
        assert isinstance(record, EditionRecord)  # noqa: S101  # the registry's schema
        award = self.known.awards.get(record.award)
        self._one(item, "V340", ("award",), record.award, self.known.awards)
        self._one(item, "V342", ("event",), record.event, self.known.events)
        self._named(item, "V304", "programme", record.programme, self.known.programmes)
        self._told_once(item, "nominations", [nomination.id for nomination in record.nominations])
        self._sources(item, "totals", record.totals, len(record.sources))
        own = self._organisers(item, record.organisers)
        entries = [self._entry(item, record, number) for number in range(len(record.results))]
        self._check_votes(item, record)
        if award is None:
            return None
        return Edition(
            id=item.id,
            record=record,
            organisers=own or award.organisers,
            entries=tuple(entry for entry in entries if entry is not None),
        )

    def call(self, item: Located[RegistryRecord]) -> Call:
        record = item.record
        assert isinstance(record, CallRecord)  # noqa: S101  # the registry's schema
        self._one(item, "V340", ("award",), record.award, self.known.awards)
        self._one(item, "V341", ("edition",), record.edition, self.known.editions)
        self._named(item, "V304", "programme", record.programme, self.known.programmes)
        self._told_once(item, "directions", [direction.id for direction in record.directions])
        for number, direction in enumerate(record.directions):
            self._named(item, "V305", "themes", direction.themes, self.known.categories, ("directions", number))
        if record.opens is not None and record.closes.ends(record.time_zone) < record.opens.begins(record.time_zone):
            self.report("V345", item, ("closes",), opens=str(record.opens), closes=str(record.closes))
        edition = self.known.editions.get(record.edition) if record.edition else None
        return Call(
            id=item.id,
            record=record,
            organisers=self._organisers(item, record.organisers),
            award=record.award or (edition.record.award if edition else None),
            oblasts=self.oblasts(item, ("eligibility", "oblast"), record.eligibility.oblast),
        )

    def event(self, item: Located[RegistryRecord]) -> Event:
        record = item.record
        assert isinstance(record, EventRecord)  # noqa: S101  # the registry's schema
        self._named(item, "V304", "programme", record.programme, self.known.programmes)
        self._named(item, "V305", "themes", record.themes, self.known.categories)
        self._named(item, "V351", "practices", record.practices, self.known.practices)
        self._sources(item, "claims", record.claims, len(record.sources))
        if record.date is not None and record.until is not None and _is_before(record.until, record.date):
            self.report("V136", item, ("until",))
        communities = [self._speaker(item, number, name.community) for number, name in enumerate(record.speakers)]
        return Event(
            id=item.id,
            record=record,
            organisers=self._organisers(item, record.organisers),
            communities=tuple(communities),
        )

    # Entries

    def _entry(self, item: Located[RegistryRecord], edition: EditionRecord, number: int) -> Entry | None:
        """The entry; `None` where it names a practice that is not there."""
        record = edition.results[number]
        path: Path = ("results", number)
        if not (record.practice or record.title or record.community):
            self.report("V346", item, path)
        if record.nomination is not None and record.nomination not in {n.id for n in edition.nominations}:
            names = [nomination.id for nomination in edition.nominations]
            place = (*path, "nomination")
            self.report("V343", item, place, near(record.nomination, names), value=record.nomination)
        self._source(item, (*path, "source"), record.source, len(edition.sources))
        if record.practice is not None and not self._is_practice(item, (*path, "practice"), record.practice):
            return None
        communities = self.communities(item, (*path, "community"), record.community)
        return Entry(record=record, communities=tuple(self.place(community) for community in communities))

    def _is_practice(self, item: Located[RegistryRecord], path: Path, slug: str) -> bool:
        if slug not in self.known.practices:
            self.unknown("V351", item, path, self.known.practices, slug)
            return False
        if slug in self.known.withdrawn:
            self.report("V348", item, path, value=slug)
        return True

    def _check_votes(self, item: Located[RegistryRecord], edition: EditionRecord) -> None:
        """No entry has more votes than there were, nor have all together, where each voter gave one."""
        given: dict[tuple[str, Decimal], Decimal] = {}
        for number, record in enumerate(edition.results):
            for place, votes in enumerate(record.votes):
                if votes.of is None:
                    continue
                most = max(votes.value, self._together(given, record, votes))
                if most > votes.of:
                    path = ("results", number, "votes", place, "value")
                    self.report("V344", item, path, value=_number(most), total=_number(votes.of))

    def _together(self, given: dict[tuple[str, Decimal], Decimal], record: EntryRecord, votes: Votes) -> Decimal:
        """The votes of all entries so far, where the total counts votes; elsewhere they cannot be added up."""
        if votes.of_what is not OfWhat.VOTES or votes.of is None:
            return Decimal(0)
        key = (f"{votes.channel.value} {record.nomination or ''}", votes.of)
        given[key] = given.get(key, Decimal(0)) + votes.value
        return given[key]

    # Small pieces

    def _organisers(self, item: Located[RegistryRecord], organisers: Iterable[Organiser]) -> tuple[ChainMember, ...]:
        entries = ((o.organisation, o.role, ("organisers", n, "organisation")) for n, o in enumerate(organisers))
        members = in_order(self.members(item, entries))
        return tuple(sorted(members, key=lambda member: member.role not in HOLDING))

    def _speaker(self, item: Located[RegistryRecord], number: int, name: str | None) -> Place | None:
        if name is None:
            return None
        found = self.communities(item, ("speakers", number, "community"), [name])
        return self.place(found[0]) if found else None

    def _one(self, item: Item, code: str, path: Path, id_: str | None, known: Iterable[str]) -> None:
        if id_ is not None and id_ not in known:
            self.unknown(code, item, path, known, id_)

    def _named(
        self, item: Item, code: str, field: str, ids: Sequence[str], known: Iterable[str], below: Path = ()
    ) -> None:
        self._told_once(item, field, ids, below)
        for number, id_ in enumerate(ids):
            self._one(item, code, (*below, field, number), id_, known)

    def _told_once(self, item: Item, field: str, ids: Sequence[str], below: Path = ()) -> None:
        for number, id_ in enumerate(ids):
            if id_ in ids[:number]:
                self.report("V316", item, (*below, field, number), value=id_)

    def _sources(self, item: Item, field: str, claims: Sequence[Result], total: int) -> None:
        for number, claim in enumerate(claims):
            self._source(item, (field, number, "source"), claim.source, total)

    def _source(self, item: Item, path: Path, number: int | None, total: int) -> None:
        if number is not None and not 1 <= number <= total:
            self.report("V313", item, path, value=number, total=total)


def _is_before(one: PartialDate, other: PartialDate) -> bool:
    """Whether it is surely before: parts that are not known decide nothing."""
    known = min(1 + bool(d.month) + bool(d.day) for d in (one, other))
    return (one.year, one.month, one.day)[:known] < (other.year, other.month, other.day)[:known]


def _number(value: Decimal) -> str:
    return f"{value.normalize():f}"
