"""A picture beside a text → files for every screen: upright, in sRGB, in a few widths, of its pixels and nothing else.

The bytes depend on the picture and on the versions of the encoders, which are part of the key; an AVIF is made by
one thread, as its bytes would else depend on how many there are.
"""

import io
import warnings
from collections.abc import Callable, Iterator
from contextlib import suppress
from hashlib import blake2b, sha256
from pathlib import Path
from typing import Any

import PIL
from PIL import Image, ImageCms, ImageOps, UnidentifiedImageError, features

from builder.diagnostics import Diagnostic, Location, finding
from builder.model.romanise import slugify
from builder.pages.views import Picture, PictureVersion
from builder.workshop.memory import Entry, Made, MadeFile

WIDTHS = (320, 640, 960, 1344)
"""For a list; a phone; a list in large; the column of a story on a dense screen (twice its 42 rem)."""
MOST_HEIGHT = 4_000
BOUNDS = (WIDTHS[-1], MOST_HEIGHT)
EMBLEM_BOUNDS = (640, 320)
"""An emblem stands small and sharp: three pixels for each of the screen's."""
MOST_PIXELS = 80_000_000
MOST_BYTES = 40_000_000

FORMATS = {".jpg": "JPEG", ".jpeg": "JPEG", ".png": "PNG", ".webp": "WEBP"}
"""What an editor may put beside a text."""
MODERN = {"avif": "image/avif", "webp": "image/webp"}
"""Suffix → type of the versions that a browser is offered, the best first."""
ENCODERS: dict[str, dict[str, Any]] = {
    "avif": {
        "format": "AVIF", "quality": 58, "speed": 7, "codec": "aom", "max_threads": 1, "autotiling": False,
    },
    "webp": {"format": "WEBP", "quality": 76, "method": 4},
    "jpg": {"format": "JPEG", "quality": 80, "optimize": True, "progressive": True},
    "png": {"format": "PNG", "optimize": True},
}  # fmt: skip
LIBRARIES = ("avif", "webp", "jpg", "libjpeg_turbo", "zlib", "littlecms2")

_TURNED = frozenset({5, 6, 7, 8})
"""Values of EXIF's orientation that lay a picture on its side."""
_ORIENTATION = 0x0112


class UnfitError(Exception):
    """The finding that a picture has."""


def recipe() -> str:
    """All that decides the bytes of a version besides the picture."""
    versions = [f"{name} {features.version(name)}" for name in LIBRARIES]
    return repr((1, PIL.__version__, versions, WIDTHS, MOST_HEIGHT, ENCODERS, MOST_PIXELS, MOST_BYTES, EMBLEM_BOUNDS))


def picture_key(digest: bytes, suffix: str, purpose: str = "") -> str:
    """What the versions of a picture are remembered by. `digest` is that of its content."""
    return sha256(recipe().encode() + digest + f"{suffix.lower()}{purpose}".encode()).hexdigest()


def emblem_key(digest: bytes, suffix: str) -> str:
    return picture_key(digest, suffix, " emblem")


def make_picture(path: Path) -> Made:
    """All versions of a picture, or what is wrong with it."""
    return _made(path, picture_key, derive)


def make_emblem(path: Path) -> Made:
    """An emblem as it is published, or what is wrong with it."""
    return _made(path, emblem_key, derive_emblem)


def _made(
    path: Path, key_of: Callable[[bytes, str], str], derived: Callable[[io.BytesIO, str], dict[str, Any]]
) -> Made:
    suffix = path.suffix.lower()
    digest = blake2b(digest_size=16)
    data = io.BytesIO()
    with path.open("rb") as file:
        while piece := file.read(1 << 20):
            digest.update(piece)
            if data.tell() <= MOST_BYTES:
                data.write(piece)
    key = key_of(digest.digest(), suffix)
    try:
        return Made(key=key, **derived(data, suffix))
    except UnfitError as error:
        return Made(key=key, facts={"unfit": str(error)})


def derive(data: io.BytesIO, suffix: str) -> dict[str, Any]:
    """Facts and files of a picture; raises UnfitError."""
    pixels, moves = _pixels(data, FORMATS[suffix], BOUNDS)
    plain = "png" if pixels.mode == "RGBA" or suffix == ".png" else "jpg"
    files: list[tuple[str, bytes]] = []
    for width in sorted({*(width for width in WIDTHS if width < pixels.width), pixels.width}):
        height = max(round(pixels.height * width / pixels.width), 1)
        version = pixels.resize((width, height), Image.Resampling.LANCZOS)
        kinds = (*MODERN, plain) if width == pixels.width else MODERN
        files.extend((f"{width}.{kind}", _encoded(version, kind)) for kind in kinds)
    return {"facts": {"size": pixels.size, "moves": moves}, "files": tuple(files)}


def derive_emblem(data: io.BytesIO, suffix: str) -> dict[str, Any]:
    """Facts and the file of an emblem: whole and without loss, as its owner demands that it be shown unaltered."""
    pixels, moves = _pixels(data, FORMATS[suffix], EMBLEM_BOUNDS)
    return {
        "facts": {"size": pixels.size, "moves": moves},
        "files": ((f"{pixels.width}.png", _encoded(pixels, "png")),),
    }


