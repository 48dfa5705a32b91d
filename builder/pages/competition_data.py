"""Open data of competitions: every entry of every edition, as JSON and as a table."""

import json
from collections.abc import Iterator
from typing import Any

from builder.model.competition import Votes
from builder.model.showcase import Edition, Entry, Showcase
from builder.model.site import SiteRecord
from builder.pages.exports import number, result_row, sides, source_row
from builder.pages.honours import edition_segments
from builder.pages.spreadsheets import spreadsheet
from builder.pages.tables import TABLES
from builder.pages.taxonomies import place_name
from builder.pages.urls import Base, url


def results_json(showcase: Showcase, base: Base) -> bytes:
    """All editions with both languages, one object each, a line for each."""
    site: SiteRecord = showcase.site
    head = {"licence": site.content_licence, "publisher": sides(site.publisher)}
    rows = ",\n".join(json.dumps(_edition(showcase, e, base), ensure_ascii=False) for e in showcase.editions.values())
    return f'{json.dumps(head, ensure_ascii=False)[:-1]}, "editions": [\n{rows}\n]}}\n'.encode()


def _edition(showcase: Showcase, edition: Edition, base: Base) -> dict[str, Any]:
    record = edition.record
    award = showcase.awards[record.award].record
    return {
        "id": edition.id,
        "award": {"id": record.award, "name": sides(award.name), "kind": award.kind.value},
        "year": record.year,
        "number": record.number,
        "decided": str(record.decided) if record.decided else None,
        "event": record.event,
        "programmes": list(record.programme),
        "organisations": [
            {"id": m.organisation.id, "name": sides(m.organisation.record.name), "role": m.role.value}
            for m in edition.organisers
        ],
        "nominations": [{"id": n.id, "name": sides(n.name)} for n in record.nominations],
        "channels": [channel.value for channel in record.method.channels] if record.method else [],
        "totals": [result_row(total) for total in record.totals],
        "results": [_entry(showcase, entry) for entry in edition.entries],
        "not_stated": list(record.not_stated),
        "url": {lang.value: base.permalink(url(lang, *edition_segments(edition))) for lang in showcase.site.languages},
        "sources": [source_row(source) for source in record.sources],
    }


def _entry(showcase: Showcase, entry: Entry) -> dict[str, Any]:
    record, places = entry.record, entry.communities
    if record.practice is not None and showcase.has_page(record.practice):
        places = showcase.practice(record.practice).communities
    return {
        "practice": record.practice,
        "title": sides(record.title) if record.title else None,
        "communities": [{"katottg": p.community.code, "name": sides(place_name(p))} for p in places],
        "outcome": record.outcome.value,
        "nomination": record.nomination,
        "votes": [_votes(votes) for votes in record.votes],
        "note": sides(record.note) if record.note else None,
    }


def _votes(votes: Votes) -> dict[str, Any]:
    total = None if votes.of is None else number(votes.of)
    return {"channel": votes.channel.value, "value": number(votes.value), "of": total, "of_what": votes.of_what.value}


def results_csv(showcase: Showcase, base: Base) -> bytes:
    """A line for each entry and channel of voting."""
    return spreadsheet([[column.name for column in TABLES["results"]], *_lines(showcase, base)])


def _lines(showcase: Showcase, base: Base) -> Iterator[list[str]]:
    columns = [column.name for column in TABLES["results"]]
    for edition in showcase.editions.values():
        row = _edition(showcase, edition, base)
        for place, result in enumerate(row["results"], start=1):
            for channel, votes in enumerate(result["votes"] or [{}]):
                id_ = f"{edition.id}-{place}" + (f"-{channel + 1}" if channel else "")
                cells = {"id": id_, **_cells(row, result, votes)}
                yield ["" if cells[name] is None else str(cells[name]) for name in columns]


def _cells(row: dict[str, Any], result: dict[str, Any], votes: dict[str, Any]) -> dict[str, Any]:
    names = [community["name"] for community in result["communities"]]
    title = result["title"] or {}
    by_side = {
        f"{name}_{side}": value
        for side in ("uk", "en")
        for name, value in (
            ("competition", row["award"]["name"][side]),
            ("title", title.get(side)),
            ("communities", ";".join(name[side] or "" for name in names)),
            ("url", row["url"].get(side)),
        )
    }
    return {
        **by_side,
        "award": row["award"]["id"],
        "year": row["year"],
        "practice": result["practice"],
        "katottg": ";".join(community["katottg"] for community in result["communities"]),
        "outcome": result["outcome"],
        "nomination": result["nomination"],
        "channel": votes.get("channel"),
        "votes": votes.get("value"),
        "total": votes.get("of"),
        "total_of": votes.get("of_what") if votes.get("of") is not None else None,
    }
