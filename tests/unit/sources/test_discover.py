"""Files to texts: what an editor's program did to them is told and undone."""

import os
from collections.abc import Mapping
from contextlib import nullcontext
from pathlib import Path

import pytest

from builder.build import Options, make
from builder.diagnostics import Outcome
from builder.sources.discover import MAX_BYTES, SourceTree, decode, read_tree
from tests.makers import EN, SITE, UK, write_site


def tree(files: Mapping[str, bytes]) -> Outcome[SourceTree]:
    return read_tree(files, files.__getitem__)


def found(root: Path) -> list[tuple[str, str]]:
    findings = make(Options(root=root, output=root / "public", jobs=1, store=False)).findings
    return [(item.code, item.location.path) for item in findings]


@pytest.mark.parametrize(
    ("data", "text", "findings"),
    [
        ("так\n".encode(), "так\n", []),
        ("так\n".encode("utf-8-sig"), "так\n", [("V114", 1, 1)]),
        ("так\r\nні\r\n".encode(), "так\nні\n", [("V115", 1, 1)]),
        ("так\nні\r\nні\n".encode(), "так\nні\nні\n", [("V115", 2, 1)]),
        ("так\rні".encode(), "так\nні", [("V115", 1, 1)]),
        ("так\nкраи\u0306".encode(), "так\nкрай", [("V116", 2, 4)]),
        ("так\nкра\xef".encode("latin-1", "ignore"), None, [("V113", 2, 1)]),
        ("та".encode() + b"\xff", None, [("V113", 1, 3)]),
        ("так\n".encode("utf-16"), None, [("V113", 1, 1)]),
        ("\ufeffи\u0306\r\n".encode(), "й\n", [("V114", 1, 1), ("V115", 1, 1), ("V116", 1, 1)]),
    ],
    ids=["plain", "bom", "crlf", "one crlf", "cr", "nfd", "latin-1", "one byte", "utf-16", "all at once"],
)
def test_bytes_are_read_as_text(data: bytes, text: str | None, findings: list[tuple[str, int, int]]) -> None:
    outcome = decode(data, "x.md")
    assert outcome.value == text
    assert [(item.code, item.location.line, item.location.column) for item in outcome.diagnostics] == findings


def test_texts_and_pictures_are_told_apart() -> None:
    outcome = tree(
        {"content/practices/a/index.uk.md": b"x", "content/practices/a/dakh.JPG": b"?", "content/b.yaml": b""}
    )
    assert list(outcome.value.texts) == ["content/b.yaml", "content/practices/a/index.uk.md"]
    assert outcome.value.pictures == {"content/practices/a/dakh.JPG"}
    assert outcome.diagnostics == ()


def test_a_file_that_is_no_text_is_left_out_yet_known_to_be_there() -> None:
    files = {"content/pages/a/index.uk.md": b"\xff", "content/pages/b/index.uk.md": b"x" * (MAX_BYTES + 1)}
    outcome = tree(files)
    assert [(item.code, item.location.path) for item in outcome.diagnostics] == [
        ("V113", "content/pages/a/index.uk.md"),
        ("V137", "content/pages/b/index.uk.md"),
    ]
    assert outcome.value == SourceTree(texts={}, pictures=frozenset(), unreadable=frozenset(files))


def test_hidden_files_are_nobodys_business(tmp_path: Path) -> None:
    write_site(tmp_path, {**SITE, "content/.DS_Store": "?", "content/practices/.git/index.uk.md": "?"})
    assert found(tmp_path) == []


def test_links_are_refused_not_followed(tmp_path: Path) -> None:
    write_site(tmp_path, {**SITE, "secret/index.uk.md": "таємниця"})
    (tmp_path / "content/practices/secret").symlink_to(tmp_path / "secret")
    (tmp_path / "content/pages/about/picture.png").symlink_to("/etc/passwd")
    assert found(tmp_path) == [("V144", "content/pages/about/picture.png"), ("V144", "content/practices/secret")]


def test_a_text_and_a_whole_folder_that_are_links_are_refused(tmp_path: Path) -> None:
    write_site(tmp_path, {path: text for path, text in SITE.items() if path not in (UK, EN)})
    (tmp_path / "secret").mkdir()
    (tmp_path / "content/practices").symlink_to(tmp_path / "secret")
    about = tmp_path / "content/pages/about/index.en.md"
    about.unlink()
    about.symlink_to("/etc/passwd")
    refused = [path for code, path in found(tmp_path) if code == "V144"]
    assert refused == ["content/pages/about/index.en.md", "content/practices"]


def test_what_stands_outside_content_is_not_read(tmp_path: Path) -> None:
    write_site(tmp_path, {**SITE, "elsewhere/index.uk.md": "ні"})
    assert found(tmp_path) == []


def test_a_site_without_content_has_no_texts(tmp_path: Path) -> None:
    write_site(tmp_path, {"site.yaml": SITE["site.yaml"]})
    made = make(Options(root=tmp_path, output=tmp_path / "public", jobs=1, store=False))
    assert [path for path in made.files.manifest if path.startswith("practices/") and path.endswith(".html")] == [
        "practices/index.html"
    ]


def test_the_order_of_the_disk_does_not_matter(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    write_site(tmp_path, {**SITE, **{f"content/practices/{name}.txt": "?" for name in "cabed"}})
    forwards = found(tmp_path)
    scandir = os.scandir
    monkeypatch.setattr(os, "scandir", lambda path: nullcontext(list(scandir(path))[::-1]))
    assert found(tmp_path) == forwards
    assert [path for _, path in forwards] == [f"content/practices/{name}.txt" for name in "abcde"]
