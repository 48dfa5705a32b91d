"""Open data beside the table of practices: a table of every taxonomy, the map of regions, and what describes them all.

The tables are a Frictionless data package; `tables.py` knows their columns.
"""

import json
from collections.abc import Callable, Iterable, Mapping, Sequence
from functools import cache
from pathlib import Path
from typing import Any, NamedTuple

from builder.model.fields import Text
from builder.model.language import Language
from builder.model.place import Oblast
from builder.model.showcase import Award, Category, Organisation, Place, Programme
from builder.model.site import SiteRecord
from builder.pages.licences import licence_link
from builder.pages.spreadsheets import spreadsheet
from builder.pages.tables import FOLDER, FOREIGN_KEYS, PACKAGE, TABLES, Column
from builder.pages.taxonomies import Taxonomy, Term
from builder.pages.urls import Base, url
from builder.text.wording import Words

OUTLINES = Path(__file__).parent.parent / "data" / "outlines.json"
Languages = tuple[Language, ...]


# Tables


def terms_csv(taxonomy: Taxonomy, base: Base, languages: Iterable[Language]) -> bytes:
    """All terms of a section in their order."""
    columns = TABLES[taxonomy.section]
    rows = (_row(term, base, tuple(languages)) for term in taxonomy.terms.values())
    table = ([row.get(column.name) for column in columns] for row in rows)
    return spreadsheet([[column.name for column in columns], *table])


def _row(term: Term, base: Base, languages: Languages) -> dict[str, str | None]:
    return {
        "id": term.id,
        "year": term.id,
        **_both("name", term.name),
        **_details(term.subject),
        "practices": str(len(term.practices)),
        **{f"url_{lang.value}": base.permalink(url(lang, term.section, term.id)) for lang in languages},
    }


def _details(subject: object) -> dict[str, str | None]:
    return next((details(subject) for kind, details in _DETAILS if isinstance(subject, kind)), {})


def _of_programme(programme: Programme) -> dict[str, str | None]:
    record = programme.record
    end = record.period.end if record.period else None
    return {
        **_both("abbreviation", record.abbreviation),
        "part_of": record.part_of,
        "period_from": str(record.period.start) if record.period else None,
        "period_to": str(end) if end else None,
    }


def _of_award(award: Award) -> dict[str, str | None]:
    record = award.record
    level = record.level.value if record.level else None
    return {**_both("abbreviation", record.abbreviation), "kind": record.kind.value, "level": level}


_DETAILS: Sequence[tuple[type, Callable[[Any], dict[str, str | None]]]] = (
    (Oblast, lambda oblast: {"iso": oblast.iso, "katottg": oblast.code}),
    (Place, lambda place: {"katottg": place.community.code, "region": place.community.oblast}),
    (Category, lambda category: _both("summary", category.record.summary)),
    (Programme, _of_programme),
    (Award, _of_award),
    (
        Organisation,
        lambda organisation: {
            **_both("abbreviation", organisation.record.abbreviation),
            "type": organisation.record.type.value,
            "country": organisation.record.country,
        },
    ),
)
"""Kind of a term's subject → the cells that only this kind has."""


def _both(name: str, text: Text | None) -> dict[str, str | None]:
    return {} if text is None else {f"{name}_uk": text.uk, f"{name}_en": text.en}


# The map


@cache
def _outlines() -> Mapping[str, Any]:
    """GeoJSON geometries of the regions by the number of their ISO code, and where they are from."""
    outlines: Mapping[str, Any] = json.loads(OUTLINES.read_text(encoding="utf-8"))
    return outlines


def regions_geojson(taxonomy: Taxonomy, base: Base, languages: Iterable[Language]) -> bytes:
    """The regions with the counts of their practices, a feature a line."""
    spoken = tuple(languages)
    features = ",\n".join(_feature(term, base, spoken) for term in taxonomy.terms.values())
    source = json.dumps({"source": _outlines()["source"], "licence": _outlines()["licence"]})[1:-1]
    return f'{{"type": "FeatureCollection", {source}, "features": [\n{features}\n]}}\n'.encode()


