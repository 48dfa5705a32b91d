"""Components: every example of every one is whole HTML, and nobody can misspell a parameter."""

import re
from html.parser import HTMLParser

import pytest

from builder.pages import views
from tests.tools.components import CATALOGUE, COMPONENTS, LANGUAGES, TEMPLATES, examples_of, rendered
from tests.tools.gallery import gallery

VOID = frozenset({"img", "br", "meta", "link", "hr", "input", "source"})
SVG_LEAVES = frozenset({"path", "rect", "use"})
MAY_BE_EMPTY = frozenset({"script"}) | SVG_LEAVES

ALL_EXAMPLES = [(component, name) for component in COMPONENTS for name in examples_of(component)]


def example(component: str, name: str) -> str:
    return rendered(component, **examples_of(component)[name])


class Outline(HTMLParser):
    """Notes what is open, and complains of a tag that closes another or an element with nothing in it."""

    def __init__(self) -> None:
        super().__init__()
        self.open: list[str] = []
        self.filled: list[bool] = []
        self.problems: list[str] = []
        self.ids: list[str] = []
        self.attributes: set[str] = set()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.attributes |= {name for name, _ in attrs}
        self.ids += [value or "" for name, value in attrs if name == "id"]
        if self.filled:
            self.filled[-1] = True
        if tag not in VOID:
            self.open.append(tag)
            self.filled.append(False)

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.handle_starttag(tag, attrs)
        self.handle_endtag(tag)

    def handle_endtag(self, tag: str) -> None:
        if not self.open or self.open[-1] != tag:
            self.problems.append(f"</{tag}> inside {self.open}")
            return
        self.open.pop()
        if not self.filled.pop() and tag not in MAY_BE_EMPTY:
            self.problems.append(f"<{tag}> is empty")

    def handle_data(self, data: str) -> None:
        if data.strip() and self.filled:
            self.filled[-1] = True


def outline(html: str) -> Outline:
    found = Outline()
    found.feed(html)
    found.close()
    return found


def test_every_component_is_one_macro_of_its_name_with_a_comment() -> None:
    for component in COMPONENTS:
        source = (TEMPLATES / "components" / f"{component}.html").read_text(encoding="utf-8")

        assert re.findall(r"{% macro (\w+)\(", source) == [component]
        assert source.startswith("{#\n"), component
        assert "\nexample " in source.partition("#}")[0], component


def test_examples_are_of_components_that_exist() -> None:
    assert sorted(path.stem for path in (TEMPLATES / "components/examples").glob("*.yaml")) == COMPONENTS


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize(("component", "name"), ALL_EXAMPLES)
def test_example_is_whole_html(component: str, name: str, language: str) -> None:
    html = rendered(component, language, **examples_of(component)[name])
    found = outline(html)

    assert html.strip()
    assert found.problems == []
    assert found.open == []
    assert len(found.ids) == len(set(found.ids))
    assert "style" not in found.attributes
    assert not [name for name in found.attributes if name.startswith("on")]


@pytest.mark.parametrize(("component", "name"), ALL_EXAMPLES)
def test_ids_leave_the_words_of_headings_to_the_text(component: str, name: str) -> None:
    ids = outline(example(component, name)).ids

    assert all(re.match(r"(v|w|g)-", id_) for id_ in ids), ids


@pytest.mark.parametrize("component", COMPONENTS)
def test_misspelt_parameter_is_an_error(component: str) -> None:
    parameters = next(iter(examples_of(component).values()))

    with pytest.raises(TypeError, match="misspelt"):
        rendered(component, **parameters, misspelt="")


def test_text_is_escaped() -> None:
    html = rendered("link", link=views.Link(text="<script>", url="/?a=1&b=2"))

    assert html == '<a href="/?a=1&amp;b=2">&lt;script&gt;</a>'


def test_the_last_crumb_keeps_a_word_of_one_letter_whole() -> None:
    html = rendered("crumbs", links=[views.Link(text="Е-приймальня", url="")])

    assert '<span class="nb">Е-приймальня</span>' in html


