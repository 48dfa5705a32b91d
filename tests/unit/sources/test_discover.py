"""Files to texts: what an editor's program did to them is told and undone."""

import os
from pathlib import Path

import pytest

from builder.sources.discover import MAX_BYTES, SourceTree, decode, discover
from tests.makers import picture, write_site


def codes(root: Path) -> list[tuple[str, str]]:
    return sorted((item.code, item.location.path) for item in discover(root).diagnostics)


def tree(root: Path) -> SourceTree:
    return discover(root).value


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


def test_texts_and_pictures_are_told_apart(tmp_path: Path) -> None:
    write_site(
        tmp_path,
        {
            "content/practices/a/index.uk.md": "так",
            "content/practices/a/dakh.JPG": picture(),
            "content/organisations/b.yaml": "name: Б",
            "elsewhere/index.uk.md": "ні",
        },
    )
    assert sorted(tree(tmp_path).texts) == ["content/organisations/b.yaml", "content/practices/a/index.uk.md"]
    assert tree(tmp_path).pictures == {"content/practices/a/dakh.JPG"}
    assert codes(tmp_path) == []


def test_hidden_files_are_nobodys_business(tmp_path: Path) -> None:
    write_site(tmp_path, {"content/.DS_Store": "?", "content/practices/.git/index.uk.md": "?"})
    assert tree(tmp_path).texts == {}
    assert codes(tmp_path) == []


def test_links_are_refused_not_followed(tmp_path: Path) -> None:
    write_site(tmp_path, {"secret/index.uk.md": "таємниця", "content/pages/about/index.uk.md": "так"})
    (tmp_path / "content/practices").symlink_to(tmp_path / "secret")
    (tmp_path / "content/pages/about/index.en.md").symlink_to("/etc/passwd")
    assert codes(tmp_path) == [("V144", "content/pages/about/index.en.md"), ("V144", "content/practices")]
    assert list(tree(tmp_path).texts) == ["content/pages/about/index.uk.md"]


def test_a_file_that_is_no_text_is_left_out_yet_known_to_be_there(tmp_path: Path) -> None:
    write_site(
        tmp_path, {"content/pages/a/index.uk.md": b"\xff", "content/pages/b/index.uk.md": b"x" * (MAX_BYTES + 1)}
    )
    assert codes(tmp_path) == [("V113", "content/pages/a/index.uk.md"), ("V137", "content/pages/b/index.uk.md")]
    assert tree(tmp_path).unreadable == {"content/pages/a/index.uk.md", "content/pages/b/index.uk.md"}
    assert tree(tmp_path).texts == {}


def test_a_site_without_content_is_empty(tmp_path: Path) -> None:
    assert tree(tmp_path).texts == {}


def test_the_order_of_the_disk_does_not_matter(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    write_site(tmp_path, {f"content/pages/{name}/index.uk.md": "\ufeffтак" for name in "cabed"})
    forwards = discover(tmp_path)
    scandir = os.scandir
    monkeypatch.setattr(os, "scandir", lambda path: reversed(list(scandir(path))))
    backwards = discover(tmp_path)
    assert forwards == backwards
    assert list(forwards.value.texts) == list(backwards.value.texts)
