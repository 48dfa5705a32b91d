"""Titles as templates print them."""

import pytest

from builder.render.templates import unbroken


@pytest.mark.parametrize(
    ("title", "printed"),
    [
        ("План та е-приймальня: досвід", 'План та <span class="nb">е-приймальня</span>: досвід'),
        ("U-LEAD з Європою", '<span class="nb">U-LEAD</span> з Європою'),
        ("мінно-вибухові травми", "мінно-вибухові травми"),
        ("2-й рік", "2-й рік"),
        ("A < B & я-концепція", 'A &lt; B &amp; <span class="nb">я-концепція</span>'),
    ],
)
def test_a_word_of_one_letter_before_a_hyphen_stays_on_its_line(title: str, printed: str) -> None:
    assert unbroken(title) == printed
