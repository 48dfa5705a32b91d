"""Titles as templates print them."""

import pytest

from builder.model.language import Language
from builder.pages.urls import base_of
from builder.render.templates import environment
from builder.text.wording import words_for


@pytest.mark.parametrize(
    ("title", "printed"),
    [
        ("План та е-приймальня: досвід", 'План та <span class="nb">е-приймальня</span>: досвід'),
        ("A < B & я-концепція", 'A &lt; B &amp; <span class="nb">я-концепція</span>'),
    ],
)
def test_a_word_of_one_letter_before_a_hyphen_stays_on_its_line(title: str, printed: str) -> None:
    templates = environment((), words_for(Language.UK), base_of("https://vzirets.example"))
    assert templates.from_string("{{ unbroken(title) }}").render(title=title) == printed
