"""Finding a practice by filters, as a reader does: on a list of several pages, with scripts and without."""

import gzip
import re
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from builder.model.alphabet import uk_sort_key
from tests.browser.test_axe import violations
from tests.conftest import REPOSITORY
from tests.tools.built_site import BuiltSite, read_built_site
from tests.tools.npm_parts import AXE, present
from tests.tools.static_server import serving

PAGE_SIZE = 5
TITLES = "main .items h3"


@pytest.fixture(scope="session")
def paged(tmp_path_factory: pytest.TempPathFactory) -> BuiltSite:
    """The site of `content/` with so few practices on a page that lists go on over several."""
    root = tmp_path_factory.mktemp("paged")
    shutil.copytree(REPOSITORY / "content", root / "content")
    settings = (REPOSITORY / "site.yaml").read_text(encoding="utf-8")
    assert "page_size: 24" in settings
    (root / "site.yaml").write_text(settings.replace("page_size: 24", f"page_size: {PAGE_SIZE}"), encoding="utf-8")
    command = [sys.executable, "-m", "builder", "build", "-C", str(root), "-o", str(root / "public")]
    subprocess.run(command, cwd=REPOSITORY, check=True, capture_output=True)
    return read_built_site(root / "public")


@pytest.fixture(scope="session")
def lists(paged: BuiltSite) -> Iterator[str]:
    """The address of the list of practices."""
    with serving(paged) as origin:
        yield f"{origin}{paged.prefix}practices/"


def titles(page: Page) -> list[str]:
    return [" ".join(title.split()) for title in page.locator(TITLES).all_inner_texts()]


def opened(page: Page, address: str) -> None:
    """Opens a list and waits until the script has begun: before that a value is a link to its page."""
    page.goto(address)
    page.locator("[data-facet][role=checkbox]").first.wait_for(state="attached")


def choose(page: Page, facet: str, id_: str) -> None:
    """Presses a value of a facet, opening its group."""
    link = page.locator(f"[data-facet={facet}][data-value={id_}]")
    link.evaluate("link => { link.closest('details').open = true; }")
    link.click()


def count_of(page: Page, facet: str, id_: str) -> str:
    return page.locator(f"[data-facet={facet}][data-value={id_}] + .num").inner_text()


def found(page: Page, words: str) -> None:
    """Waits until the list says how many there are and shows them."""
    expect(page.locator("#v-count")).to_have_text(words.replace(" ", "\u00a0"))
    expect(page.locator("[data-items][aria-busy=true]")).to_have_count(0)


def search_of(page: Page) -> str:
    return page.evaluate("() => location.search")  # type: ignore[no-any-return]


def test_values_of_one_facet_widen_and_another_facet_narrows(lists: str, page: Page) -> None:
    """The cards of other pages of the list are shown too, whole."""
    opened(page, lists)
    choose(page, "region", "donetska")
    found(page, "3 практики")
    choose(page, "region", "lvivska")
    found(page, "5 практик")
    choose(page, "theme", "integrity")
    found(page, "2 практики")

    assert len(titles(page)) == 2
    assert page.locator(".items .item p.muted").count() == 2
    assert page.locator(".items .item .cover").count() == 2
    assert search_of(page) == "?region=donetska&region=lvivska&theme=integrity"


def test_counts_tell_what_each_value_would_leave(lists: str, page: Page) -> None:
    opened(page, lists)
    choose(page, "theme", "social-services")
    found(page, "4 практики")

    assert count_of(page, "region", "donetska") == "3"
    assert count_of(page, "region", "sumska") == "0"
    assert count_of(page, "theme", "education") == "3"  # its own facet does not narrow a value
    choose(page, "theme", "social-services")
    found(page, "16 практик")
    assert count_of(page, "region", "sumska") == "1"


def test_the_address_brings_the_same_list_back(lists: str, page: Page) -> None:
    opened(page, f"{lists}?status=running&results=yes&order=title")
    found(page, "3 практики")
    there = titles(page)

    page.reload()
    found(page, "3 практики")

    assert titles(page) == there
    assert page.locator("[data-order]").input_value() == "title"
    assert page.locator("[data-facet=results]").get_attribute("aria-checked") == "true"


def test_back_and_forward_go_through_the_choices(lists: str, page: Page) -> None:
    opened(page, lists)
    choose(page, "region", "donetska")
    found(page, "3 практики")
    choose(page, "theme", "health")
    found(page, "0 практик")

    page.go_back()
    found(page, "3 практики")
    page.go_back()
    found(page, "16 практик")
    assert page.locator(".pages").is_visible()
    page.go_forward()
    found(page, "3 практики")
    assert not page.locator(".pages").is_visible()


def test_an_unknown_value_in_the_address_is_passed_over(lists: str, page: Page) -> None:
    opened(page, f"{lists}?region=atlantis&utm_source=letter&theme=energy")
    found(page, "3 практики")
    expect(page.locator(".chip")).to_have_count(1)


def test_chips_take_a_filter_away_and_all_of_them(lists: str, page: Page) -> None:
    opened(page, f"{lists}?region=donetska&theme=health&theme=energy")
    found(page, "0 практик")

    page.get_by_role("link", name="Прибрати фільтр: Регіон: Донецька").click()
    found(page, "4 практики")
    assert page.evaluate("() => document.activeElement.id") == "v-count"

    page.get_by_role("link", name="Скинути всі").click()
    found(page, "16 практик")
    assert search_of(page) == ""
    assert not page.locator(".chips").is_visible()


