"""Records linked: every id, name and code becomes what it means, or a finding with what was probably meant."""

from datetime import date
from typing import Any

import pytest

from builder.diagnostics import Diagnostic, Outcome
from builder.model.language import Language
from builder.model.registry import Role
from builder.model.showcase import Practice, Showcase
from builder.model.site import SiteRecord
from builder.sources.discover import SourceFile, SourceTree
from builder.sources.link import link
from builder.sources.read import read
from tests.makers import EN, SITE, UK

TODAY = date(2026, 11, 22)
FUND = "content/organisations/{}.yaml"
SITE_RECORD = SiteRecord.model_validate(
    {
        "title": {"uk": "В", "en": "V"},
        "tagline": {"uk": "В", "en": "V"},
        "publisher": {"uk": "В", "en": "V"},
        "base_url": "https://hromady.example/",
    }
)


def linked(files: dict[str, str] | None = None, **options: Any) -> Outcome[Showcase]:
    """The small valid site with more or other files, linked."""
    content = {path: text for path, text in SITE.items() if path.startswith("content/")} | (files or {})
    texts = {path: SourceFile(path=path, text=text) for path, text in content.items()}
    records = read(SourceTree(texts=texts, pictures=frozenset()), list(Language)).value
    return link(records, SITE_RECORD, today=TODAY, **options)


def home(old: str, new: str) -> dict[str, str]:
    assert old in SITE[UK]
    return {UK: SITE[UK].replace(old, new, 1)}


def adding(line: str) -> dict[str, str]:
    return home("date:", f"{line}\ndate:")


def practice(files: dict[str, str] | None = None) -> Practice:
    (found,) = linked(files).value.practices
    return found


def findings(files: dict[str, str]) -> list[tuple[str, tuple[str, ...]]]:
    return [(item.code, item.suggestions) for item in linked(files).diagnostics]


def organisation(name: str) -> dict[str, str]:
    return {FUND.format(name): f"name: {name.capitalize()}\n"}


@pytest.mark.parametrize(
    "written",
    [
        "bakhmutska",
        "UA14020010000088496",
        "Бахмутська міська територіальна громада",
        "Бахмутська міська громада",
        "бахмутська",
    ],
)
def test_a_community_may_be_a_slug_a_code_or_its_official_name(written: str) -> None:
    found = practice(home("[bakhmutska]", written))
    assert [place.slug for place in found.communities] == ["bakhmutska"]
    assert [oblast.slug for oblast in found.oblasts] == ["donetska"]


def test_namesakes_are_refused_with_the_candidates() -> None:
    ((code, candidates),) = findings(home("[bakhmutska]", "Дубівська"))
    assert code == "V302"
    assert "UA21080070000025254 (Дубівська селищна територіальна громада, Закарпатська область)" in candidates
    assert len(candidates) == 3


@pytest.mark.parametrize("written", ["donetska", "UA-14", "Донецька область", "Донецька"])
def test_an_oblast_may_be_a_slug_an_iso_code_or_its_name(written: str) -> None:
    assert [oblast.slug for oblast in practice(adding(f"oblast: {written}")).oblasts] == ["donetska"]


def test_a_larger_project_may_name_more_oblasts() -> None:
    found = practice(adding("oblast: [donetska, lvivska]\ncommunities_total: 12"))
    assert [oblast.slug for oblast in found.oblasts] == ["donetska", "lvivska"]


def chain(files: dict[str, str]) -> list[tuple[str, Role]]:
    return [(member.organisation.id, member.role) for member in practice(files).chain]


PROGRAMME = "content/programmes/warm-homes.yaml"


def test_the_chain_runs_from_who_commissioned_to_who_helped() -> None:
    donors = "[{organisation: d, role: supporter}, c, {organisation: a, role: commissioner}]"
    partners = "partners: [{organisation: b, role: implementer}]\ndate:"
    files = home("[{organisation: warm-fund, role: funder}]", donors)
    files[UK] = files[UK].replace("date:", partners, 1)
    for name in "abcd":
        files |= organisation(name)
    assert chain(files) == [
        ("a", Role.COMMISSIONER),
        ("c", Role.DONOR),
        ("b", Role.IMPLEMENTER),
        ("d", Role.SUPPORTER),
    ]


def test_a_practice_inherits_the_chain_of_its_programme_but_for_whom_it_names_itself() -> None:
    entries = "[{organisation: warm-fund, role: manager}, {organisation: a, role: funder}]"
    files = {PROGRAMME: f"name: Дім\nchain: {entries}\n"} | organisation("a")
    assert chain(files) == [("warm-fund", Role.FUNDER), ("a", Role.FUNDER)]


def test_a_programme_may_keep_its_chain_to_itself() -> None:
    files = {PROGRAMME: "name: Дім\nchain: [{organisation: a, role: funder}]\nchain_inherited: false\n"}
    assert chain(files | organisation("a")) == [("warm-fund", Role.FUNDER)]


