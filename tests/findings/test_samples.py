"""Every finding has a sample: what an editor may get wrong, and what the command line then says, and where.

A file of `samples/` is named by its code and holds cases, each a change of the small valid site of `tests/makers.py`:

    case    what went wrong, in words
    files   path → its whole text, or `{old: new}` to replace what stands there once; a text may be `[text, times]`
    without paths of files that are missing
    saved   path → how an editor saved the file: bom, crlf, nfd, windows-1251
    picture a picture to put beside the texts, and what kind of picture of tests/tools/photos.py
    link    path → where a symbolic link leads
    asks    further words of the command line
    finds   all that `check` finds, as `CODE path:line:column`
    tells   part of the sentences of the file's own finding, by language
    offers  what it suggests
    also    the other places it names, as `path:line:column`

`uk` and `en` stand for the two files of the practice.
"""

import unicodedata
from pathlib import Path
from typing import Any

import pytest
import yaml

from builder.diagnostics import catalogue
from tests.makers import EN, SITE, UK, check, picture, write_site
from tests.tools.photos import KINDS

SAMPLES = Path(__file__).parent / "samples"

TESTED_ELSEWHERE = {
    "V515": "needs a foreign file in the output folder: tests/unit/publish/test_write.py",
    "V516": "needs a foreign folder in the output folder: tests/unit/publish/test_write.py",
    "V517": "concerns output paths, found when publishing: tests/unit/publish/test_write.py",
    "V603": "concerns our own wording, not content: tests/unit/text/test_wording.py",
    "V910": "needs two builds at once: tests/unit/publish/test_write.py",
    "V930": "needs a worker that dies: tests/sites/test_pictures.py",
    "V920": "needs a store that lies: tests/sites/test_store.py",
    "V912": "needs a process that is killed: tests/sites/test_jobs.py",
    "V940": "needs a machine without the engine: tests/sites/test_search.py",
    "V941": "needs a site of many pages: tests/sites/test_search.py",
    "V911": "needs a disk that fails under the preview: tests/unit/test_serve.py",
}

HOW_SAVED = {
    "bom": lambda text: text.encode("utf-8-sig"),
    "crlf": lambda text: text.replace("\n", "\r\n").encode(),
    "nfd": lambda text: unicodedata.normalize("NFD", text).encode(),
    "windows-1251": lambda text: text.encode("windows-1251"),
}


FILES = sorted(SAMPLES.glob("*.yaml"))


def _read(path: Path) -> list[dict[str, Any]]:
    """The cases of a file, all values as text."""
    cases: list[dict[str, Any]] = yaml.load(path.read_text(encoding="utf-8"), Loader=yaml.BaseLoader)  # noqa: S506  # it makes nothing but text
    return cases


def _code(path: Path) -> str:
    return path.stem.partition("-")[0]


CASES = [pytest.param(_code(path), case, id=f"{path.stem}: {case['case']}") for path in FILES for case in _read(path)]


def _path(name: str) -> str:
    return {"uk": UK, "en": EN}.get(name, name)


def _place(found: str) -> str:
    """`uk:8:7`, with or without a code before it, with the whole path."""
    code, _, place = found.rpartition(" ")
    name, _, position = place.partition(":")
    return f"{code} {_path(name)}:{position}".strip()


def _text(new: str | list[Any]) -> str:
    return new if isinstance(new, str) else new[0] * int(new[1])


def _changed(old: str, changes: dict[str, str | list[Any]]) -> str:
    for before, after in changes.items():
        assert old.count(before) == 1, f"{before!r} stands {old.count(before)} times in the valid site"
        old = old.replace(before, _text(after))
    return old


def _files(case: dict[str, Any]) -> dict[str, str | bytes]:
    """The valid site, changed as the case says."""
    files: dict[str, Any] = dict(SITE)
    for name, change in case.get("files", {}).items():
        path = _path(name)
        files[path] = _changed(files[path], change) if isinstance(change, dict) else _text(change)
    for name in case.get("without", ()):
        del files[_path(name)]
    for name, how in case.get("saved", {}).items():
        files[_path(name)] = HOW_SAVED[how](files[_path(name)])
    if "picture" in case:
        files[case["picture"]] = KINDS[case["kind"]]() if "kind" in case else picture()
    return files


def test_the_valid_site_has_no_findings(tmp_path: Path) -> None:
    done = check(write_site(tmp_path), "--strict")
    assert done.places == []
    assert done.code == 0


@pytest.mark.parametrize("code, case", CASES)
def test_a_sample_is_found_where_it_stands(code: str, case: dict[str, Any], tmp_path: Path) -> None:
    root = write_site(tmp_path, _files(case))
    for path, target in case.get("link", {}).items():
        (root / path).symlink_to(target)

    asked = [str(root / word) if word.startswith("content/") else word for word in case.get("asks", ())]
    done = check(root, *asked)

    assert done.places == [_place(found) for found in case["finds"]]
    shown = next(item for item in done.findings if item["code"] == code)
    for language, part in case.get("tells", {}).items():
        assert part in shown["message"][language]
    assert shown["suggestions"] == case.get("offers", shown["suggestions"])
    others = [f"{place['path']}:{place['line']}:{place['column']}" for place in shown["related"]]
    assert others == [_place(other) for other in case.get("also", others)]


def test_every_code_has_a_sample() -> None:
    sampled = set(map(_code, FILES))
    assert sampled | set(TESTED_ELSEWHERE) == set(catalogue()["codes"])
    assert not sampled & set(TESTED_ELSEWHERE)


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)
def test_a_sample_shows_the_code_it_is_named_by(path: Path) -> None:
    for case in _read(path):
        assert _code(path) in {found.partition(" ")[0] for found in case["finds"]}, case["case"]
