"""Small whole sites with competitions and events, built by the command line: what their pages then say."""

import json
from collections.abc import Mapping
from pathlib import Path

import icalendar
import pytest
from lxml import html

from tests.makers import SITE, vzirets, write_site

LIGHT = "content/practices/light/index.uk.md"
AWARD = {"content/awards/prize.yaml": "name: {uk: Премія тепла, en: Warmth Prize}\norganisers: [warm-fund]\n"}
WINNER = "  - {practice: warm-school, outcome: winner, votes: [{value: 38, of: 114}]}\n"
EVENT = "name: {uk: Форум тепла, en: Warmth Forum}\nkind: forum\n"


def edition(results: str, **fields: str) -> Mapping[str, str]:
    more = "".join(f"{name}: {value}\n" for name, value in fields.items())
    return {**AWARD, "content/editions/prize-2024.yaml": f"award: prize\nyear: 2024\n{more}results:\n{results}"}


class Built:
    """A site as built; its pages as their words."""

    def __init__(self, root: Path, files: Mapping[str, str], today: str = "2026-11-22") -> None:
        write_site(root, {**SITE, **files})
        self.folder = root / "public"
        done = vzirets("build", "-C", root, "--today", today)
        assert done.code == 0, done.out + done.err

    def main(self, address: str) -> html.HtmlElement:
        page = html.document_fromstring((self.folder / address / "index.html").read_bytes())
        return page.find(".//main")

    def words(self, address: str) -> str:
        return " ".join(" ".join(self.main(address).itertext()).split())


def test_a_single_winner_stands_with_stitches_for_its_votes(tmp_path: Path) -> None:
    site = Built(tmp_path, edition(WINNER))
    page = site.main("competitions/prize/2024")
    [drawn] = page.xpath(".//ol[@class='votes']//svg/path/@d")
    assert drawn.count("M") == 38
    assert "Переможець" in page.xpath("string(.//h2[@id='v-winners'])")
    assert page.xpath(".//table//tr/th[@scope='row']/text()") == ["Тепла школа"]


def test_a_total_that_the_source_does_not_explain_gives_no_shares(tmp_path: Path) -> None:
    words = Built(tmp_path, edition(WINNER)).words("competitions/prize/2024")
    assert "не уточнює, чи саме стільки людей голосувало" in words
    assert "%" not in words


def test_a_tie_is_said(tmp_path: Path) -> None:
    level = WINNER + "  - {community: kanivska, outcome: co-winner, votes: [{value: 38}]}\n"
    words = Built(tmp_path, edition(level)).words("competitions/prize/2024")
    assert "Порівну голосів мають: Бахмутська міська громада і Канівська міська громада." in words


def test_entries_level_in_different_nominations_are_no_tie(tmp_path: Path) -> None:
    nominations = "[{id: a, name: {uk: Перша, en: First}}, {id: b, name: {uk: Друга, en: Second}}]"
    results = (
        "  - {practice: warm-school, outcome: winner, nomination: a, votes: [{value: 38}]}\n"
        "  - {community: kanivska, outcome: winner, nomination: b, votes: [{value: 38}]}\n"
    )
    words = Built(tmp_path, edition(results, nominations=nominations)).words("competitions/prize/2024")
    assert "Порівну" not in words


def test_an_award_stands_on_the_practice_its_card_and_its_community(tmp_path: Path) -> None:
    site = Built(tmp_path, edition(WINNER))
    assert site.main("practices/warm-school").xpath(".//div[@class='award']//a/@href") == ["/competitions/prize/2024/"]
    assert "Переможець 2024" in site.words("practices")
    assert "Премія тепла 2024" in site.words("communities/bakhmutska")
    assert "Тепла школа" in site.words("competitions/prize")


def test_a_finalist_has_no_gold_and_no_badge(tmp_path: Path) -> None:
    site = Built(tmp_path, edition("  - {practice: warm-school, outcome: finalist}\n"))
    assert site.main("practices/warm-school").xpath(".//div[contains(@class, 'shortlisted')]")
    assert not list((site.folder / "competitions").rglob("*.svg"))
    assert "Практики" not in site.words("competitions/prize/2024")


