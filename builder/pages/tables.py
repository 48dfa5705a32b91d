"""The tables of the open data: their files, and what each of their columns holds."""

from collections.abc import Mapping
from typing import NamedTuple

from builder.model.competition import AwardKind, Channel, EntryOutcome, Level, OfWhat
from builder.model.practice import Status
from builder.model.registry import OrganisationType
from builder.pages.taxonomies import KINDS

FOLDER = "data"
PRACTICES_JSON, PRACTICES_CSV = f"{FOLDER}/practices.json", f"{FOLDER}/practices.csv"
RESULTS_JSON, RESULTS_CSV = f"{FOLDER}/results.json", f"{FOLDER}/results.csv"
REGIONS_GEOJSON, PACKAGE = f"{FOLDER}/regions.geojson", f"{FOLDER}/datapackage.json"


def table_path(name: str) -> str:
    """The file of a table: of the practices, or of the terms of a section."""
    return f"{FOLDER}/{name}.csv"


FILES = (PRACTICES_JSON, PRACTICES_CSV, *map(table_path, KINDS), RESULTS_JSON, RESULTS_CSV, REGIONS_GEOJSON, PACKAGE)
"""Everything below data/ but its page; the last describes the others."""


class Column(NamedTuple):
    """A column of a table: its name, its type in a table schema, and what its values must be."""

    name: str
    type: str = "string"
    format: str = "default"
    constraints: Mapping[str, object] = {}

    @property
    def key(self) -> str:
        """By which the words are found that tell what it holds."""
        return self.name.removesuffix("_uk").removesuffix("_en").replace("_", "-")

    @property
    def language(self) -> str:
        return self.name[-2:] if self.name.endswith(("_uk", "_en")) else ""


ID = {"required": True, "unique": True}
MOMENT = {"pattern": r"\d{4}(-\d{2}(-\d{2})?)?"}
"""A date as exact as it is known: a year, a month, a day."""
ID_PATTERN = {**ID, "pattern": "[a-z0-9]+(-[a-z0-9]+)*"}


def _sides(name: str, **constraints: object) -> tuple[Column, ...]:
    """A column for each language; only the Ukrainian side is sure to be there."""
    return Column(f"{name}_uk", constraints=constraints), Column(f"{name}_en")


ADDRESSES = Column("url_uk", "string", "uri"), Column("url_en", "string", "uri")
PRACTICES = Column("practices", "integer", constraints={"required": True, "minimum": 0})

TABLES: Mapping[str, tuple[Column, ...]] = {
    "practices": (
        Column("slug", constraints=ID_PATTERN),
        *_sides("title", required=True),
        *_sides("summary", required=True),
        Column("url_uk", "string", "uri", {"required": True}),
        Column("url_en", "string", "uri"),
        Column("date", "date", constraints={"required": True}),
        Column("updated", "date"),
        Column("katottg", constraints={"required": True}),
        *_sides("communities", required=True),
        Column("regions", constraints={"required": True}),
        Column("themes", constraints={"required": True}),
        Column("programmes"),
        Column("organisations"),
        Column("period_from", constraints=MOMENT),
        Column("period_to", constraints=MOMENT),
        Column("status", constraints={"required": True, "enum": [status.value for status in Status]}),
    ),
    "regions": (
        Column("id", constraints=ID_PATTERN),
        Column("iso", constraints={**ID, "pattern": r"UA-\d{2}"}),
        Column("katottg", constraints={**ID, "pattern": r"UA\d{17}"}),
        *_sides("name", required=True),
        PRACTICES,
        *ADDRESSES,
    ),
    "communities": (
        Column("id", constraints=ID_PATTERN),
        Column("katottg", constraints={**ID, "pattern": r"UA\d{17}"}),
        Column("region", constraints={"required": True}),
        *_sides("name", required=True),
        PRACTICES,
        *ADDRESSES,
    ),
    "themes": (
        Column("id", constraints=ID_PATTERN),
        *_sides("name", required=True),
        *_sides("summary"),
        PRACTICES,
        *ADDRESSES,
    ),
    "programmes": (
        Column("id", constraints=ID_PATTERN),
        *_sides("name", required=True),
        *_sides("abbreviation"),
        Column("part_of"),
        Column("period_from", constraints=MOMENT),
        Column("period_to", constraints=MOMENT),
        PRACTICES,
        *ADDRESSES,
    ),
    "donors": (
        Column("id", constraints=ID_PATTERN),
        *_sides("name", required=True),
        *_sides("abbreviation"),
        Column("type", constraints={"required": True, "enum": [kind.value for kind in OrganisationType]}),
        Column("country"),
        PRACTICES,
        *ADDRESSES,
    ),
    "competitions": (
        Column("id", constraints=ID_PATTERN),
        *_sides("name", required=True),
        *_sides("abbreviation"),
        Column("kind", constraints={"required": True, "enum": [kind.value for kind in AwardKind]}),
        Column("level", constraints={"enum": [level.value for level in Level]}),
        PRACTICES,
        *ADDRESSES,
    ),
    "results": (
        Column("id", constraints=ID_PATTERN),
        Column("award", constraints={"required": True}),
        *_sides("competition", required=True),
        Column("year", "integer", constraints={"required": True}),
        Column("practice"),
        *_sides("title"),
        Column("katottg"),
        *_sides("communities"),
        Column("outcome", constraints={"required": True, "enum": [outcome.value for outcome in EntryOutcome]}),
        Column("nomination"),
        Column("channel", constraints={"enum": [channel.value for channel in Channel]}),
        Column("votes", "number"),
        Column("total", "number"),
        Column("total_of", constraints={"enum": [what.value for what in OfWhat]}),
        *ADDRESSES,
    ),
    "years": (Column("year", "integer", constraints=ID), PRACTICES, *ADDRESSES),
}
"""Table → its columns, in their order."""

FOREIGN_KEYS: Mapping[str, tuple[tuple[str, str, str], ...]] = {
    "communities": (("region", "regions", "id"),),
    "programmes": (("part_of", "programmes", "id"),),
    "results": (("award", "competitions", "id"),),
}
"""Table → (column, table it refers to, column there)."""
