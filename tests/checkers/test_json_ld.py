"""The data in the pages, as search engines take it out of them."""

from typing import Any

import extruct
import pytest

from tests.tools.built_site import BuiltSite
from tests.tools.page_kinds import LANGUAGES, pages_of

Things = list[dict[str, Any]]


def things(site: BuiltSite, address: str) -> Things:
    file = site.file(address)
    assert file is not None
    blocks = extruct.extract(file.read_text(encoding="utf-8"), syntaxes=["json-ld"])["json-ld"]
    return [thing for block in blocks for thing in block["@graph"]]


def of_kind(found: Things, kind: str) -> Things:
    return [thing for thing in found if thing["@type"] == kind]


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_practice_is_one_article_that_says_what_its_page_says(language: str, site: BuiltSite) -> None:
    for address in pages_of(site, "practice", language):
        page = site.page(address)
        [article] = of_kind(things(site, address), "Article")
        [canonical] = page.xpath('//link[@rel="canonical"]/@href')
        assert article["url"] == canonical
        assert article["inLanguage"] == page.get("lang") == language
        assert article["headline"].split() == page.find(".//h1").text_content().split()
        assert [source.get("url") for source in article["citation"] if "url" in source] == page.xpath(
            '//ol[@class="sources"]/li/a[1]/@href'
        )


@pytest.mark.parametrize("language", LANGUAGES)
def test_original_and_translation_name_each_other(language: str, site: BuiltSite) -> None:
    for address in pages_of(site, "practice", language):
        [article] = of_kind(things(site, address), "Article")
        for other in [*article.get("workTranslation", []), *filter(None, [article.get("translationOfWork")])]:
            [counterpart] = of_kind(things(site, other["url"]), "Article")
            back = counterpart.get("translationOfWork", {}), *counterpart.get("workTranslation", [])
            assert article["@id"] in [item.get("@id") for item in back]
            assert counterpart["@id"] == other["@id"]


def test_the_way_in_the_data_is_the_way_on_the_page(site: BuiltSite) -> None:
    for address in site.addresses():
        page = site.page(address)
        shown = [" ".join(item.text_content().split()) for item in page.xpath('//nav[contains(@class,"crumbs")]//li')]
        told = [
            [" ".join(step["name"].split()) for step in way["itemListElement"]]
            for way in of_kind(things(site, address), "BreadcrumbList")
        ]
        assert told == ([shown] if shown else []), address


def test_every_address_of_ours_in_the_data_is_a_page(site: BuiltSite) -> None:
    for address in site.addresses():
        for target in addresses_in(things(site, address)):
            if site.is_ours(target):
                assert site.file(target) is not None, f"{address}: {target}"


def addresses_in(value: Any) -> list[str]:
    if isinstance(value, dict):
        own = [value[name] for name in ("url", "item", "contentUrl") if isinstance(value.get(name), str)]
        return own + [target for part in value.values() for target in addresses_in(part)]
    return [target for part in value for target in addresses_in(part)] if isinstance(value, list) else []
