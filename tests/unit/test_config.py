"""site.yaml to the settings of a site."""

from pathlib import Path

import pytest

from builder.config import load_config
from builder.model.language import Language
from tests.makers import SITE, write_site


def codes(root: Path, text: str) -> list[tuple[str, int, int]]:
    outcome = load_config(write_site(root, {"site.yaml": text}))
    assert outcome.value is None
    return [(item.code, item.location.line, item.location.column) for item in outcome.diagnostics]


def test_what_is_not_said_has_a_good_default(tmp_path: Path) -> None:
    site = load_config(write_site(tmp_path)).value
    assert site is not None
    assert site.languages == [Language.UK, Language.EN]
    assert (site.time_zone, site.page_size, site.content_licence) == ("Europe/Kyiv", 24, "CC-BY-4.0")


def test_the_address_of_a_run_stands_in_for_the_written_one(tmp_path: Path) -> None:
    site = load_config(write_site(tmp_path), base_url="https://other.example/x/").value
    assert site is not None
    assert site.base_url == "https://other.example/x/"


@pytest.mark.parametrize(
    ("line", "finding"),
    {
        "languages: [en, uk]": ("V123", 7, 12),
        "languages: []": ("V123", 7, 12),
        "languages: [uk, uk]": ("V123", 7, 12),
        "languages: [uk, de]": ("V123", 7, 17),
        "page_size: 0": ("V125", 7, 12),
        "page_size: 501": ("V125", 7, 12),
        "time_zone: Europe/Kiyv": ("V123", 7, 12),
        "time_zone: ../../etc/passwd": ("V123", 7, 12),
        "time_zone: Europe": ("V123", 7, 12),
        "theme: {indigo: [blue]}": ("V123", 7, 18),
        "theme: {background: '#ffffff'}": ("V102", 7, 9),
        "features: {search: perhaps}": ("V123", 7, 20),
        "repository: github": ("V128", 7, 13),
        "security_contact: petro@rada.example\nexpires: 2027-01-01": ("V130", 7, 19),
        "colour: blue": ("V102", 7, 1),
    }.items(),
)
def test_a_setting_that_cannot_be_is_shown_where_it_stands(
    line: str, finding: tuple[str, int, int], tmp_path: Path
) -> None:
    assert codes(tmp_path, f"{SITE['site.yaml']}{line}\n") == [finding]


def test_all_faults_are_told_at_once(tmp_path: Path) -> None:
    text = SITE["site.yaml"].replace("info@", "petro@") + "colour: blue\npage_size: багато\n"
    assert sorted(codes(tmp_path, text)) == [("V102", 7, 1), ("V125", 8, 12), ("V130", 4, 10)]


def test_warnings_do_not_stop_a_site(tmp_path: Path) -> None:
    outcome = load_config(write_site(tmp_path, {"site.yaml": SITE["site.yaml"].encode("utf-8-sig")}))
    assert [item.code for item in outcome.diagnostics] == ["V114"]
    assert outcome.value is not None


@pytest.mark.parametrize(
    ("site", "here", "offered"),
    [("", "content/pages", "-C ../.."), ("", "content", "-C .."), ("showcase", "", "-C showcase")],
)
def test_in_a_wrong_folder_the_right_one_is_offered(
    site: str, here: str, offered: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    write_site(tmp_path / site)
    monkeypatch.chdir(tmp_path / here)
    (told,) = load_config(Path()).diagnostics
    assert (told.code, told.suggestions[0]) == ("V901", offered)
