"""Cards for social networks: dark ink on a strip of cloth, drawn with the site's own letters.

Letters are set one by one, at places that only the font decides: no library of the system has a say in it, so a card
is the same wherever it is drawn.
"""

import io
import json
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from functools import cache
from hashlib import sha256
from itertools import pairwise
from pathlib import Path

import PIL
from PIL import Image, ImageColor, ImageDraw, ImageFont, features

from builder.pages.share import SIZE
from builder.pages.views import ShareCard
from builder.render.weave import cloth_rows
from builder.workshop.memory import Made

FONTS = Path(__file__).parent.parent / "data" / "fonts"
NAME = "card.png"

PAPER, INK, INK_2, LINEN, GROUND = "#ffffff", "#10161d", "#47535f", "#eef1f4", "#a3b1c0"
EDGE, BOTTOM = 72, 56
PITCH = 10
"""Of the threads, in pixels: large enough to be seen in the smallest preview."""
STRIP = 17 * PITCH
TITLE_SIZES = (84, 76, 68, 62, 56, 50, 44)
MOST_LINES = 4
LEADING = 1.12
ABOVE_TITLE, BELOW_TITLE = 44, 28
FOOT_SIZE, FOOT_LEADING = 34, 44
SHADES = 16


@dataclass(frozen=True)
class Face:
    """A font in one size, with its kerning."""

    font: ImageFont.FreeTypeFont
    kerning: dict[str, dict[str, int]]
    scale: float
    known: dict[tuple[str, str], float] = field(default_factory=dict)

    def advances(self, text: str) -> list[float]:
        """How far it is from the start of each letter to that of the next."""
        return [self.known.get(pair) or self._advance(pair) for pair in pairwise(f"{text} ")]

    def _advance(self, pair: tuple[str, str]) -> float:
        moved = self.kerning.get(pair[0], {}).get(pair[1], 0) * self.scale
        return self.known.setdefault(pair, self.font.getlength(pair[0]) + moved)

    def width(self, text: str) -> float:
        return sum(self.advances(text))


@cache
def face(name: str, size: int) -> Face:
    font = ImageFont.truetype(FONTS / f"{name}.ttf", size, layout_engine=ImageFont.Layout.BASIC)
    kerning = json.loads((FONTS / f"{name}.json").read_text(encoding="utf-8"))
    return Face(font, kerning, size / _units(name))


@cache
def _units(name: str) -> int:
    """Units of the font in its size: it is as wide as that when its size is that."""
    data = (FONTS / f"{name}.ttf").read_bytes()
    head = next(data[n + 8 : n + 12] for n in range(12, len(data), 16) if data[n : n + 4] == b"head")
    start = int.from_bytes(head, "big") + 18
    return int.from_bytes(data[start : start + 2], "big")


@cache
def _recipe() -> str:
    fonts = [sha256(path.read_bytes()).hexdigest() for path in sorted(FONTS.iterdir())]
    return repr((1, PIL.__version__, features.version("freetype2"), features.version("zlib"), fonts))


def card_key(card: ShareCard) -> str:
    return sha256(f"{_recipe()} {card!r}".encode()).hexdigest()


def make_card(card: ShareCard) -> Made:
    out = io.BytesIO()
    draw(card).save(out, "PNG", compress_level=7)
    return Made(key=card_key(card), files=((NAME, out.getvalue()),))


