"""Checked records → the showcase: every id, community and oblast becomes what it names."""

import dataclasses
from collections.abc import Callable, Container, Iterable, Iterator, Mapping
from datetime import date
from typing import Any, TypeVar

from builder.diagnostics import Diagnostic, Location, Outcome, Term, finding, has_errors, near
from builder.frozen import replace
from builder.located_yaml import Path
from builder.model.alphabet import uk_sort_key
from builder.model.language import Language
from builder.model.place import Community, Oblast, find_communities, find_oblast, near_communities, near_oblasts, oblast
from builder.model.practice import PageRecord, PracticeRecord
from builder.model.registered import PAYING_ROLES, WORKING_ROLES
from builder.model.registry import (
    CategoryRecord,
    CommunityRecord,
    OrganisationRecord,
    ProgrammeRecord,
    RegistryRecord,
    Role,
)
from builder.model.showcase import (
    Category,
    ChainMember,
    Organisation,
    Place,
    Practice,
    Programme,
    Showcase,
    TextPage,
    awards_of,
    honours,
)
from builder.model.site import SiteRecord
from builder.sources.aliases import settle_aliases
from builder.sources.emblems import EMBLEM_FOLDERS, emblem
from builder.sources.link_competitions import link_award, link_call, link_edition, link_event
from builder.sources.linker import Known, Linker, in_order, slugs
from builder.sources.names import misnamed_in_document, misnamed_in_record, other_names
from builder.sources.read import Document, Located, Records

T = TypeVar("T")

MAX_CATEGORIES = 3
_UNKNOWN = {"programme": "V304", "category": "V305"}
"""Field → finding of an id in it that nothing bears."""


def link(records: Records, site: SiteRecord, *, today: date, drafts: bool = False) -> Outcome[Showcase]:
    """Link everything. `today` decides what is held back; `drafts` lets drafts through."""
    settled = settle_aliases(records)
    records = settled.value
    found: list[Diagnostic] = [*settled.diagnostics]
    known = _everything(records, found)
    practices = [_told(link_practice(document, known), found) for document in records.practices]
    won = honours(known.editions.values())
    shown = [p for p in practices if p is not None and _told(due(p, lambda: today, drafts), found)]
    orders = {document.home.id: list_order(document) for document in records.practices}
    shown = [dataclasses.replace(practice, awards=awards_of(won.get(practice.slug, ()))) for practice in shown]
    shown.sort(key=lambda practice: orders[practice.slug])
    listed = tuple(practice for practice in shown if practice.record.withdrawn is None)
    showcase = Showcase(
        site=site,
        practices=listed,
        withdrawn=tuple(practice for practice in shown if practice.record.withdrawn is not None),
        pages={page.home.id: text_page(page) for page in records.pages if drafts or not page.home.record.draft},
        organisations=known.organisations,
        programmes=known.programmes,
        categories=known.categories,
        places=_places_with_pages(listed, known.places),
        left_out=_left_out(records, practices),
        today=today,
        awards=known.awards,
        editions=known.editions,
        calls={id_: _told(link_call(item, known), found) for id_, item in records.registries["calls"].items()},
        events={id_: _told(link_event(item, known), found) for id_, item in records.registries["events"].items()},
    )
    names = _told(other_names(records.registries["organisations"].values()), found)
    documents: tuple[Document[Any], ...] = (*records.practices, *records.pages)
    for document in documents:
        found.extend(misnamed_in_document(document, names))
    for folder in EMBLEM_FOLDERS:
        for item in records.registries[folder].values():
            _told(emblem(item, known.pictures), found)
    for registry in records.registries.values():
        found.extend(diagnostic for item in registry.values() for diagnostic in misnamed_in_record(item, names))
    return Outcome(showcase, tuple(found))


def _told(outcome: Outcome[T], found: list[Diagnostic]) -> T:
    found.extend(outcome.diagnostics)
    return outcome.value


def list_order(document: Document[PracticeRecord]) -> tuple[int, str, str]:
    """Newest first, then by Ukrainian title in the order of its alphabet, then by slug."""
    home = document.home
    return -home.record.date.toordinal(), uk_sort_key(document.texts[Language.UK].title), home.id


def text_page(document: Document[PageRecord]) -> TextPage:
    return TextPage(slug=document.home.id, record=document.home.record, texts=document.texts)


