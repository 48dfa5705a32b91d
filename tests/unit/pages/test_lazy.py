"""Parts of views: made where a template prints them, once; a fault in one is ours."""

import pytest
from jinja2 import Environment

from builder.pages.lazy import LazyView, PartError, part


class Counted(LazyView):
    def __init__(self) -> None:
        self.made: list[str] = []

    @part
    def title(self) -> str:
        self.made.append("title")
        return "Світло"

    @part
    def dear(self) -> str:
        raise AssertionError("nobody prints it")

    @part
    def faulty(self) -> str:
        return self.title.nothing  # type: ignore[attr-defined,no-any-return]  # that is the fault


def filled(text: str, view: LazyView) -> str:
    return Environment(autoescape=True).from_string(text).render(view=view)


def test_a_part_is_made_once_and_only_where_it_is_printed() -> None:
    view = Counted()
    assert filled("{{ view.title }}, {% if view.title %}{{ view.title }}{% endif %}", view) == "Світло, Світло"
    assert view.made == ["title"]


def test_a_fault_in_a_part_is_no_fault_of_the_template_and_tells_its_cause() -> None:
    with pytest.raises(PartError, match=r"Counted\.faulty") as told:
        filled("{{ view.faulty }}", Counted())
    assert isinstance(told.value.__cause__, AttributeError)
