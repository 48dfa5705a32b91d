"""Fifty broken files in one site: one run tells of all of them, and the site that stood before does not change."""

from collections.abc import Callable
from pathlib import Path

from tests.makers import EN, SITE, UK, contents, vzirets, write_site

FIELDS = "title: Дім\nsummary: Тепло.\ncommunity: bakhmutska\ncategory: energy\ndate: 2024-03-15\n"
REST = "sources: [{title: Звіт, publisher: Рада, lang: uk}]\nnot_stated: [period, results]\n"
WHOLE = f"---\n{FIELDS}{REST}---\n\nТекст.\n"

BREAKS: dict[str, tuple[Callable[[str], str | bytes], str]] = {
    "unclosed": (lambda text: text.replace("---\n\n", "\n"), "V112 {path}:9:1"),
    "unopened": (lambda text: text.removeprefix("---\n"), "V140 {path}:1:1"),
    "empty": (lambda _: "", "V141 {path}:1:1"),
    "windows": (lambda text: text.encode("windows-1251"), "V113 {path}:2:9"),
    "twice": (lambda text: text.replace("date:", "title: Ще\ndate:"), "V105 {path}:6:1"),
    "tab": (lambda text: text.replace("date:", "donor:\n\t- fund\ndate:"), "V104 {path}:7:1"),
    "day": (lambda text: text.replace("2024-03-15", "2024-13-01"), "V111 {path}:6:7"),
    "date": (lambda text: text.replace("2024-03-15", "навесні"), "V110 {path}:6:7"),
    "field": (lambda text: text.replace("date:", "colour: red\ndate:"), "V102 {path}:6:1"),
    "title": (lambda text: text.replace("title: Дім\n", ""), "V101 {path}:1:1"),
    "place": (lambda text: text.replace("bakhmutska", "atlantydska"), "V301 {path}:4:12"),
    "theme": (lambda text: text.replace("energy", "magic"), "V305 {path}:5:11"),
    "donor": (lambda text: text.replace("date:", "donor: nobody\ndate:"), "V303 {path}:6:8"),
    "phone": (lambda text: text.replace("Текст.", "Тел. +380 67 123 45 67"), "V131 {path}:11:6"),
    "mailbox": (lambda text: text.replace("Текст.", "Пишіть: petro@ukr.example"), "V130 {path}:11:9"),
    "letters": (lambda text: text.replace("Текст", "Тeкст"), "V117 {path}:11:1"),
    "link": (lambda text: text.replace("Текст.", "[Туди](../nowhere/)."), "V401 {path}:11:8"),
    "picture": (lambda text: text.replace("Текст.", "![Дах](dakh.jpg)"), "V410 {path}:11:8"),
    "outside": (lambda text: text.replace("Текст.", "[Туди](../../../site.yaml)"), "V405 {path}:11:8"),
    "bomb": (lambda text: text.replace("date:", "groups: [&a [x], *a]\ndate:"), "V106 {path}:6:10"),
    "deep": (lambda text: text.replace("date:", f"groups: {'[' * 50}{']' * 50}\ndate:"), "V138 {path}:6:48"),
    "status": (lambda text: text.replace("date:", "status: great\ndate:"), "V123 {path}:6:9"),
    "colon": (lambda text: text.replace("title: Дім", "title: Дім: початок"), "V142 {path}:2:11"),
    "silent": (lambda text: text.replace("Текст.\n", ""), "V145 {path}:10:1"),
    "backwards": (lambda text: text.replace("date:", "updated: 2020-01-01\ndate:"), "V136 {path}:6:10"),
}
"""How a file is broken → what is found in it."""


def broken_site() -> tuple[dict[str, str | bytes], list[str]]:
    """Each break twice: files of fifty practices, and all that is wrong with them."""
    files: dict[str, str | bytes] = {}
    findings = []
    for name, (break_it, finding) in BREAKS.items():
        for slug in (f"{name}-1", f"{name}-2"):
            path = f"content/practices/{slug}/index.uk.md"
            files[path] = break_it(WHOLE)
            files[f"content/practices/{slug}/index.en.md"] = SITE[EN]
            findings.append(finding.format(path=path))
    return files, findings


def test_one_run_tells_of_all_broken_files_and_the_last_good_site_stands(tmp_path: Path) -> None:
    root = write_site(tmp_path)
    assert vzirets("build", "-C", root).code == 0
    good_site = contents(root / "public")
    files, findings = broken_site()
    assert len(findings) == 50

    done = vzirets("build", "-C", write_site(root, files), "--format", "json")

    assert done.code == 1
    assert sorted(done.places) == sorted(findings)
    assert contents(root / "public") == good_site


def test_the_report_is_the_same_every_time(tmp_path: Path) -> None:
    root = write_site(tmp_path, SITE | broken_site()[0])
    first, second = (vzirets("check", "-C", root, "--format", "human", "--ui-lang", "uk").out for _ in range(2))
    assert first == second
    assert "50 помилок" in first


def test_when_all_is_mended_the_site_is_built_anew(tmp_path: Path) -> None:
    root = write_site(tmp_path, SITE | broken_site()[0])
    assert vzirets("build", "-C", root).code == 1
    assert not (root / "public").exists()
    for path in broken_site()[0]:
        (root / path).unlink()
    assert vzirets("build", "-C", root, "--strict").code == 0
    assert UK.split("/")[2] in (root / "public/index.html").read_text(encoding="utf-8")
