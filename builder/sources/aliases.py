"""Former addresses: each leads to one record, and to none where another still lives."""

from collections.abc import Iterable
from dataclasses import replace
from typing import TypeVar

from builder.diagnostics import Diagnostic, Location, Outcome, finding
from builder.model.practice import PageRecord, PracticeRecord
from builder.model.registry import RegistryRecord
from builder.sources.read import Located, Records

R = TypeVar("R", PracticeRecord, PageRecord, RegistryRecord)

SECTIONS = {"organisations": "donors", "categories": "themes", "pages": ""}
"""Folder of content/ → section of the site, where they differ."""


def settle_aliases(records: Records) -> Outcome[Records]:
    """The records without the former addresses that are taken; each of those is reported where it is written."""
    found: list[Diagnostic] = []
    practices = _settled([document.home for document in records.practices], "practices", found)
    pages = _settled([document.home for document in records.pages], "pages", found)
    registries = {
        folder: {item.id: item for item in _settled(located.values(), folder, found)}
        for folder, located in records.registries.items()
    }
    settled = replace(
        records,
        practices=tuple(
            replace(document, home=home) for document, home in zip(records.practices, practices, strict=True)
        ),
        pages=tuple(replace(document, home=home) for document, home in zip(records.pages, pages, strict=True)),
        registries=registries,
    )
    return Outcome(settled, tuple(found))


def _settled(items: Iterable[Located[R]], folder: str, found: list[Diagnostic]) -> list[Located[R]]:
    items = list(items)
    taken = {item.id: Location(path=item.path) for item in items}
    return [_without_taken(item, folder, taken, found) for item in items]


def _without_taken(item: Located[R], folder: str, taken: dict[str, Location], found: list[Diagnostic]) -> Located[R]:
    kept: list[str] = []
    for number, alias in enumerate(item.record.aliases):
        place = item.fields.place_of(("aliases", number))
        if alias in taken:
            found.append(finding("V501", place, related=[taken[alias]], url=_url(folder, alias)))
        else:
            taken[alias] = place
            kept.append(alias)
    if kept == item.record.aliases:
        return item
    return replace(item, record=item.record.model_copy(update={"aliases": kept}))


def _url(folder: str, alias: str) -> str:
    section = SECTIONS.get(folder, folder)
    return f"/{section}/{alias}/" if section else f"/{alias}/"