def _encoded(version: Image.Image, kind: str) -> bytes:
    out = io.BytesIO()
    version.save(out, **ENCODERS[kind])
    return out.getvalue()


def _pixels(data: io.BytesIO, expected: str, bounds: tuple[int, int]) -> tuple[Image.Image, bool]:
    """The pixels, upright and within bounds of width and height; whether the file holds a film."""
    if data.tell() > MOST_BYTES:
        raise UnfitError("V418")
    try:
        with warnings.catch_warnings(action="ignore"), Image.open(data, formats=sorted({*FORMATS.values()})) as image:
            if image.width * image.height > MOST_PIXELS:
                raise UnfitError("V414")
            if image.format != expected and (image.format, expected) != ("MPO", "JPEG"):
                raise UnfitError("V411")
            moves = expected != "JPEG" and getattr(image, "n_frames", 1) > 1
            return _prepared(image, bounds), moves
    except UnfitError:
        raise
    except Image.DecompressionBombError:
        raise UnfitError("V414") from None
    except UnidentifiedImageError:
        raise UnfitError("V411") from None
    except Exception as error:  # a hostile file may raise anything
        raise UnfitError("V415") from error


def _prepared(image: Image.Image, bounds: tuple[int, int]) -> Image.Image:
    """RGB, or RGBA where something shines through; without what else was known of the picture."""
    turned = image.getexif().get(_ORIENTATION) in _TURNED
    width, height = _fitting(image.height, image.width, bounds) if turned else _fitting(*image.size, bounds)
    image.draft("RGB", (height, width) if turned else (width, height))
    image.load()
    ImageOps.exif_transpose(image, in_place=True)  # a second copy of a large picture costs a third of a gigabyte
    pixels = _in_srgb(image).resize((width, height), Image.Resampling.LANCZOS)
    if pixels.mode == "RGBA" and pixels.getchannel("A").getextrema() == (255, 255):
        pixels = pixels.convert("RGB")
    pixels.info.clear()
    return pixels


def _fitting(width: int, height: int, bounds: tuple[int, int]) -> tuple[int, int]:
    share = min(1.0, bounds[0] / width, bounds[1] / height)
    return max(round(width * share), 1), max(round(height * share), 1)


def _in_srgb(image: Image.Image) -> Image.Image:
    """The picture in the colours of the web. A profile that cannot be used is left out of account."""
    profile = image.info.get("icc_profile")
    mode = "RGBA" if image.has_transparency_data else "RGB"
    plain = _eight_bits(image) if image.mode.startswith("I") else image
    if plain.mode not in ("L", "CMYK", mode):
        plain = plain.convert(mode)
    if profile:
        with suppress(ImageCms.PyCMSError, OSError, ValueError, TypeError):
            source = ImageCms.ImageCmsProfile(io.BytesIO(profile))
            if "sRGB" not in ImageCms.getProfileDescription(source):
                target = ImageCms.createProfile("sRGB")
                plain = ImageCms.profileToProfile(plain, source, target, outputMode=mode) or plain
    return plain if plain.mode == mode else plain.convert(mode)


def _eight_bits(image: Image.Image) -> Image.Image:
    """Shades of grey in 16 bits or more: Pillow would cut off what does not fit into 8."""
    return image.convert("I").point(lambda value: value * (1 / 256)).convert("L")


# What became of it


def findings_of(path: str, entry: Entry) -> Iterator[Diagnostic]:
    place = Location(path=path)
    if unfit := entry.facts.get("unfit"):
        yield finding(unfit, place, pixels=MOST_PIXELS // 1_000_000, megabytes=MOST_BYTES // 1_000_000)
    if entry.facts.get("moves"):
        yield finding("V416", place)


def output_paths(path: str, entry: Entry) -> list[tuple[MadeFile, str]]:
    """The versions, and where each is published: the address tells the content, so a browser may keep it."""
    folder, _, name = path.removeprefix("content/").removeprefix("pages/").rpartition("/")
    own = sha256(f"{entry.key} {name}".encode()).hexdigest()[:8]
    stem = "-".join(part for part in (slugify(Path(name).stem)[:60], own) if part)
    return [(file, f"{folder}/{stem}-{file.name}") for file in entry.files]


def version_name(target: str) -> str:
    """The name, within its entry, of the version published there."""
    return target.rpartition("-")[2]


UNFIT = Picture(url="", width=0, height=0, alt="")
"""In the place of a picture with an error: it is there, so that nobody is told that it is missing."""


def shown_picture(path: str, entry: Entry, prefix: str) -> Picture:
    """The picture as pages show it."""
    if "size" not in entry.facts:
        return UNFIT
    width, height = entry.facts["size"]
    urls = {file.name: f"{prefix}/{target}" for file, target in output_paths(path, entry)}
    (plain,) = (name for name in urls if name.endswith((".jpg", ".png")))
    widths = {
        kind: [f"{to} {name.partition('.')[0]}w" for name, to in urls.items() if name.endswith(kind)] for kind in MODERN
    }
    versions = tuple(
        PictureVersion(type=type_, srcset=", ".join(widths[kind])) for kind, type_ in MODERN.items() if widths[kind]
    )
    return Picture(url=urls[plain], width=width, height=height, alt="", versions=versions)
