"""The command line as its users meet it: streams, exit codes, forms of output, two languages."""

import json
import subprocess
import sys
from pathlib import Path

import pytest

from builder import __version__, cli
from builder.nodes import core as nodes
from tests.makers import EN, SITE, UK, contents, vzirets, write_site

DATE = "date: 2024-03-15"


@pytest.fixture(autouse=True)
def _no_influence_of_the_machine(monkeypatch: pytest.MonkeyPatch) -> None:
    for variable in ("GITHUB_ACTIONS", "VZIRETS_LANG", "LC_ALL", "LC_MESSAGES"):
        monkeypatch.delenv(variable, raising=False)
    monkeypatch.setenv("LANG", "uk_UA.UTF-8")


@pytest.fixture
def site(tmp_path: Path) -> Path:
    return write_site(tmp_path / "site")


def with_error(site: Path) -> Path:
    return write_site(site, {UK: SITE[UK].replace(DATE, "date: 15.03.2024")})


def with_warning(site: Path) -> Path:
    (site / EN).unlink()
    return site


# Exit codes


def test_0_when_all_is_well(site: Path) -> None:
    assert vzirets("check", "-C", site).code == 0
    assert vzirets("build", "-C", site).code == 0


def test_0_with_warnings_but_1_when_strict(site: Path) -> None:
    with_warning(site)
    assert vzirets("check", "-C", site).code == 0
    assert vzirets("check", "-C", site, "--strict").code == 1


def test_notices_are_no_reason_to_fail_even_when_strict(site: Path) -> None:
    write_site(site, {UK: SITE[UK].replace(DATE, f"draft: true\n{DATE}")})
    assert vzirets("check", "-C", site, "--strict").code == 0


def test_1_with_errors_and_nothing_is_written(site: Path) -> None:
    assert vzirets("build", "-C", with_error(site)).code == 1
    assert not (site / "public").exists()


