"""A Markdown file taken apart: fields above, body below, each line where it was."""

import pytest

from builder.sources.front_matter import RawDocument, split_document


def document(text: str) -> RawDocument:
    outcome = split_document(text, path="x.md")
    assert outcome.diagnostics == ()
    return outcome.value


def found(text: str) -> list[tuple[str, int]]:
    return [(item.code, item.location.line) for item in split_document(text, path="x.md").diagnostics]


def test_fields_know_their_lines_in_the_file() -> None:
    fields = document("---\ntitle: Дім\ndate: 2024-03-15\n---\nТекст\n").fields
    assert fields.plain() == {"title": "Дім", "date": "2024-03-15"}
    assert fields.place_of(("date",)).line == 3


@pytest.mark.parametrize(
    ("below", "body", "line"),
    [
        ("Текст\n", "Текст\n", 4),
        ("\n\n\nТекст\n", "Текст\n", 7),
        ("\n    код\n", "    код\n", 5),
        ("\n- так\n\n---\n\nдалі\n", "- так\n\n---\n\nдалі\n", 5),
        ("", "", 4),
    ],
    ids=["at once", "after blank lines", "a block of code", "a rule in the text", "no text"],
)
def test_the_body_keeps_its_first_line_and_its_indentation(below: str, body: str, line: int) -> None:
    taken = document(f"---\na: b\n---\n{below}")
    assert (taken.body, taken.body_line) == (body, line)


@pytest.mark.parametrize("text", ["---\n---\nТекст", "---\n\n---\nТекст"])
def test_there_may_be_no_fields(text: str) -> None:
    assert document(text).fields.plain() == {}
    assert document(text).body == "Текст"


@pytest.mark.parametrize("boundary", ["----", "--- ", " ---", "—", "–––", "***", "+++", "---yaml"])
def test_the_boundary_is_exactly_three_hyphens(boundary: str) -> None:
    assert found(f"{boundary}\na: b\n---\nТекст\n") == [("V140", 1)]
    assert found(f"---\na: b\n{boundary}\n\nТекст\n")[0][0] == "V112"


@pytest.mark.parametrize(
    ("text", "line"),
    {
        "---\ntitle: Дім\n\nТекст\n": 3,
        "---\ntitle: Дім\n## Виклик\n": 3,
        "---\ntitle: Дім\n----\nТекст\n": 3,
        "---\ntitle: Дім\n--- \nТекст\n": 3,
        "---\ntitle: Дім\n—--\nТекст\n": 3,
        "---\ntitle: Дім": 2,
        "---": 1,
        "---\ntitle: Дім\n\n## Виклик\n\nТекст: [так\n\n---\n\nдалі\n": 3,
    }.items(),
)
def test_a_missing_close_is_shown_where_it_belongs(text: str, line: int) -> None:
    assert found(text) == [("V112", line)]


def test_a_comment_in_front_matter_is_no_heading() -> None:
    assert found("---\ntitle: Дім\n\n## про дату\ndate: 2024-03-15\n---\nТекст\n") == []
    assert found("---\ntitle: [Дім\n\n## про дату\ndate: 2024-03-15\n---\nТекст\n") == [("V103", 2)]


@pytest.mark.parametrize("text", ["", "\n", "  \n\n"])
def test_an_empty_file_is_just_that(text: str) -> None:
    assert found(text) == [("V141", 1)]
