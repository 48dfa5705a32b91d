"""Cards for networks: words that fit, lines that break where Ukrainian lets them, the same picture everywhere."""

import io
from concurrent.futures import ProcessPoolExecutor
from multiprocessing import get_context

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PIL import Image, ImageFont

from builder.frozen import replace
from builder.model.language import Language
from builder.pages.share import SIZE, card_path
from builder.pages.views import ShareCard
from builder.render.share import card_key, draw, face, fitted, make_card, wrapped
from builder.render.weave import cloth_rows, tile

CARD = ShareCard(
    title="Гібридна сонячна станція для лікарні та\u00a0водоканалу",
    places=("Дубівська селищна громада", "Закарпатська область"),
    site="Взірець",
    slug="dubove-hybrid-solar",
    motif="spark",
    thread="#0d4a93",
)
WIDTH = 1056


def lines_of(text: str, width: float = 600) -> list[str]:
    return wrapped(text, face("card-title", 60), width)


def test_a_card_has_the_size_that_networks_ask_for_and_few_bytes() -> None:
    ((_, content),) = make_card(CARD).files
    with Image.open(io.BytesIO(content)) as card:
        assert (card.size, card.format, card.info) == (SIZE, "PNG", {})
    assert len(content) < 30_000


def test_another_process_draws_the_same_and_no_library_of_the_system_has_a_say() -> None:
    with ProcessPoolExecutor(1, mp_context=get_context("spawn")) as pool:
        assert pool.submit(make_card, CARD).result() == make_card(CARD)
    assert face("card-title", 60).font.layout_engine == ImageFont.Layout.BASIC


def test_ink_is_dark_on_white_and_the_cloth_in_the_colour_of_the_site() -> None:
    colours = {colour for _, colour in draw(replace(CARD, thread="#116644")).convert("RGB").getcolors(1000)}
    assert {(0x10, 0x16, 0x1D), (0xFF, 0xFF, 0xFF), (0x11, 0x66, 0x44), (0xEE, 0xF1, 0xF4)} <= colours
    assert (0x0D, 0x4A, 0x93) not in colours


@pytest.mark.parametrize(
    "text, lines",
    [
        ("Тепла школа", ["Тепла школа"]),
        ("Тепла школа зимою в\u00a0горах", ["Тепла школа", "зимою в\u00a0горах"]),
        ("Коледж Івано-Франківської громади", ["Коледж Івано-", "Франківської", "громади"]),
        ("Осередки\u00a0— для всіх", ["Осередки\u00a0—", "для всіх"]),
    ],
)
def test_lines_break_at_spaces_and_after_hyphens_and_are_of_nearly_one_length(text: str, lines: list[str]) -> None:
    assert lines_of(text, 440) == lines


@given(st.lists(st.text("абвгґдеєжзиіїйклмнопрст’-", min_size=1, max_size=24), min_size=1, max_size=20).map(" ".join))
def test_every_title_fits(title: str) -> None:
    size, lines = fitted(title, WIDTH, 300)
    assert 1 <= len(lines) <= 4
    assert len(lines) * size <= 300
    assert all(face("card-title", size).width(line) <= WIDTH for line in lines)


@given(st.text("абв -\u00a0", min_size=1, max_size=60).map(str.strip))
def test_no_letter_is_lost_in_the_lines(text: str) -> None:
    assert "".join(lines_of(text)).replace(" ", "") == text.replace(" ", "")


def test_letters_stand_closer_where_the_font_says_so() -> None:
    own = face("card-title", 80)
    assert own.width("Го") < own.width("Г") + own.width("о") - 4


def test_what_cannot_fit_ends_in_an_ellipsis() -> None:
    assert fitted("дуже " * 60, WIDTH, 300)[1][-1].endswith("…")
    assert fitted("щ" * 200, WIDTH, 300)[1][0].endswith("…")


def test_the_cloth_of_a_card_is_that_of_the_cover() -> None:
    period = tile("water", "shield").period
    rows = cloth_rows("water", "shield", cols=period, rows=period)
    path = "".join(f"M{start} {y}h{end - start}" for y, runs in enumerate(rows) for start, end in runs)
    cover = tile("water", "shield")
    laid = {(part.split(" ")[1].split("h")[0]) for part in (cover.figure + cover.core).split("M")[1:]}
    assert {part.split(" ")[1].split("h")[0] for part in path.split("M")[1:]} == laid


def test_a_card_has_another_address_and_another_key_when_it_says_something_else() -> None:
    other = replace(CARD, title="Інша назва")
    assert card_key(other) != card_key(CARD)
    paths = {card_path(language, slug, card) for language in Language for slug in ("", "a") for card in (CARD, other)}
    assert len(paths) == 8
    assert card_path(Language.EN, "a", CARD).startswith("en/practices/a/card-")
