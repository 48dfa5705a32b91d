"""Many style files become one; the one that ships is small and asks only for what is there."""

import re
from pathlib import Path

import pytest

from builder.render.assets import bundle_css

ASSETS = Path(__file__).parents[3] / "assets"
SHEETS = ["main.css", "preview.css", *(f"pages/{path.name}" for path in (ASSETS / "css/pages").glob("*.css"))]


def shipped(name: str = "main.css") -> str:
    return bundle_css(lambda path: (ASSETS / "css" / path).read_text(encoding="utf-8"), name)


def bundle(files: dict[str, str], name: str = "main.css") -> str:
    return bundle_css(files.__getitem__, name)


def fonts_in(css: str) -> list[str]:
    """Paths of the fonts a style sheet asks for, from the folder of assets."""
    return re.findall(r"url\(\.\./([^)]+\.woff2)\)", css)


def test_imports_are_put_in_place_in_their_layers() -> None:
    files = {
        "main.css": '@layer base, parts;\n@import "base.css" layer(base);\n@import "parts/item.css" layer(parts);\n',
        "base.css": "a { color: red; }",
        "parts/item.css": ".item { margin: 0; }",
    }

    assert bundle(files) == "@layer base,parts;@layer base{a{color:red}}@layer parts{.item{margin:0}}"


def test_neighbours_of_one_layer_share_its_block_in_the_order_of_import() -> None:
    files = {
        "main.css": '@import "b.css" layer(x);\n@import "a.css" layer(x);\n@import "c.css" layer(y);\n',
        "a.css": ".a{top:0}",
        "b.css": ".b{top:0}",
        "c.css": ".c{top:0}",
    }

    assert bundle(files) == "@layer x{.b{top:0}.a{top:0}}@layer y{.c{top:0}}"


def test_a_selector_in_a_layer_keeps_its_spaces() -> None:
    files = {"main.css": '@import "a.css" layer(x);\n', "a.css": ".a { top: 0; }\n.a :is(b, c) > d { top: 0; }\n"}

    assert bundle(files) == "@layer x{.a{top:0}.a :is(b,c)>d{top:0}}"


def test_an_import_without_a_layer_stays_outside_of_them() -> None:
    files = {"main.css": '@import "fonts.css";\n', "fonts.css": "@font-face { font-family: A; }"}

    assert bundle(files) == "@font-face{font-family:A}"


def test_a_file_that_is_not_there_is_not_passed_over() -> None:
    with pytest.raises(KeyError, match="gone"):
        bundle({"main.css": '@import "gone.css";\n'})


def test_a_sheet_in_a_folder_names_its_parts_from_there() -> None:
    files = {"pages/map.css": '@import "../parts/map.css" layer(parts);\n', "parts/map.css": ".map{top:0}"}

    assert bundle(files, "pages/map.css") == "@layer parts{.map{top:0}}"


def test_the_shipped_style_sheets_hold_every_component_and_no_more() -> None:
    written = "".join((ASSETS / "css" / sheet).read_text(encoding="utf-8") for sheet in SHEETS)
    components = {path.name for path in (ASSETS / "css" / "components").iterdir()}

    assert set(re.findall(r'components/(\w+\.css)"', written)) == components
    assert not [sheet for sheet in SHEETS if "@import" in shipped(sheet)]


def test_a_sheet_of_some_pages_repeats_nothing_of_the_sheet_of_all() -> None:
    """The preview's page stands alone; all others have the main sheet before their own."""
    of_all = set(re.findall(r'components/(\w+)\.css"', (ASSETS / "css/main.css").read_text(encoding="utf-8")))
    own = {
        sheet: set(re.findall(r'components/(\w+)\.css"', (ASSETS / "css" / sheet).read_text(encoding="utf-8")))
        for sheet in SHEETS
        if sheet.startswith("pages/")
    }

    assert {sheet: both for sheet, parts in own.items() if (both := parts & of_all)} == {}


def test_every_font_asked_for_is_there_with_a_licence_beside() -> None:
    fonts = fonts_in(shipped())

    assert len(fonts) == 4
    assert all((ASSETS / font).is_file() for font in fonts)
    assert {path.name for path in (ASSETS / "fonts").glob("LICENSE-*")} == {
        "LICENSE-commissioner.txt",
        "LICENSE-literata.txt",
    }


def test_the_fonts_leave_room_for_the_page_in_a_first_visit() -> None:
    assert sum((ASSETS / font).stat().st_size for font in fonts_in(shipped())) <= 92_000
