"""Which practices a donor, a programme, a year holds, in the cases that are easily got wrong."""

from typing import Any

import pytest

from builder.model.showcase import Showcase
from builder.pages.taxonomies import taxonomies
from tests.values import both, practice, records, showcase

ORGANISATIONS = {id_: {"name": both(id_.upper())} for id_ in ("eu", "giz", "council")}


def holds(made: Showcase, section: str) -> dict[str, list[str]]:
    """Term → its practices, of those that have any."""
    terms = taxonomies(made)[section].terms.values()
    return {term.id: [item.slug for item in term.practices] for term in terms if term.practices}


def shown(programmes: dict[str, dict[str, Any]], *practices: Any) -> Showcase:
    named = {id_: {"name": both(id_), **fields} for id_, fields in programmes.items()}
    return showcase(records(practices, organisations=ORGANISATIONS, programmes=named))


def chain(**roles: str) -> dict[str, Any]:
    return {"chain": [{"organisation": id_, "role": role} for id_, role in roles.items()]}


def test_a_donor_is_inherited_from_the_programme() -> None:
    made = shown({"grants": chain(eu="funder", giz="implementer")}, practice("a", programme=["grants"]))
    assert holds(made, "donors") == {"eu": ["a"]}


def test_a_practice_speaks_for_itself_of_organisations_that_it_names() -> None:
    own = practice("a", programme=["grants"], partners=[{"organisation": "eu", "role": "partner"}])
    made = shown({"grants": chain(eu="funder")}, own)
    assert holds(made, "donors") == {}
    assert [member.role for member in made.practices[0].chain] == ["partner"]


def test_a_programme_that_hands_nothing_down_makes_no_donors() -> None:
    made = shown({"grants": {**chain(eu="funder"), "chain_inherited": "false"}}, practice("a", programme=["grants"]))
    assert holds(made, "donors") == {}


def test_what_one_programme_only_manages_another_may_pay_for() -> None:
    programmes = {"one": chain(giz="manager"), "two": chain(giz="funder")}
    made = shown(programmes, practice("a", programme=["one", "two"]))
    assert holds(made, "donors") == {"giz": ["a"]}
    assert [member.role for member in made.practices[0].chain] == ["funder", "manager"]


def test_an_organisation_in_one_role_of_two_programmes_is_named_once() -> None:
    made = shown({"one": chain(eu="funder"), "two": chain(eu="funder")}, practice("a", programme=["one", "two"]))
    assert [member.role for member in made.practices[0].chain] == ["funder"]


def test_a_practice_of_a_part_is_a_practice_of_the_whole() -> None:
    programmes = {"whole": chain(eu="funder"), "part": {"part_of": "whole"}, "small": {"part_of": "part"}}
    made = shown(programmes, practice("a", programme=["small"]))
    assert holds(made, "programmes") == {"whole": ["a"], "part": ["a"], "small": ["a"]}
    assert holds(made, "donors") == {"eu": ["a"]}


@pytest.mark.parametrize(
    ("period", "years"),
    [
        ({"from": "2022", "to": "2024"}, ["2024", "2023", "2022"]),
        ({"from": "2022-12-31", "to": "2023-01"}, ["2023", "2022"]),
        ({"from": "2022"}, ["2022"]),
        (None, []),
    ],
)
def test_a_practice_stands_in_every_year_it_touches(period: dict[str, str] | None, years: list[str]) -> None:
    assert list(holds(shown({}, practice("a", period=period)), "years")) == years


def test_a_withdrawn_practice_belongs_nowhere() -> None:
    withdrawn = {"on": "2026-11-01", "why": both("Застаріло")}
    made = shown({"grants": chain(eu="funder")}, practice("a", programme=["grants"], withdrawn=withdrawn))
    assert [holds(made, section) for section in taxonomies(made) if holds(made, section)] == []
    assert list(taxonomies(made)["communities"].terms) == []
