"""A reader searches: in any form of a word, by keyboard alone, below a path, and without scripts."""

import re
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import quote, urlsplit

import pytest
from playwright.sync_api import Page, expect

from builder.build import Options, build
from tests.tools.built_site import BuiltSite, read_built_site
from tests.tools.static_server import serving

REPOSITORY = Path(__file__).parents[2]
MOST_TABS = 40
"""Presses of Tab within which a result must be reached from the question."""


def search(page: Page, address: str, query: str) -> None:
    """Open the page with a question in its address, and wait for the answer."""
    page.goto(f"{address}?q={quote(query)}")
    expect(page.locator("[data-status]")).not_to_have_text("")
    expect(page.locator("[data-status]")).not_to_have_text(
        page.locator("[data-status]").get_attribute("data-searching")
    )


def found(page: Page) -> list[str]:
    """The addresses of what was found, in the order of their rank."""
    return [str(link.get_attribute("href")) for link in page.locator("[data-group] h3 a").all()]


@pytest.fixture
def address(site: BuiltSite, served: str) -> str:
    return f"{served}{site.prefix}search/"


@pytest.mark.parametrize("forms", ["школа школи школі шкіл школам", "медичної медичний медичною", "ґанок ганок"])
def test_every_form_of_a_word_finds_the_same_pages(forms: str, address: str, page: Page) -> None:
    answers = []
    for form in forms.split():
        search(page, address, form)
        answers.append(sorted(found(page)))

    assert answers == [answers[0]] * len(answers)


def test_a_result_names_its_region_and_theme_and_marks_what_was_asked_for(address: str, page: Page) -> None:
    search(page, address, "шкіл")

    first = page.locator("[data-group=practices] .item").first

    assert "школ" in first.locator("mark").first.inner_text().lower()
    assert first.locator("p.muted mark").count() > 0
    assert "область" in first.locator(".meta").inner_text()
    assert first.locator(".meta span").count() >= 3


def test_a_mark_holds_one_word_and_what_stands_beside_it_stays_apart(address: str, page: Page) -> None:
    search(page, address, "громадам")

    first = page.locator("[data-group=practices] .item").first
    assert all(len(text.split()) == 1 for text in first.locator("mark").all_inner_texts())
    assert first.locator(".meta > span").first.inner_text().endswith("громада")
    assert all(text.strip() for text in first.locator(".meta > span").all_inner_texts())


def test_a_word_of_no_text_finds_nothing_though_others_begin_alike(address: str, page: Page) -> None:
    search(page, address, "телескоп")

    assert found(page) == []
    assert page.locator("[data-nothing]").is_visible()
    assert page.locator("[data-status]").inner_text() == page.locator("[data-nothing]").inner_text()


def test_all_words_of_a_question_count(address: str, page: Page) -> None:
    search(page, address, "сонячна станція в горах")

    assert found(page)[0].endswith("/practices/dubove-hybrid-solar/")


def test_a_community_is_found_beside_its_practices(address: str, page: Page) -> None:
    search(page, address, "бахмут")

    assert page.locator("[data-group=pages] h3 a").first.get_attribute("href").endswith("/communities/bakhmutska/")
    assert page.locator("[data-group=practices] .item").count() >= 2


@pytest.mark.parametrize(("query", "expected"), [("school", True), ("schools", True), ("школа", False)])
def test_english_search_holds_english_pages(
    query: str, expected: bool, site: BuiltSite, served: str, page: Page
) -> None:
    search(page, f"{served}{site.prefix}en/search/", query)

    assert bool(found(page)) is expected
    assert all(target.startswith(f"{site.prefix}en/") for target in found(page))


def test_keyboard_alone_leads_from_any_page_to_a_result(site: BuiltSite, served: str, page: Page) -> None:
    page.goto(f"{served}{site.prefix}practices/")
    page.locator("header .tools a").first.focus()
    page.keyboard.press("Enter")
    page.wait_for_url("**/search/")
    page.wait_for_load_state("networkidle")  # whoever asks before the script has come gets the answer on a new page
    page.locator("main").focus()
    page.keyboard.press("Tab")
    page.keyboard.type("громадам")
    page.keyboard.press("Enter")
    expect(page.locator("[data-results]")).to_be_visible()
    assert page.evaluate("() => document.activeElement.name") == "q"

    for _ in range(MOST_TABS):
        page.keyboard.press("Tab")
        if page.evaluate("() => document.activeElement.closest('[data-group]') !== null"):
            break
    page.keyboard.press("Enter")

    page.wait_for_url("**/practices/*/")


def test_more_results_come_on_demand_and_the_focus_goes_to_the_first_of_them(address: str, page: Page) -> None:
    search(page, address, "громада")
    group = page.locator("[data-group=practices]")
    before = group.locator(".item").count()
    group.locator("button").press("Enter")
    expect(group.locator(".item").nth(before)).to_be_visible()

    assert group.locator(".item").nth(before).locator("a").evaluate("link => link === document.activeElement")


def test_screen_readers_hear_how_many_were_found(address: str, page: Page) -> None:
    search(page, address, "шкіл")

    status = page.get_by_role("status")

    assert status.inner_text() == page.locator("h2").first.inner_text()
    assert "для «шкіл»" in status.inner_text()


def test_what_was_asked_stands_in_the_address_and_goes_back(address: str, page: Page) -> None:
    search(page, address, "шкіл")
    page.fill("input[name=q]", "бахмут")
    page.keyboard.press("Enter")
    expect(page.locator("h2").first).to_contain_text("бахмут")

    page.go_back()

    expect(page.locator("h2").first).to_contain_text("шкіл")
    assert page.input_value("input[name=q]") == "шкіл"


def test_nothing_is_loaded_before_a_question_and_nothing_from_elsewhere(address: str, page: Page) -> None:
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    page.goto(address)
    page.wait_for_load_state("networkidle")
    assert [url for url in asked if "/pagefind/" in url] == []

    search(page, address, "шкіл")

    assert [url for url in asked if "/pagefind/" in url]
    assert {urlsplit(url).netloc for url in asked} == {urlsplit(address).netloc}


def test_without_an_index_the_page_says_how_to_go_on(address: str, page: Page) -> None:
    page.route("**/pagefind/**", lambda route: route.fulfill(status=404))
    search(page, address, "шкіл")

    assert page.locator("[data-failed]").is_visible()
    assert page.locator(".ways a").count() > 3


def test_without_scripts_the_form_leads_to_a_page_that_says_how_to_go_on(
    address: str, page_without_scripts: Page
) -> None:
    page_without_scripts.goto(address)
    page_without_scripts.fill("input[name=q]", "школа")
    page_without_scripts.keyboard.press("Enter")
    page_without_scripts.wait_for_url("**/search/?q=*")

    expect(page_without_scripts.locator("noscript .note")).to_be_visible()
    page_without_scripts.locator(".ways a").first.click()
    expect(page_without_scripts).to_have_url(re.compile("/practices/$"))


@pytest.fixture(scope="module")
def below_a_path(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    output = tmp_path_factory.mktemp("prefixed")
    base = "https://x.example/pre/fix/"
    assert build(Options(root=REPOSITORY, output=output, base_url=base, store=False)).ok
    with serving(read_built_site(output)) as origin:
        yield f"{origin}/pre/fix/"


def test_search_works_below_a_path(below_a_path: str, page: Page) -> None:
    search(page, f"{below_a_path}search/", "шкіл")
    page.locator("[data-group] h3 a").first.click()

    expect(page).to_have_url(re.compile(f"^{re.escape(below_a_path)}practices/"))
    expect(page.locator("h1")).to_be_visible()
