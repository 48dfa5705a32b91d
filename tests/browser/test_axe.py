"""No page, at any width, in any colour scheme or language, shuts a reader out as far as axe-core can tell."""

from typing import Any

import pytest
from playwright.sync_api import Page

from tests.tools.built_site import BuiltSite
from tests.tools.npm_parts import AXE, present
from tests.tools.page_kinds import BILINGUAL_KINDS, IN_ALL_LANGUAGES, example
from tests.tools.window import Window

TAGS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]

LOOKS = [
    *((kind, "uk") for kind in IN_ALL_LANGUAGES),
    *((kind, language) for kind in BILINGUAL_KINDS for language in ("uk", "en")),
]


ALL_RULES = "({type: 'tag', values: TAGS})"
RULES_OF_COLOUR = """({type: 'rule', values: axe.getRules(['cat.color'])
  .filter(rule => rule.tags.some(tag => TAGS.includes(tag))).map(rule => rule.ruleId)})"""

# Where every element stands, and whether it is shown.
LAYOUT = """() => [...document.querySelectorAll('*')].map(element => {
  const box = element.getBoundingClientRect();
  return [element.tagName, box.x, box.y, box.width, box.height, element.checkVisibility()].join();
})"""


def violations(page: Page, rules: str = ALL_RULES) -> list[str]:
    """Every violation as a line: the rule, what it asks for, the element that breaks it."""
    found: dict[str, Any] = page.evaluate(
        f"TAGS => axe.run(document, {{runOnly: {rules}, resultTypes: ['violations']}})", TAGS
    )
    return [f"{rule['id']}: {rule['help']}: {node['html']}" for rule in found["violations"] for node in rule["nodes"]]


@pytest.mark.parametrize(("kind", "language"), LOOKS)
def test_page_is_accessible_fits_its_window_and_runs_in_silence(
    kind: str, language: str, window: Window, site: BuiltSite
) -> None:
    address = example(site, kind, language)

    assert window.open(address) == [], address
    assert window.overflow() <= 0, address
    assert violations(window.page) == [], address

    layout = window.page.evaluate(LAYOUT)
    with window.dark():
        assert window.page.evaluate(LAYOUT) == layout, address  # so that only colours can be wrong now
        assert violations(window.page, RULES_OF_COLOUR) == [], address
    assert window.troubles == [], address


@pytest.mark.parametrize(
    ("rule", "body"),
    [
        ("image-alt", "<h1>Х</h1><img src='data:,'>"),
        ("color-contrast", "<h1>Х</h1><p style='color:#aaa;background:#fff'>сіре на білому</p>"),
        ("target-size", "<h1>Х</h1><button style='width:9px'>а</button><button style='width:9px'>б</button>"),
        ("heading-order", "<h1>Х</h1><h4>стрибок</h4>"),
    ],
)
def test_the_checker_sees_a_page_that_is_not_accessible(rule: str, body: str, own_page: Page) -> None:
    own_page.context.add_init_script(path=present(AXE))
    own_page.goto("about:blank")
    own_page.set_content(f"<!doctype html><html lang='uk'><title>Х</title><main>{body}</main></html>")

    assert any(line.startswith(rule) for line in violations(own_page))


def test_the_checker_sees_colours_that_fail_in_the_dark_alone(own_page: Page) -> None:
    own_page.context.add_init_script(path=present(AXE))
    own_page.goto("about:blank")
    style = "<style>@media (prefers-color-scheme: dark) { p { color: #333; background: #000 } }</style>"
    own_page.set_content(
        f"<!doctype html><html lang='uk'><title>Х</title>{style}<main><h1>Х</h1><p>темне</p></main></html>"
    )

    assert violations(own_page, RULES_OF_COLOUR) == []
    own_page.emulate_media(color_scheme="dark")
    assert [line.partition(":")[0] for line in violations(own_page, RULES_OF_COLOUR)] == ["color-contrast"]
