"""Everything woven: the cover of a practice without a photo, and the threads of the map.

A cover is a piece of counted-thread weaving (nyzynka: horizontal runs of thread over a
ground). The theme chooses the motif, the slug its proportions: sha256 of "motif/slug" is
the only source, so the same practice has the same cloth for ever and two practices of one
theme look like relatives. Do not change a figure once it has been published.

A motif is a function of the grid and a place in it: is there a thread at (x, y)? Nought is
the middle of the motif and the places of one repeat run from -half to half - 1, so that
`abs` is the distance from the middle.
"""

import json
import re
from collections.abc import Callable, Mapping
from functools import cache, lru_cache
from hashlib import sha256
from pathlib import Path
from types import MappingProxyType
from typing import NamedTuple

from builder.frozen import Frozen

_MAP = Path(__file__).parent.parent / "data" / "map.json"
_HALVES = (8, 9, 10, 12)  # half of a repeat, in threads
_TILES_KEPT = 4096  # a list page shows two dozen; a showcase of any size must not fill the memory


class Tile(NamedTuple):
    """One repeat of a cloth, as path data; row n is drawn at y = n."""

    period: int
    ground: str
    figure: str
    core: str  # the heart of the motif, golden when awarded


class Grid(Frozen, kw_only=False):
    """The proportions of one cloth: half a repeat, the width of an arm, bands of thread and no thread."""

    half: int
    arm: int
    bands: tuple[bool, ...]

    @property
    def period(self) -> int:
        return 2 * self.half


Figure = Callable[[Grid, int, int], bool]


def _fold(n: int, period: int) -> int:
    n %= period
    return min(n, period - n)


def _roof(g: Grid, x: int, y: int) -> bool:
    """Nested roofs: shelter."""
    return g.bands[(abs(x) + y) % g.period]


def _diamond(g: Grid, x: int, y: int) -> bool:
    """Rhombi one in another: care around a person."""
    return g.bands[abs(x) + abs(y)]


def _cross(g: Grid, x: int, y: int) -> bool:
    """A cross held by a rhombus."""
    u, v = abs(x), abs(y)
    if u + v > g.half:
        return g.bands[g.period - u - v] if u + v > g.half + 1 else False
    return (min(u, v) <= g.arm and max(u, v) <= g.half - 3) or u + v == g.half


def _nest(g: Grid, x: int, y: int) -> bool:
    """One large rhombus, many small around it."""
    d = abs(x) + abs(y)
    if d < g.half * 0.8 or d > g.half * 1.5:
        return g.bands[d]
    return _fold(x, g.half) + _fold(y, g.half) <= g.half // 3


def _frame(g: Grid, x: int, y: int) -> bool:
    """Screens, windows."""
    return g.bands[max(abs(x), abs(y))]


def _sprout(g: Grid, x: int, y: int) -> bool:
    """Zigzags growing upward from a stem."""
    return g.bands[(abs(x) + abs(y)) % g.period]


def _link(g: Grid, x: int, y: int) -> bool:
    """Interlaced rhombi."""
    u, v = abs(x), abs(y)
    strand = range(g.half - 2, g.half)
    return u + v in strand or g.half - u + v in strand or u + v <= g.arm - 1


