"""Publishing: what is written, what is left alone, and what a fault leaves behind."""

import errno
import os
import random
import signal
import time
from collections.abc import Callable
from pathlib import Path

import pytest

from builder.publish.manifest import MANIFEST_NAME
from builder.publish.write import PublishError, clean
from tests.unit.publish.disk import at_step, lay, put, run_and_die, tree

OLD = {
    "index.html": "home 1",
    "robots.txt": "all",
    "sitemap.xml": "map 1",
    "practices/index.html": "list 1",
    "practices/a/index.html": "a 1",
    "practices/gone/index.html": "gone",
    "theme": "a file that becomes a folder",
    "years/2022": "a folder that becomes a file",
}
NEW = {
    "index.html": "home 2",
    "robots.txt": "all",
    "sitemap.xml": "map 2",
    "practices/index.html": "list 2",
    "practices/a/index.html": "a 2",
    "practices/b/index.html": "b 2",
    "theme/index.html": "theme 2",
    "years": "years 2",
}
FOREIGN = {"CNAME": "vzirets.example", "practices/a/notes.txt": "by hand"}


@pytest.fixture
def output(tmp_path: Path) -> Path:
    return tmp_path / "site" / "public"


def codes(outcome: object) -> list[str]:
    return [item.code for item in outcome.diagnostics]  # type: ignore[attr-defined]


def test_the_folder_holds_exactly_what_was_published(output: Path) -> None:
    put(OLD, output)
    assert tree(output) == OLD
    put(NEW, output)
    assert tree(output) == NEW


def test_it_is_told_what_was_done(output: Path) -> None:
    put(OLD, output)
    done = put(NEW, output).value
    assert sorted(done.written) == sorted(NEW.keys() - {"robots.txt"})
    assert sorted(done.removed) == ["practices/gone/index.html", "theme", "years/2022"]
    assert done.unchanged == 1


def test_an_unchanged_site_touches_nothing(output: Path) -> None:
    put(OLD, output)
    before = {path: path.stat() for path in output.rglob("*")}
    assert put(OLD, output).value.written == ()
    assert {path: path.stat() for path in output.rglob("*")} == before


def test_only_what_changed_is_written_anew(output: Path) -> None:
    put(OLD, output)
    inode = (output / "robots.txt").stat().st_ino
    put({**OLD, "index.html": "home 2"}, output)
    assert (output / "robots.txt").stat().st_ino == inode


def test_a_file_damaged_by_hand_is_mended(output: Path) -> None:
    put(OLD, output)
    (output / "index.html").write_text("home X", encoding="utf-8")
    (output / "robots.txt").unlink()
    assert sorted(put(OLD, output).value.written) == ["index.html", "robots.txt"]
    assert tree(output) == OLD


def test_equal_sites_leave_equal_folders_whatever_stood_before(tmp_path: Path) -> None:
    put(OLD, tmp_path / "one")
    put(NEW, tmp_path / "one")
    put(NEW, tmp_path / "two")
    assert (tmp_path / "one" / MANIFEST_NAME).read_bytes() == (tmp_path / "two" / MANIFEST_NAME).read_bytes()


def test_new_pages_come_before_what_links_to_them_and_the_site_map_last(output: Path) -> None:
    assert put(OLD, output).value.written[-2:] == ("theme", "sitemap.xml")
    written = put(NEW, output).value.written
    assert written.index("practices/b/index.html") < written.index("practices/index.html") < written.index("index.html")
    assert written[-1] == "sitemap.xml"


def test_nothing_is_written_outside_the_output_folder(output: Path) -> None:
    put(OLD, output)
    put(NEW, output)
    assert list(output.parent.iterdir()) == [output]


# --- Foreign files


def test_foreign_files_stay(output: Path) -> None:
    lay(FOREIGN, output)
    put(OLD, output)
    put(NEW, output)
    put({}, output)
    assert tree(output) == FOREIGN


def test_a_foreign_file_in_the_way_stops_publishing_before_it_begins(output: Path) -> None:
    lay({"index.html": "another site", "sitemap.xml": "another map"}, output)
    outcome = put(OLD, output)
    assert codes(outcome) == ["V515", "V515"]
    assert [item.location.path for item in outcome.diagnostics] == [
        (output / "index.html").as_posix(),
        (output / "sitemap.xml").as_posix(),
    ]
    assert tree(output) == {"index.html": "another site", "sitemap.xml": "another map"}