def test_a_withdrawn_practice_stands_in_the_results_without_honours(tmp_path: Path) -> None:
    withdrawn = SITE["content/practices/warm-school/index.uk.md"].replace(
        "date:", "withdrawn: {on: 2026-01-01, why: Застаріло}\ndate:"
    )
    other = SITE["content/practices/warm-school/index.uk.md"].replace("Тепла школа", "Світло")
    files = {**edition(WINNER), "content/practices/warm-school/index.uk.md": withdrawn, LIGHT: other}
    site = Built(tmp_path, files)
    assert "Практику відкликано." in site.words("competitions/prize/2024")
    assert "Переможець" not in site.words("practices")
    assert "Премія тепла" not in site.words("communities/bakhmutska")


def test_votes_stand_in_the_open_data(tmp_path: Path) -> None:
    site = Built(tmp_path, edition(WINNER))
    [edition_] = json.loads((site.folder / "data/results.json").read_text(encoding="utf-8"))["editions"]
    [entry] = edition_["results"]
    assert entry["votes"] == [{"channel": "unclear", "value": 38, "of": 114, "of_what": "unclear"}]
    assert entry["communities"][0]["katottg"] == "UA14020010000088496"
    table = (site.folder / "data/results.csv").read_text(encoding="utf-8-sig").splitlines()
    assert len(table) == 2
    assert "warm-school" in table[1]


def test_the_lines_to_paste_name_the_page_and_the_picture(tmp_path: Path) -> None:
    site = Built(tmp_path, edition(WINNER))
    [pasted, _] = site.main("competitions/prize/2024").xpath(".//pre/code/text()")
    link = html.fragment_fromstring(pasted)
    assert link.get("href") == "https://hromady.example/competitions/prize/2024/"
    source = link.find("img").get("src")
    assert (site.folder / source.removeprefix("https://hromady.example/")).is_file()


def test_a_badge_that_another_site_shows_stays_where_it_was(tmp_path: Path) -> None:
    award = {"content/awards/prize.yaml": AWARD["content/awards/prize.yaml"] + "aliases: [cup]\n"}
    site = Built(tmp_path, {**edition(WINNER, aliases="['2023']"), **award}).folder / "competitions"
    [present] = (site / "prize/2024").glob("*.svg")
    for former in ("cup/2024", "prize/2023", "cup/2023"):
        assert (site / former / present.name).read_bytes() == present.read_bytes()
        assert "/competitions/prize/2024/" in (site / former / "index.html").read_text(encoding="utf-8")


@pytest.mark.parametrize(("day", "group"), [("2024-08-15", "Попереду"), ("2024-08-17", "Відбулися")])
def test_an_event_is_to_come_until_its_day_is_over(day: str, group: str, tmp_path: Path) -> None:
    site = Built(tmp_path, {"content/events/forum.yaml": f"{EVENT}date: 2024-08-16\n"}, today=day)
    assert site.main("events").xpath(".//h2/text()") == [group]


def test_an_event_without_a_day_says_so_and_is_in_no_calendar(tmp_path: Path) -> None:
    site = Built(tmp_path, {"content/events/forum.yaml": f"{EVENT}not_stated: [date]\n"})
    assert "у джерелі не вказано" in site.words("events/forum")
    assert not (site.folder / "events/forum/event.ics").exists()


def test_an_event_can_be_put_into_a_calendar(tmp_path: Path) -> None:
    site = Built(tmp_path, {"content/events/forum.yaml": f"{EVENT}date: 2024-08-16\ntime: '10:30'\n"})
    calendar = icalendar.Calendar.from_ical((site.folder / "en/events/forum/event.ics").read_bytes())
    [event] = calendar.walk("VEVENT")
    assert str(event["SUMMARY"]) == "Warmth Forum"
    assert event["DTSTART"].dt.isoformat() == "2024-08-16T07:30:00+00:00"


def test_a_programme_names_its_editions_events_and_what_is_not_stated(tmp_path: Path) -> None:
    programme = "name: {uk: Теплі домівки, en: Warm Homes}\nbudget: [{value: 10000000, currency: EUR}]\n"
    files = {
        **edition(WINNER, programme="[warm-homes]"),
        "content/events/forum.yaml": f"{EVENT}date: 2024-08\nprogramme: [warm-homes]\n",
        "content/programmes/warm-homes.yaml": f"{programme}not_stated: [period]\n",
    }
    words = Built(tmp_path, files).words("programmes/warm-homes")
    for told in ("Премія тепла 2024", "Форум тепла", "10 млн євро", "у джерелі не вказано"):
        assert told in words