@pytest.mark.parametrize(
    "line",
    [
        "biuld",
        "build --outptu x",
        "build --today",
        "build --today 2024-13-01",
        "check --format xml",
        "check --base-url nonsense",
        "check too much",
        "serve --port 99999",
        "new practice --no-input",
        "",
    ],
)
def test_2_when_the_command_is_not_understood(line: str, site: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(site)
    done = vzirets(*line.split())
    assert done.code == 2
    assert done.out == ""
    assert done.err != ""


@pytest.mark.parametrize("command", ["build", "check", "serve", "clean", "new practice --slug x"])
def test_3_in_a_folder_without_a_site(command: str, tmp_path: Path) -> None:
    assert vzirets(*command.split(), "-C", tmp_path).code == 3
    assert contents(tmp_path) == {}


def test_3_when_the_settings_are_wrong(site: Path) -> None:
    write_site(site, {"site.yaml": "title: Взірець\n"})
    assert vzirets("check", "-C", site).code == 3


def test_3_when_the_machine_refuses(site: Path) -> None:
    write_site(site, {"public": "файл на місці теки"})
    done = vzirets("build", "-C", site)
    assert done.code == 3
    assert "public" in done.err
    assert "Traceback" not in done.err


def test_4_when_a_template_is_wrong_shown_at_its_line(site: Path) -> None:
    template = "<!doctype html>\n<title>так</title>\n<h1>{{ view.headng }}</h1>\n"
    write_site(site, {"templates/pages/text.html": template})
    done = vzirets("check", "-C", site, "--format", "json")
    assert done.code == 4
    assert done.places == ["V601 templates/pages/text.html:3:1"]


def test_5_when_the_fault_is_ours_and_it_is_owned_up_to(site: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(*_: object) -> None:
        raise ZeroDivisionError

    monkeypatch.setattr(nodes, "link_practice", fail)
    done = vzirets("check", "-C", site)
    assert done.code == 5
    assert "ZeroDivisionError" in done.err
    assert "помилка самого Взірця" in done.err


def test_130_when_interrupted(site: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def interrupt(*_: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr(nodes, "link_practice", interrupt)
    assert vzirets("check", "-C", site).code == 130


# Streams and forms


def test_findings_go_to_stdout_and_talk_to_stderr(site: Path) -> None:
    done = vzirets("build", "-C", with_error(site))
    assert "V110" in done.out
    assert "V110" not in done.err
    assert "Сайт не зібрано: 1 помилка" in done.err
    assert "Сайт не зібрано" not in done.out


def test_a_site_without_findings_says_nothing_on_stdout(site: Path) -> None:
    done = vzirets("build", "-C", site)
    assert done.out == ""
    assert str(site / "public") in done.err


@pytest.mark.parametrize("form", ["plain", "json", "gitlab", "github"])
def test_forms_for_programs_have_no_talk(form: str, site: Path) -> None:
    assert vzirets("check", "-C", with_error(site), "--format", form).err == ""


def test_plain_is_a_line_a_finding(site: Path) -> None:
    done = vzirets("check", "-C", with_error(site), "--format", "plain", "--ui-lang", "en")
    (line,) = done.out.splitlines()
    assert line.startswith(f"{UK}:8:7: ERROR V110 ")


def test_json_holds_both_languages_whoever_asks(site: Path) -> None:
    done = vzirets("check", "-C", with_error(site), "--format", "json", "--ui-lang", "en")
    (found,) = done.findings
    assert (found["code"], found["severity"], found["line"], found["column"]) == ("V110", "error", 8, 7)
    assert "Дату" in found["message"]["uk"]
    assert "date" in found["message"]["en"]
    assert found["suggestions"] == ["2024-03-15"]


def test_gitlab_is_a_report_of_code_quality(site: Path) -> None:
    (found,) = json.loads(vzirets("check", "-C", with_error(site), "--format", "gitlab").out)
    assert found["location"] == {"path": UK, "lines": {"begin": 8}}


def test_github_annotates_the_line(site: Path) -> None:
    done = vzirets("check", "-C", with_error(site), "--format", "github")
    assert done.out.startswith(f"::error file={UK},line=8,col=7,")


def test_on_github_annotations_need_not_be_asked_for(site: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("GITHUB_ACTIONS", "true")
    assert vzirets("check", "-C", with_error(site)).out.startswith("::error ")


def test_people_see_the_line_with_a_mark_below(site: Path) -> None:
    done = vzirets("check", "-C", with_error(site))
    assert "    8 | date: 15.03.2024\n      |       ^^^^^^^^^^\n" in done.out


@pytest.mark.parametrize("form", ["json", "gitlab"])
def test_no_findings_are_an_empty_list(form: str, site: Path) -> None:
    assert json.loads(vzirets("check", "-C", site, "--format", form).out) == []


# Languages


@pytest.mark.parametrize(
    ("arguments", "environment", "said"),
    [
        (["--ui-lang", "en"], "uk_UA.UTF-8", "The check was not passed"),
        (["--ui-lang=uk"], "en_GB.UTF-8", "Перевірку не пройдено"),
        (["--ui-lang", "auto"], "uk_UA.UTF-8", "Перевірку не пройдено"),
        ([], "uk_UA.UTF-8", "Перевірку не пройдено"),
        ([], "en_GB.UTF-8", "The check was not passed"),
        ([], "C.UTF-8", "The check was not passed"),
    ],
)
def test_the_person_is_answered_in_their_language(
    arguments: list[str], environment: str, said: str, site: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("LANG", environment)
    assert said in vzirets("check", "-C", with_error(site), *arguments).err


def test_a_near_command_is_offered_in_the_persons_language() -> None:
    done = vzirets("biuld")
    assert "Немає такої команди: biuld. Можливо, ви мали на увазі: build?" in done.err
    assert "There is no such command: biuld. Did you mean: build?" in vzirets("--ui-lang", "en", "biuld").err


def test_a_near_option_is_offered(site: Path) -> None:
    assert "--output" in vzirets("build", "-C", site, "--outptu", "x").err


@pytest.mark.parametrize(
    ("line", "part"),
    [
        ("check --format xml", "--format: human | plain | json | github | gitlab"),
        ("check --today 2024-13-01", "--today: 2024-13-01"),
        ("serve --port 99999", "--port: 1–65535"),
        ("build --output", "--output"),
    ],
)
def test_a_bad_value_is_told_with_the_option_as_it_is_typed(line: str, part: str) -> None:
    assert part in vzirets(*line.split()).err


@pytest.mark.parametrize("command", ["build", "check", "serve", "clean", "new", "new practice"])
def test_help_is_in_the_persons_language(command: str) -> None:
    ukrainian, english = (vzirets(*command.split(), "--help", "--ui-lang", language) for language in ("uk", "en"))
    assert (ukrainian.code, english.code) == (0, 0)
    assert "Як писати:" in ukrainian.out
    assert "Usage:" in english.out


def test_in_the_wrong_folder_the_right_one_is_offered(site: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(site / "content" / "pages")
    done = vzirets("check")
    assert "site.yaml" in done.out
    assert "«-C ../..»" in done.out


# Options of the build


def test_the_output_and_the_address_can_be_chosen(site: Path, tmp_path: Path) -> None:
    done = vzirets("build", "-C", site, "-o", tmp_path / "out", "--base-url", "https://other.example/x/")
    assert done.code == 0
    assert "https://other.example/x/" in (tmp_path / "out/index.html").read_text(encoding="utf-8")
    assert not (site / "public").exists()


def test_drafts_are_shown_when_asked_for(site: Path) -> None:
    write_site(site, {UK: SITE[UK].replace(DATE, f"draft: true\n{DATE}")})
    page = site / "public/practices/warm-school/index.html"
    vzirets("build", "-C", site)
    assert not page.exists()
    vzirets("build", "-C", site, "-D")
    assert page.exists()


def test_the_day_can_be_chosen(site: Path) -> None:
    write_site(site, {UK: SITE[UK].replace(DATE, f"publish_from: 2030-01-01\n{DATE}")})
    for day, there in (("2029-12-31", False), ("2030-01-01", True)):
        vzirets("build", "-C", site, "--today", day)
        assert (site / "public/practices/warm-school/index.html").exists() is there


def test_a_check_writes_nothing(site: Path) -> None:
    before = contents(site)
    vzirets("check", "-C", site)
    assert contents(site) == before


# clean


def test_clean_removes_the_site_and_leaves_foreign_files(site: Path) -> None:
    vzirets("build", "-C", site)
    write_site(site, {"public/CNAME": "hromady.example", "public/practices/foreign.txt": "чуже"})
    before = {path: text for path, text in contents(site).items() if not path.startswith(("public/", ".vzirets/"))}
    done = vzirets("clean", "-C", site)
    assert done.code == 0
    foreign = {"public/CNAME": b"hromady.example", "public/practices/foreign.txt": "чуже".encode()}
    assert contents(site) == before | foreign


def test_clean_of_nothing_is_no_fault(site: Path) -> None:
    assert vzirets("clean", "-C", site).code == 0


# new practice


def new_practice(site: Path, *arguments: str) -> list[str]:
    done = vzirets("new", "practice", "-C", site, "--no-input", *arguments)
    assert done.code == 0, done.err
    return done.out.splitlines()


def test_a_new_practice_is_two_files_named_by_the_title(site: Path) -> None:
    folder = "content/practices/teplyi-dim-shchodnia"
    assert new_practice(site, "--title", "Теплий дім щодня") == [f"{folder}/index.uk.md", f"{folder}/index.en.md"]


def test_a_new_practice_can_be_read_and_tells_what_to_fill_in(site: Path) -> None:
    title = 'Дім: "тепло" #1\\'
    new_practice(site, "--title", title, "--community", "Бахмутська", "--category", "energy", "--slug", "dim")
    found = vzirets("check", "-C", site, "--format", "json").findings
    assert {item["path"].rpartition("/")[0] for item in found} == {"content/practices/dim"}
    assert {item["code"] for item in found} == {"V101"}
    assert {item["values"]["field"] for item in found} == {"title", "summary", "publisher", "lang"}


FILLED = {
    "\ntitle:\n": "\ntitle: Дім\n",
    "\nsummary:\n": "\nsummary: Тепло.\n",
    "\nperiod:\n": "\nperiod: 2024\n",
    "not_stated:": "not_stated: [results]",
    "- title:": "- title: Звіт",
    "publisher:": "publisher: Рада",
    "lang:": "lang: uk",
}


def test_a_new_practice_filled_in_passes(site: Path) -> None:
    new_practice(site, "--title", "Дім", "--community", "bakhmutska", "--category", "energy")
    for path in (site / "content/practices/dim").iterdir():
        text = path.read_text(encoding="utf-8")
        for empty, full in FILLED.items():
            text = text.replace(empty, full)
        path.write_text(text, encoding="utf-8")
    assert vzirets("check", "-C", site, "--strict", "--today", "2026-11-22", "--format", "plain").out == ""


def test_a_dry_run_shows_and_writes_nothing(site: Path) -> None:
    before = contents(site)
    assert 'title: "Дім"' in new_practice(site, "--title", "Дім", "--dry-run")
    assert contents(site) == before


def test_what_stands_there_is_never_overwritten(site: Path) -> None:
    before = contents(site)
    assert vzirets("new", "practice", "-C", site, "--no-input", "--slug", "warm-school").code == 2
    assert contents(site) == before


@pytest.mark.parametrize(
    ("community", "code"),
    [("Дубівська", "V302"), ("bakhmutsk", "V301")],
)
def test_a_community_that_is_not_clear_is_asked_back(community: str, code: str, site: Path) -> None:
    done = vzirets("new", "practice", "-C", site, "--no-input", "--slug", "x", "--community", community)
    assert done.code == 1
    assert code in done.out


# --version


def test_the_version_is_told_without_loading_anything() -> None:
    script = "import sys; sys.argv[1:] = ['--version']; import builder.__main__ as b; b.main(); print(*sys.modules)"
    done = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=True)
    version, modules = done.stdout.splitlines()
    assert version == f"vzirets {__version__}"
    assert not {"click", "yaml", "pydantic", "jinja2", "builder.cli"} & set(modules.split())


def test_the_version_is_told_by_the_command_line_too() -> None:
    assert vzirets("--version").out == f"vzirets {__version__}\n"


def test_exit_codes_are_those_of_the_contract() -> None:
    assert {item.name: int(item) for item in cli.Exit} == {
        "OK": 0,
        "FINDINGS": 1,
        "USAGE": 2,
        "ENVIRONMENT": 3,
        "TEMPLATE": 4,
        "FAULT": 5,
        "MISMATCH": 6,
        "INTERRUPTED": 130,
    }
