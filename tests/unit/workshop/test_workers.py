"""Workers: what they make, and what is left standing when one of them falls."""

import os
import signal
import subprocess
import sys
import threading
import time
from pathlib import Path
from typing import Any

import pytest

from builder.workshop.workers import WorkerDiedError, each


def _double(number: int) -> int:
    return number * 2


def _double_unless_13(number: int) -> int:
    if number == 13:
        os.kill(os.getpid(), signal.SIGKILL)
    return number * 2


def _spin(number: int) -> int:
    while number:
        pass
    return 0


def _refuse(_: int) -> None:
    raise OSError("no space left")


def done(function: Any, numbers: range, count: int = 2, **more: float) -> dict[int, Any]:
    return {task[0]: value for task, value in each(function, [(number,) for number in numbers], count, **more)}


def test_every_task_is_done() -> None:
    assert done(_double, range(20)) == {number: number * 2 for number in range(20)}


def test_a_worker_that_dies_takes_no_other_task_with_it() -> None:
    values = done(_double_unless_13, range(20))
    assert isinstance(values.pop(13), WorkerDiedError)
    assert values == {number: number * 2 for number in range(20) if number != 13}


@pytest.mark.skipif(not hasattr(signal, "setitimer"), reason="only POSIX ends a process that takes too long")
def test_a_task_that_never_ends_is_ended() -> None:
    values = done(_spin, range(2), count=1, seconds=0.3)
    assert values[0] == 0
    assert isinstance(values[1], WorkerDiedError)


def test_nothing_goes_on_beside_the_process_when_all_is_done() -> None:
    before = threading.active_count()
    done(_double, range(5))
    assert threading.active_count() == before


def test_what_the_function_raises_is_raised() -> None:
    with pytest.raises(OSError, match="no space left"):
        done(_refuse, range(1))


REPOSITORY = Path(__file__).parents[3]
ORPHANS = """
import os, sys
from builder.workshop.workers import each
if __name__ == "__main__":
    for _, pid in each(os.getpid, [()], 1):
        print(pid, flush=True)
        os.kill(os.getpid(), 9)
"""


def test_a_worker_ends_with_the_process_that_started_it(tmp_path: Any) -> None:
    (tmp_path / "orphans.py").write_text(ORPHANS)
    done = subprocess.run(
        [sys.executable, tmp_path / "orphans.py"],
        env={**os.environ, "PYTHONPATH": str(REPOSITORY)},
        capture_output=True,
        text=True,
    )
    pid = int(done.stdout)
    for _ in range(100):
        if not _alive(pid):
            return
        time.sleep(0.05)
    pytest.fail("it waits for ever")


def _alive(pid: int) -> bool:
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return False
    with open(f"/proc/{pid}/stat") as stat:  # noqa: PTH123  # a zombie nobody collected is dead as well
        return stat.read().rpartition(")")[2].split()[0] != "Z"
