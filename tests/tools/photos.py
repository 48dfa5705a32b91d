"""Pictures for tests, rendered: photographs as a telephone takes them, a drawing, and files made to do harm.

None of them shows anything that exists. The photographs carry what must not be published: place, name, small copy.
"""

import io
import struct
import zlib
from collections.abc import Callable, Mapping
from functools import cache

from PIL import Image, ImageChops, ImageCms, ImageDraw, ImageFilter

ORIENTATION, GPS, MAKER, ARTIST = 0x0112, 0x8825, 0x010F, 0x013B
SECRETS = (b"Exif", b"http://ns.adobe.com", b"GPS", b"Secret Person", b"acsp", b"Photoshop", b"iCCP", b"eXIf", b"tEXt")
"""Traces of metadata: none may stand in a published picture."""


@cache
def _hills(width: int, height: int) -> Image.Image:
    """Hills under an evening sky, with the grain of a small sensor."""
    sky = Image.linear_gradient("L").resize((width, height))
    reds, greens = sky.point(lambda v: 90 + v // 2), sky.point(lambda v: 120 + v // 3)
    scene = Image.merge("RGB", (reds, greens, sky.point(lambda v: 210 - v // 4)))
    draw = ImageDraw.Draw(scene)
    for layer in range(5):
        top, waves = height * (4 + layer) // 9, layer + 3
        xs = range(0, width + 9, 9)
        ridge = [(x, top + round(height / 14 * (x * waves / width * 2 % 2 - 1) ** 2)) for x in xs]
        draw.polygon([(0, height), *ridge, (width, height)], fill=(60 - layer * 8, 110 - layer * 14, 90 - layer * 16))
    draw.ellipse((width * 0.68, height * 0.16, width * 0.76, height * 0.16 + width * 0.08), fill=(255, 214, 140))
    grain = Image.effect_mandelbrot((width // 4, height // 4), (-2.2, -1.4, 1.0, 1.4), 60)
    grain = grain.resize((width, height)).convert("RGB")
    blended = ImageChops.overlay(scene, Image.blend(scene, grain, 0.12))
    return blended.filter(ImageFilter.GaussianBlur(0.6))


def _exif(orientation: int) -> Image.Exif:
    exif = Image.Exif()
    exif[ORIENTATION], exif[MAKER], exif[ARTIST] = orientation, "Telephone", "Secret Person"
    exif.get_ifd(GPS).update({1: "N", 2: (48.0, 35.0, 20.0), 3: "E", 4: (38.0, 0.0, 1.0)})
    return exif


def photograph(width: int = 1600, height: int = 1200, orientation: int = 1, kind: str = "JPEG") -> bytes:
    """With EXIF, a place, XMP, a colour profile and a comment."""
    stream = io.BytesIO()
    more = {"comment": b"Secret Person"} if kind == "JPEG" else {}
    profile = ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes()
    _hills(width, height).save(
        stream,
        kind,
        quality=88,
        exif=_exif(orientation),
        xmp=b'<x:xmpmeta xmlns:x="adobe:ns:meta/" note="http://ns.adobe.com Secret Person"/>',
        icc_profile=profile,
        **more,
    )
    return stream.getvalue()


def drawing(width: int = 700, height: int = 400) -> bytes:
    """A plan with a transparent ground: PNG."""
    plan = Image.new("RGBA", (width, height))
    draw = ImageDraw.Draw(plan)
    for step in range(20, min(width, height) // 2, 30):
        draw.rectangle((step, step, width - step, height - step), outline=(13, 74, 147, 255), width=4)
    stream = io.BytesIO()
    plan.save(stream, "PNG")
    return stream.getvalue()


def _film() -> bytes:
    frames = [Image.new("RGB", (60, 40), (20 * n, 90, 140)) for n in range(4)]
    stream = io.BytesIO()
    frames[0].save(stream, "WEBP", save_all=True, append_images=frames[1:], duration=100)
    return stream.getvalue()


def _chunk(kind: bytes, data: bytes) -> bytes:
    return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))


def _bomb(width: int = 30_000, height: int = 30_000) -> bytes:
    """A small PNG that says it is an enormous one."""
    head = _chunk(b"IHDR", struct.pack(">IIBBBBB", width, height, 8, 6, 0, 0, 0))
    return b"\x89PNG\r\n\x1a\n" + head + _chunk(b"IDAT", zlib.compress(bytes(10_000))) + _chunk(b"IEND", b"")


KINDS: Mapping[str, Callable[[], bytes]] = {
    "photo": photograph,
    "cut short": lambda: photograph()[:-9_000],
    "cut short in PNG": lambda: drawing()[:-900],
    "film": _film,
    "bomb": _bomb,
    "quiet bomb": lambda: _bomb(10_000, 9_000),
    "heavy": lambda: photograph(200, 150) + bytes(41_000_000),
}
"""Files that editors may put beside a text, by what they are."""
