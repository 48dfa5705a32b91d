"""YAML whose every value knows where it stands, and means no more than is written."""

import time

import pytest

from builder.located_yaml import MAX_DEPTH, Node, parse

HOPELESS = 10
"""Seconds of the processor: several times what a slow machine needs."""


def tree(text: str, *, first_line: int = 1) -> Node:
    outcome = parse(text, path="x.yaml", first_line=first_line)
    assert outcome.diagnostics == ()
    return outcome.value


def found(text: str) -> list[tuple[str, int, int]]:
    diagnostics = parse(text, path="x.yaml").diagnostics
    return [(item.code, item.location.line, item.location.column) for item in diagnostics]


def place(node: Node, *path: str | int) -> tuple[int, int]:
    location = node.place_of(path)
    return location.line, location.column


TEXT = """\
title: Тепла школа
results:
  - value: 30
    label: {uk: тепла, en: heat}
"""


def test_every_value_has_its_line_and_column() -> None:
    node = tree(TEXT)
    assert place(node, "title") == (1, 8)
    assert place(node, "results", 0, "value") == (3, 12)
    assert place(node, "results", 0, "label", "en") == (4, 28)


def test_a_key_has_a_place_of_its_own() -> None:
    location = tree(TEXT).key_place_of(("results", 0, "label"))
    assert (location.line, location.column, location.end_column) == (4, 5, 10)


def test_lines_are_counted_from_where_the_text_begins_in_its_file() -> None:
    assert place(tree(TEXT, first_line=2), "title") == (2, 8)


def test_what_is_not_there_stands_where_its_nearest_parent_does() -> None:
    assert place(tree(TEXT), "results", 0, "source", "title") == place(tree(TEXT), "results", 0)
    assert place(tree(TEXT), "results", 7) == place(tree(TEXT), "results")


def test_columns_count_characters_not_bytes() -> None:
    assert place(tree("{назва: світло, друга: так}"), "друга") == (1, 24)


@pytest.mark.parametrize(
    "written",
    ["2024-13-01", "2024-03-15", "1e3", "0x1F", "1_000", "3.10", "true", ".inf", "=", "Null"],
)
def test_a_value_is_the_text_that_was_written(written: str) -> None:
    assert tree(f"a: {written}").plain() == {"a": written}


@pytest.mark.parametrize("written", ["", "~", "null"])
def test_nothing_is_nothing(written: str) -> None:
    assert tree(f"a: {written}").plain() == {"a": None}


@pytest.mark.parametrize("written", ["''", "'~'", '"null"', '"NO"', '"007"', '"12:30"'])
def test_in_quotes_everything_is_text(written: str) -> None:
    assert tree(f"a: {written}").plain() == {"a": written[1:-1]}


@pytest.mark.parametrize(
    ("written", "code"),
    [
        ("NO", "V118"),
        ("yes", "V118"),
        ("Off", "V118"),
        ("y", "V118"),
        ("00012345", "V119"),
        ("-07", "V119"),
        ("12:30", "V120"),
        ("1:02:03", "V120"),
    ],
)
def test_what_other_readers_take_for_something_else_is_told(written: str, code: str) -> None:
    assert found(f"a: {written}") == [(code, 1, 4)]


@pytest.mark.parametrize("written", ["0", "0.5", "norway", "10:75", "12.30", "on time", "2024:"])
def test_honest_values_are_left_alone(written: str) -> None:
    assert found(f"a: '{written}'") == []
    assert found(f"a: [{written.rstrip(':')}]") == []


def test_a_block_knows_where_its_text_begins() -> None:
    text = tree("text:\n  uk: |\n\n    Перший рядок\n").at(("text", "uk"))
    assert text.block == (4, 4)


def test_an_empty_text_is_an_empty_mapping() -> None:
    assert tree("").plain() == {}
    assert tree("# лише примітка\n").plain() == {}


@pytest.mark.parametrize(
    ("text", "finding"),
    {
        "a: 1\na: 2": ("V105", 2, 1),
        "a: {b: 1, b: 2}": ("V105", 1, 11),
        "- a": ("V108", 1, 1),
        "просто текст": ("V108", 1, 1),
        "? [a]\n: b": ("V109", 1, 3),
        "a:\n\t- b": ("V104", 2, 1),
        "a:\n  b: 1\n\tc: 2": ("V104", 3, 1),
        "a: Дім: початок": ("V142", 1, 7),
        "a: 'b\nc: d": ("V103", 1, 4),
        "a: 'b\nc: 'd'\n": ("V103", 1, 4),
        "a: [b, c\nd: e": ("V103", 1, 4),
        "a: b\n---\nc: d": ("V103", 2, 1),
        "a: @b": ("V103", 1, 4),
        "a: %b": ("V103", 1, 4),
        "a: бла\x07": ("V103", 1, 7),
        "a: b\x00c": ("V103", 1, 5),
        "a: &x [b]\nc: *x": ("V106", 1, 4),
        "a: &x [*x]": ("V106", 1, 4),
        "a: *x": ("V103", 1, 4),
        "a: !!python/object:os.system {}": ("V107", 1, 4),
        "a: !own b": ("V107", 1, 4),
    }.items(),
)
def test_what_cannot_be_read_is_found_where_it_stands(text: str, finding: tuple[str, int, int]) -> None:
    assert found(text) == [finding]


@pytest.mark.parametrize("separator", ["\u2028", "\u2029", "\x85"])
def test_line_ends_that_only_yaml_knows_move_nothing(separator: str) -> None:
    node = tree(f'title: "так{separator}собі"\nsecond: x')
    assert place(node, "second") == (2, 9)
    assert node.plain() == {"title": "так собі", "second": "x"}


def test_nesting_has_a_limit() -> None:
    assert found(f"a: {'[' * (MAX_DEPTH - 1)}{']' * (MAX_DEPTH - 1)}") == []
    assert found(f"a: {'[' * MAX_DEPTH}{']' * MAX_DEPTH}") == [("V138", 1, MAX_DEPTH + 3)]


@pytest.mark.parametrize(
    "text",
    ["? " * 99_000, "- " * 99_000, "[" * 199_000, "{a: " * 49_000, "? - " * 49_000, "- - ? " * 30_000],
    ids=["keys", "items", "lists", "mappings", "keys of items", "items of keys"],
)
def test_no_nesting_takes_the_program_down(text: str) -> None:
    began = time.process_time()
    assert [code for code, _, _ in found(text)] == ["V138"]
    assert time.process_time() - began < HOPELESS


def test_brackets_in_texts_are_no_nesting() -> None:
    assert found("text: |\n" + "  [так](x), {ні} [[[\n" * 400) == []


def test_an_alias_bomb_costs_nothing() -> None:
    levels = "".join(
        f"{name}: &{name} [{', '.join(f'*{below}' for _ in range(9))}]\n"
        for below, name in zip("abcdefgh", "bcdefghi", strict=True)
    )
    began = time.process_time()
    assert {code for code, _, _ in found(f"a: &a [x, x]\n{levels}")} == {"V106"}
    assert time.process_time() - began < HOPELESS


def test_size_has_a_limit() -> None:
    assert found(f"a: {'я' * 200_000}") == [("V137", 1, 1)]
