"""The icons for phones are the mark as it is drawn now."""

from pathlib import Path

import pytest
from PIL import Image

from builder.data.make.icons import CELLS, ICONS, IMAGES, MARK, Icon, drawn, threads
from builder.pages.site_files import PAPER
from builder.render.static import ICONS as PUBLISHED

TOKENS = Path(__file__).parents[2] / "assets" / "css" / "tokens.css"


@pytest.mark.parametrize("icon", ICONS, ids=lambda icon: icon.name)
def test_a_committed_icon_is_drawn_from_the_mark(icon: Icon) -> None:
    committed = Image.open(IMAGES / icon.name)
    assert committed.size == (icon.width, icon.width)
    assert committed.convert("RGB").tobytes() == drawn(icon, MARK.read_text(encoding="utf-8")).convert("RGB").tobytes()


def test_a_maskable_icon_keeps_its_mark_within_the_circle_that_phones_cut() -> None:
    [icon] = [icon for icon in ICONS if "maskable" in icon.name]
    middle, radius = icon.width / 2, icon.width * 0.4
    edge = (icon.width - CELLS * icon.unit) / 2
    for row, column, length in threads(MARK.read_text(encoding="utf-8")):
        for x in (column, column + length):
            for y in (row, row + 1):
                across, down = edge + x * icon.unit - middle, edge + y * icon.unit - middle
                assert (across**2 + down**2) ** 0.5 <= radius


def test_the_manifest_tells_of_every_icon_as_large_as_it_is() -> None:
    assert {(name, width) for name, width, _ in PUBLISHED} == {(icon.name, icon.width) for icon in ICONS}


def test_an_app_opens_on_the_paper_of_the_design() -> None:
    assert "--paper: #fff;" in TOKENS.read_text(encoding="utf-8")
    assert PAPER == "#ffffff"
