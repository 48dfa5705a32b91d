"""What we write ourselves of numbers and lists is what CLDR's own library writes."""

from decimal import Decimal

from babel.lists import format_list
from babel.numbers import format_decimal
from hypothesis import given
from hypothesis import strategies as st

from builder.text.locales import GROUPED_FROM, list_in, number_in

LOCALES = st.sampled_from(["uk", "en_GB"])
NUMBERS = st.one_of(st.integers(-(10**12), 10**12), st.decimals(-(10**9), 10**9, places=4))


@given(LOCALES, NUMBERS)
def test_numbers_bear_the_signs_of_their_language(locale: str, number: int | Decimal) -> None:
    grouped = abs(number) >= GROUPED_FROM

    assert number_in(locale, number) == format_decimal(
        number, locale=locale, group_separator=grouped, decimal_quantization=False
    )


@given(LOCALES, st.lists(st.text(st.characters(exclude_characters="{}")), max_size=5))
def test_lists_are_joined_as_their_language_joins_them(locale: str, parts: list[str]) -> None:
    assert list_in(locale, parts, "standard") == (format_list(parts, locale=locale) if parts else "")
    assert list_in(locale, parts, "or") == (format_list(parts, style="or", locale=locale) if parts else "")
