"""What all linking shares: names that resolve, and findings for those that do not."""

from collections.abc import Collection, Container, Iterable, Iterator, Mapping
from typing import TypeVar

from builder.diagnostics import Diagnostic, Value, near
from builder.frozen import Frozen
from builder.located_yaml import Path
from builder.model.language import Language
from builder.model.place import Community, Oblast, find_communities, find_oblast, near_communities, near_oblasts, oblast
from builder.model.practice import PracticeRecord
from builder.model.registered import RegistryRecord, Role
from builder.model.showcase import Award, Block, Category, ChainMember, Edition, Organisation, Place, Programme
from builder.sources.read import Located

T = TypeVar("T")
Item = Located[PracticeRecord] | Located[RegistryRecord]

FOLDERS = {
    "V303": "organisations",
    "V304": "programmes",
    "V305": "categories",
    "V318": "practices",
    "V340": "awards",
    "V341": "editions",
    "V342": "events",
    "V351": "practices",
}
"""Finding → folder of content/ in which what it misses would stand."""
_ROLE_ORDER = {role: number for number, role in enumerate(Role)}


class Known(Frozen, gc=True):
    """All that a practice may name, by id."""

    organisations: Mapping[str, Organisation]
    programmes: Mapping[str, Programme]
    categories: Mapping[str, Category]
    places: Mapping[str, Place]
    """Communities that have a record."""
    practices: Collection[str]
    pictures: Mapping[str, frozenset[str]]
    """By folder."""
    awards: Mapping[str, Award]
    editions: Mapping[str, Edition]
    events: Collection[str]
    withdrawn: Container[str]
    """Practices that are withdrawn."""
    left_out: Container[tuple[str, str]]
    """What is there, but had to be left out: its own finding is enough."""


class Linker:
    """`found` gathers what does not resolve."""

    def __init__(
        self,
        organisations: Mapping[str, Organisation],
        left_out: Container[tuple[str, str]],
        places: Mapping[str, Place] | None = None,
    ) -> None:
        self.found: list[Diagnostic] = []
        self.gaps = 0
        """How often something was named that is there, but had to be left out."""
        self.organisations = organisations
        self.left_out = left_out
        self.places = places or {}
        """Communities that have a record."""

    def members(self, item: Item, entries: Iterable[tuple[str, Role, Path]]) -> Iterator[ChainMember]:
        for id_, role, path in entries:
            if id_ in self.organisations:
                yield ChainMember(organisation=self.organisations[id_], role=role)
            else:
                self.unknown("V303", item, path, self.organisations, id_)

    def unknown(
        self,
        code: str,
        item: Item,
        path: Path,
        known: Iterable[str],
        id_: str,
    ) -> None:
        """What is named is not there, unless it is and was left out."""
        if (FOLDERS[code], id_) in self.left_out:
            self.gaps += 1
        else:
            self.report(code, item, path, near(id_, known), value=id_)

    def place(self, community: Community) -> Place:
        return self.places.get(community.slug) or Place(community=community)

    def oblasts(self, item: Item, path: Path, names: Iterable[str]) -> tuple[Oblast, ...]:
        """The oblasts of a list; each that is none is reported."""
        found: list[Oblast] = []
        for number, name in enumerate(names):
            match = find_oblast(name)
            if match is None:
                self.report("V306", item, (*path, number), tuple(o.slug for o in near_oblasts(name)), value=name)
            else:
                found.append(match)
        return tuple(found)

    def report(
        self,
        code: str,
        item: Item,
        path: Path,
        suggestions: Iterable[str] = (),
        **values: Value,
    ) -> None:
        place = item.fields.place_of(path)
        self.found.append(Diagnostic(code=code, location=place, values=dict(values), suggestions=tuple(suggestions)))

    def communities(self, item: Item, field: Path, names: Iterable[str]) -> list[Community]:
        found: list[Community] = []
        for number, name in enumerate(names):
            candidates = find_communities(name)
            if len(candidates) == 1:
                if candidates[0] in found:
                    self.report("V316", item, (*field, number), value=name)
                else:
                    found.append(candidates[0])
            elif candidates:
                named = tuple(f"{c.code} ({c.full_name('uk')}, {oblast(c.oblast).name['uk']})" for c in candidates)
                self.report("V302", item, (*field, number), named, value=name)
            else:
                self.report("V301", item, (*field, number), slugs(near_communities(name)), value=name)
        return found


def slugs(communities: Iterable[Community]) -> tuple[str, ...]:
    return tuple(community.slug for community in communities)


def record_text(item: Located[RegistryRecord], language: Language) -> Block | None:
    """The text of a record in a language, where it has one."""
    node = item.fields.at(("text", language.value))
    if item.record.text is None or not isinstance(node.value, str):
        return None
    line, indentation = node.block or (node.place.line, node.place.column - 1)
    return Block(path=item.path, text=node.value, line=line, column=indentation + 1)


def in_order(chain: Iterable[ChainMember]) -> tuple[ChainMember, ...]:
    return tuple(sorted(chain, key=lambda member: _ROLE_ORDER[member.role]))
