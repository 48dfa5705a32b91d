"""The five founding texts can be told again from the site: each of their records has its page in both languages."""

import re
from pathlib import Path
from typing import NamedTuple

import pytest

from tests.tools.built_site import BuiltSite

PAGE = Path(__file__).parents[2] / "docs" / "founding-texts.md"
ROW = re.compile(r"^\| ([\w-]+) \| (/\S+/) \| (.+) \| (.+) \|$", re.MULTILINE)

RECORDS = {
    *("bakhmut-with-bakhmut-in-the-heart", "pokrovske-rehabilitation-idp", "good_practices_2024"),
    *("community_integrity_forum_2024", "u_lead", "house_of_integrity", "nacp", "rmteam", "eu", "germany", "poland"),
    *("denmark", "slovenia", "bakhmut_city_council", "donetsk-luhansk-social-protection-strategies"),
    *("strategy_monitoring_workshop", "eu4resilientregions", "bmz", "giz", "acpd", "pokrovsk_city_council"),
    *("bakhmut-services-children-with-disabilities", "cities_inspire_2021", "spilno", "unicef", "auc_stories_2022"),
    *("coe_grant_8778", "pulse", "auc", "council_of_europe", "council_of_europe_congress", "barrier_free_webinar"),
    *("dobre", "vaotg", "partnership_for_decentralisation", "hlybochytsia", "biloziria"),
}
"""Every record of the founding texts but people."""


class Told(NamedTuple):
    """A record, its page, and what that page prints in each language."""

    record: str
    page: str
    uk: str
    en: str


ROWS = [Told(*row) for row in ROW.findall(PAGE.read_text(encoding="utf-8"))]


def test_every_record_of_the_founding_texts_has_its_row() -> None:
    assert {row.record for row in ROWS} == RECORDS


@pytest.mark.parametrize("language", ["uk", "en"])
@pytest.mark.parametrize("row", ROWS, ids=lambda row: f"{row.record} {row.page}")
def test_the_page_of_a_record_prints_what_the_founding_text_says(row: Told, language: str, site: BuiltSite) -> None:
    address = site.prefix.rstrip("/") + ("/en" if language == "en" else "") + row.page
    assert site.file(address) is not None, address

    printed = " ".join(" ".join(site.page(address).find(".//main").itertext()).split())

    missing = [words for words in getattr(row, language).split("; ") if not stands_in(words, printed)]
    assert missing == []


def stands_in(words: str, printed: str) -> bool:
    """Whole words, so that 38 is not found in 138."""
    return re.search(rf"(?<!\w){re.escape(words)}(?!\w)", printed) is not None