def _left_out(records: Records, linked: Iterable[Practice | None]) -> frozenset[str]:
    unlinked = {document.home.id for document in records.practices} - {p.slug for p in linked if p is not None}
    return frozenset(f"content/{folder}/{id_}" for folder, id_ in records.left_out) | {
        f"content/practices/{slug}" for slug in unlinked
    }


def _places_with_pages(practices: Iterable[Practice], recorded: Mapping[str, Place]) -> dict[str, Place]:
    places = {place.slug: place for practice in practices for place in practice.communities}
    places.update(recorded)
    return dict(sorted(places.items()))


def _everything(records: Records, found: list[Diagnostic]) -> Known:
    registries = records.registries
    organisations = {id_: organisation(item) for id_, item in registries["organisations"].items()}
    places = {id_: _told(recorded_place(item), found) for id_, item in registries["communities"].items()}
    known = Known(
        organisations=organisations,
        programmes=_told(link_programmes(registries["programmes"], organisations, records.left_out), found),
        categories={id_: category(item) for id_, item in registries["categories"].items()},
        places={id_: place for id_, place in places.items() if place is not None},
        practices={document.home.id for document in records.practices},
        pictures=_by_folder(records.pictures),
        awards={},
        editions={},
        events=registries["events"].keys(),
        withdrawn={d.home.id for d in records.practices if d.home.record.withdrawn is not None},
        left_out=records.left_out,
    )
    known = replace(known, awards={id_: _told(link_award(i, known), found) for id_, i in registries["awards"].items()})
    editions = {id_: _told(link_edition(item, known), found) for id_, item in registries["editions"].items()}
    return replace(known, editions={id_: edition for id_, edition in editions.items() if edition is not None})


# Registries


def organisation(item: Located[RegistryRecord]) -> Organisation:
    assert isinstance(item.record, OrganisationRecord)  # noqa: S101  # the registry's schema
    return Organisation(id=item.id, record=item.record)


def category(item: Located[RegistryRecord]) -> Category:
    assert isinstance(item.record, CategoryRecord)  # noqa: S101  # the registry's schema
    return Category(id=item.id, record=item.record)


def recorded_place(item: Located[RegistryRecord]) -> Outcome[Place | None]:
    """The community that a record adds to."""
    candidates = [c for c in find_communities(item.id) if c.slug == item.id]
    if not candidates:
        near_ones = slugs(near_communities(item.id))
        return Outcome(None, (finding("V314", Location(path=item.path), suggestions=near_ones, value=item.id),))
    assert isinstance(item.record, CommunityRecord)  # noqa: S101  # the registry's schema
    return Outcome(Place(community=candidates[0], record=item.record))


def link_programmes(
    located: Mapping[str, Located[RegistryRecord]],
    organisations: Mapping[str, Organisation],
    left_out: Container[tuple[str, str]],
) -> Outcome[Mapping[str, Programme]]:
    """All programmes, each with the chain of those it is part of; a circle is reported where it closes."""
    linker = _Programmes(located, organisations, left_out)
    for id_ in located:
        linker.programme(id_)
    return Outcome(linker.programmes, tuple(linker.found))


# Practices


def link_practice(document: Document[PracticeRecord], known: Known) -> Outcome[Practice | None]:
    """The practice with all it names; `None` where a part of it resolves to nothing."""
    linker = _Practices(known)
    practice = linker.practice(document)
    return Outcome(practice, tuple(linker.found))


def due(practice: Practice, today: Callable[[], date], drafts: bool) -> Outcome[bool]:
    """Whether it is published on this day, which is asked for where it decides; what holds it back is told."""
    record, place = practice.record, Location(path=practice.texts[Language.UK].path)
    found: list[Diagnostic] = []
    if record.withdrawn is not None:
        found.append(finding("V704", place, slug=practice.slug))
    if record.draft and not drafts:
        held = finding("V701", place, slug=practice.slug)
    elif record.publish_from is not None and record.publish_from > today():
        held = finding("V702", place, slug=practice.slug, day=record.publish_from.isoformat())
    elif record.expires is not None and record.expires < today():
        held = finding("V703", place, slug=practice.slug, day=record.expires.isoformat())
    else:
        return Outcome(True, tuple(found))
    return Outcome(False, (*found, held))