def test_only_the_notice_takes_markup() -> None:
    html = rendered("note", notice=views.Note(kind="state", title="<i>", html="<i>так</i>"))

    assert "<b>&lt;i&gt;</b> <i>так</i>" in html


def test_row_without_a_text_in_this_language_says_so_and_marks_the_language() -> None:
    html = example("card", "one that has no text in the language of the page")

    assert '<a href="/practices/krasnosilka/" lang="uk" hreflang="uk">' in html
    assert '<p class="muted" lang="uk">' in html
    assert '<span class="lang">in Ukrainian</span>' in html


def test_nothing_is_marked_with_the_language_of_the_page() -> None:
    assert "lang=" not in example("card", "a row")


def test_paraphrase_has_no_quotation_marks_and_says_what_it_is() -> None:
    html = example("quote", "a paraphrase")

    assert '<p class="said">Партнерство з містами розраховане надовго.</p>' in html
    assert "керівник компонента. Переказ редакції" in html


def test_words_as_said_are_quoted_once() -> None:
    assert "<p>«Ми рухалися крок за кроком.»</p>" in example("quote", "words as they were said")
    assert "<p>«Ми рухалися крок за кроком».</p>" in example("quote", "words that carry their quotation marks")


def test_unknown_value_is_said_not_hidden() -> None:
    assert '<dt>Рік</dt><dd><span class="muted">у джерелі не вказано</span></dd>' in example("passport", "a practice")


def test_map_links_only_regions_with_practices() -> None:
    html = example("map", "some regions with practices")

    assert re.findall(r'<a class="(n\d)" href="([^"]+)"', html) == [
        ("n3", "/regions/donetska/"),
        ("n1", "/regions/luhanska/"),
    ]
    assert 'aria-label="Донецька область: 4 практики"' in html


def test_cloth_that_stands_on_the_page_is_not_drawn_twice() -> None:
    full = example("sampler", "one theme full, one empty")
    again = example("sampler", "on the page of a theme, whose cloth stands there already")

    assert 'id="w-theme-energy"' in full
    assert 'id="w-theme-energy"' not in again
    assert "url(#w-theme-energy)" in again


def test_masthead_marks_where_the_reader_is() -> None:
    assert 'href="/practices/" aria-current="true"' in example("masthead", "a page of a section")
    assert 'href="/regions/" aria-current="page"' in example("masthead", "the list of a section")


def test_language_switch_claims_a_counterpart_only_where_there_is_one() -> None:
    assert 'rel="alternate"' in example("language_switch", "a page that exists in both languages")
    assert 'rel="alternate"' not in example("language_switch", "a page without a counterpart")


def test_current_page_of_a_list_is_no_link() -> None:
    html = example("pagination", "in the middle")

    assert '<span aria-current="page">2</span>' in html
    assert 'href="/practices/page/2/"' not in html


def test_every_text_of_the_templates_is_in_the_catalogue_in_both_languages() -> None:
    for path in sorted(TEMPLATES.rglob("*.html")):
        for key in re.findall(r'\bt\("([^"]+)"', path.read_text(encoding="utf-8")):
            assert set(CATALOGUE[key]) == set(LANGUAGES), f"{path.name}: {key}"


def test_templates_hold_no_ukrainian_text() -> None:
    for path in sorted((TEMPLATES / "components").glob("*.html")):
        assert not re.search(r"[а-яіїєґ]", path.read_text(encoding="utf-8"), re.IGNORECASE), path.name


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_gallery_shows_every_component_with_what_is_said_of_it(language: str) -> None:
    page = gallery(language, sheets=["assets/css/main.css"])

    for component, name in ALL_EXAMPLES:
        assert f'<h2 id="g-{component}">{component}</h2>' in page
        assert f"<h3>{name}</h3>" in page
    assert "Who did what: organisations with their roles" in page
    assert f'<html lang="{language}">' in page
