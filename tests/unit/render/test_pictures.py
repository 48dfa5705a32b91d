"""What becomes of a picture: versions for every screen, nothing of it but its pixels, the same bytes everywhere."""

import io
from concurrent.futures import ProcessPoolExecutor
from hashlib import sha256
from multiprocessing import get_context
from pathlib import Path

import pytest
from PIL import Image, ImageCms

from builder.render.pictures import WIDTHS, derive, make_picture, output_paths, picture_key, shown_picture
from builder.workshop.memory import Entry, MadeFile
from tests.tools.photos import SECRETS, drawing, photograph


def made(data: bytes, suffix: str = ".jpg") -> dict[str, Image.Image]:
    """Its versions by name."""
    stream = io.BytesIO(data)
    stream.seek(len(data))
    return {name: Image.open(io.BytesIO(content)) for name, content in derive(stream, suffix)["files"]}


def written(folder: Path, data: bytes, name: str = "hills.jpg") -> Path:
    folder.mkdir(parents=True, exist_ok=True)
    (folder / name).write_bytes(data)
    return folder / name


def test_a_photograph_comes_in_two_modern_formats_of_every_width_and_once_for_old_browsers() -> None:
    widths = [f"{width}.{kind}" for width in WIDTHS for kind in ("avif", "webp")]
    assert list(made(photograph())) == [*widths, "1344.jpg"]
    assert {name: version.width for name, version in made(photograph()).items() if name.startswith("640")} == {
        "640.avif": 640,
        "640.webp": 640,
    }


def test_a_small_picture_is_never_enlarged() -> None:
    assert [version.size for version in made(photograph(500, 300)).values()] == [(320, 192)] * 2 + [(500, 300)] * 3


@pytest.mark.parametrize("kind, suffix", [("JPEG", ".jpg"), ("WEBP", ".webp"), ("PNG", ".png")])
def test_nothing_is_left_of_what_the_camera_wrote_beside_the_picture(kind: str, suffix: str) -> None:
    data = photograph(700, 500, kind=kind)
    assert b"Secret Person" in data
    stream = io.BytesIO(data)
    stream.seek(len(data))
    for name, content in derive(stream, suffix)["files"]:
        assert [trace for trace in SECRETS if trace in content] == [], name
        with Image.open(io.BytesIO(content)) as version:
            assert not version.getexif(), name
            assert not {"icc_profile", "exif", "xmp", "comment"} & version.info.keys(), name


@pytest.mark.parametrize("orientation, turned", [(1, False), (3, False), (6, True), (8, True)])
def test_a_picture_stands_upright(orientation: int, turned: bool) -> None:
    small = made(photograph(400, 300, orientation))["300.jpg" if turned else "400.jpg"]
    assert small.size == ((300, 400) if turned else (400, 300))


def test_a_turned_picture_has_its_sun_where_it_belongs() -> None:
    upright = made(photograph(400, 300, 3))["400.jpg"].convert("L")
    sun = (round(400 * 0.28), round(300 * 0.84) - 16)  # at the other end of where it stands unturned
    assert upright.getpixel(sun) > 190


def test_what_shines_through_keeps_doing_so() -> None:
    versions = made(drawing(), ".png")
    assert list(versions)[-1] == "700.png"
    assert all(version.convert("RGBA").getpixel((0, 0))[3] == 0 for version in versions.values())


@pytest.mark.parametrize("mode, colour", [("L", 120), ("1", 1), ("P", 7), ("LA", (120, 90)), ("I;16", 30_000)])
def test_pictures_of_every_kind_of_pixels_are_read(mode: str, colour: int | tuple[int, ...]) -> None:
    stream = io.BytesIO()
    Image.new(mode, (40, 30), colour).save(stream, "PNG")
    assert list(made(stream.getvalue(), ".png")) == ["40.avif", "40.webp", "40.png"]


