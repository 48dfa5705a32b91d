"""A call on a whole site, from day to day: what a new day changes, and what it leaves as it was."""

from dataclasses import replace
from datetime import date
from pathlib import Path

from builder.build import Options, build
from tests.makers import SITE, check, contents, vzirets, write_site

CALL = "name: {uk: Відбір, en: Call}\norganisers: [warm-fund]\nannounced: 2024-01-01\ncloses: 2024-03-01\n"
FILES = {**SITE, "content/calls/stories.yaml": CALL}


def test_a_text_may_lead_to_a_call(tmp_path: Path) -> None:
    about = "---\ntitle: Про нас\nsummary: Хто ми.\n---\n\n[Раз](/calls/stories/), [два](/calls/), [ні](/calls/no/).\n"
    root = write_site(tmp_path, {**FILES, "content/pages/about/index.uk.md": about})
    assert [place.partition(" ")[0] for place in check(root).places] == ["V401"]


RULES = "eligibility: {applicant: [local-government], carried_out_after: 2022-02-24}\nlanguage: [uk]\n"
GIVEN = {
    "title:": "title: Тепла школа",
    "summary:": "summary: У класах тепло.",
    "community:": "community: Канівська",
    "category:": "category: energy",
    "period:": "period: {from: 2023-03}",
    "## Виклик": "## Виклик\n\nБуло холодно.",
}


def entry(root: Path, **given: str) -> Path:
    """The form of the call as an applicant fills it in, in a folder outside of the site."""
    build(Options(root=root, output=root / "public", today=date(2024, 2, 28)))
    form = (root / "public/calls/stories/entry.md").read_text(encoding="utf-8")
    for asked, answer in {**GIVEN, **given}.items():
        assert form.count(f"{asked}\n") == 1
        form = form.replace(f"{asked}\n", f"{answer}\n")
    return write_site(root.parent / "entry", {"index.uk.md": form})


def judged(root: Path, folder: Path) -> list[tuple[str, int]]:
    """Code and line of what the check says of the rules and of mistakes."""
    ran = vzirets("check", "-C", root, "--call", "stories", folder, "--today", "2024-02-28", "--format", "json")
    return [(item["code"], item["line"]) for item in ran.findings if item["code"] != "V134"]


def test_the_form_filled_in_is_an_entry_that_meets_the_rules(tmp_path: Path) -> None:
    root = write_site(tmp_path / "site", {**FILES, "content/calls/stories.yaml": CALL + RULES})
    assert {code for code, _ in judged(root, entry(root))} == {"V369"}


def test_a_mistake_in_the_form_is_found_at_its_line(tmp_path: Path) -> None:
    root = write_site(tmp_path / "site", {**FILES, "content/calls/stories.yaml": CALL + RULES})
    folder = entry(root, **{"period:": "period: {from: 2021}", "## Виклик": "## Виклик\n\nТелефон 0671234567."})
    lines = (folder / "index.uk.md").read_text(encoding="utf-8").splitlines()
    phone, period = lines.index("Телефон 0671234567.") + 1, lines.index("period: {from: 2021}") + 1
    assert [found for found in judged(root, folder) if found[0] != "V369"] == [("V362", period), ("V131", phone)]


def test_a_new_day_makes_what_a_clean_build_of_that_day_makes_and_changes_only_pages_that_tell_of_calls(
    tmp_path: Path,
) -> None:
    root = write_site(tmp_path / "site", FILES)
    options = Options(root=root, output=tmp_path / "kept", today=date(2024, 2, 28))
    build(options)
    before = contents(options.output)

    build(replace(options, today=date(2024, 3, 2)))
    after = contents(options.output)
    build(replace(options, today=date(2024, 3, 2), output=tmp_path / "clean", store=False))

    assert after == contents(tmp_path / "clean")
    changed = {path for path in before if path.endswith(".html") and before[path] != after[path]}
    assert {"calls/index.html", "calls/stories/index.html", "en/calls/stories/index.html"} <= changed
    assert {path for path in changed if "calls/" not in path and "insight/" not in path} == {
        "index.html",
        "en/index.html",
    }