def draw(card: ShareCard) -> Image.Image:
    """The card, in shades of the few colours it has: each ink is laid on as a mask, in steps of its own."""
    inks = (card.thread, INK, INK_2)
    image = Image.new("P", SIZE, 0)
    image.putpalette([part for colour in (*_shades(inks), LINEN, GROUND) for part in ImageColor.getrgb(colour)[:3]])
    _weave(image, card, cloth=SHADES * len(inks))
    for number, texts in enumerate(_texts(card)):
        mask = Image.new("L", SIZE)
        pen = ImageDraw.Draw(mask)
        for at, text, own in texts:
            _write(pen, at, text, own)
        steps = [number * SHADES + value * (SHADES - 1) // 255 for value in range(256)]
        image.paste(mask.point(steps), mask=mask.point([255 * (value * (SHADES - 1) >= 255) for value in range(256)]))
    return image


def _shades(inks: Sequence[str]) -> Iterator[str]:
    """From paper to ink, for each ink."""
    paper = ImageColor.getrgb(PAPER)
    for ink in inks:
        full = ImageColor.getrgb(ink)
        for step in range(SHADES):
            mixed = (p + (f - p) * step // (SHADES - 1) for p, f in zip(paper, full, strict=True))
            yield "#{:02x}{:02x}{:02x}".format(*mixed)


Placed = tuple[tuple[float, float], str, Face]
"""A line of text, and where it begins."""


def _texts(card: ShareCard) -> tuple[list[Placed], list[Placed], list[Placed]]:
    """What is written in the colour of the threads, in ink, and in pale ink."""
    foot, text, bold = _foot(card), face("card-text", FOOT_SIZE), face("card-title", FOOT_SIZE)
    y = float(SIZE[1] - BOTTOM - FOOT_LEADING * max(len(foot), 1))
    size, lines = fitted(card.title, SIZE[0] - 2 * EDGE, y - STRIP - ABOVE_TITLE - BELOW_TITLE)
    title = face("card-title", size)
    corner = (SIZE[0] - EDGE - bold.width(card.site), float(SIZE[1] - BOTTOM - FOOT_LEADING))
    return (
        [(corner, card.site, bold)],
        [((EDGE, STRIP + ABOVE_TITLE + n * size * LEADING), line, title) for n, line in enumerate(lines)],
        [((EDGE, y + n * FOOT_LEADING), line, text) for n, line in enumerate(foot)],
    )


def _foot(card: ShareCard) -> list[str]:
    """The lines that say where the practice is; the name of the site stands beside the last."""
    own = face("card-text", FOOT_SIZE)
    width = SIZE[0] - 2 * EDGE - face("card-title", FOOT_SIZE).width(card.site) - EDGE
    together = ", ".join(card.places)
    return _cut([together] if own.width(together) <= width else card.places, len(card.places), own, width)


def _weave(image: Image.Image, card: ShareCard, cloth: int) -> None:
    """A strip of the practice's cloth, the motif in its middle; `cloth` is the colour of the linen."""
    pen = ImageDraw.Draw(image)
    pen.rectangle((0, 0, SIZE[0], STRIP - 1), fill=cloth)
    for row, runs in enumerate(cloth_rows(card.slug, card.motif, cols=SIZE[0] // PITCH, rows=STRIP // PITCH)):
        middle = row * PITCH + PITCH // 2
        pen.line((0, middle, SIZE[0], middle), fill=cloth + 1, width=1)
        for start, end in runs:
            pen.rectangle((start * PITCH, middle - 3, end * PITCH - 1, middle + 2), fill=SHADES - 1)


def _write(pen: ImageDraw.ImageDraw, at: tuple[float, float], text: str, own: Face) -> None:
    x, y = at
    for letter, advance in zip(text, own.advances(text), strict=True):
        pen.text((x, y), letter, font=own.font, fill=255)
        x += advance


# Setting


def fitted(title: str, width: float, height: float) -> tuple[int, list[str]]:
    """The largest size in which a title has room, and its lines; one that has none in any is cut."""
    for size in TITLE_SIZES:
        own = face("card-title", size)
        lines = wrapped(title, own, width)
        room = min(MOST_LINES, int(height / (size * LEADING)))
        if len(lines) <= room and all(own.width(line) <= width for line in lines):
            break
    return size, _cut(lines, room, own, width)


def wrapped(text: str, own: Face, width: float) -> list[str]:
    """Lines of nearly one length, in as few as there can be. No-break spaces hold; a hyphen may end a line."""
    lines = _filled(text, own, width)
    narrow, wide = 0.0, width
    while wide - narrow > 8 and len(lines) > 1:
        middle = (narrow + wide) / 2
        tried = _filled(text, own, middle)
        if len(tried) == len(lines) and all(own.width(line) <= middle for line in tried):
            wide = middle
        else:
            narrow = middle
    return _filled(text, own, wide)


def _filled(text: str, own: Face, width: float) -> list[str]:
    lines: list[str] = []
    for piece in _pieces(text):
        if lines and own.width((lines[-1] + piece).rstrip(" ")) <= width:
            lines[-1] += piece
        else:
            lines.append(piece)
    return [line.rstrip(" ") for line in lines]


def _pieces(text: str) -> list[str]:
    """What may not be parted: words with the space or the hyphen after them."""
    return [
        f"{part}-" if number + 1 < len(word.split("-")) else f"{part} "
        for word in text.split(" ")
        for number, part in enumerate(word.split("-"))
    ]


def _cut(lines: Sequence[str], most: int, own: Face, width: float) -> list[str]:
    """The first lines, with an ellipsis where more would follow or a word is too long."""
    kept = list(lines[:most])
    more = len(lines) > most
    for number, line in enumerate(kept):
        mark = "…" if more and number + 1 == len(kept) else ""
        while own.width(line + mark) > width:
            mark = "…"
            line = line[:-1].rstrip()
        kept[number] = line + mark
    return kept
