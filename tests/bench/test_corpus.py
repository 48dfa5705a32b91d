"""The corpus of the benchmark: repeatable, valid, and with all kinds of pages."""

from datetime import date
from pathlib import Path

import pytest

from builder.build import Options, build
from builder.diagnostics import Severity
from tests.bench import corpus
from tests.bench.layouts import LAYOUTS

N = 40


def files_of(folder: Path) -> dict[str, bytes]:
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


@pytest.mark.parametrize("layout", LAYOUTS.values(), ids=LAYOUTS)
def test_the_same_seed_gives_the_same_files_and_another_seed_others(layout, tmp_path) -> None:
    names = corpus.term_names(corpus.members(3))
    for folder, seed in (("one", 7), ("two", 7), ("three", 8)):
        layout.write_site(tmp_path / folder, 3, seed, names)

    assert files_of(tmp_path / "one") == files_of(tmp_path / "two")
    assert files_of(tmp_path / "one") != files_of(tmp_path / "three")


def test_a_larger_corpus_holds_the_smaller_one() -> None:
    assert list(corpus.practices(20))[:7] == list(corpus.practices(7))


def test_every_contender_reads_the_same_bodies(tmp_path) -> None:
    names = corpus.term_names(corpus.members(2))
    bodies = {text.body for one in corpus.practices(2) for text in one.texts.values()}
    for layout in LAYOUTS.values():
        layout.write_site(tmp_path / layout.name, 2, corpus.SEED, names)
        written = [
            content.decode() for path, content in files_of(tmp_path / layout.name).items() if path.endswith(".md")
        ]

        assert all(any(text.endswith(body) for text in written) for body in bodies)


def test_texts_are_as_long_as_real_ones() -> None:
    lengths = [len(text.body.split()) for one in corpus.practices(N) for text in one.texts.values()]

    assert 400 <= min(lengths) <= max(lengths) <= 800


def test_site_is_built_without_errors_and_warnings_and_with_pages_of_all_kinds(tmp_path) -> None:
    corpus.write_site(tmp_path, N)

    result = build(Options(root=tmp_path, output=tmp_path / "public", today=date(2026, 1, 1)))
    paths = set(result.files.manifest)

    assert [item for item in result.findings if item.severity is not Severity.NOTICE] == []
    assert corpus.common_pages(corpus.members(N)) <= paths
    assert {"practices/page/2/index.html", "about/index.html", "404.html", "feed.xml", "sitemap.xml"} <= paths
    assert {section for section in corpus.SECTIONS if any(path.startswith(f"en/{section}/") for path in paths)} == {
        *corpus.SECTIONS
    }
