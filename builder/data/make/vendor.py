"""Third-party files that readers load: fetched, cut down, and written beside their licences.

    make vendor

Development only: needs the npm client, fontTools and brotli. Versions and digests are pinned
below; what was made is told in assets/fonts/SOURCES.json, so that anybody can make it again.
"""

import json
import subprocess
import tarfile
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from hashlib import sha256
from io import BytesIO
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from fontTools import subset
from fontTools.merge import Merger
from fontTools.ttLib import TTFont
from fontTools.varLib import instancer

FONTS = Path(__file__).parents[3] / "assets" / "fonts"
DRAWN_WITH = Path(__file__).parents[1] / "fonts"
"""Fonts that nobody loads: cards for social networks are drawn with them."""
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


DRAWN = {"card-title": {"wght": 600, "FLAR": 100}, "card-text": {"wght": 400, "FLAR": 0}}
"""Font to draw with → the place on the axes of Commissioner that it stands for."""
SEEN_FROM = 15
"""Kerning, in units of the font, below which nobody sees it."""


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


def drawn_with(parts: Sequence[bytes], axes: Mapping[str, float]) -> tuple[bytes, str]:
    """One plain font of several cut ones, without axes; and its kerning as JSON, which the drawing library leaves out.

    The kerning says, letter by letter, by how many units of the font the next one is moved.
    """
    with TemporaryDirectory() as folder:
        paths = [Path(folder) / f"{number}.ttf" for number, _ in enumerate(parts)]
        pairs: dict[str, dict[str, int]] = {}
        for path, part in zip(paths, parts, strict=True):
            plain = instancer.instantiateVariableFont(TTFont(BytesIO(part), recalcTimestamp=False), dict(axes))
            for (first, second), value in _by_letters(plain).items():
                pairs.setdefault(first, {}).setdefault(second, value)
            for table in {"GPOS", "GSUB", "GDEF", "STAT"}.intersection(plain.keys()):
                del plain[table]
            plain.flavor = None
            plain.save(path)
        merged = Merger().merge([str(path) for path in paths])
        merged["head"].created = merged["head"].modified = TTFont(paths[0])["head"].created
    merged.recalcTimestamp = False
    out = BytesIO()
    merged.save(out)
    return out.getvalue(), json.dumps(pairs, ensure_ascii=False, sort_keys=True, indent=0) + "\n"


def _by_letters(font: TTFont) -> dict[tuple[str, str], int]:
    """Pair of letters → by how much they are moved together. The first table that knows a pair decides."""
    letters = {name: chr(code) for code, name in sorted(font.getBestCmap().items(), reverse=True)}
    found: dict[tuple[str, str], int] = {}
    for lookup in font["GPOS"].table.LookupList.Lookup:
        for table in lookup.SubTable:
            table = getattr(table, "ExtSubTable", table)
            if type(table).__name__ == "PairPos":
                for (first, second), value in _pairs(table):
                    if abs(value) >= SEEN_FROM and first in letters and second in letters:
                        found.setdefault((letters[first], letters[second]), value)
    return found


def _pairs(table: Any) -> Iterator[tuple[tuple[str, str], int]]:  # noqa: ANN401  # fontTools makes it up
    if table.Format == 1:
        for first, known in zip(table.Coverage.glyphs, table.PairSet, strict=True):
            for record in known.PairValueRecord:
                yield (first, record.SecondGlyph), getattr(record.Value1, "XAdvance", 0)
        return
    seconds: dict[int, list[str]] = {}
    for name, number in table.ClassDef2.classDefs.items():
        seconds.setdefault(number, []).append(name)
    for first in table.Coverage.glyphs:
        row = table.Class1Record[table.ClassDef1.classDefs.get(first, 0)].Class2Record
        for number, names in seconds.items():
            value = getattr(row[number].Value1, "XAdvance", 0)
            yield from (((first, second), value) for second in names)


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
    sans = [(FONTS / font.name).read_bytes() for font in FILES if font.package is COMMISSIONER]
    DRAWN_WITH.mkdir(exist_ok=True)
    for name, axes in DRAWN.items():
        plain, kerning = drawn_with(sans, axes)
        (DRAWN_WITH / f"{name}.ttf").write_bytes(plain)
        (DRAWN_WITH / f"{name}.json").write_text(kerning, encoding="utf-8")
    (DRAWN_WITH / "LICENSE.txt").write_bytes((FONTS / "LICENSE-commissioner.txt").read_bytes())
    text = json.dumps({"fonts": accounts}, ensure_ascii=False, indent=1)
    (FONTS / "SOURCES.json").write_text(text + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
