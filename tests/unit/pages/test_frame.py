"""Masthead and footer: where they lead from every page."""

from typing import Any

from builder.model.language import Language
from builder.pages import views
from builder.pages.frame import frame
from builder.pages.urls import base_of
from builder.text.wording import words_for
from tests.values import EN, UK, practice, records, showcase, site, text_page


class Assets:
    stylesheet = "/assets/main.css"
    sheets = (("map", "/assets/map.css"),)
    script = "/assets/main.js"
    icon = "/assets/icon.svg"
    icons = (("/assets/icon-192.png", 192, "any"),)
    fonts = {UK: "/assets/uk.woff2", EN: "/assets/en.woff2"}  # noqa: RUF012  # as the protocol has it


def framed(language: Language = UK, pages: Any = (), **settings: Any) -> views.Frame:
    made = showcase(records([practice("a")], pages), site(**settings))
    return frame(made, words_for(language), base_of(made.site.base_url), Assets())  # type: ignore[arg-type]  # plain attributes


def test_the_menu_holds_sections_and_pages_in_the_order_of_the_settings() -> None:
    made = framed(EN, [text_page("about", title="Про нас")], navigation=["themes", "about", "practices"])
    assert [(name, link.text, link.url) for name, link in made.navigation] == [
        ("themes", "Themes", "/en/themes/"),
        ("about", "Про нас (en)", "/en/about/"),
        ("practices", "Practices", "/en/practices/"),
    ]


def test_a_page_without_an_english_text_is_named_in_ukrainian_and_leads_there() -> None:
    made = framed(EN, [text_page("about", title="Про нас", languages=[UK])], navigation=["about"])
    assert made.navigation == (("about", views.Link(text="Про нас", url="/about/", lang="uk", hreflang="uk")),)


def test_a_word_in_the_menu_that_is_no_page_leads_nowhere() -> None:
    assert framed(navigation=["nothing"]).navigation == ()


def test_the_footer_leads_to_every_section_and_page_that_the_menu_leaves_out() -> None:
    pages = [text_page(slug) for slug in ("home", "about", "rules", "privacy", "submit")]
    made = framed(UK, pages, navigation=["practices", "about"])
    assert [link.url for link in made.about] == [
        "/calls/",
        "/communities/",
        "/competitions/",
        "/events/",
        "/years/",
        "/privacy/",
        "/rules/",
        "/data/",
        "/insight/",
    ]
    assert [link.url for link in made.join] == ["/submit/"]


def test_every_address_of_the_frame_carries_the_prefix() -> None:
    made = framed(UK, [text_page("about")], base_url="https://hromady.example/pre/fix", navigation=["practices"])
    links = [*made.about, *made.join, *(link for _, link in made.navigation)]
    addresses = [
        made.home,
        made.stylesheet,
        *dict(made.sheets).values(),
        made.script,
        made.icon,
        made.touch_icon,
        made.manifest,
        *made.preload,
        *(link.url for link in links),
    ]
    assert [address for address in addresses if not address.startswith("/pre/fix/")] == []


def test_a_licence_is_named_and_linked_and_an_unknown_one_is_named() -> None:
    assert framed().licence == views.Link(text="CC BY 4.0", url="https://creativecommons.org/licenses/by/4.0/")
    assert framed(content_licence="Власна").licence == views.Link(text="Власна", url="")


def test_mistakes_are_reported_where_there_is_a_repository() -> None:
    assert framed().join == ()
    [report] = framed(EN, repository="https://git.example/vzirets").join
    assert (report.text, report.url) == ("Report an error", "https://git.example/vzirets/issues")
