"""Builds that follow one another in one process: what is looked at, and what is trusted."""

import gc
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from builder.build import STORE, Options, Result, build, make
from builder.graph.store import Store
from builder.live import Live
from builder.nodes import kinds
from builder.nodes.core import Nodes
from tests.makers import SITE, UK, contents, write_site

ADDED = "\n\nЩе слово.\n"


@pytest.fixture
def options(tmp_path: Path) -> Options:
    return Options(root=write_site(tmp_path / "site", SITE), output=tmp_path / "public", jobs=1)


@pytest.fixture
def live(options: Options) -> Iterator[Live]:
    live = Live(options)
    yield live
    live.close()


def edit(options: Options, old: str = "", new: str = ADDED) -> Path:
    path = options.root / UK
    text = path.read_text(encoding="utf-8")
    path.write_text(text.replace(old, new) if old else text + new, encoding="utf-8")
    return path


def shown(options: Options) -> str:
    return (options.output / "practices/warm-school/index.html").read_text(encoding="utf-8")


def test_a_touched_text_is_built_and_nothing_else_is_written(options: Options, live: Live) -> None:
    live.build()
    done = live.build({edit(options)})
    assert done.published is not None
    assert done.published.written == ("practices/warm-school/index.html",)
    assert "Ще слово." in shown(options)


def test_a_body_is_looked_at_by_its_page_and_by_no_list(options: Options, live: Live) -> None:
    live.build()
    done = live.build({edit(options)})
    assert done.seconds.keys() >= {"document", "body", "page"}
    assert not done.seconds.keys() & {"practice", "marks", "title-key", "data-row", "piece", "card-text"}


