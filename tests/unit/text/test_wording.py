"""Interface strings, plurals, dates and numbers as readers of each language expect them."""

import re
from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest

from builder.model.fields import PartialDate
from builder.model.practice import Qualifier, Status
from builder.model.registry import OrganisationType, Role
from builder.pages.taxonomies import taxonomies
from builder.text.wording import check_catalogue, words_for
from tests.values import EN, UK, records, showcase

REPOSITORY = Path(__file__).parents[3]
ukrainian, english = words_for(UK), words_for(EN)


@pytest.mark.parametrize(
    ("number", "phrase"),
    [
        (0, "0 практик"),
        (1, "1 практика"),
        (2, "2 практики"),
        (5, "5 практик"),
        (11, "11 практик"),
        (12, "12 практик"),
        (21, "21 практика"),
        (22, "22 практики"),
        (111, "111 практик"),
        (10_002, "10 002 практики"),
    ],
)
def test_ukrainian_counts_take_one_of_three_forms(number: int, phrase: str) -> None:
    assert ukrainian.count("practices", number) == phrase.replace(" ", "\u00a0")


@pytest.mark.parametrize(("number", "phrase"), [(0, "0 practices"), (1, "1 practice"), (21, "21 practices")])
def test_english_counts_take_one_of_two_forms(number: int, phrase: str) -> None:
    assert english.count("practices", number) == phrase.replace(" ", "\u00a0")


@pytest.mark.parametrize(
    ("number", "in_ukrainian", "in_english"),
    [
        ("9999", "9999", "9999"),
        ("10000", "10\u00a0000", "10,000"),
        ("1234567.5", "1\u00a0234\u00a0567,5", "1,234,567.5"),
        ("0.5", "0,5", "0.5"),
        ("1E+3", "1000", "1000"),
    ],
)
def test_numbers_are_grouped_from_ten_thousand_on(number: str, in_ukrainian: str, in_english: str) -> None:
    assert ukrainian.number(Decimal(number)) == in_ukrainian
    assert english.number(Decimal(number)) == in_english


@pytest.mark.parametrize("number", ["2.3456", "0.000001"])
def test_numbers_are_never_rounded(number: str) -> None:
    assert english.number(Decimal(number)) == number


def test_a_day_keeps_its_month_beside_it() -> None:
    assert ukrainian.day(date(2022, 10, 2)) == "2\u00a0жовтня 2022"
    assert english.day(date(2022, 10, 2)) == "2\u00a0October 2022"


@pytest.mark.parametrize(
    ("moment", "in_ukrainian", "in_english"),
    [
        (PartialDate(2022), "2022", "2022"),
        (PartialDate(2022, 10), "жовтень 2022", "October 2022"),
        (PartialDate(2022, 10, 2), "2\u00a0жовтня 2022", "2\u00a0October 2022"),
    ],
)
def test_a_date_is_as_exact_as_it_is_known(moment: PartialDate, in_ukrainian: str, in_english: str) -> None:
    assert ukrainian.moment(moment) == in_ukrainian
    assert english.moment(moment) == in_english


def test_lists_end_with_a_conjunction() -> None:
    assert ukrainian.listed(["Київ", "Львів", "Одеса"]) == "Київ, Львів і Одеса"
    assert english.listed(["Kyiv", "Lviv", "Odesa"]) == "Kyiv, Lviv and Odesa"
    assert ukrainian.listed([]) == ""


def test_a_language_without_a_name_is_told_by_its_code() -> None:
    assert ukrainian.language_name("de") == "німецька"
    assert ukrainian.language_name("xyz-none") == "xyz-none"


def test_a_text_is_typeset_in_the_language_it_is_in() -> None:
    assert english.typeset_as('Об\'єднані "громади"', UK) == "Об’єднані «громади»"
    assert english.typeset('The "communities"') == "The “communities”"


# The catalogue


def test_the_catalogue_has_both_languages_and_every_plural_form() -> None:
    assert check_catalogue().diagnostics == ()


def test_a_missing_language_and_a_missing_form_are_told() -> None:
    catalogue = {
        "send": {"uk": "Надіслати"},
        "days": {"uk": {"one": "день", "few": "дні", "other": "дня"}, "en": {"one": "day", "other": "days"}},
    }
    told = [(item.code, item.values["key"], item.values["form"]) for item in check_catalogue(catalogue).diagnostics]
    assert told == [("V603", "send", "en"), ("V603", "days", "many")]


def test_a_misspelt_key_is_an_error_and_not_an_empty_text() -> None:
    with pytest.raises(KeyError):
        ukrainian("no-such-key")


def keys_in(folder: str, pattern: str, call: str) -> set[str]:
    """Keys written out in the calls of a folder's files."""
    texts = [path.read_text(encoding="utf-8") for path in (REPOSITORY / folder).rglob(pattern)]
    return {
        key for text in texts for key in re.findall(call + r"(?:\.count|\.forms)?\(\s*[\"']([a-z0-9-]+)[\"']", text)
    }


def made_keys() -> set[str]:
    """Keys that code puts together from the words of a closed list."""
    groups = taxonomies(showcase(records()))
    sections, kinds = {*groups, "practices"}, {taxonomy.kind for taxonomy in groups.values()}
    return {
        *(f"section-{section}" for section in sections),
        *(f"lead-{section}" for section in groups),
        *(f"term-{part}-{kind}" for part in ("title", "lead", "empty") for kind in kinds),
        *(f"facet-{kind}" for kind in kinds - {"community"}),
        *(f"{part}-{role}" for part in ("role", "acts") for role in Role),
        *(f"organisation-{type_}" for type_ in OrganisationType),
        *(f"status-{status}" for status in Status if status is not Status.UNKNOWN),
        *(f"qualifier-{qualifier}" for qualifier in Qualifier if qualifier is not Qualifier.EXACT),
        *(f"switch-to-{language}" for language in (UK, EN)),
    }


def test_every_key_that_pages_and_templates_ask_for_is_in_the_catalogue() -> None:
    in_code = keys_in("builder/pages", "*.py", r"\bwords")
    in_templates = keys_in("templates", "*.html", r"\bt")
    assert in_code
    assert in_templates
    assert sorted(key for key in in_code | in_templates | made_keys() if key not in ukrainian) == []
