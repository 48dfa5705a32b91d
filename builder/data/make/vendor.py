"""Third-party files that readers load: fetched, cut down, and written beside their licences.

    make vendor

Development only: needs the npm client, fontTools and brotli. Versions and digests are pinned
below; what was made is told in assets/fonts/SOURCES.json, so that anybody can make it again.
"""

import json
import subprocess
import tarfile
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from hashlib import sha256
from io import BytesIO
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from fontTools import subset
from fontTools.ttLib import TTFont
from fontTools.varLib import instancer

FONTS = Path(__file__).parents[3] / "assets" / "fonts"
WEIGHTS = (400, 600)
FEATURES = ("kern", "lnum", "tnum")  # no ligatures, no letterforms of other languages
STRESS = ("mark", "ccmp")  # the stress mark sits on its vowel

UKRAINIAN = "АБВГҐДЕЄЖЗИІЇЙКЛМНОПРСТУФХЦЧШЩЬЮЯабвгґдеєжзиіїйклмнопрстуфхцчшщьюя"
OTHER_CYRILLIC = "ЁЪЫЭёъыэ"  # names and titles of sources; a fallback letter inside a word is worse than 1 KB
CYRILLIC_SIGNS = "№\u0301"
BASIC_LATIN = "".join(map(chr, range(0x20, 0x7F)))
WESTERN_LATIN = "".join(map(chr, range(0xC0, 0x100)))
SIGNS = "\u00a0\u2009£§©«°±·»×ʼ–—‘’“”„•…′″€−"

CYRILLIC = UKRAINIAN + OTHER_CYRILLIC + CYRILLIC_SIGNS
STAND_INS = {"\u202f": "\u2009", "\u2011": "-"}  # in no source file: narrow no-break space, no-break hyphen
LATIN = BASIC_LATIN + WESTERN_LATIN + SIGNS


@dataclass(frozen=True, slots=True, kw_only=True)
class Package:
    """An npm package: its name, the version and the sha256 of the archive it must have."""

    name: str
    version: str
    sha256: str
    licence: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Font:
    """One file to make: which member of the package, cut to which letters."""

    package: Package
    member: str
    name: str
    letters: str
    features: tuple[str, ...] = FEATURES


COMMISSIONER = Package(
    name="@fontsource-variable/commissioner",
    version="5.3.0",
    sha256="09ddbabb378a47e1915863d2a8f6041f7c49408ee4dfd8ba8677d7a77c871318",
    licence="OFL-1.1, no reserved font name",
)
LITERATA = Package(
    name="@fontsource-variable/literata",
    version="5.3.0",
    sha256="6511fb89c1b68ad10a422204580984dd3e27a129edc4cd015ee342f06a8fe4ac",
    licence="OFL-1.1, no reserved font name",
)
FILES = (
    Font(package=COMMISSIONER, member="commissioner-cyrillic-flar-normal.woff2",
         name="commissioner-cyrillic.woff2", letters=CYRILLIC, features=FEATURES + STRESS),
    Font(package=COMMISSIONER, member="commissioner-latin-flar-normal.woff2",
         name="commissioner-latin.woff2", letters=LATIN),
    Font(package=LITERATA, member="literata-cyrillic-wght-normal.woff2",
         name="literata-cyrillic.woff2", letters=CYRILLIC, features=FEATURES + STRESS),
    Font(package=LITERATA, member="literata-latin-wght-normal.woff2",
         name="literata-latin.woff2", letters=LATIN),
)  # fmt: skip


class WrongDigestError(Exception):
    """The archive is not the one that was looked at when its digest was pinned."""


def members(package: Package) -> dict[str, bytes]:
    """The files of a package by their path inside it."""
    with TemporaryDirectory() as folder:
        request = f"{package.name}@{package.version}"
        subprocess.run(["npm", "pack", "--silent", request], cwd=folder, check=True, capture_output=True)
        archive = next(Path(folder).glob("*.tgz")).read_bytes()
    digest = sha256(archive).hexdigest()
    if digest != package.sha256:
        raise WrongDigestError(f"{request}: {digest}")
    return dict(_unpacked(archive))


def _unpacked(archive: bytes) -> Iterator[tuple[str, bytes]]:
    with tarfile.open(fileobj=BytesIO(archive), mode="r:gz") as tar:
        for member in tar:
            if content := tar.extractfile(member):
                yield member.name.removeprefix("package/"), content.read()


def cut(font: bytes, letters: str, features: Sequence[str]) -> bytes:
    """The font with these letters and the weights of the design only; other axes stay."""
    full = TTFont(BytesIO(font), recalcTimestamp=False)
    narrowed = instancer.instantiateVariableFont(full, {"wght": WEIGHTS})
    plain = BytesIO()
    narrowed.flavor = None
    narrowed.save(plain)
    small = TTFont(BytesIO(plain.getvalue()), recalcTimestamp=False)
    options = subset.Options(layout_features=list(features), hinting=False, name_IDs=[0, 1, 2, 13, 14])
    tool = subset.Subsetter(options)
    tool.populate(unicodes=[ord(letter) for letter in letters])
    tool.subset(small)
    _add_stand_ins(small)
    small.flavor = "woff2"
    out = BytesIO()
    small.save(out)
    return out.getvalue()


def _add_stand_ins(font: TTFont) -> None:
    for table in font["cmap"].tables:
        shared = {ord(new): table.cmap[ord(old)] for new, old in STAND_INS.items() if ord(old) in table.cmap}
        table.cmap = shared | table.cmap


def letters_of(font: bytes) -> str:
    """What the made file really holds, in order."""
    return "".join(chr(code) for code in sorted(TTFont(BytesIO(font)).getBestCmap()))


def _account(font: Font, made: bytes) -> dict[str, Any]:
    return {
        "file": font.name,
        "package": font.package.name,
        "version": font.package.version,
        "package_sha256": font.package.sha256,
        "member": f"files/{font.member}",
        "licence": font.package.licence,
        "weights": list(WEIGHTS),
        "letters": letters_of(made),
        "bytes": len(made),
        "sha256": sha256(made).hexdigest(),
    }


def main() -> None:
    FONTS.mkdir(parents=True, exist_ok=True)
    accounts = []
    for package in (COMMISSIONER, LITERATA):
        files = members(package)
        (FONTS / f"LICENSE-{package.name.rpartition('/')[2]}.txt").write_bytes(files["LICENSE"])
        for font in (font for font in FILES if font.package is package):
            made = cut(files[f"files/{font.member}"], font.letters, font.features)
            (FONTS / font.name).write_bytes(made)
            accounts.append(_account(font, made))
    text = json.dumps({"fonts": accounts}, ensure_ascii=False, indent=1)
    (FONTS / "SOURCES.json").write_text(text + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
