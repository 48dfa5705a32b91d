"""Texts to records, each on its own: what is missing, repeated or in the wrong place is told; the rest goes on."""

from collections.abc import Mapping

import pytest

from builder.diagnostics import Outcome
from builder.model.language import Language
from builder.sources.discover import SourceFile, SourceTree
from builder.sources.read import Records, read
from tests.makers import EN, SITE, UK

CONTENT = {path: text for path, text in SITE.items() if path.startswith("content/")}


def reading(changes: Mapping[str, str | None], unreadable: frozenset[str] = frozenset()) -> Outcome[Records]:
    """The small valid site, with files changed or, by `None`, taken away."""
    files = {**CONTENT, **changes}
    texts = {path: SourceFile(path=path, text=text) for path, text in files.items() if text is not None}
    return read(SourceTree(texts=texts, pictures=frozenset(), unreadable=unreadable), list(Language))


def found(changes: Mapping[str, str | None]) -> list[str]:
    return sorted(f"{d.code} {d.location.path}:{d.location.line}" for d in reading(changes).diagnostics)


def home(old: str, new: str) -> dict[str, str | None]:
    assert old in SITE[UK]
    return {UK: SITE[UK].replace(old, new, 1)}


def english(fields: str) -> dict[str, str | None]:
    return {EN: SITE[EN].replace("---\n\n", f"{fields}\n---\n\n", 1)}


def test_a_valid_site_is_read_whole() -> None:
    outcome = reading({})
    records = outcome.value
    assert outcome.diagnostics == ()
    assert [document.home.id for document in records.practices] == ["warm-school"]
    assert [document.home.id for document in records.pages] == ["about", "home"]
    assert {name: list(located) for name, located in records.registries.items() if located} == {
        "organisations": ["warm-fund"],
        "programmes": ["warm-homes"],
        "categories": ["energy"],
    }
    assert records.left_out == frozenset()


def test_each_language_has_its_own_text() -> None:
    document = reading({}).value.practices[0]
    texts, bodies = document.texts, document.bodies
    assert (texts[Language.UK].title, texts[Language.EN].title) == ("Тепла школа", "A warm school")
    assert (bodies[Language.UK].line, bodies[Language.EN].line) == (16, 6)


@pytest.mark.parametrize(
    ("changes", "findings"),
    [
        ({UK: None}, [f"V200 {EN}:1"]),
        ({EN: None}, [f"V201 {UK}:1"]),
        (english("date: 2024-03-15"), [f"V211 {EN}:4"]),
        (english("date: 2024-03-16"), [f"V210 {EN}:4"]),
        (english("featured: true"), [f"V212 {EN}:4"]),
        (english("titel: x"), [f"V102 {EN}:4"]),
        (home("period: {from: 2022, to: 2023}\n", ""), [f"V134 {UK}:1"]),
        (home("period: {from: 2022, to: 2023}\n", "not_stated: [period]\n"), []),
        (home("period: {from: 2022, to: 2023}\n", "not_stated: period\n"), []),
        (home("date:", "not_stated: [period]\ndate:"), [f"V135 {UK}:8"]),
        (home("date:", "not_stated: [perio]\ndate:"), [f"V312 {UK}:8"]),
        (
            {"content/practices/warm-school/index.de.md": "---\n---\nText"},
            ["V209 content/practices/warm-school/index.de.md:1"],
        ),
        ({"content/practices/index.uk.md": "---\n---\n"}, ["V129 content/practices/index.uk.md:1"]),
        ({"content/practices/a/b/index.uk.md": "---\n---\n"}, ["V129 content/practices/a/b/index.uk.md:1"]),
        ({"content/practices/Дім/index.uk.md": "---\n---\n"}, ["V124 content/practices/Дім/index.uk.md:1"]),
        ({"content/organisations/a.md": "name: А"}, ["V129 content/organisations/a.md:1"]),
        ({"content/plans/a.yaml": "name: А"}, ["V129 content/plans/a.yaml:1"]),
    ],
)
def test_what_is_not_as_it_should_be_is_told(changes: Mapping[str, str | None], findings: list[str]) -> None:
    assert found(changes) == findings


def test_a_file_that_fits_no_schema_leaves_the_others_whole() -> None:
    records = reading({"content/practices/other/index.uk.md": "---\ntitle: Інша\n---\n\nТекст\n"}).value
    assert [document.home.id for document in records.practices] == ["warm-school"]
    assert records.left_out == {("practices", "other")}


def test_a_broken_translation_leaves_the_ukrainian_side() -> None:
    texts = reading({EN: "---\ntitle: [\n---\n\nText\n"}).value.practices[0].texts
    assert list(texts) == [Language.UK]


def test_a_file_that_is_no_text_is_not_missing() -> None:
    for gone in (UK, EN):
        outcome = reading({gone: None}, unreadable=frozenset({gone}))
        assert outcome.diagnostics == ()


def test_pages_need_no_text_below_their_fields() -> None:
    assert found({"content/pages/about/index.uk.md": "---\ntitle: Про нас\nsummary: Хто ми.\n---\n"}) == []
