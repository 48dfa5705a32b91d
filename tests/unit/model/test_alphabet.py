import random

import pytest

from builder.model.alphabet import LETTERS, uk_sort_key


def test_the_alphabet_has_33_letters() -> None:
    assert len(LETTERS) == len(set(LETTERS)) == 33


@pytest.mark.parametrize(
    "ordered",
    [
        list(LETTERS),
        ["гуси", "ґава", "дах"],
        ["еней", "єва", "жук"],
        ["зима", "ирій", "іній", "їжак", "йод"],
        ["щука", "ьо", "юшка", "яр"],
        ["Біла Церква", "Білгород", "Білогір’я"],
        ["Івано-Франківська", "Іванова"],
        ["24 роки", "Авдіївка", "Яблунів", "Kyiv"],
        ["«Бахмут у серці»", "Вінниця"],
        ["вода", "Водограй"],
    ],
    ids=" ".join,
)
def test_words_run_in_ukrainian_order(ordered: list[str]) -> None:
    shuffled = random.Random(7).sample(ordered, len(ordered))  # noqa: S311  # an order, not a secret
    assert sorted(shuffled, key=uk_sort_key) == ordered


@pytest.mark.parametrize("apostrophe", ["'", "’", "ʼ"])
def test_an_apostrophe_moves_no_word(apostrophe: str) -> None:
    assert uk_sort_key("знамено") < uk_sort_key(f"знам{apostrophe}янка") < uk_sort_key("знання")


def test_a_decomposed_letter_stands_where_the_whole_one_does() -> None:
    assert uk_sort_key("иод") < uk_sort_key("и\u0306од") < uk_sort_key("код")


def test_texts_alike_in_all_but_case_have_keys_of_their_own() -> None:
    assert len({uk_sort_key("Дія"), uk_sort_key("дія"), uk_sort_key("ДІЯ")}) == 3
