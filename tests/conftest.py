"""What many tests share: the repository's real site, built once by the real command, and the record of the proofs."""

import datetime
import fcntl
import os
import platform
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import hypothesis
import pytest
from xdist.scheduler import LoadScopeScheduling  # type: ignore[import-untyped]

from builder import build as pipeline
from tests.makers import read_templates_once
from tests.tools.built_site import BuiltSite, read_built_site
from tests.tools.proofs import Measured, with_rows

REPOSITORY = Path(__file__).parent.parent

MADE_ONCE = {
    "tests/test_workflow.py": "a fresh copy of the repository, set up",
    "tests/browser/test_finding.py": "the site with short lists",
    "tests/browser/test_pictures.py": "a site with photographs",
    "tests/sites/test_path_prefix.py": "the site below a path",
}
"""Files of tests that share something costly. Each is run by one worker, and before the others, which fill the gaps."""

MEASURED = pytest.StashKey[list[Measured]]()


# The same examples on every run, however slow the machine: a merge must not fail by chance.
hypothesis.settings.register_profile(
    "steady", derandomize=True, deadline=None, suppress_health_check=[hypothesis.HealthCheck.too_slow]
)
hypothesis.settings.load_profile("steady")


class _InOnePlace(LoadScopeScheduling):  # type: ignore[misc]  # untyped
    """Gives each test to the worker that is free next, and a file whose fixtures are costly to one worker as a whole.

    Groups by mark would say the same, but pytest-xdist 3.8 loses them under pytest 9.2 without a word.
    """

    def _split_scope(self, nodeid: str) -> str:
        file = nodeid.partition("::")[0]
        return file if file in MADE_ONCE else nodeid


@pytest.hookimpl(optionalhook=True)
def pytest_xdist_make_scheduler(config: pytest.Config, log: Any) -> _InOnePlace:
    return _InOnePlace(config, log)


@pytest.fixture(scope="session", autouse=True)
def _builds_in_this_process_are_light() -> Iterator[None]:
    """The workers of a test run share the processors already: a build takes one, and templates are read once for all.
    That several processes make the same is proved by tests/sites/test_jobs.py and tests/properties/test_incremental.py.
    """
    with pytest.MonkeyPatch.context() as monkeypatch:
        read_templates_once(monkeypatch)
        own = pipeline.version()  # the program does not change while its tests run
        monkeypatch.setattr(pipeline, "version", lambda: own)
        monkeypatch.setattr(pipeline, "processors", lambda: 1)
        yield


@pytest.fixture(scope="session")
def site(tmp_path_factory: pytest.TempPathFactory) -> BuiltSite:
    """The site of `content/`, without a single finding; built by the worker that needs it first, read by all."""
    run = tmp_path_factory.getbasetemp()
    shared = run.parent if "PYTEST_XDIST_WORKER" in os.environ else run
    folder = shared / "site"
    with (shared / "site.lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        if not folder.exists():
            unfinished = tmp_path_factory.mktemp("site")
            command = [sys.executable, "-m", "builder", "build", "--strict", "-o", str(unfinished)]
            done = subprocess.run(command, cwd=REPOSITORY, capture_output=True, text=True, encoding="utf-8")
            assert done.returncode == 0, f"{' '.join(command)}\n{done.stdout}\n{done.stderr}"
            unfinished.rename(folder)
    return read_built_site(folder)


@pytest.fixture
def record_proof(pytestconfig: pytest.Config) -> Callable[[str, str, str], None]:
    """`record_proof(proof, measured, limit)` tells what a long proof measured, for docs/proofs.md."""

    def record(proof: str, measured: str, limit: str) -> None:
        today = datetime.datetime.now(tz=datetime.UTC).date().isoformat()
        machine = f"{today}, {os.cpu_count()} cores, Python {platform.python_version()}"
        pytestconfig.stash.setdefault(MEASURED, []).append(Measured(proof, measured, limit, machine))

    return record


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption("--record-proofs", type=Path, metavar="FILE", help="write what the proofs measured into FILE")


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter, config: pytest.Config) -> None:
    rows = config.stash.get(MEASURED, [])
    for row in rows:
        terminalreporter.write_line(f"{row.proof}: {row.measured} (limit {row.limit})")
    page: Path | None = config.getoption("--record-proofs")
    if page and rows:
        page.write_text(with_rows(page.read_text(encoding="utf-8"), rows), encoding="utf-8")