def _ramp(g: Grid, x: int, y: int) -> bool:
    """Long, shallow slopes."""
    return g.bands[(abs(x) + 1) // 2 + abs(y)]


def _star(g: Grid, x: int, y: int) -> bool:
    """The eight-pointed star of old rugs, a square and a rhombus laid together; rhombi between."""
    u, v = abs(x), abs(y)
    reach = 5 * g.half // 7 - min(7 * max(u, v), 5 * (u + v)) // 7
    return g.bands[reach] if reach >= 0 else g.period - u - v <= g.half // 3


def _mirror(g: Grid, x: int, y: int) -> bool:
    """What is thread on one side is ground on the other: nothing stays hidden."""
    return g.bands[(abs(x) + abs(y)) // 2] == (x >= 0)


def _brick(g: Grid, x: int, y: int) -> bool:
    """Courses of bricks, four in a repeat, each shifted by half a brick; some are hollow."""
    course, row = divmod(4 * y + g.half, g.period)
    end = g.half // 2 - _fold(x + course % 2 * g.half // 2, g.half)
    if row < 4 or end < 1:
        return False
    hollow = not g.bands[course % 4 + 2]
    return not hollow or end <= 2 or row < 8 or row >= g.period - 4


def _shield(g: Grid, x: int, y: int) -> bool:
    """Shields: straight above, pointed below."""
    u, below = abs(x), y
    return g.bands[u + below if below > 0 else max(u, -below)]


def _coin(g: Grid, x: int, y: int) -> bool:
    """Round things that go from hand to hand, small rhombi between them."""
    u, v = abs(x), abs(y)
    reach = g.half - 1 - max(7 * max(u, v), 5 * (u + v)) // 7
    return g.bands[reach] if reach >= 0 else g.period - u - v <= g.half // 4


def _spark(g: Grid, x: int, y: int) -> bool:
    """Sparks: four long rays and four short, rhombi between them."""
    u, v = abs(x), abs(y)
    apart = g.period - u - v
    if apart <= g.half * 2 // 3:
        return g.bands[apart]
    return max(u, v) + (1 + g.arm) * min(u, v) <= g.half - 1 or u + v + 4 * abs(u - v) <= g.half


def _leaf(g: Grid, x: int, y: int) -> bool:
    """Leaves in fours, split by a vein, a bud in each gap."""
    u, v = abs(x), abs(y)
    along, side = min(u + v, g.period - u - v), abs(u - v)
    bud = g.half - side
    return g.arm <= side <= along // 2 + 1 or (bud <= g.half // 4 and g.bands[bud])


def _basket(g: Grid, x: int, y: int) -> bool:
    """Wattle: strands over and under each other."""
    shift = g.half // 2
    lying = ((x + shift) // g.half + (y + shift) // g.half) % 2 == 0
    across = (y if lying else x) + shift
    return g.bands[abs(across % g.half - shift)]


_FIGURES: Mapping[str, Figure] = {
    "roof": _roof, "diamond": _diamond, "cross": _cross, "nest": _nest,
    "frame": _frame, "sprout": _sprout, "link": _link, "ramp": _ramp,
    "star": _star, "mirror": _mirror, "brick": _brick, "shield": _shield,
    "coin": _coin, "spark": _spark, "leaf": _leaf, "basket": _basket,
}  # fmt: skip

MOTIFS: tuple[str, ...] = tuple(_FIGURES)
_MIRRORED = frozenset(MOTIFS) - {"mirror", "brick", "basket"}
"""Motifs whose left half is their right one mirrored: only one half is computed."""
_TURNED = frozenset(MOTIFS) - {"roof", "shield", "brick", "basket"}
"""Motifs whose upper half is their lower one mirrored."""
_THREAD = re.compile("#+")


def _bands(seed: bytes, start: int, length: int) -> tuple[bool, ...]:
    """Alternating bands of thread and no thread, 1 to 3 wide, read from the hash."""
    out: list[bool] = []
    place, thread = start, True
    while len(out) < length:
        out += [thread] * (1 + seed[place % len(seed)] % (3 if thread else 2))
        place, thread = place + 1, not thread
    return tuple(out[:length])


@lru_cache(maxsize=_TILES_KEPT)
def _grid(slug: str, motif: str) -> Grid:
    seed = sha256(f"{motif}/{slug}".encode()).digest()
    half = _HALVES[seed[0] % len(_HALVES)]
    return Grid(half=half, arm=1 + seed[1] % 2, bands=_bands(seed, 2, 2 * half + 2))


def _rows(g: Grid, motif: str) -> list[str]:
    """The rows of a repeat, a letter for each place: `#` is thread."""
    if motif not in _TURNED:
        return [_row(g, motif, y) for y in range(-g.half, g.half)]
    return _mirrored([_row(g, motif, y) for y in range(g.half + 1)])


def _row(g: Grid, motif: str, y: int) -> str:
    figure = _FIGURES[motif]
    if motif not in _MIRRORED:
        return "".join([" #"[figure(g, x, y)] for x in range(-g.half, g.half)])
    return "".join(_mirrored([" #"[figure(g, x, y)] for x in range(g.half + 1)]))


def _mirrored(half: list[str]) -> list[str]:
    """The places from -half to half - 1, by those from nought to half."""
    return half[:0:-1] + half[:-1]


def _heart(g: Grid, motif: str, y: int) -> tuple[int, int]:
    """From where to where a row runs through the heart of the motif; a square in frames, else a rhombus."""
    reach = g.half // 3 + 1
    half = reach - abs(y)
    if half < 0:
        return 0, 0
    if motif == "frame":
        half = reach
    return g.half - half, g.half + half + 1


def _runs(row: str, y: int, start: int = 0) -> str:
    """Path data of the threads of a row that begins at `start`."""
    return "".join([f"M{start + run.start()} {y}h{run.end() - run.start()}" for run in _THREAD.finditer(row)])


def tile(slug: str, motif: str) -> Tile:
    """One repeat of the cloth of a slug, with the motif brought to its middle."""
    return _cloth(_grid(slug, motif), motif)


@lru_cache(maxsize=_TILES_KEPT)
def _cloth(g: Grid, motif: str) -> Tile:
    """Slugs whose proportions fall alike share a cloth."""
    threads: list[str] = []
    hearts: list[str] = []
    for n, row in enumerate(_rows(g, motif)):
        left, right = _heart(g, motif, n - g.half)
        threads.append(_runs(f"{row[:left]}{' ' * (right - left)}{row[right:]}", n))
        hearts.append(_runs(row[left:right], n, left))
    ground = "".join(f"M0 {row}h{g.period}" for row in range(g.period))
    return Tile(g.period, ground, "".join(threads), "".join(hearts))


def cloth_rows(slug: str, motif: str, *, cols: int, rows: int) -> list[list[tuple[int, int]]]:
    """The threads of a cloth, row by row, from where to where each runs; the motif sits in the middle."""
    g = _grid(slug, motif)
    repeat = _rows(g, motif)
    left, top = (g.half - cols // 2) % g.period, (g.half - rows // 2) % g.period
    woven: list[list[tuple[int, int]]] = []
    for n in range(rows):
        row = repeat[(top + n) % g.period] * (cols // g.period + 2)
        woven.append([run.span() for run in _THREAD.finditer(row[left : left + cols])])
    return woven


def cover_svg(
    slug: str,
    motif: str,
    *,
    cols: int,
    rows: int,
    award: bool = False,
    css_class: str = "cover",
    again: bool = False,
    weave: Callable[[str, str], Tile] = tile,
) -> str:
    """The cover as inline SVG, `cols` by `rows` threads.

    The motif sits at 0,0, so covers of any size share one pattern: pass `again` for every
    cover of the slug on a page but the first. `award` lays the heart of the motif in gold.
    `weave` gives the cloth of a slug and a motif.
    """
    cloth = weave(slug, motif)
    x, y, corner = f"{-cols / 2:g}", f"{-rows / 2:g}", f"{-cloth.period / 2:g}"
    return "".join(
        (
            f'<svg class="{css_class}" viewBox="{x} {y} {cols} {rows}" preserveAspectRatio="xMidYMid slice"'
            ' aria-hidden="true" focusable="false">',
            "" if again else _pattern(slug, cloth, corner),
            f'<rect x="{x}" y="{y}" width="{cols}" height="{rows}" fill="url(#w-{slug})"/>',
            _gold(slug, cloth, corner) if award else "",
            "</svg>",
        )
    )


def _pattern(slug: str, cloth: Tile, corner: str) -> str:
    return (
        f'<pattern id="w-{slug}" width="{cloth.period}" height="{cloth.period}" x="{corner}" y="{corner}"'
        ' patternUnits="userSpaceOnUse"><g class="t1" transform="translate(0 .5)">'
        f'<path class="t0" d="{cloth.ground}"/><path d="{cloth.figure}"/><path id="g-{slug}" d="{cloth.core}"/>'
        "</g></pattern>"
    )


def _gold(slug: str, cloth: Tile, corner: str) -> str:
    return f'<use class="t2" href="#g-{slug}" x="{corner}" y="{-cloth.period / 2 + 0.5:g}"/>'


class RegionThreads(NamedTuple):
    """An oblast as threads: path data at full and at coarse pitch, and where its number stands."""

    d: str
    d20: str
    label: tuple[int, int]


class WovenMap(NamedTuple):
    """The map of Ukraine: its regions by the number of their ISO 3166-2 code, and whose outlines they are."""

    view_box: str
    regions: Mapping[str, RegionThreads]
    source: str
    licence: str


@cache
def woven_map() -> WovenMap:
    """The map as `make map` left it."""
    data = json.loads(_MAP.read_text(encoding="utf-8"))
    regions = {
        number: RegionThreads(region["d"], region["d20"], (region["label"][0], region["label"][1]))
        for number, region in data["regions"].items()
    }
    return WovenMap(data["viewBox"], MappingProxyType(regions), data["source"], data["licence"])


def map_threads() -> Mapping[str, RegionThreads]:
    """Threads of every region, by the number of its ISO 3166-2 code: "14", "09"."""
    return woven_map().regions
