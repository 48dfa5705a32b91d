"""The open data beside the table of practices, and what describes it."""

import csv
import io
import json
from collections.abc import Iterable
from hashlib import sha256
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest
from frictionless import Package, system

from builder.model.showcase import Showcase
from builder.pages.competition_data import results_csv, results_json
from builder.pages.exports import data_row, practices_csv, practices_json
from builder.pages.open_data import Described, datapackage, regions_geojson, terms_csv
from builder.pages.tables import (
    FILES,
    PACKAGE,
    PRACTICES_CSV,
    PRACTICES_JSON,
    REGIONS_GEOJSON,
    RESULTS_CSV,
    RESULTS_JSON,
    TABLES,
    table_path,
)
from builder.pages.taxonomies import KINDS, taxonomies
from builder.pages.urls import base_of
from builder.text.wording import words_for
from tests.values import EN, UK, both, practice, records, showcase, site

BASE = base_of("https://hromady.example/pre/fix/")
LANGUAGES = (UK, EN)


def shown(*practices: Any, **registries: Any) -> Showcase:
    return showcase(records(practices, **registries), site(base_url="https://hromady.example/pre/fix/"))


FULL = shown(
    practice("svitlo", programme=["part"], donor=[{"organisation": "eu"}], period={"from": "2022-03"}),
    practice("voda", languages=[UK], title="=Вода; «кома, крапка»", community=["kyiv", "kanivska"], period=None),
    organisations={"eu": {"name": both("ЄС"), "type": "multilateral", "country": "BE", "abbreviation": both("EU")}},
    programmes={
        "whole": {"name": both("Ціле"), "period": {"from": "2019", "to": "2024-06"}},
        "part": {"name": both("Частина"), "part_of": "whole"},
    },
    awards={"prize": {"name": both("Премія"), "level": "national"}},
    editions={
        "prize-2024": {
            "award": "prize",
            "year": "2024",
            "results": [
                {"practice": "svitlo", "outcome": "winner", "votes": [{"value": "38", "of": "114"}, {"value": "8.5"}]},
                {"title": both("=Інша"), "community": ["kanivska"], "outcome": "finalist"},
            ],
        }
    },
)
EMPTY = shown()


def table(made: Showcase, section: str) -> list[dict[str, str]]:
    text = terms_csv(taxonomies(made)[section], BASE, LANGUAGES).decode("utf-8-sig")
    return list(csv.DictReader(io.StringIO(text, newline="")))


def files(made: Showcase) -> dict[str, bytes]:
    """All that stands in data/ but the page, as the build makes it."""
    rows = [data_row(item, BASE) for item in made.practices]
    groups = taxonomies(made)
    found = {PRACTICES_CSV: practices_csv(rows), PRACTICES_JSON: practices_json(made.site, rows)}
    found |= {table_path(section): terms_csv(groups[section], BASE, LANGUAGES) for section in KINDS}
    found |= {RESULTS_CSV: results_csv(made, BASE), RESULTS_JSON: results_json(made, BASE)}
    found[REGIONS_GEOJSON] = regions_geojson(groups["regions"], BASE, LANGUAGES)
    described = [Described(path, sha256(found[path]).hexdigest(), len(found[path])) for path in FILES if path in found]
    found[PACKAGE] = datapackage(made.site, BASE, {spoken: words_for(spoken) for spoken in LANGUAGES}, described)
    return found


# Tables


def test_regions_are_all_there_with_codes_counts_and_addresses() -> None:
    rows = {row["id"]: row for row in table(FULL, "regions")}
    assert len(rows) == 27
    kyiv = rows["kyiv"]
    assert (kyiv["iso"], kyiv["practices"], rows["krym"]["practices"]) == ("UA-30", "1", "0")
    assert kyiv["url_en"] == "https://hromady.example/pre/fix/en/regions/kyiv/"


def test_a_community_names_its_region_and_its_code() -> None:
    [row] = [row for row in table(FULL, "communities") if row["id"] == "bakhmutska"]
    assert (row["katottg"], row["region"]) == ("UA14020010000088496", "donetska")
    assert row["name_en"] == "Bakhmut city community"


def test_a_programme_tells_what_it_is_part_of_and_its_years() -> None:
    rows = {row["id"]: row for row in table(FULL, "programmes")}
    assert (rows["part"]["part_of"], rows["part"]["period_from"]) == ("whole", "")
    assert (rows["whole"]["period_from"], rows["whole"]["period_to"]) == ("2019", "2024-06")
    assert rows["whole"]["practices"] == "1"


def test_donors_and_years_stand_in_the_order_of_their_index() -> None:
    [donor] = table(FULL, "donors")
    assert (donor["id"], donor["type"], donor["country"], donor["abbreviation_uk"]) == (
        "eu",
        "multilateral",
        "BE",
        "EU",
    )
    assert [row["year"] for row in table(FULL, "years")] == ["2022"]