class _Programmes(Linker):
    def __init__(
        self,
        located: Mapping[str, Located[RegistryRecord]],
        organisations: Mapping[str, Organisation],
        left_out: Container[tuple[str, str]],
    ) -> None:
        super().__init__(organisations, left_out)
        self._programme_records = located
        self.programmes: dict[str, Programme] = {}

    def programme(self, id_: str, below: tuple[str, ...] = ()) -> Programme | None:
        if id_ in self.programmes:
            return self.programmes[id_]
        item = self._programme_records[id_]
        assert isinstance(item.record, ProgrammeRecord)  # noqa: S101  # the registry's schema
        entries = [
            (entry.organisation, entry.role, ("chain", n, "organisation")) for n, entry in enumerate(item.record.chain)
        ]
        chain = list(self.members(item, entries))
        parents: tuple[str, ...] = ()
        if (parent_id := item.record.part_of) is not None:
            if parent_id in (*below, id_):
                self.report("V315", item, ("part_of",), value=parent_id)
            elif parent_id not in self._programme_records:
                self.unknown("V304", item, ("part_of",), self._programme_records, parent_id)
            elif (parent := self.programme(parent_id, (*below, id_))) is not None:
                chain = _joined(chain, parent.chain)
                parents = (parent_id, *parent.parents)
        self._check_chain(item, item.record, chain)
        oblasts = self.oblasts(item, ("oblast",), item.record.oblast)
        programme = Programme(id=id_, record=item.record, chain=in_order(chain), parents=parents, oblasts=oblasts)
        self.programmes[id_] = programme
        return programme

    def _check_chain(self, item: Located[RegistryRecord], record: ProgrammeRecord, chain: list[ChainMember]) -> None:
        """A chain that is told at all tells who pays and who does the work, or that no source says."""
        roles = {member.role for member in chain}
        for link, wanted in (("funder", PAYING_ROLES), ("implementer", WORKING_ROLES)):
            if roles and not roles & wanted and not {link, "chain"} & set(record.not_stated):
                self.report("V350", item, ("chain",), missing=Term(f"link-{link}"), field=link)


