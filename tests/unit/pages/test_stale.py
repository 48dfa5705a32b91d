"""A translation that says which text it was made from, and the notice once that text has changed."""

from pathlib import Path

from builder.build import Options, make
from tests.makers import EN, SITE, UK, write_site


def english_page(root: Path, files: dict[str, str]) -> str:
    made = make(Options(root=write_site(root, {**SITE, **files}), output=root / "public"))
    return made.files.content("en/practices/warm-school/index.html").decode()


def revision_asked_for(root: Path) -> str:
    files = {**SITE, EN: SITE[EN].replace("summary:", 'source_rev: "00000000"\nsummary:')}
    found = make(Options(root=write_site(root, files), output=root / "public")).findings
    return str(next(item.values["revision"] for item in found if item.code == "V205"))


def test_a_translation_of_the_present_text_carries_no_notice(tmp_path: Path) -> None:
    revision = revision_asked_for(tmp_path)
    current = SITE[EN].replace("summary:", f'source_rev: "{revision}"\nsummary:')

    assert "behind the original" not in english_page(tmp_path, {EN: current})


def test_a_translation_says_so_once_the_original_has_changed(tmp_path: Path) -> None:
    revision = revision_asked_for(tmp_path)
    current = SITE[EN].replace("summary:", f'source_rev: "{revision}"\nsummary:')
    page = english_page(tmp_path, {EN: current, UK: SITE[UK].replace("Стіни утеплили.", "Стіни й дах утеплили.")})

    assert "behind the original" in page
    assert 'href="/practices/warm-school/" hreflang="uk"' in page


def test_wrapping_lines_anew_makes_no_translation_stale(tmp_path: Path) -> None:
    revision = revision_asked_for(tmp_path)
    current = SITE[EN].replace("summary:", f'source_rev: "{revision}"\nsummary:')
    wrapped = SITE[UK].replace("Узимку в класах було холодно.", "Узимку в класах\nбуло холодно.")

    assert "behind the original" not in english_page(tmp_path, {EN: current, UK: wrapped})