def test_what_settled_is_the_output_of_a_clean_build_with_its_manifest(
    options: Options, live: Live, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("builder.publish.write.is_settled", lambda *_: True)  # as of files written long enough ago
    live.build()
    live.build({edit(options)})
    assert live.settle()
    clean = replace(options, output=options.output.with_name("clean"), store=False)
    build(clean)
    assert contents(options.output) == contents(clean.output)


def test_of_the_builds_of_one_process_only_that_which_the_preview_shows_stays_in_memory(
    options: Options, live: Live
) -> None:
    def held() -> int:
        gc.unfreeze()
        gc.collect()
        return sum(type(thing) is Nodes for thing in gc.get_objects())

    before = held()
    make(replace(options, store=False))
    build(options)
    assert held() == before
    live.build()
    build(replace(options, drafts=True))  # beside the preview, which then begins anew
    live.build({edit(options)})
    assert held() == before + 1
    live.close()
    assert held() == before


def with_practices(options: Options, count: int) -> list[Path]:
    texts = [options.root / f"content/practices/school-{number}/index.uk.md" for number in range(count)]
    for number, path in enumerate(texts):
        path.parent.mkdir()
        path.write_text(SITE[UK].replace("Тепла школа", f"Школа {number}"), encoding="utf-8")
    return texts


def rewritten(texts: list[Path], old: str, new: str) -> set[Path]:
    for path in texts:
        path.write_text(path.read_text(encoding="utf-8").replace(old, new), encoding="utf-8")
    return set(texts)


def assert_shown_as_if_built_from_nothing(options: Options, done: Result) -> None:
    clean = make(replace(options, store=False, jobs=1))
    assert done.findings == clean.findings
    published = contents(options.output)
    assert [path for path in clean.files.manifest if published[path] != clean.files.content(path)] == []


def test_what_other_processes_make_anew_is_shown_in_all_lists(options: Options) -> None:
    options = replace(options, jobs=2)
    texts = with_practices(options, 120)
    live = Live(options)
    live.build()
    done = live.build(rewritten(texts[:30], "платить", "не платить"))
    assert_shown_as_if_built_from_nothing(options, done)
    live.close()


def test_a_practice_that_goes_and_returns_is_made_anew_and_nothing_else(options: Options) -> None:
    (text,) = with_practices(options, 1)
    words = text.read_text(encoding="utf-8")
    build(options)
    text.unlink()
    build(options)
    text.write_text(words, encoding="utf-8")
    done = build(options)
    assert "static" not in done.seconds
    assert_shown_as_if_built_from_nothing(options, done)


def test_a_store_that_other_processes_find_no_more_is_done_without(
    options: Options, monkeypatch: pytest.MonkeyPatch
) -> None:
    options = replace(options, jobs=2)
    texts = with_practices(options, 120)
    build(options)
    monkeypatch.setattr(Store, "reopened", lambda store: None)
    rewritten(texts[:110], "платить", "не платить")
    assert_shown_as_if_built_from_nothing(options, build(options))


def test_of_what_is_held_no_more_the_newest_is_read_again(
    options: Options, live: Live, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(kinds._MOST, "document", 2)  # a thousand would make a slow test
    monkeypatch.setitem(kinds._MOST, "head", 2)
    texts = with_practices(options, 8)
    live.build()
    live.build(rewritten(texts, "Стіни утеплили", "Фонд добра утеплив стіни"))
    fund = options.root / "content/organisations/warm-fund.yaml"
    fund.write_text(f"{fund.read_text(encoding='utf-8')}other_names: [{{uk: Фонд добра, en: Good Fund}}]\n", "utf-8")
    done = live.build({fund})
    assert "V349" in {item.code for item in done.findings}
    assert_shown_as_if_built_from_nothing(options, done)


def assert_remembered(options: Options) -> None:
    """The next process has nothing to make and nothing to write."""
    done = build(options)
    assert done.published is not None
    assert done.published.written == ()
    assert "page" not in done.seconds


def test_what_nobody_told_of_is_found_when_there_is_time(options: Options, live: Live) -> None:
    live.build()
    edit(options)
    live.build(set())
    assert "Ще слово." not in shown(options)
    assert not live.settle()
    live.build()
    assert "Ще слово." in shown(options)
    assert live.settle()


@pytest.mark.parametrize("asked", [1, 2])
def test_who_is_stopped_while_settling_loses_nothing_and_settles_later(
    options: Options, live: Live, asked: int
) -> None:
    live.build()
    live.build({edit(options)})
    answers = iter([False] * (asked - 1))
    assert live.settle(lambda: next(answers, True))
    live.build({edit(options, "Ще", "Іще")})
    assert live.settle()
    live.close()
    assert_remembered(options)
    assert "Іще слово." in shown(options)


def test_a_build_tells_whether_it_changed_what_is_published(options: Options, live: Live) -> None:
    path = options.root / UK
    assert live.build().changed
    assert not live.build({path}).changed
    assert live.build({edit(options)}).changed


def test_what_settled_is_remembered_for_the_next_process(options: Options, live: Live) -> None:
    live.build()
    live.build({edit(options)})
    assert live.settle()
    live.close()
    assert_remembered(options)


@pytest.mark.parametrize("is_removed", [False, True])
def test_a_store_that_another_wrote_or_removed_is_used_no_more(
    options: Options, live: Live, *, is_removed: bool
) -> None:
    live.build()
    assert live.settle()
    edit(options)
    build(options)
    if is_removed:
        (options.root / STORE / "store.db").unlink()
    live.build({edit(options, "Ще", "Іще")})
    assert live.settle()
    published = contents(options.output)
    build(options)
    assert contents(options.output) == published
    assert "Іще слово." in shown(options)


def test_with_errors_the_folder_stays_and_the_mended_text_is_built(options: Options, live: Live) -> None:
    live.build()
    before = contents(options.output)
    assert not live.build({edit(options, "title:", "titel:")}).ok
    assert contents(options.output) == before
    assert live.build({edit(options, "titel:", "title:")}).ok


def test_a_preview_that_began_with_an_error_trusts_nothing_that_it_has_not_seen(options: Options, live: Live) -> None:
    assert build(options).ok
    (options.output / "404.html").unlink()
    assert not live.build({edit(options, "title:", "titel:")}).ok
    assert live.build({edit(options, "titel:", "title:")}).ok
    assert (options.output / "404.html").is_file()
