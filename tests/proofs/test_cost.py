"""What commands cost, in seconds of the processor. Proofs only: time is never asserted in `make test`."""

import statistics
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.bench.corpus import write_site
from tests.bench.measure import measure

pytestmark = pytest.mark.proof

Record = Callable[[str, str, str], None]

BUILD_LIMIT = 25.0
MEMORY_LIMIT = 4 * 2**30
"""Bytes, of all processes, for a hundred thousand practices."""
VERSION_LIMIT = 0.15


def test_a_thousand_practices_build_in_one_process(tmp_path: Path, record_proof: Record) -> None:
    site = tmp_path / "site"
    site.mkdir()
    write_site(site, 1000)
    command = [sys.executable, "-m", "builder", "build", "-C", str(site), "--jobs", "1"]
    cost = measure(command, tmp_path, {"GITHUB_ACTIONS": ""})

    measured = f"{cost.cpu:.1f} s CPU, {cost.wall:.1f} s, {cost.memory / 2**20:.0f} MiB"
    record_proof("1,000 practices in two languages, cold, one process", measured, f"{BUILD_LIMIT:.0f} s CPU")
    assert cost.cpu <= BUILD_LIMIT


def test_the_version_is_told_at_once(tmp_path: Path, record_proof: Record) -> None:
    command = [sys.executable, "-m", "builder", "--version"]
    median = statistics.median(measure(command, tmp_path, {}).cpu for _ in range(9))

    record_proof("`vzirets --version`, median of 9", f"{median:.3f} s CPU", f"{VERSION_LIMIT} s CPU")
    assert median <= VERSION_LIMIT


def test_a_hundred_thousand_practices_build_in_four_gigabytes(tmp_path: Path, record_proof: Record) -> None:
    site = tmp_path / "site"
    site.mkdir()
    write_site(site, 100_000)
    cost = measure([sys.executable, "-m", "builder", "build", "-C", str(site)], tmp_path, {"GITHUB_ACTIONS": ""})

    measured = f"{cost.cpu:.0f} s CPU, {cost.wall:.0f} s, {cost.memory / 2**30:.2f} GiB"
    record_proof("100,000 practices in two languages, cold", measured, f"{MEMORY_LIMIT / 2**30:.0f} GiB")
    assert cost.memory <= MEMORY_LIMIT
