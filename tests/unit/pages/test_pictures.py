"""What is said of a picture: who made it, on what terms, and which point of it must stay in sight."""

import pytest

from builder.model.fields import Text
from builder.model.language import Language
from builder.model.practice import Image
from builder.pages.pictures import credit_html, focus_classes
from builder.text.wording import words_for

UK, EN = words_for(Language.UK), words_for(Language.EN)


def image(credit: Text | None, licence: str | None) -> Image:
    return Image.model_construct(file="a.jpg", credit=credit, licence=licence, consent=None, focus=None)


def test_author_and_licence_stand_together() -> None:
    named = image(Text(uk="Рада", en="Council"), "cc by 4.0")
    link = '<a rel="license" href="https://creativecommons.org/licenses/by/4.0/">CC BY 4.0</a>'
    assert credit_html(named, UK) == f"Фото: Рада, {link}"
    assert credit_html(named, EN) == f"Photo: Council, {link}"


def test_each_may_stand_alone() -> None:
    assert credit_html(image(Text(uk="Рада"), None), UK) == "Фото: Рада"
    assert credit_html(image(None, "з дозволу ради"), UK) == "Ліцензія: з дозволу ради"
    assert credit_html(image(None, None), UK) == ""


def test_an_author_in_the_other_language_says_so() -> None:
    assert credit_html(image(Text(uk="Рада"), None), EN) == '<span lang="uk">Photo: Рада</span>'


def test_what_editors_write_is_text() -> None:
    assert credit_html(image(Text(uk="<b>Я</b>"), "<i>"), UK) == "Фото: &lt;b&gt;Я&lt;/b&gt;, &lt;i&gt;"


@pytest.mark.parametrize(
    "focus, classes",
    [("", ""), ("50% 50%", ""), ("0% 50%", "focus x0"), ("70% 20%", "focus x3 y1"), ("62.5% 100%", "focus y4")],
)
def test_the_main_point_is_kept_to_a_quarter(focus: str, classes: str) -> None:
    assert focus_classes(focus) == classes
