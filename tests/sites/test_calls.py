"""A call on a whole site, from day to day: what a new day changes, and what it leaves as it was."""

from dataclasses import replace
from datetime import date
from pathlib import Path

from builder.build import Options, build
from tests.makers import SITE, check, contents, write_site

CALL = "name: {uk: Відбір, en: Call}\norganisers: [warm-fund]\nannounced: 2024-01-01\ncloses: 2024-03-01\n"
FILES = {**SITE, "content/calls/stories.yaml": CALL}


def test_a_text_may_lead_to_a_call(tmp_path: Path) -> None:
    about = "---\ntitle: Про нас\nsummary: Хто ми.\n---\n\n[Раз](/calls/stories/), [два](/calls/), [ні](/calls/no/).\n"
    root = write_site(tmp_path, {**FILES, "content/pages/about/index.uk.md": about})
    assert [place.partition(" ")[0] for place in check(root).places] == ["V401"]


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
