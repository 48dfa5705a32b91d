"""Pictures beside texts → files that may be published: upright, no larger than needed, without metadata."""

import io
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from PIL import Image, ImageOps, UnidentifiedImageError

from builder.diagnostics import Diagnostic, Location, Outcome, finding
from builder.pages.views import Picture
from builder.render.output import OutputFile

MAX_WIDTH = 1600
MAX_PIXELS = 80_000_000
FORMATS = {".jpg": "JPEG", ".jpeg": "JPEG", ".png": "PNG", ".webp": "WEBP"}
OPTIONS: dict[str, dict[str, int | bool]] = {
    "JPEG": {"quality": 82, "optimize": True, "progressive": True},
    "PNG": {"optimize": True},
    "WEBP": {"quality": 80, "method": 4},
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Published:
    """Files to publish, and by source path where and how large they are."""

    files: tuple[OutputFile, ...]
    pictures: dict[str, Picture]


def publish_pictures(root: Path, paths: Iterable[str], prefix: str) -> Outcome[Published]:
    """Re-encode each picture of content/: what is not read as pixels does not survive."""
    files: list[OutputFile] = []
    pictures: dict[str, Picture] = {}
    found: list[Diagnostic] = []
    for path in sorted(paths):
        try:
            content, size = _clean((root / path).read_bytes(), FORMATS[Path(path).suffix.lower()])
        except (UnidentifiedImageError, OSError, ValueError, SyntaxError, Image.DecompressionBombError) as error:
            found.append(finding("V411", Location(path=path), problem=type(error).__name__))
            continue
        target = path.removeprefix("content/").removeprefix("pages/")
        files.append(OutputFile(target, content))
        pictures[path] = Picture(url=f"{prefix}/{target}", width=size[0], height=size[1], alt="")
    return Outcome(Published(files=tuple(files), pictures=pictures), tuple(found))


def _clean(data: bytes, expected: str) -> tuple[bytes, tuple[int, int]]:
    """The picture anew from its pixels: turned upright, at most `MAX_WIDTH` wide, nothing else kept."""
    with Image.open(io.BytesIO(data), formats=sorted(set(FORMATS.values()))) as image:
        if image.width * image.height > MAX_PIXELS or image.format != expected:
            raise ValueError(image.format)
        image.load()
        upright = ImageOps.exif_transpose(image)
        if upright.width > MAX_WIDTH:
            height = max(round(upright.height * MAX_WIDTH / upright.width), 1)
            upright = upright.resize((MAX_WIDTH, height), Image.Resampling.LANCZOS)
        mode = "RGBA" if "A" in upright.getbands() and expected != "JPEG" else "RGB"
        pixels = Image.frombytes(mode, upright.size, upright.convert(mode).tobytes())
    out = io.BytesIO()
    pixels.save(out, format=expected, **OPTIONS[expected])
    return out.getvalue(), pixels.size
