"""Work in several processes: the same bytes, and a process that dies is told of."""

import subprocess
import sys
from pathlib import Path

import pytest

from tests.makers import write_site

REPOSITORY = Path(__file__).parents[2]
DAY = ("--today", "2026-11-22")

DIES = """
import os, signal, sys
from builder.graph import engine, workers
engine.WORTH_SPREADING = 1
def answer(task):
    {what}
workers._answer = answer
from builder.cli import run
sys.exit(run(sys.argv[1:]))
"""


def built(root: Path, output: Path, *options: str, code: str = "") -> "subprocess.CompletedProcess[str]":
    started = ["-c", code] if code else ["-m", "builder"]
    command = [sys.executable, *started, "build", "-C", str(root), "-o", str(output), *DAY, *options]
    return subprocess.run(command, capture_output=True, text=True, timeout=120)


def contents(folder: Path) -> dict[str, bytes]:
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


def test_one_process_and_three_make_the_same_bytes_and_findings(tmp_path: Path) -> None:
    made = {}
    for jobs in ("1", "3"):
        output = tmp_path / jobs
        done = built(REPOSITORY, output, "--jobs", jobs, "--no-cache", "--format", "plain")
        assert done.returncode == 0, done.stderr
        made[jobs] = (contents(output), done.stdout)
    assert made["1"] == made["3"]


@pytest.mark.parametrize(
    ("what", "code", "told"),
    [
        ("os.kill(os.getpid(), signal.SIGKILL)", 3, "V912"),
        ("os._exit(0)", 3, "V912"),
        ("return workers.FAILED + b'lost its way'", 5, "lost its way"),
    ],
    ids=["killed", "gone", "failed"],
)
def test_a_process_that_ends_without_its_work_stops_the_build(tmp_path: Path, what: str, code: int, told: str) -> None:
    root = write_site(tmp_path / "site")
    assert built(root, tmp_path / "out").returncode == 0
    before = contents(tmp_path / "out")

    done = built(root, tmp_path / "out", "--jobs", "2", "--no-cache", "--format", "plain", code=DIES.format(what=what))

    assert done.returncode == code
    assert told in done.stdout + done.stderr
    assert contents(tmp_path / "out") == before


def test_a_profile_names_stages_and_templates(tmp_path: Path) -> None:
    done = built(write_site(tmp_path / "site"), tmp_path / "out", "--profile", "--ui-lang", "en")
    assert "reading and checking" in done.stderr
    assert "pages/index.html" in done.stderr
