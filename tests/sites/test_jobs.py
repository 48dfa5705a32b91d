"""Work in several processes: the same bytes, and a process that dies is told of."""

import subprocess
import sys
from pathlib import Path

import pytest

from tests.makers import write_site

REPOSITORY = Path(__file__).parents[2]
DAY = ("--today", "2026-11-22")

CHANGED = """
import os, signal, sys
from builder.graph import engine, workers
engine.WORTH_SPREADING = 1
{change}
from builder.cli import run
sys.exit(run(sys.argv[1:]))
"""
DIES = CHANGED.format(
    change="""
def answer(task):
    {what}
workers._answer = answer
"""
)
MANY_ROUNDS = CHANGED.format(change="engine.ROUND = 3")


def built(root: Path, output: Path, *options: str, code: str = "") -> "subprocess.CompletedProcess[str]":
    started = ["-c", code] if code else ["-m", "builder"]
    command = [sys.executable, *started, "build", "-C", str(root), "-o", str(output), *DAY, *options]
    return subprocess.run(command, capture_output=True, text=True, timeout=120)


def contents(folder: Path) -> dict[str, bytes]:
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


@pytest.mark.parametrize(("jobs", "code"), [("3", ""), ("2", MANY_ROUNDS)], ids=["three", "two-that-meet-often"])
def test_several_processes_make_the_bytes_and_findings_of_one(tmp_path: Path, jobs: str, code: str) -> None:
    made = []
    for number, own in (("1", ""), (jobs, code)):
        output = tmp_path / number
        done = built(REPOSITORY, output, "--jobs", number, "--no-cache", "--format", "plain", code=own)
        assert done.returncode == 0, done.stderr
        made.append((contents(output), done.stdout))
    assert made[0] == made[1]


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