def test_sixteen_bits_of_grey_are_not_cut_off() -> None:
    stream = io.BytesIO()
    Image.new("I;16", (40, 30), 0x8000).save(stream, "PNG")
    assert made(stream.getvalue(), ".png")["40.png"].convert("L").getpixel((5, 5)) == 0x80


def test_a_picture_of_a_printer_is_brought_to_the_colours_of_screens() -> None:
    stream = io.BytesIO()
    Image.new("CMYK", (40, 30), (0, 255, 255, 0)).save(stream, "JPEG")
    red, green, blue = made(stream.getvalue())["40.jpg"].getpixel((5, 5))
    assert red > 200 > 90 > max(green, blue)


def _swapped() -> bytes:
    """A profile of a screen whose red and blue have changed places."""
    profile = ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes()
    swapped = profile.replace(b"rXYZ", b"----").replace(b"bXYZ", b"rXYZ").replace(b"----", b"bXYZ")
    return swapped.replace("sRGB".encode("utf-16-be"), "ours".encode("utf-16-be"))


def test_colours_of_another_screen_are_turned_into_those_of_the_web() -> None:
    for profile, shown in ((_swapped(), (0, 0, 255)), (b"no profile", (255, 0, 0)), (None, (255, 0, 0))):
        stream = io.BytesIO()
        Image.new("RGB", (40, 30), (255, 0, 0)).save(stream, "PNG", icc_profile=profile)
        assert made(stream.getvalue(), ".png")["40.png"].getpixel((5, 5)) == pytest.approx(shown, abs=2)


@pytest.mark.parametrize("size", [(1, 1), (3000, 1), (1, 3000), (40, 9000)])
def test_pictures_of_odd_shapes_keep_them_as_far_as_they_fit(size: tuple[int, int]) -> None:
    stream = io.BytesIO()
    Image.new("RGB", size, (9, 9, 9)).save(stream, "PNG")
    largest = list(made(stream.getvalue(), ".png").values())[-1]
    assert largest.width == min(size[0], 1344) or largest.height == 4000
    assert min(largest.size) >= 1


def _digests(path: Path) -> list[tuple[str, str]]:
    return [(name, sha256(content).hexdigest()) for name, content in make_picture(path).files]


def test_another_process_gives_the_same_bytes(tmp_path: Path) -> None:
    path = written(tmp_path, photograph(700, 500))
    with ProcessPoolExecutor(2, mp_context=get_context("spawn")) as pool:
        assert [*pool.map(_digests, [path, path])] == [_digests(path)] * 2


def test_the_key_is_that_of_the_content_that_was_read(tmp_path: Path) -> None:
    keys = {make_picture(written(tmp_path, photograph(60, width))).key for width in (40, 50)}
    assert len(keys) == 2
    assert picture_key(b"same", ".JPG") == picture_key(b"same", ".jpg") != picture_key(b"same", ".png")


ENTRY = Entry(
    key="a1",
    facts={"size": [640, 480]},
    files=tuple(MadeFile(name, "", 1) for name in ("320.avif", "320.webp", "640.avif", "640.webp", "640.jpg")),
)


def test_pages_offer_every_version() -> None:
    shown = shown_picture("content/practices/warm-school/Дах школи.jpg", ENTRY, "/site")
    assert (shown.width, shown.height) == (640, 480)
    assert shown.url.startswith("/site/practices/warm-school/dakh-shkoly-")
    assert [version.type for version in shown.versions] == ["image/avif", "image/webp"]
    assert [part.split()[1] for part in shown.versions[0].srcset.split(", ")] == ["320w", "640w"]


def test_two_pictures_never_share_an_address() -> None:
    paths = [f"content/practices/warm-school/{name}" for name in ("a.jpg", "a.jpeg", "A.jpg", "а.jpg", "😀.jpg")]
    targets = [target for path in paths for _, target in output_paths(path, ENTRY)]
    assert len({target.casefold() for target in targets}) == len(targets)
