"""What the texts of templates tell before they are filled."""

import pytest

from builder.render.templates import card_shapes


@pytest.mark.parametrize(
    ("text", "shapes"),
    [
        ("{{ card(practice) }}", {"row"}),
        (
            '{{ card(practice, "tile") }}{% if view.more %}{{ card(practice, shape="brief") }}{% endif %}',
            {"tile", "brief"},
        ),
        ("{{ card(practice, view.shape) }}{{ card(practice, 1) }}", set()),
        ("{{ card(practice=view.first) }}", {"row"}),
        ("{{ practice.card(1) }}{{ card }}", set()),
        ("{% if %}", set()),
    ],
    ids=["none named", "two named", "known only when filled, or no shape", "the practice by name", "no card", "faulty"],
)
def test_the_shapes_of_cards_that_a_template_names(text: str, shapes: set[str]) -> None:
    assert card_shapes([text.encode()]) == shapes