def test_a_site_in_one_language_leaves_the_other_addresses_empty() -> None:
    text = terms_csv(taxonomies(FULL)["themes"], BASE, [UK]).decode("utf-8-sig")
    [row] = csv.DictReader(io.StringIO(text, newline=""))
    assert (row["url_uk"], row["url_en"]) == ("https://hromady.example/pre/fix/themes/energy/", "")


# The map


def features(made: Showcase) -> dict[str, dict[str, Any]]:
    data = json.loads(regions_geojson(taxonomies(made)["regions"], BASE, LANGUAGES))
    assert data["type"] == "FeatureCollection"
    return {feature["id"]: feature for feature in data["features"]}


def test_every_region_has_an_outline_both_names_and_its_count() -> None:
    made = features(FULL)
    assert len(made) == 27
    told = made["UA-43"]["properties"]
    assert (told["name_uk"], told["practices"]) == ("Автономна Республіка Крим", 0)
    assert told["name_en"]
    assert made["UA-30"]["properties"]["practices"] == 1


def test_outlines_are_closed_and_lie_within_ukraine() -> None:
    for feature in features(EMPTY).values():
        for ring in rings(feature["geometry"]):
            assert ring[0] == ring[-1]
            assert all(22 <= east <= 40.3 and 44.3 <= north <= 52.5 for east, north in ring)


def test_outer_rings_turn_as_the_format_wants() -> None:
    for feature in features(EMPTY).values():
        polygons = feature["geometry"]["coordinates"]
        for polygon in polygons if feature["geometry"]["type"] == "MultiPolygon" else [polygons]:
            assert area(polygon[0]) > 0, feature["id"]
            assert all(area(hole) < 0 for hole in polygon[1:]), feature["id"]


def rings(geometry: dict[str, Any]) -> Iterable[list[list[float]]]:
    polygons = geometry["coordinates"] if geometry["type"] == "MultiPolygon" else [geometry["coordinates"]]
    return (ring for polygon in polygons for ring in polygon)


def area(ring: list[list[float]]) -> float:
    """Twice the area; above zero where the ring turns against the clock."""
    return sum(x1 * y2 - x2 * y1 for (x1, y1), (x2, y2) in pairwise(ring))


# What describes them


def written(made: Showcase, folder: Path) -> Path:
    for path, content in files(made).items():
        (folder / path).parent.mkdir(parents=True, exist_ok=True)
        (folder / path).write_bytes(content)
    return folder / PACKAGE


def faults(package: Path) -> list[str]:
    with system.use_context(trusted=True):
        report = Package(str(package)).validate()
    return [str(row) for row in report.flatten(["type", "message"])]


@pytest.mark.parametrize("made", [FULL, EMPTY], ids=["full", "empty"])
def test_the_package_is_what_frictionless_wants(made: Showcase, tmp_path: Path) -> None:
    assert faults(written(made, tmp_path)) == []


@pytest.mark.parametrize(
    ("path", "old", "new"),
    [
        ("data/practices.csv", b"svitlo", b"voda"),
        ("data/regions.csv", b"UA-30", b"30"),
        ("data/programmes.csv", b"2024-06", b"June"),
        ("data/programmes.csv", b",whole,", b",nothing,"),
        ("data/years.csv", b"2022", b"MMXXII"),
    ],
)
def test_the_schemas_see_a_wrong_cell(path: str, old: bytes, new: bytes, tmp_path: Path) -> None:
    package = written(FULL, tmp_path)
    file = tmp_path / path
    assert old in file.read_bytes()
    file.write_bytes(file.read_bytes().replace(old, new))
    described = json.loads(package.read_text(encoding="utf-8"))
    for resource in described["resources"]:  # so that the schema alone is asked
        resource.pop("hash"), resource.pop("bytes")
    package.write_text(json.dumps(described), encoding="utf-8")
    assert faults(package) != []


def test_every_file_is_described_in_both_languages_with_its_digest() -> None:
    made = files(FULL)
    package = json.loads(made[PACKAGE])
    described = {f"data/{resource['path']}": resource for resource in package["resources"]}
    assert described.keys() == set(FILES) - {PACKAGE}
    assert all(resource["hash"] == f"sha256:{sha256(made[path]).hexdigest()}" for path, resource in described.items())
    assert " / " in described["data/regions.csv"]["title"]
    assert package["licenses"][0]["path"] == "https://creativecommons.org/licenses/by/4.0/"


def test_every_column_is_in_its_table() -> None:
    made = files(FULL)
    for name, columns in TABLES.items():
        head = made[table_path(name)].decode("utf-8-sig").splitlines()[0]
        assert head == ",".join(column.name for column in columns)