def test_an_empty_result_names_the_ways_out(lists: str, page: Page) -> None:
    opened(page, f"{lists}?region=sumska&theme=education")
    found(page, "0 практик")

    ways = page.locator("[data-ways] a")
    assert [words.replace("\u00a0", " ") for words in ways.all_inner_texts()] == [
        "Без фільтра «Регіон: Сумська»: 3 практики",
        "Без фільтра «Тема: Освіта»: 1 практика",
        "Усі, без фільтрів",
    ]
    ways.first.click()
    found(page, "3 практики")
    assert not page.locator("[data-empty]").is_visible()


def test_the_list_is_sorted_over_all_its_pages(lists: str, page: Page) -> None:
    """By the Ukrainian alphabet: and what does not fit on the page follows on demand."""
    opened(page, lists)
    newest = titles(page)
    page.get_by_label("Порядок").select_option("title")
    expect(page.locator(TITLES).first).not_to_have_text(newest[0])
    found(page, "16 практик")
    assert len(titles(page)) == PAGE_SIZE

    page.get_by_role("button", name="Показати ще").click()
    expect(page.locator(TITLES)).to_have_count(2 * PAGE_SIZE)
    expect(page.locator(f"{TITLES} a").nth(PAGE_SIZE)).to_be_focused()

    for _ in range(2):
        page.get_by_role("button", name="Показати ще").click()
    expect(page.locator(TITLES)).to_have_count(16)
    assert not page.get_by_role("button", name="Показати ще").is_visible()
    assert titles(page) == sorted(titles(page), key=uk_sort_key)


def test_keyboard_alone_finds_a_practice(lists: str, page: Page) -> None:
    opened(page, lists)
    theme = page.get_by_role("checkbox", name="Соціальні послуги")
    for _ in range(60):
        page.keyboard.press("Tab")
        if theme.evaluate("link => link === document.activeElement"):
            break
    page.keyboard.press("Space")
    found(page, "4 практики")
    expect(theme).to_be_checked()
    expect(theme).to_be_focused()

    page.keyboard.press("Enter")
    found(page, "16 практик")
    expect(theme).not_to_be_checked()


def test_a_filter_on_a_further_page_leads_to_the_narrowed_list(lists: str, page: Page) -> None:
    opened(page, f"{lists}page/2/")
    choose(page, "region", "donetska")
    page.wait_for_url(f"{lists}?region=donetska")
    found(page, "3 практики")


def test_english_list_counts_and_names_in_english(lists: str, page: Page) -> None:
    opened(page, lists.replace("/practices/", "/en/practices/"))
    choose(page, "region", "lvivska")
    found(page, "2 practices")
    assert page.get_by_role("link", name="Remove filter: Region: Lviv").is_visible()


def test_the_index_is_fetched_only_when_it_is_needed(lists: str, page: Page) -> None:
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    opened(page, lists)
    page.wait_for_load_state("networkidle")
    assert not [url for url in asked if url.endswith("index.json")]

    choose(page, "region", "donetska")
    found(page, "3 практики")
    assert len([url for url in asked if url.endswith("index.json")]) == 1


def test_a_lost_connection_is_told_and_the_next_try_may_succeed(lists: str, own_page: Page) -> None:
    opened(own_page, lists)
    own_page.context.set_offline(True)
    choose(own_page, "region", "lvivska")
    expect(own_page.get_by_role("alert")).to_be_visible()

    own_page.context.set_offline(False)
    choose(own_page, "theme", "integrity")
    found(own_page, "2 практики")
    expect(own_page.locator("[data-failed]")).to_be_hidden()


def test_a_narrowed_list_is_accessible(lists: str, own_page: Page) -> None:
    own_page.context.add_init_script(path=present(AXE))
    lists_of = {
        "?region=donetska&status=destroyed&order=region": "1 практика",
        "?region=sumska&theme=education": "0 практик",
    }
    for query, words in lists_of.items():
        for width in (320, 1280):
            own_page.set_viewport_size({"width": width, "height": 800})
            opened(own_page, lists + query)
            found(own_page, words)
            assert violations(own_page) == [], query
            assert own_page.evaluate("() => document.documentElement.scrollWidth") <= width


def test_without_scripts_every_value_leads_to_its_page(lists: str, page_without_scripts: Page) -> None:
    page = page_without_scripts
    page.goto(lists)

    assert page.locator(".facets li:not(.js-only) a").count() > 40
    assert not page.locator("[data-order]").is_visible()
    page.locator(".facets summary", has_text="Програма").click()
    page.locator("[data-facet=programme][data-value=decide]").click()
    expect(page).to_have_url(re.compile("/programmes/decide/$"))


def test_the_script_keeps_its_budget() -> None:
    scripts = list(Path(REPOSITORY, "assets/js").rglob("*.js"))
    weights = {path.name: len(gzip.compress(path.read_bytes(), 9, mtime=0)) for path in scripts}

    assert weights["finding.js"] <= 4 * 1024
    assert sum(weights.values()) <= 12 * 1024