def test_a_foreign_file_of_equal_content_is_adopted(output: Path) -> None:
    lay({"index.html": "home 1"}, output)
    assert codes(put(OLD, output)) == []
    put({}, output)
    assert not output.exists() or tree(output) == {}


def test_ownership_travels_with_the_folder(output: Path, tmp_path: Path) -> None:
    put(OLD, output)
    restored = tmp_path / "elsewhere"
    output.rename(restored)
    assert codes(put(NEW, restored)) == []
    assert tree(restored) == NEW


def test_without_its_manifest_a_folder_is_foreign(output: Path) -> None:
    put(OLD, output)
    (output / MANIFEST_NAME).write_text("{", encoding="utf-8")
    assert codes(put(OLD, output)) == []
    (output / MANIFEST_NAME).unlink()
    assert "V515" in codes(put(NEW, output))
    assert tree(output) == OLD


@pytest.mark.parametrize("foreign", ["practices", "practices/a"])
def test_a_foreign_file_where_a_folder_must_be_is_a_finding(output: Path, foreign: str) -> None:
    lay({foreign: "mine"}, output)
    assert codes(put(OLD, output)) == ["V516"]
    assert tree(output) == {foreign: "mine"}


@pytest.mark.parametrize("foreign", ["index.html/notes.txt", "index.html/deep/notes.txt"])
def test_a_foreign_folder_where_a_file_must_be_is_a_finding(output: Path, foreign: str) -> None:
    lay({foreign: "mine"}, output)
    assert codes(put(OLD, output)) == ["V516"]
    assert tree(output) == {foreign: "mine"}


def test_our_folder_with_a_foreign_file_in_it_does_not_become_a_file(output: Path) -> None:
    put(OLD, output)
    lay({"years/mine": "mine"}, output)
    assert codes(put(NEW, output)) == ["V516"]
    assert tree(output) == {**OLD, "years/mine": "mine"}


def test_a_link_that_leads_outside_is_refused(output: Path, tmp_path: Path) -> None:
    lay({"a/index.html": "not ours"}, tmp_path / "outside")
    output.mkdir(parents=True)
    (output / "practices").symlink_to(tmp_path / "outside")
    assert codes(put(OLD, output)) == ["V516"]
    assert tree(tmp_path / "outside") == {"a/index.html": "not ours"}


def test_nothing_is_removed_through_a_link(output: Path, tmp_path: Path) -> None:
    put(OLD, output)
    (output / "practices").rename(tmp_path / "outside")
    (output / "practices").symlink_to(tmp_path / "outside")
    put({"index.html": "home 2"}, output)
    assert (tmp_path / "outside" / "gone" / "index.html").exists()


def test_a_link_in_place_of_a_file_of_ours_is_replaced_and_its_target_left_alone(output: Path, tmp_path: Path) -> None:
    put(OLD, output)
    lay({"secret": "secret"}, tmp_path)
    (output / "index.html").unlink()
    (output / "index.html").symlink_to(tmp_path / "secret")
    put(NEW, output)
    assert tree(output) == NEW
    assert (tmp_path / "secret").read_text(encoding="utf-8") == "secret"


@pytest.mark.parametrize("path", ["../outside", "/tmp/outside", "a\\b", ".vzirets-manifest.json"])  # noqa: S108
def test_a_path_that_leads_outside_is_a_finding(output: Path, path: str) -> None:
    assert codes(put({"index.html": "x", path: "x"}, output)) == ["V517"]
    assert not output.exists()


# --- Faults


def full() -> None:
    raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))


def read_only() -> None:
    raise PermissionError(errno.EACCES, os.strerror(errno.EACCES), "public")


@pytest.mark.parametrize("fault", [full, read_only])
def test_a_disk_that_refuses_while_files_are_prepared_leaves_the_old_site(
    output: Path, fault: Callable[[], None]
) -> None:
    put(OLD, output)
    for step in range(2, 10):
        with at_step(step, fault), pytest.raises(PublishError):
            put(NEW, output)
        assert tree(output) == OLD


