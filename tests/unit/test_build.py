"""The pipeline: which day a site is built for, and what is told before anything is written."""

from datetime import date
from pathlib import Path

import pytest

from builder.build import Options, build, build_day
from tests.makers import SITE, UK, write_site


def test_the_day_that_is_given_wins(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "0")

    assert build_day(date(2026, 5, 1), "Europe/Kyiv") == date(2026, 5, 1)


def test_source_date_epoch_is_a_moment_in_the_time_zone_of_the_site(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SOURCE_DATE_EPOCH", str(22 * 3600 + 1800))  # half past ten in the evening, 1 January 1970, UTC

    assert build_day(None, "Europe/Kyiv") == date(1970, 1, 2)
    assert build_day(None, "UTC") == date(1970, 1, 1)


@pytest.mark.parametrize("odd", ["²", "tomorrow", "9" * 40, ""])
def test_an_odd_source_date_epoch_is_as_good_as_none(monkeypatch: pytest.MonkeyPatch, odd: str) -> None:
    monkeypatch.setenv("SOURCE_DATE_EPOCH", odd)

    assert build_day(None, "Europe/Kyiv").year >= 2026


def test_a_build_with_errors_makes_no_folder(tmp_path: Path) -> None:
    root = write_site(tmp_path, {**SITE, UK: SITE[UK].replace("community:", "commune:")})

    assert not build(Options(root=root, output=root / "public")).ok
    assert not (root / "public").exists()
