"""One registered name for each organisation: other names that texts use, and names that two organisations claim."""

import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from functools import lru_cache, partial
from typing import Any

from builder.diagnostics import Diagnostic, Location, Outcome, finding
from builder.frozen import Frozen
from builder.model.language import Language
from builder.model.registered import RegistryRecord
from builder.model.registry import OrganisationRecord
from builder.sources.linker import record_text
from builder.sources.read import Document, Located


class OtherNames(Frozen):
    """Other names of organisations → the registered ones, by language."""

    registered: Mapping[Language, Mapping[str, str]]

    def finder(self, language: Language) -> "Finder":
        """Finds other names in a line, each with the registered one; none where that stands there as well."""
        known = self.registered[language]
        names = tuple(sorted(known, key=lambda name: (-len(name), name)))
        pattern = _any_of(names) if names else None

        def found(line: str) -> Iterator[tuple[re.Match[str], str]]:
            for match in pattern.finditer(line) if pattern else ():
                registered = known[names[(match.lastindex or 1) - 1]]
                if not _any_of((registered,)).search(line):
                    yield match, registered

        return found


Finder = Callable[[str], Iterator[tuple[re.Match[str], str]]]


WORD = re.compile(r"\w+")
ENDING = re.compile(r"(?<=[а-щьюяєіїґ]{3})[аеєиіїйоуюяь]{1,2}$", re.IGNORECASE)
CYRILLIC = re.compile(r"[а-щьюяєіїґ’']{4,}", re.IGNORECASE)
LONGEST_ENDING = 3


@lru_cache
def _any_of(names: tuple[str, ...]) -> re.Pattern[str]:
    """Any of these names; the group that matched tells which."""
    return re.compile(rf"(?<!\w)(?:{'|'.join(f'({_in_text(name)})' for name in names)})(?!\w)")


def _in_text(name: str) -> str:
    """A name as it may stand in a text: of several words, each long Ukrainian one in any case."""
    several = len(WORD.findall(name)) > 1
    parts = re.split(r"(\w+)", name)
    return "".join(_declined(part) if several else re.escape(part) for part in parts)


def _declined(word: str) -> str:
    """What a word keeps in all cases, and room for an ending."""
    if not CYRILLIC.fullmatch(word) or word.isupper():
        return re.escape(word)
    return rf"{re.escape(ENDING.sub('', word))}\w{{0,{LONGEST_ENDING}}}"


def other_names(organisations: Iterable[Located[RegistryRecord]]) -> Outcome[OtherNames]:
    """All other names. One that two organisations bear is reported where it is claimed a second time."""
    found: list[Diagnostic] = []
    registered: dict[Language, dict[str, str]] = {language: {} for language in Language}
    claims = [claim for item in organisations for claim in _claims(item)]
    taken: dict[tuple[Language, str], tuple[str, Location]] = {}
    for id_, language, name, official, place in claims:
        owner, where = taken.setdefault((language, name.casefold()), (id_, place))
        if owner != id_:
            found.append(finding("V347", place, related=[where], value=name))
        elif name != official:
            registered[language][name] = official
    unique = {(item.code, item.location): item for item in found}
    return Outcome(OtherNames(registered=registered), tuple(unique.values()))


def _claims(item: Located[RegistryRecord]) -> Iterator[tuple[str, Language, str, str, Location]]:
    """(id, language, name, registered name, place) of every name an organisation goes by, registered ones first."""
    record = item.record
    assert isinstance(record, OrganisationRecord)  # noqa: S101  # the registry's schema
    for language in Language:
        official = record.name.best(language)
        yield item.id, language, official, official, item.fields.place_of(("name", language.value))
        for number, other in enumerate(record.other_names):
            name = other.uk if language is Language.UK else other.en
            if name:
                yield item.id, language, name, official, item.fields.place_of(("other_names", number, language.value))


def misnamed_in_document(document: Document[Any], names: OtherNames) -> Iterator[Diagnostic]:
    """Other names in the title, summary and body of a text."""
    for language, text in document.texts.items():
        head = Location(path=text.path)
        yield from _misnamed(f"{text.title}\n{text.summary}", language, names, partial(_at, head))
        body = document.bodies[language]
        yield from _misnamed(body.text, language, names, _Places(body.path, body.line, body.column))


def misnamed_in_record(item: Located[RegistryRecord], names: OtherNames) -> Iterator[Diagnostic]:
    """Other names in the summary and the text of a registry record."""
    for language in Language:
        summary = item.record.summary
        own = None if summary is None else summary.uk if language is Language.UK else summary.en
        place = item.fields.place_of(("summary", language.value))
        yield from _misnamed(own or "", language, names, partial(_at, place))
        block = record_text(item, language)
        if block is not None:
            yield from _misnamed(block.text, language, names, _Places(block.path, block.line, block.column))


class _Places(Frozen, kw_only=False):
    """Where a text stands in its file."""

    path: str
    line: int
    column: int

    def __call__(self, line: int, column: int) -> Location:
        return Location(path=self.path, line=self.line + line, column=self.column + column)


def _at(place: Location, line: int, column: int) -> Location:
    """One place for a short text as a whole."""
    return place


def _misnamed(
    text: str, language: Language, names: OtherNames, place_of: Callable[[int, int], Location]
) -> Iterator[Diagnostic]:
    find = names.finder(language)
    for number, line in enumerate(text.splitlines()):
        for match, registered in find(line):
            yield finding(
                "V349",
                place_of(number, match.start()),
                suggestions=(registered,),
                value=match.group(),
                registered=registered,
            )
