"""Home, pages of text, and the pages that stand in for others."""

from typing import Any

from builder.model.showcase import Showcase
from builder.pages import views
from builder.pages.page import Page
from builder.pages.texts import home_page, not_found_page, text_page, withdrawn_page
from tests.values import EN, UK, Language, context, planned, practice, records, showcase, site
from tests.values import text_page as text

WITHDRAWN = {"on": "2026-11-01", "why": {"uk": "Центр закрито.", "en": "The centre has closed."}}


def shown(*practices: Any, pages: Any = (), **settings: Any) -> Showcase:
    return showcase(records(practices, pages), site(**settings))


def home(made: Showcase, language: Any = UK) -> views.HomeView:
    view = home_page(context(made, language)).view
    assert isinstance(view, views.HomeView)
    return view


def test_home_opens_with_its_text_and_counts_what_is_shown() -> None:
    made = shown(practice("a"), practice("b", community=["kanivska"]), pages=[text("home", title="Що вже вдалося")])
    view = home(made)
    assert view.statement == "Що вже вдалося"
    assert view.totals == (("2", "практики"), ("2", "громади"), ("2", "регіони"))
    assert view.all_practices.text == "Усі 2\u00a0практики"
    assert len(view.active_regions) + len(view.empty_regions) == 27


def test_home_without_a_text_opens_with_the_tagline() -> None:
    view = home(shown(tagline={"uk": "Добрі практики громад", "en": "Good practices of communities"}), EN)
    assert (view.statement, view.lead_card, view.cards) == ("Good practices of communities", None, ())


def test_home_shows_a_featured_practice_first_and_the_newest_after_it() -> None:
    days = {f"p{day}": f"2026-01-0{day}" for day in range(1, 8)}
    made = shown(*(practice(slug, date=day, featured=str(slug == "p2").lower()) for slug, day in days.items()))
    view = home(made)
    assert view.lead_card is not None
    assert [view.lead_card.slug, *(card.slug for card in view.cards)] == ["p2", "p7", "p6", "p5", "p4"]


def test_the_title_of_home_is_the_name_of_the_site_with_its_gist() -> None:
    assert home(shown()).head.title == "Взірець: добрі практики"


def test_a_page_without_an_english_text_is_switched_to_the_english_home() -> None:
    made = shown(pages=[text("about", languages=[UK])])
    view = text_page(context(made), made.pages["about"]).view
    assert isinstance(view, views.TextView)
    assert view.head.other is not None
    assert (view.head.other.url, view.head.alternates) == ("/en/", ())


def test_a_withdrawn_practice_leads_on_to_others_that_are_there() -> None:
    made = shown(practice("a", withdrawn=WITHDRAWN, community=["kanivska"]), practice("b"))
    view: Any = withdrawn_page(context(made, EN), made.withdrawn[0]).view
    assert [link.url for link in view.onward] == ["/en/themes/energy/", "/en/practices/"]


def test_a_withdrawn_practice_says_when_and_why_and_asks_not_to_be_found() -> None:
    made = shown(practice("a", withdrawn=WITHDRAWN))
    page = withdrawn_page(context(made, EN), made.withdrawn[0])
    assert isinstance(page.view, views.TextView)
    assert [(note.kind, note.title) for note in page.view.notes] == [
        ("withdrawn", "This practice was withdrawn on 1\u00a0November 2026. Reason: The centre has closed.")
    ]
    assert page.view.head.noindex
    assert not page.listed
    assert page.view.body_html == ""


def test_search_stands_on_the_home_page_and_where_nothing_is_found_if_the_site_has_it() -> None:
    made = shown(practice("a"), features={"search": True})
    form = home(made, EN).search
    assert form is not None
    assert (form.action, form.label) == ("/en/search/", "What are you looking for?")
    lost = not_found_page([context(made, UK), context(made, EN)]).view
    assert isinstance(lost, views.NotFoundView)
    assert [form and form.action for form in lost.search] == ["/search/", "/en/search/"]

    without = shown(practice("a"))
    assert home(without).search is None
    lost = not_found_page([context(without, UK)]).view
    assert isinstance(lost, views.NotFoundView)
    assert lost.search == (None,)


def test_what_is_not_found_is_told_in_both_languages_on_one_page() -> None:
    made = shown(base_url="https://hromady.example/pre/")
    page = not_found_page([context(made, UK), context(made, EN)])
    assert page.url == "/404.html"
    assert isinstance(page.view, views.NotFoundView)
    assert [(language, links[0].url) for language, _, _, links in page.view.parts] == [
        ("uk", "/pre/"),
        ("en", "/pre/en/"),
    ]


def moved(made: Showcase, language: Language) -> list[Page]:
    pages = planned(made).value.pages
    return [page for page in pages if page.kind == "moved" and page.language is language]


def test_a_moved_page_names_the_present_address_as_canonical_and_is_not_indexed() -> None:
    made = shown(practice("new", aliases=["old"]), base_url="https://hromady.example/pre/")
    [page] = moved(made, EN)
    assert isinstance(page.view, views.MovedView)
    assert page.url == "/en/practices/old/"
    assert page.view.target.url == "/pre/en/practices/new/"
    assert page.view.head.canonical == "https://hromady.example/pre/en/practices/new/"
    assert page.view.head.noindex


def test_a_moved_practice_without_an_english_text_leaves_no_english_address() -> None:
    made = shown(practice("new", aliases=["old"], languages=[UK]))
    assert moved(made, EN) == []


def test_texts_are_typeset() -> None:
    made = shown(pages=[text("about", title='Про "Взірець"', summary="Усе - тут", languages=[UK])])
    view = text_page(context(made), made.pages["about"]).view
    assert isinstance(view, views.TextView)
    assert (view.title, view.lead) == ("Про «Взірець»", "Усе\u00a0— тут")
