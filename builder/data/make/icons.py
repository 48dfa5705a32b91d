"""Draws the site's mark as PNG icons for phones: assets/images/icon-*.png.

    python -m builder.data.make.icons

Development only: the icons are committed, as not every compressor gives the same bytes. They are drawn from
assets/images/favicon.svg: threads, each a run of whole pixels.
"""

import re
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

from PIL import Image, ImageDraw

IMAGES = Path(__file__).parents[3] / "assets" / "images"
MARK = IMAGES / "favicon.svg"
CELLS = 9
"""The mark is as many threads high and wide."""

PAPER = "#ffffff"
_PATH = re.compile(r' d="([^"]+)"')
_COLOUR = re.compile(r"stroke:(#[0-9a-f]{6})")
_STEP = re.compile(r"([Mm])(-?[\d.]+) ?(-?[\d.]+)|h(-?[\d.]+)")


class Icon(NamedTuple):
    """A file to draw: `unit` is the height of a thread's row in pixels."""

    name: str
    width: int
    unit: int


ICONS = (
    Icon("icon-192.png", 192, 16),
    Icon("icon-512.png", 512, 44),
    # A phone may cut a maskable icon to the circle of 80 % of its width: the mark stands within it.
    Icon("icon-maskable-512.png", 512, 32),
)


def threads(svg: str) -> Iterator[tuple[int, int, int]]:
    """(row, column, length) of each thread of the mark."""
    found = _PATH.search(svg)
    assert found is not None  # noqa: S101  # our own drawing
    x = y = 0.0
    for move, across, down, run in _STEP.findall(found[1]):
        if move == "M":
            x, y = float(across), float(down)
        elif move:
            x, y = x + float(across), y + float(down)
        else:
            yield int(y), int(x), int(float(run))
            x += float(run)


def drawn(icon: Icon, svg: str) -> Image.Image:
    found = _COLOUR.search(svg)
    assert found is not None  # noqa: S101  # our own drawing
    image = Image.new("RGB", (icon.width, icon.width), PAPER)
    pen = ImageDraw.Draw(image)
    edge, gap = (icon.width - CELLS * icon.unit) // 2, icon.unit // 10
    for row, column, length in threads(svg):
        left, top = edge + column * icon.unit, edge + row * icon.unit
        pen.rectangle((left, top + gap, left + length * icon.unit - 1, top + icon.unit - gap - 1), fill=found[1])
    return image.quantize(16)


def main() -> None:
    svg = MARK.read_text(encoding="utf-8")
    for icon in ICONS:
        drawn(icon, svg).save(IMAGES / icon.name, optimize=True)


if __name__ == "__main__":
    main()
