"""Other names of organisations in texts: each is found in any case, and nothing else is taken for one."""

import pytest

from builder.sources.names import OtherNames
from tests.values import EN, UK

NAMES = OtherNames(
    registered={
        UK: {
            "Асоціація українських міст": "Асоціація міст України",
            "Асоціація міст": "Асоціація міст України",
            "Громадська спілка «Дім»": "Спілка «Дім»",
            "Теплик": "Фонд тепла",
            "АМУ": "Асоціація міст України",
        },
        EN: {"Warm Fund": "Warmth Fund"},
    }
)


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("Разом з Асоціацією українських міст", ["Асоціацією українських міст"]),
        ("Для Асоціації міст це новина", ["Асоціації міст"]),
        ("Від Громадської спілки «Дім»", ["Громадської спілки «Дім»"]),
        ("Теплик і АМУ", ["Теплик", "АМУ"]),
    ],
)
def test_another_name_is_found_in_any_case(text: str, found: list[str]) -> None:
    assert [match.group() for match, _ in NAMES.finder(UK)(text)] == found


@pytest.mark.parametrize(
    "text",
    [
        "Асоціація міст України",
        "Разом з Асоціацією міст України",
        "асоціації міст бувають різні",
        "Містечко Тепликівка; у Теплику тихо",
        "Нова Громадська рада",
    ],
)
def test_nothing_else_is_taken_for_another_name(text: str) -> None:
    assert list(NAMES.finder(UK)(text)) == []


def test_english_names_are_found_as_they_are_written() -> None:
    assert [registered for _, registered in NAMES.finder(EN)("The Warm Fund")] == ["Warmth Fund"]
    assert list(NAMES.finder(EN)("Warm Funding")) == []
