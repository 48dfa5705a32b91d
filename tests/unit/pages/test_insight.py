"""What the owners' page says of a collection: counts, shares, what is to be done on the day it is built for."""

from typing import Any

import pytest

from builder.model.showcase import Showcase
from builder.pages import insight
from builder.pages.insight import CROSSINGS, insight_page, table_csv
from tests.values import EN, UK, both, context, practice, records, showcase

RESULT = {"value": "30", "label": both("менше тепла")}


def shown() -> Showcase:
    practices = [
        practice("a", title="Дах", date="2026-03-03", review_by="2026-11-21", results=[{**RESULT, "source": 1}]),
        practice("b", title="Сад", date="2026-03-02", review_by="2026-11-22", community=["kanivska"], results=[RESULT]),
        practice("c", title="Міст", date="2026-03-01", languages=[UK], category=["culture", "energy"]),
    ]
    culture = {"culture": {"name": both("Культура"), "motif": "star"}}
    return showcase(records(practices, categories=culture))


def view(**changes: Any) -> Any:
    return insight_page(context(shown(), **changes)).view


def waiting(made: Any) -> dict[str, list[str]]:
    plain = {group.heading.replace("\u00a0", " "): group for group in made.tasks}
    return {heading: [f"{term.text} {term.words}".strip() for term in group.terms] for heading, group in plain.items()}


def cells(made: Any, table: int = 0) -> dict[str, list[int]]:
    return {row.heading.text: [cell.count for cell in row.cells] for row in made.tables[table].rows}


def test_every_region_and_theme_has_a_cell_and_an_empty_one_says_nought() -> None:
    made = view()
    assert [link.text for link in made.tables[0].columns] == ["Енергія", "Культура"]
    assert len(cells(made)) == 27
    assert cells(made)["Донецька область"] == [2, 1]
    assert cells(made)["Черкаська область"] == [1, 0]
    assert cells(made)["Автономна Республіка Крим"] == [0, 0]


def test_every_cell_leads_to_the_practices_it_counts() -> None:
    [row] = [row for row in view().tables[0].rows if row.heading.text == "Сумська область"]
    assert [cell.url for cell in row.cells] == [
        "/practices/?region=sumska&theme=energy",
        "/practices/?region=sumska&theme=culture",
    ]


def test_of_a_list_that_is_not_narrowed_a_cell_leads_to_its_region(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(insight, "LIMIT", 2)
    assert {cell.url for cell in view().tables[0].rows[0].cells} == {"/regions/krym/"}


def test_shares_name_the_whole_they_are_of() -> None:
    assert [share.replace("\u00a0", " ") for share, _ in view().shares] == ["2 із 3", "2 із 3", "1 із 3", "3 із 3"]


def test_a_review_is_due_the_day_after_its_last() -> None:
    """The build day of these tests is 22 November 2026."""
    due = waiting(view())["Час переглянути"]
    assert [words.replace("\u00a0", " ") for words in due] == ["Дах 21 листопада 2026"]


def test_what_lacks_a_translation_or_results_is_named() -> None:
    assert waiting(view())["Немає перекладу"] == ["Міст англійська"]
    assert waiting(view())["Без виміряних результатів"] == ["Міст"]
    assert all(group.text for group in view().tasks if not group.terms)


def test_a_long_list_of_tasks_counts_the_rest(monkeypatch: pytest.MonkeyPatch) -> None:
    practices = [practice(f"p{number}", languages=[UK]) for number in range(5)]
    monkeypatch.setattr(insight, "LISTED", 2)

    made: Any = insight_page(context(showcase(records(practices)))).view

    [untranslated] = [group for group in made.tasks if len(group.terms) == 2 and group.terms[0].words]
    assert untranslated.text.replace("\u00a0", " ") == "І ще 3 практики."


def test_a_table_too_large_to_read_is_left_to_its_file(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(insight, "CELLS", 10)
    [table, _] = view().tables
    assert (table.rows, table.columns) == ((), ())
    assert "у файлі" in table.note.replace("\u00a0", " ")
    assert table.file.url == "/insight/regions-themes.csv"


@pytest.mark.parametrize("name", CROSSINGS)
def test_the_file_of_a_table_holds_every_cell(name: str) -> None:
    lines = table_csv(context(shown(), EN), name).decode("utf-8-sig").splitlines()
    width = {line.count(",") for line in lines}
    assert len(lines) == (28 if name == "regions-themes" else 3)
    assert len(width) == 1


def test_search_engines_pass_over_the_page() -> None:
    page = insight_page(context(shown()))
    assert page.view.head.noindex  # type: ignore[union-attr]  # it has a head
    assert not page.listed