def test_an_error_of_the_machine_names_place_and_reason(output: Path) -> None:
    with at_step(2, read_only), pytest.raises(PublishError) as caught:
        put(OLD, output)
    assert (caught.value.path, caught.value.reason) == ("public", os.strerror(errno.EACCES))


def test_a_file_where_the_output_folder_must_be_is_an_error_of_the_machine(output: Path) -> None:
    lay({"public": "a file"}, output.parent)
    with pytest.raises(PublishError):
        put(OLD, output)


def test_whatever_step_fails_the_next_build_makes_the_site_whole(output: Path) -> None:
    put(OLD, output)
    lay(FOREIGN, output)
    for step in range(1, 60):
        site = (NEW, OLD)[step % 2]
        try:
            with at_step(step, full):
                put(site, output)
        except PublishError:
            pass
        assert FOREIGN.items() <= tree(output).items()
        for other in (NEW, OLD):
            assert codes(put(other, output)) == []
            assert tree(output) == {**other, **FOREIGN}


def test_killed_at_any_step_the_next_build_makes_the_site_whole(output: Path) -> None:
    """Each step in turn is the last of a process; pages of both sites are whole at that moment."""
    lay(FOREIGN, output)
    step, died = 0, True
    while died:
        step += 1
        put(OLD, output)
        died = run_and_die(lambda: put(NEW, output), step)
        left = {path: text for path, text in tree(output).items() if not path.startswith(".vzirets-new")}
        assert FOREIGN.items() <= left.items()
        for path in OLD.keys() & NEW.keys():
            assert left[path] in (OLD[path], NEW[path])
        assert codes(put(NEW, output)) == []
        assert tree(output) == {**NEW, **FOREIGN}
    assert step > 20


def test_killed_at_a_random_moment_the_next_build_makes_the_site_whole(output: Path) -> None:
    moments = random.Random(7)  # noqa: S311
    sites = [{f"practices/{n}/index.html": f"{n} {turn}" for n in range(turn, 150 + turn)} for turn in range(6)]
    for site in sites:
        process = os.fork()
        if process == 0:
            put(site, output)
            os._exit(0)
        time.sleep(moments.uniform(0.002, 0.03))
        os.kill(process, signal.SIGKILL)
        os.waitpid(process, 0)
    put(sites[0], output)
    assert tree(output) == sites[0]


# --- Two at once


def test_two_builds_at_once_take_turns(output: Path) -> None:
    sites = [{f"{n}.html": f"{n} {turn}" for n in range(turn * 20, turn * 20 + 100)} for turn in range(3)]
    processes = []
    for site in sites:
        process = os.fork()
        if process == 0:
            os._exit(len(put(site, output).diagnostics))
        processes.append(process)
    assert [os.waitpid(process, 0)[1] for process in processes] == [0, 0, 0]
    assert tree(output) in sites


def test_a_build_that_waits_too_long_says_so_and_changes_nothing(output: Path) -> None:
    import fcntl

    put(OLD, output)
    folder = os.open(output, os.O_RDONLY)
    fcntl.flock(folder, fcntl.LOCK_EX)
    try:
        assert codes(put(NEW, output, patience=0.1)) == ["V910"]
        assert codes(clean(output, output.parent / ".vzirets", patience=0)) == ["V910"]
    finally:
        os.close(folder)
    assert tree(output) == OLD


# --- Cleaning


def test_clean_removes_our_files_and_the_store_and_nothing_else(output: Path) -> None:
    store = output.parent / ".vzirets"
    lay({"cache.db": "x"}, store)
    lay(FOREIGN, output)
    put(OLD, output)
    assert sorted(clean(output, store).value.removed) == sorted(OLD)
    assert tree(output.parent) == {f"public/{name}": text for name, text in FOREIGN.items()}
    assert not (output / MANIFEST_NAME).exists()


def test_clean_leaves_no_empty_folder(output: Path) -> None:
    put(OLD, output)
    clean(output, output.parent / ".vzirets")
    assert not output.exists()


def test_clean_of_what_is_not_there_is_no_error(output: Path) -> None:
    assert clean(output, output.parent / ".vzirets").value.removed == ()