def _feature(term: Term, base: Base, languages: Languages) -> str:
    assert isinstance(term.subject, Oblast)  # noqa: S101  # the taxonomy of regions
    feature = {
        "type": "Feature",
        "id": term.subject.iso,
        "properties": {**_row(term, base, languages), "practices": len(term.practices)},
        "geometry": _outlines()["regions"][term.subject.number],
    }
    feature["properties"].pop("year")
    return json.dumps(feature, ensure_ascii=False)


# What describes them


class Described(NamedTuple):
    """A file of the data as it was made."""

    path: str
    sha256: str
    size: int


def datapackage(site: SiteRecord, base: Base, words: Mapping[Language, Words], files: Iterable[Described]) -> bytes:
    """The description of all files, with a schema for every table, in both languages side by side."""
    licence = licence_link(site.content_licence)
    package = {
        "profile": "data-package",
        "name": "practices",
        "id": base.permalink(f"/{PACKAGE}"),
        "title": _in_all(site.title, words),
        "description": _in_all(site.tagline, words),
        "homepage": base.permalink(f"/{FOLDER}/"),
        "licenses": [
            {"name": site.content_licence, "title": licence.text, **({"path": licence.url} if licence.url else {})}
        ],
        "contributors": [{"title": _in_all(site.publisher, words), "role": "publisher"}],
        "resources": [_resource(file, words) for file in files],
    }
    return (json.dumps(package, ensure_ascii=False, indent=1) + "\n").encode()


def _in_all(text: Text, words: Mapping[Language, Words]) -> str:
    return " / ".join(dict.fromkeys(text.best(language) for language in words))


def _said(key: str, words: Mapping[Language, Words]) -> str:
    return " / ".join(own(key).replace("\u00a0", " ") for own in words.values())


FORMATS = {
    "csv": ("csv", "text/csv"),
    "json": ("json", "application/json"),
    "geojson": ("geojson", "application/geo+json"),
}
"""Ending of a file → name of its format, media type."""


def _resource(file: Described, words: Mapping[Language, Words]) -> dict[str, Any]:
    name, _, ending = file.path.removeprefix(f"{FOLDER}/").partition(".")
    kind, media_type = FORMATS[ending]
    resource: dict[str, Any] = {
        "name": name if ending == "csv" else f"{name}-{ending}",
        "path": file.path.removeprefix(f"{FOLDER}/"),
        "title": _said(f"dataset-{name}" if ending == "csv" else f"dataset-{name}-{ending}", words),
        "format": kind,
        "mediatype": media_type,
        "encoding": "utf-8",
        "bytes": file.size,
        "hash": f"sha256:{file.sha256}",
    }
    if ending != "csv":
        return resource
    return {**resource, "profile": "tabular-data-resource", "schema": _schema(name, words)}


def _schema(table: str, words: Mapping[Language, Words]) -> dict[str, Any]:
    schema: dict[str, Any] = {
        "fields": [_field(column, words) for column in TABLES[table]],
        "primaryKey": [TABLES[table][0].name],
        "missingValues": [""],
    }
    keys = [
        # A table that refers to itself names itself by the empty word.
        {"fields": [column], "reference": {"resource": "" if other == table else other, "fields": [there]}}
        for column, other, there in FOREIGN_KEYS.get(table, ())
    ]
    return {**schema, "foreignKeys": keys} if keys else schema


def _field(column: Column, words: Mapping[Language, Words]) -> dict[str, Any]:
    meaning = _said(f"column-{column.key}", words)
    field: dict[str, Any] = {
        "name": column.name,
        "type": column.type,
        "format": column.format,
        "description": f"{meaning} [{column.language}]" if column.language else meaning,
    }
    return {**field, "constraints": dict(column.constraints)} if column.constraints else field
