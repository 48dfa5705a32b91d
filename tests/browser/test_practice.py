"""What a reader does with the page of a practice: take its address and its citation along, print it, go by keyboard."""

from pathlib import Path

import pytest
from playwright.sync_api import Page, Route, expect

from tests.tools.built_site import BuiltSite
from tests.tools.page_kinds import LANGUAGES, example, pages_of

CLIPBOARD = "() => navigator.clipboard.readText()"
COPY = {"uk": "Скопіювати", "en": "Copy"}
ADDRESS = {"uk": "Скопіювати адресу", "en": "Copy address"}
MANY_STOPS = 150
POLL = 20
WIDTHS = (320, 360, 768, 960, 1024, 1280, 1440)
CUT_NUMBERS = """() => [...document.querySelectorAll(".figures b")].flatMap((value) =>
  [...value.childNodes].filter((node) => {
    const number = document.createRange();
    number.selectNodeContents(node);
    const beyond = number.getBoundingClientRect().right > value.closest("li").getBoundingClientRect().right + 1;
    return node.nodeType === Node.TEXT_NODE && (beyond || number.getClientRects().length > 1);
  }).map((node) => node.textContent))"""


@pytest.fixture
def practice(site: BuiltSite, served: str, own_page: Page) -> Page:
    own_page.context.grant_permissions(["clipboard-read", "clipboard-write"])
    own_page.goto(served + example(site, "practice", "uk"))
    return own_page


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_address_is_copied_without_anything_added(
    language: str, site: BuiltSite, served: str, own_page: Page
) -> None:
    own_page.context.grant_permissions(["clipboard-read", "clipboard-write"])
    address = served + example(site, "practice", language)
    own_page.goto(address)
    own_page.get_by_role("button", name=ADDRESS[language]).click()
    own_page.get_by_role("button", name={"uk": "Скопійовано", "en": "Copied"}[language]).wait_for()
    assert own_page.evaluate(CLIPBOARD) == address


def test_on_a_slow_connection_no_button_is_there_before_it_works(site: BuiltSite, served: str, own_page: Page) -> None:
    held: list[Route] = []
    own_page.route("**/modules/actions.js", lambda route: held.append(route))
    own_page.goto(served + example(site, "practice", "uk"), wait_until="commit")
    while not held:
        own_page.wait_for_timeout(POLL)
    expect(own_page.locator("[data-do]").first).to_be_attached()
    expect(own_page.get_by_role("button")).to_have_count(0)
    held[0].continue_()
    own_page.get_by_role("button", name=ADDRESS["uk"]).click()
    own_page.get_by_role("button", name="Скопійовано").wait_for()


@pytest.mark.parametrize(
    ("form", "ending", "beginning"), [("BibTeX", ".uk.bib", "@misc{"), ("CSL-JSON", ".uk.json", "[{")]
)
def test_an_entry_for_a_reference_manager_is_copied_and_saved(
    form: str, ending: str, beginning: str, practice: Page, tmp_path: Path
) -> None:
    entry = practice.locator("details", has=practice.get_by_text(form, exact=True))
    entry.locator("summary").click()
    entry.get_by_role("button", name="Скопіювати запис").click()
    entry.get_by_role("button", name="Скопійовано").wait_for()
    with practice.expect_download() as saving:
        entry.get_by_role("button", name="Зберегти файл").click()
    assert saving.value.suggested_filename.endswith(ending)
    saving.value.save_as(tmp_path / "entry")
    saved = (tmp_path / "entry").read_text(encoding="utf-8")
    assert saved.startswith(beginning)
    assert saved.strip() == practice.evaluate(CLIPBOARD).strip() == entry.locator("pre").inner_text().strip()


def test_without_scripts_the_entries_are_there_to_read_and_no_dead_button(
    site: BuiltSite, served: str, page_without_scripts: Page
) -> None:
    page_without_scripts.goto(served + example(site, "practice", "uk"))
    page_without_scripts.get_by_text("BibTeX", exact=True).click()
    expect(page_without_scripts.locator("#v-bibtex")).to_be_visible()
    expect(page_without_scripts.get_by_role("button")).to_have_count(0)


def test_every_action_is_reached_and_done_by_keyboard_alone(practice: Page) -> None:
    practice.evaluate("() => { window.printed = 0; window.print = () => { window.printed += 1; }; }")
    reached = []
    for _ in range(MANY_STOPS):
        practice.keyboard.press("Tab")
        label = practice.evaluate("() => document.activeElement.textContent.trim()")
        reached.append(label)
        if label == "BibTeX":
            practice.keyboard.press("Enter")
        if label == "Друкувати":
            practice.keyboard.press("Enter")
            break
    assert practice.evaluate("() => window.printed") == 1
    wanted = ["BibTeX", "Скопіювати запис", "Зберегти файл", "CSL-JSON", "Скопіювати опис", "Скопіювати адресу"]
    assert [label for label in reached if label in wanted] == wanted


@pytest.mark.parametrize("language", LANGUAGES)
def test_paper_has_the_story_its_sources_with_addresses_and_no_controls(
    language: str, site: BuiltSite, served: str, page: Page
) -> None:
    page.goto(served + example(site, "practice", language))
    page.emulate_media(media="print")
    for part in ("#v-passport", "#v-sources", "#v-citation", ".chain"):
        assert page.locator(part).first.is_visible(), part
    for part in (".actions", "details.entry", "nav.crumbs", "footer", "#v-related"):
        assert not page.locator(part).first.is_visible(), part
    printed = page.evaluate("() => getComputedStyle(document.querySelector('.sources a'), '::after').content")
    assert "http" in printed


def test_a_number_is_never_cut_in_two_nor_reaches_into_the_next(site: BuiltSite, served: str, page: Page) -> None:
    cut = []
    for address in pages_of(site, "practice", "uk"):
        page.goto(served + address)
        for width in WIDTHS:
            page.set_viewport_size({"width": width, "height": 800})
            cut += [(address, width, number) for number in page.evaluate(CUT_NUMBERS)]
    assert cut == []
