"""Former addresses: each leads to one record, and to none where another still lives."""

from collections.abc import Iterable, Mapping
from typing import TypeVar

from builder.diagnostics import Diagnostic, Location, Outcome, finding
from builder.frozen import Frozen, replace
from builder.model.competition import EditionRecord
from builder.model.practice import PageRecord, PracticeRecord
from builder.model.registry import RegistryRecord
from builder.sources.read import Located, Records

R = TypeVar("R", PracticeRecord, PageRecord, RegistryRecord)

SECTIONS = {"organisations": "donors", "categories": "themes", "awards": "competitions", "pages": ""}
"""Folder of content/ → section of the site, where they differ."""


class Claim(Frozen):
    """A record and the former addresses it claims, with their places. `address` is its own in its section, where that
    is not its id; `below` is what its addresses begin with."""

    id: str
    path: str
    aliases: tuple[tuple[str, Location], ...] = ()
    below: str = ""
    address: str = ""


def claim_of(item: Located[R]) -> Claim:
    places = ((alias, item.fields.place_of(("aliases", number))) for number, alias in enumerate(item.record.aliases))
    record = item.record
    if isinstance(record, EditionRecord):
        below = f"{record.award}/"
        own = f"{below}{record.year}"
        return Claim(id=item.id, path=item.path, aliases=tuple(places), below=below, address=own)
    return Claim(id=item.id, path=item.path, aliases=tuple(places))


def settle(claims: Iterable[Claim], folder: str) -> Outcome[Mapping[str, list[str]]]:
    """The aliases that each record may keep; each that is taken is reported where it is written."""
    claims = list(claims)
    found: list[Diagnostic] = []
    kept: dict[str, list[str]] = {}
    taken = {claim.address or claim.id: Location(path=claim.path) for claim in claims}
    for claim in claims:
        for alias, place in claim.aliases:
            address = claim.below + alias
            if address in taken:
                found.append(finding("V501", place, related=[taken[address]], url=_url(folder, address)))
            else:
                taken[address] = place
                kept.setdefault(claim.id, []).append(alias)
    return Outcome(kept, tuple(found))


def settle_aliases(records: Records) -> Outcome[Records]:
    """The records without the former addresses that are taken."""
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
    outcome = settle(map(claim_of, items), folder)
    found.extend(outcome.diagnostics)
    return [_keeping(item, outcome.value.get(item.id, [])) for item in items]


def _keeping(item: Located[R], aliases: list[str]) -> Located[R]:
    if aliases == item.record.aliases:
        return item
    return replace(item, record=item.record.model_copy(update={"aliases": aliases}))


def _url(folder: str, alias: str) -> str:
    section = SECTIONS.get("awards" if folder == "editions" else folder, folder)
    return f"/{section}/{alias}/" if section else f"/{alias}/"