def test_a_programme_inherits_from_what_it_is_part_of() -> None:
    whole = {"content/programmes/whole.yaml": "name: Усе\nchain: [{organisation: a, role: commissioner}]\n"}
    part = {PROGRAMME: "name: Дім\npart_of: whole\n"}
    files = whole | part | organisation("a")
    assert chain(files) == [("a", Role.COMMISSIONER), ("warm-fund", Role.FUNDER)]
    assert practice(files).programmes[0].parents == ("whole",)


def test_a_circle_of_programmes_is_found_and_closed() -> None:
    files = {
        "content/programmes/a.yaml": "name: А\npart_of: b\n",
        "content/programmes/b.yaml": "name: Б\npart_of: a\n",
    }
    assert [code for code, _ in findings(files)] == ["V315"]


@pytest.mark.parametrize(
    ("files", "finding"),
    [
        (home("bakhmutska", "bakhmutsk"), ("V301", ("bakhmutska",))),
        (home("warm-fund", "warm-fun"), ("V303", ("warm-fund",))),
        (home("warm-homes", "warm-home"), ("V304", ("warm-homes",))),
        (home("[energy]", "[enrgy]"), ("V305", ("energy",))),
        (adding("oblast: donecka"), ("V306", ("donetska",))),
        (adding("adapted_from: [warm-scool]"), ("V318", ("warm-school",))),
        ({"content/communities/bakhmutsk.yaml": "site: https://rada.example/\n"}, ("V314", ("bakhmutska",))),
    ],
)
def test_what_was_probably_meant_is_offered(files: dict[str, str], finding: tuple[str, tuple[str, ...]]) -> None:
    ((code, offered),) = findings(files)
    assert code == finding[0]
    assert offered[0] == finding[1][0]


@pytest.mark.parametrize("record", [PROGRAMME, FUND.format("warm-fund"), "content/categories/energy.yaml"])
def test_what_is_there_but_broken_is_not_called_missing(record: str) -> None:
    outcome = linked({record: "назва: без поля name\n"})
    assert outcome.diagnostics == ()
    assert outcome.value.practices == ()
    assert "content/practices/warm-school" in outcome.value.left_out


def test_a_record_of_a_community_adds_to_the_official_list() -> None:
    record = {"content/communities/bakhmutska.yaml": "state_note: {uk: Зруйнована, en: Destroyed}\n"}
    (place,) = practice(record).communities
    assert place.record is not None
    assert place.record.state_note is not None
    assert place.record.state_note.uk == "Зруйнована"


@pytest.mark.parametrize(
    ("line", "code"),
    [
        ("draft: true", "V701"),
        ("publish_from: 2026-11-23", "V702"),
        ("expires: 2026-11-21", "V703"),
    ],
)
def test_what_is_not_due_is_held_back_and_told(line: str, code: str) -> None:
    outcome = linked(adding(line))
    assert [item.code for item in outcome.diagnostics] == [code]
    assert outcome.value.practices == ()


@pytest.mark.parametrize("line", ["publish_from: 2026-11-22", "expires: 2026-11-22"])
def test_the_first_and_the_last_day_count(line: str) -> None:
    assert len(linked(adding(line)).value.practices) == 1


def test_a_draft_is_shown_when_asked_for() -> None:
    assert len(linked(adding("draft: true"), drafts=True).value.practices) == 1


def test_a_withdrawn_practice_stands_apart() -> None:
    showcase = linked(adding("withdrawn: {on: 2026-01-01, why: {uk: Помилка, en: Mistake}}")).value
    assert showcase.practices == ()
    assert [item.slug for item in showcase.withdrawn] == ["warm-school"]


def other(slug: str, title: str, day: str) -> dict[str, str]:
    text = SITE[UK].replace("Тепла школа", title).replace("2024-03-15", day)
    return {f"content/practices/{slug}/index.uk.md": text, f"content/practices/{slug}/index.en.md": SITE[EN]}


def test_lists_run_from_the_newest_then_by_the_ukrainian_alphabet_then_by_slug() -> None:
    files = (
        other("new", "Яблуня", "2024-03-16")
        | other("g", "Ґанок", "2024-03-15")
        | other("h", "Дах", "2024-03-15")
        | other("b", "Тепла школа", "2024-03-15")
    )
    assert [item.slug for item in linked(files).value.practices] == ["new", "g", "h", "b", "warm-school"]


def test_a_taken_former_address_is_told_where_it_is_written_and_dropped() -> None:
    outcome = linked(adding("aliases: [old, new]") | other("new", "Нова", "2024-01-01"))
    (told,) = outcome.diagnostics
    assert (told.code, told.location.path, told.location.line, told.location.column) == ("V501", UK, 8, 16)
    aliases = {item.slug: item.record.aliases for item in outcome.value.practices}
    assert aliases == {"warm-school": ["old"], "new": []}


def _place(item: Diagnostic) -> tuple[int, int]:
    return item.location.line, item.location.column


def test_a_shorthand_is_shown_where_it_was_written() -> None:
    (told,) = linked(home("[{organisation: warm-fund, role: funder}]", "warn-fund")).diagnostics
    assert _place(told) == (6, 8)
