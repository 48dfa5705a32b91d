"""Where the quotations of a practice stand in its story."""

from dataclasses import replace

import pytest

from builder.pages.practices import PracticeView, practice_page
from builder.text.markdown import Body
from tests.values import UK, both, context, practice, records, showcase

DONE = '<h2 id="що-зробили">Що зробили</h2><p>а</p>'
RESULTS = '<h2 id="що-вийшло">Що вийшло</h2><p>б</p>'
REPEAT = '<h2 id="як-повторити">Як повторити</h2><p>в</p>'


def story(body: str, quotes: int) -> list[tuple[str, list[str]]]:
    """The parts of the story, each with the texts of the quotations after it."""
    said = [{"text": both(str(number)), "kind": "paraphrase", "person": both("Оля")} for number in range(1, quotes + 1)]
    made = showcase(records([practice("svitlo", title="Світло", quotes=said)]))
    page = practice_page(
        replace(context(made), bodies={("practices", "svitlo", UK): Body(html=body)}), made.practices[0]
    )
    assert isinstance(page.view, PracticeView)
    return [(part.html, [quote.text for quote in part.quotes]) for part in page.view.story]


@pytest.mark.parametrize(
    ("body", "quotes", "parts"),
    [
        (DONE + RESULTS, 0, [(DONE + RESULTS, [])]),
        (DONE + RESULTS + REPEAT, 1, [(DONE, ["1"]), (RESULTS + REPEAT, [])]),
        (DONE + RESULTS + REPEAT, 2, [(DONE, ["1"]), (RESULTS, ["2"]), (REPEAT, [])]),
        (DONE + RESULTS + REPEAT, 4, [(DONE, ["1"]), (RESULTS, ["2"]), (REPEAT, ["3", "4"])]),
        (DONE + REPEAT, 2, [(DONE + REPEAT, ["1", "2"])]),
        (f"{DONE}<ul><li>{RESULTS}</li></ul>", 1, [(f"{DONE}<ul><li>{RESULTS}</li></ul>", ["1"])]),
        ("", 1, [("", ["1"])]),
    ],
    ids=[
        "none",
        "one before the results",
        "one a section",
        "the rest at the end",
        "no results",
        "in a list",
        "no text",
    ],
)
def test_quotations_stand_between_the_sections_from_the_results_on(
    body: str, quotes: int, parts: list[tuple[str, list[str]]]
) -> None:
    assert story(body, quotes) == parts
