"""Values as bytes and back: nothing is lost, equal values give equal bytes, and nothing foreign is ever made."""

import marshal
from datetime import date
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from builder.graph.values import PACKED, dumps, loads
from builder.located_yaml import Node
from builder.model.fields import PartialDate
from builder.model.language import Language
from builder.model.place import oblast
from builder.model.practice import Status
from builder.pages.views import Day, Link
from builder.text.markdown import Body
from tests.values import both

TEXTS = st.text(max_size=5)
ATOMS = st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False) | TEXTS | st.binary(max_size=5)
OBJECTS = (
    st.sampled_from([*Language, *Status, oblast("donetska"), PartialDate(2024, 2), Link, Body])
    | st.dates()
    | st.decimals(allow_nan=False)
    | TEXTS.map(both)
)


def larger(values: st.SearchStrategy[Any]) -> st.SearchStrategy[Any]:
    return (
        st.lists(values, max_size=3)
        | st.lists(values, max_size=3).map(tuple)
        | st.dictionaries(TEXTS | st.sampled_from(Language), values, max_size=3)
        | st.builds(Link, text=values, url=TEXTS)
        | st.builds(Node, st.dictionaries(TEXTS, values, max_size=2), st.tuples(TEXTS, st.integers()))
    )


VALUES = st.recursive(ATOMS | OBJECTS, larger, max_leaves=12)


def alike(value: Any, other: Any) -> bool:
    """Equal, and of equal classes all the way down: `1 == True`."""
    return type(value) is type(other) and value == other and repr(value) == repr(other)


@given(VALUES)
def test_a_value_comes_back_as_it_was(value: Any) -> None:
    assert alike(loads(dumps(value)), value)


@given(VALUES)
def test_equal_values_give_equal_bytes_whichever_parts_they_share(value: Any) -> None:
    assert dumps((value, value)) == dumps((value, loads(dumps(value))))


def test_classes_are_told_from_each_other() -> None:
    same = (
        Link(text="а", url="/"),
        Day(iso="а", text="/"),
        Language.UK,
        "uk",
        ("uk",),
        ["uk"],
        {"uk": "uk"},
    )
    assert len({dumps(value) for value in (*same, date(2024, 1, 2), "2024-01-02", Decimal(1), 1, True)}) == 12


@pytest.mark.parametrize(
    "packed",
    [
        ["os:system", "true"],
        ["builtins:eval", "1"],
        ["builtins:getattr", "", "x"],
        ["builder_of_others:make"],
        ["builder.cli:run.anything"],
        ["builder.publish.write:clean", "/"],
        ["builder.publish.write:Path", "/"],
        ["builder.graph.values:import_module", "os"],
        ["builder.graph.store:Store", "/"],
        [0, "subprocess:Popen"],
        [1, ["os:getcwd"]],
        [2, ("key", ["os:getcwd"])],
    ],
    ids=str,
)
def test_nothing_foreign_is_made(packed: list[Any]) -> None:
    with pytest.raises(ValueError, match=":"):
        loads(marshal.dumps(packed) + PACKED)


def test_a_value_that_hides_what_is_in_it_is_refused_when_it_is_to_be_remembered() -> None:
    class Hiding:
        def __init__(self) -> None:
            self.something = 1

    with pytest.raises(TypeError):
        dumps(Hiding())