class _Practices(Linker):
    def __init__(self, known: Known) -> None:
        super().__init__(known.organisations, known.left_out, known.places)
        self.known = known

    def practice(self, document: Document[PracticeRecord]) -> Practice | None:
        """The practice with all it names; `None` where a part of it resolves to nothing."""
        item, record = document.home, document.home.record
        before, gaps = len(self.found), self.gaps
        communities = self.communities(item, ("community",), record.community)
        works_in = self.communities(item, ("works_in",), record.works_in)
        residents = self.communities(item, ("for_residents_of",), record.for_residents_of)
        oblasts = self._oblasts(item, record, communities)
        programmes = tuple(self._known(item, "programme", record.programme, self.known.programmes))
        categories = tuple(self._known(item, "category", record.category, self.known.categories))
        own = list(self.members(item, _entries(record)))
        self._check(item, record, communities)
        self._check_references(item, record)
        self._check_pictures(item, record)
        if self.gaps > gaps or has_errors(self.found[before:]):
            return None
        inherited = [member for p in programmes if p.record.chain_inherited for member in p.chain]
        return Practice(
            slug=item.id,
            record=record,
            texts=document.texts,
            communities=tuple(self.place(c) for c in communities),
            oblasts=oblasts,
            works_in=tuple(self.place(c) for c in works_in),
            for_residents_of=tuple(self.place(c) for c in residents),
            programmes=programmes,
            categories=categories,
            chain=in_order(_joined(own, inherited)),
            pictures=self.known.pictures.get(item.path.rpartition("/")[0], frozenset()),
        )

    def _oblasts(
        self, item: Located[PracticeRecord], record: PracticeRecord, communities: Iterable[Community]
    ) -> tuple[Oblast, ...]:
        """The oblasts of a practice: those of its communities, unless it names more for a larger project."""
        derived = list(dict.fromkeys(community.oblast for community in communities))
        given: list[str] = []
        for number, name in enumerate(record.oblast):
            match = find_oblast(name)
            if match is None:
                self.report("V306", item, ("oblast", number), tuple(o.slug for o in near_oblasts(name)), value=name)
            else:
                given.append(match.slug)
                if match.slug not in derived and record.communities_total is None:
                    self._oblast_finding("V311", item, ("oblast", number), name)
        if len(given) == len(record.oblast) and given:
            for slug in derived:
                if slug not in given:
                    self._oblast_finding("V310", item, ("oblast",), oblast(slug).name["uk"])
        return tuple(oblast(slug) for slug in dict.fromkeys([*given, *derived]))

    def _oblast_finding(self, code: str, item: Located[PracticeRecord], path: Path, value: str) -> None:
        community = item.fields.key_place_of(("community",))
        self.found.append(finding(code, item.fields.place_of(path), related=[community], value=value))

    def _known(
        self, item: Located[PracticeRecord], field: str, ids: Iterable[str], known: Mapping[str, T]
    ) -> Iterator[T]:
        seen: set[str] = set()
        for number, id_ in enumerate(ids):
            if id_ in seen:
                self.report("V316", item, (field, number), value=id_)
            elif id_ in known:
                yield known[id_]
            else:
                self.unknown(_UNKNOWN[field], item, (field, number), known, id_)
            seen.add(id_)

    def _check(self, item: Located[PracticeRecord], record: PracticeRecord, communities: list[Community]) -> None:
        """What one field of a practice says of another."""
        if len(record.category) > MAX_CATEGORIES:
            self.report("V127", item, ("category",), limit=MAX_CATEGORIES)
        for field in ("community", "category", "sources"):
            if not getattr(record, field):
                self.report("V126", item, (field,), field=field)
        if record.communities_total is not None and record.communities_total < len(communities):
            self.report("V317", item, ("communities_total",), value=record.communities_total, named=len(communities))
        if record.period and record.period.end and record.period.end < record.period.start:
            self.report("V136", item, ("period",))
        if record.updated is not None and record.updated < record.date:
            self.report("V136", item, ("updated",))

    def _check_references(self, item: Located[PracticeRecord], record: PracticeRecord) -> None:
        for number, result in enumerate(record.results):
            if result.source is not None and not 1 <= result.source <= len(record.sources):
                self.report("V313", item, ("results", number, "source"), value=result.source, total=len(record.sources))
        for number, slug in enumerate(record.adapted_from):
            if slug not in self.known.practices:
                self.unknown("V318", item, ("adapted_from", number), self.known.practices, slug)

    def _check_pictures(self, item: Located[PracticeRecord], record: PracticeRecord) -> None:
        beside = self.known.pictures.get(item.path.rpartition("/")[0], frozenset())
        named: list[tuple[str, Path]] = [(image.file, ("images", n, "file")) for n, image in enumerate(record.images)]
        if record.cover is not None:
            named.append((record.cover, ("cover",)))
            if record.cover_alt is None:
                self.report("V413", item, ("cover",))
        for file, path in named:
            if file not in beside:
                self.report("V410", item, path, near(file, beside), value=file)
        credited = {image.file for image in record.images if image.credit and image.licence}
        for file in sorted(beside - credited):
            self.report("V412", item, ("images",), value=file)


def _by_folder(paths: Iterable[str]) -> dict[str, frozenset[str]]:
    folders: dict[str, set[str]] = {}
    for path in paths:
        folder, _, name = path.rpartition("/")
        folders.setdefault(folder, set()).add(name)
    return {folder: frozenset(names) for folder, names in folders.items()}


def _entries(record: PracticeRecord) -> Iterator[tuple[str, Role, Path]]:
    """The practice's own chain; a donor without a role is worded as just that."""
    for number, donor in enumerate(record.donor):
        role = Role.DONOR if donor.role is None else Role(donor.role.value)
        yield donor.organisation, role, ("donor", number, "organisation")
    for number, partner in enumerate(record.partners):
        yield partner.organisation, Role(partner.role.value), ("partners", number, "organisation")


def _joined(own: list[ChainMember], inherited: Iterable[ChainMember]) -> list[ChainMember]:
    """A chain with what it inherits for organisations it does not name itself, each in a role once."""
    named = {member.organisation.id for member in own}
    further = {(m.organisation.id, m.role): m for m in inherited if m.organisation.id not in named}
    return [*own, *further.values()]
