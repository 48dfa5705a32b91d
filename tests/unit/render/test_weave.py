"""Cloth is for ever: the same slug has the same threads; and the map has every region."""

import re
from hashlib import sha256

import pytest
from hypothesis import given
from hypothesis import strategies as st

from builder.render.weave import MOTIFS, cover_svg, map_threads, tile, woven_map

PUBLISHED = {
    "roof": "880b9246009f3868668b1f863d7fa925d25e854c20e4db97b09a027e3e619fad",
    "diamond": "292ed44d42754ba513f26fffbb1b3de9a8537c8387622e97f9319f0e00c626ab",
    "cross": "824e759f1c865a2cb789d2fd8f6e04562621142bcc14f0b519710ea12772e38e",
    "nest": "07ff22e8422423ff0c86c8ea352082b3333dc3f0d66d4acc697a59c13e14237b",
    "frame": "596f1e4cb3b52d39955346ec689706679dacc45956ba85980ee7c6d857c1bad0",
    "sprout": "ce41153eaecf366b46d835d73a0c3468247641054c12e35ed0917ad30278170b",
    "link": "8444088bcc7df9a33589bc437224bd117dd16db10f4c1820789a3678ee31ddcc",
    "ramp": "c288c5514a737e09d08e716cdcfae8ff20e83b452409f8f804ec3a072f308d0a",
    "star": "1785430e9f400ed395f97ffc91610b33d7b3cebe64cc4e22a32e5e3dd798c403",
    "mirror": "916847ee444f37df310f7f56b58fd815419b039f04a9c5c207debd09066ee93c",
    "brick": "86d7ce8e637f819eb774032a9d24a6495f19a8a005a9bbf6c7483e20131a806c",
    "shield": "92188f22eb1ce375f72d08f5eaba6a09f929f57e7a78331cffb2289df12ce6c5",
    "coin": "666bd1e7d4b985a11be42c7f4b4181684b21bc0a73c5264b861fb170f2f2942d",
    "spark": "12b5b49436f6cc25cb60945516d90891c59da9919525cd922ef6dd8f608431ff",
    "leaf": "fd525e4161eebd66748304c288590f95e0892185def6057b3f38f78d2d8d82ed",
    "basket": "799a1a879f0de5ab5f4af84db2ee1513eaff3b1e018aa1e9976b0dfc640caf4c",
}
REGIONS = [
    "05", "07", "09", "12", "14", "18", "21", "23", "26", "30", "32", "35", "40", "43",
    "46", "48", "51", "53", "56", "59", "61", "63", "65", "68", "71", "74", "77",
]  # fmt: skip

slugs = st.from_regex(r"[a-z0-9]+(-[a-z0-9]+)*", fullmatch=True)
motifs = st.sampled_from(MOTIFS)


def digest(svg: str) -> str:
    return sha256(svg.encode()).hexdigest()


def drawn(path: str) -> set[tuple[int, int]]:
    """Every place a path of runs covers."""
    runs = re.findall(r"M(\d+) (\d+)h(\d+)", path)
    return {(x, int(y)) for start, y, length in runs for x in range(int(start), int(start) + int(length))}


@pytest.mark.parametrize("motif", MOTIFS)
def test_the_cloth_of_a_published_slug_never_changes(motif: str) -> None:
    svg = cover_svg("z-bakhmutom-u-sertsi", motif, cols=60, rows=25, award=True)

    assert digest(svg) == PUBLISHED[motif]


def test_a_second_cover_of_a_slug_borrows_the_pattern_of_the_first() -> None:
    svg = cover_svg("perevezennia", "roof", cols=150, rows=15, css_class="cover strip", again=True)

    assert digest(svg) == "f64e3373e506e86457b0348cd87eda79337af24ce776aa02f58f50f3aaab3fb7"
    assert "<pattern" not in svg


def test_every_motif_has_its_own_cloth() -> None:
    assert len({tile("same-slug", motif) for motif in MOTIFS}) == len(MOTIFS) == 16


def test_only_an_honoured_cover_has_gold() -> None:
    honoured, plain = (cover_svg("a", "star", cols=32, rows=20, award=award) for award in (True, False))

    assert 'class="t2"' in honoured
    assert 'class="t2"' not in plain


@given(slugs, motifs)
def test_a_motif_always_has_a_heart_to_turn_gold(slug: str, motif: str) -> None:
    assert tile(slug, motif).core


@given(slugs, motifs)
def test_heart_and_figure_share_no_thread_and_stay_in_the_tile(slug: str, motif: str) -> None:
    cloth = tile(slug, motif)
    figure, core = drawn(cloth.figure), drawn(cloth.core)

    assert not figure & core
    assert all(0 <= x < cloth.period and 0 <= y < cloth.period for x, y in figure | core)
    assert len(figure | core) < cloth.period**2


@given(slugs, motifs)
def test_a_cover_is_light_and_asks_for_no_inline_style(slug: str, motif: str) -> None:
    svg = cover_svg(slug, motif, cols=32, rows=20)

    assert len(svg) - 2 * len(slug) < 2_300
    assert " style=" not in svg


def test_an_unknown_motif_is_a_mistake_of_ours() -> None:
    with pytest.raises(KeyError, match="trident"):
        cover_svg("a", "trident", cols=32, rows=20)


def test_the_map_has_all_27_regions_by_iso_number() -> None:
    assert list(map_threads()) == REGIONS


@pytest.mark.parametrize("number", REGIONS)
def test_a_region_has_threads_at_both_pitches_and_its_number_inside_the_picture(number: str) -> None:
    region = map_threads()[number]
    width, height = map(int, woven_map().view_box.split()[2:])

    assert re.fullmatch(r"M\d+ \d+h\d+(m-?\d+ ?-?\d+h\d+)*", region.d)
    assert re.fullmatch(r"M\d+ \d+h\d+(m-?\d+ ?-?\d+h\d+)*", region.d20)
    assert 0 < region.label[0] < width
    assert 0 < region.label[1] < height


@pytest.mark.parametrize("city", ["30", "40"])
def test_the_two_cities_are_large_enough_to_be_seen(city: str) -> None:
    assert map_threads()[city].d.count("h") >= 4
