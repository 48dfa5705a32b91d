"""The deploy manifest as a value and as text."""

import pytest

from builder.publish.manifest import (
    Entry,
    difference,
    dump_manifest,
    entry_of,
    load_manifest,
    site_of,
    unpublishable,
)
from builder.render.output import OutputFile


def test_a_manifest_tells_digest_and_size() -> None:
    manifest = site_of([OutputFile("index.html", b"abc")]).manifest
    assert manifest == {
        "index.html": Entry("ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad", 3),
    }


def test_a_difference_names_what_to_write_and_what_to_remove() -> None:
    old = {"a": entry_of(b"1"), "b": entry_of(b"1"), "c": entry_of(b"1")}
    new = {"b": entry_of(b"2"), "c": entry_of(b"1"), "d": entry_of(b"1")}
    assert difference(old, new) == (("b", "d"), ("a",))


def test_equal_sites_give_equal_text_whatever_their_order() -> None:
    files = [OutputFile("ю.html", b"1"), OutputFile("a.html", b"2")]
    assert dump_manifest(site_of(files).manifest) == dump_manifest(site_of(files[::-1]).manifest)
    assert dump_manifest(dict(reversed(site_of(files).manifest.items()))) == dump_manifest(site_of(files).manifest)


def test_a_manifest_survives_writing_and_reading() -> None:
    manifest = site_of([OutputFile("тека/index.html", b"1"), OutputFile('a"b.html', b"2")]).manifest
    assert load_manifest(dump_manifest(manifest)) == manifest
    assert load_manifest(dump_manifest({})) == {}


@pytest.mark.parametrize(
    "text",
    ["", "null", "[]", "{", "[" * 100_000, '{"version":2,"files":{}}', '{"version":1,"files":{"a":3}}'],
)
def test_a_damaged_manifest_owns_nothing(text: str) -> None:
    assert load_manifest(text) == {}


UNFIT = ["../x", "a/../../x", "/etc/passwd", "a//b", "./a", "a/", "", "a\\b", "c:/x", "a\nb", "a\x00", "\ud800"]
RESERVED = [".vzirets-manifest.json", ".vzirets-new/0"]


@pytest.mark.parametrize("path", UNFIT + RESERVED)
def test_no_manifest_leads_outside(path: str) -> None:
    text = dump_manifest({"a.html": entry_of(b""), path: entry_of(b"")})
    assert list(load_manifest(text)) == ["a.html"]


@pytest.mark.parametrize("path", UNFIT + RESERVED)
def test_an_unfit_path_is_named(path: str) -> None:
    assert unpublishable(["a.html", path]) == (path,)


@pytest.mark.parametrize(
    "paths",
    [("a/Index.html", "a/index.html"), ("й.html", "и\u0306.html"), ("a", "a/b"), ("A", "a/b"), ("a", "a")],
)
def test_two_names_that_are_one_on_some_disk_are_named(paths: tuple[str, str]) -> None:
    assert paths[0] in unpublishable(paths)


def test_fit_paths_pass() -> None:
    assert unpublishable(["index.html", ".nojekyll", ".well-known/security.txt", "a/знімок 1.jpg", "a/b", "a/c"]) == ()
