"""One content, one site: neither the folder, nor the clock's zone, nor the locale, nor the order of files shows."""

import os
import random
import subprocess
import sys
from dataclasses import dataclass, field
from pathlib import Path

REPOSITORY = Path(__file__).parents[2]
NEEDED = ("builder", "templates", "assets", "content", "site.yaml")
MADE_BY_PYTHON = {"__pycache__"}

SHUFFLING = '''
"""Hands out folders in an order of its own."""
import os, random

class Shuffled(list):
    def __enter__(self): return iter(self)
    def __exit__(self, *_): pass

def shuffled(entries):
    order = Shuffled(entries)
    random.Random(len(order)).shuffle(order)
    return order

scandir, listdir = os.scandir, os.listdir
os.scandir = lambda path=".": shuffled(scandir(path))
os.listdir = lambda path=".": shuffled(listdir(path))
'''


@dataclass(frozen=True, slots=True, kw_only=True)
class Machine:
    """Where and how a build is run."""

    folder: str
    seed: int
    environment: dict[str, str] = field(default_factory=dict)
    shuffles: bool = False


HERE = Machine(folder="here", seed=1, environment={"TZ": "Europe/Kyiv", "LC_ALL": "C.UTF-8", "PYTHONHASHSEED": "0"})
THERE = Machine(
    folder="Мої документи/взірець (2)",
    seed=2,
    environment={"TZ": "Pacific/Kiritimati", "LC_ALL": "uk_UA.UTF-8", "LANG": "uk_UA", "PYTHONHASHSEED": "4242"},
    shuffles=True,
)


def lay(machine: Machine, root: Path) -> Path:
    """A copy of what a build needs, its files written in an order of their own."""
    folder = root / machine.folder
    files = [path for name in NEEDED for path in (REPOSITORY / name, *(REPOSITORY / name).rglob("*"))]
    wanted = [path for path in files if path.is_file() and not MADE_BY_PYTHON.intersection(path.parts)]
    random.Random(machine.seed).shuffle(wanted)  # noqa: S311  # an order, not a secret
    for path in wanted:
        copy = folder / path.relative_to(REPOSITORY)
        copy.parent.mkdir(parents=True, exist_ok=True)
        copy.write_bytes(path.read_bytes())
    return folder


def start(machine: Machine, root: Path) -> subprocess.Popen[str]:
    """Runs the build of the copy, by the copy."""
    folder = lay(machine, root)
    environment = {**os.environ, "SOURCE_DATE_EPOCH": "1795000000", **machine.environment}
    if machine.shuffles:
        (root / "shuffling").mkdir()
        (root / "shuffling" / "sitecustomize.py").write_text(SHUFFLING, encoding="utf-8")
        environment["PYTHONPATH"] = str(root / "shuffling")
    command = [sys.executable, "-m", "builder", "build"]
    return subprocess.Popen(
        command,
        cwd=folder,
        env=environment,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        encoding="utf-8",
    )


def files_of(folder: Path) -> dict[str, bytes]:
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


def test_two_machines_make_the_same_bytes(tmp_path: Path) -> None:
    for machine, process in [(machine, start(machine, tmp_path)) for machine in (HERE, THERE)]:
        said, _ = process.communicate()
        assert process.returncode == 0, f"{machine.folder}\n{said}"

    here, there = (files_of(tmp_path / machine.folder / "public") for machine in (HERE, THERE))
    assert here.keys() == there.keys()
    assert "practices/index.html" in here
    assert [path for path in here if here[path] != there[path]] == []
