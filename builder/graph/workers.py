"""(I/O) Work spread over processes that share what this one knows at the moment they are born."""

import os
import sys
import threading
import traceback
from collections.abc import Callable, Iterator, Sequence

DONE, FAILED = b"+", b"-"


class WorkerError(Exception):
    """A process ended without its result: it was killed, as a machine without memory does. `status` says by what."""

    def __init__(self, status: int) -> None:
        super().__init__(f"status {status}")
        self.status = status


def processors() -> int:
    """How many processors this process may use."""
    if hasattr(os, "sched_getaffinity"):
        return len(os.sched_getaffinity(0))
    return os.cpu_count() or 1


def can_fork() -> bool:
    """Whether processes can be born safely: not beside other threads, which may hold a lock at that moment."""
    return hasattr(os, "fork") and sys.platform != "darwin" and threading.active_count() == 1


def in_processes(tasks: Sequence[Callable[[], bytes]], meanwhile: Callable[[], object]) -> Iterator[bytes]:
    """The result of each task, in their order; each runs in a process of its own, all at once, and `meanwhile` in this.

    Raises WorkerError where a process dies, and RuntimeError with its traceback where the task raises.
    """
    born = [_born(task) for task in tasks]
    try:
        meanwhile()
        for process, channel in born:
            with os.fdopen(channel, "rb") as stream:
                answer = stream.read()
            _, status = os.waitpid(process, 0)
            if answer[:1] == FAILED:
                raise RuntimeError(answer[1:].decode())
            if status or answer[:1] != DONE:
                raise WorkerError(os.waitstatus_to_exitcode(status))
            yield answer[1:]
    finally:
        _reap(process for process, _ in born)


def _born(task: Callable[[], bytes]) -> tuple[int, int]:
    """A process that runs a task, and the end of the pipe at which its result comes out."""
    reading, writing = os.pipe()
    process = os.fork()
    if process:
        os.close(writing)
        return process, reading
    try:
        os.close(reading)
        answer = _answer(task)
        with os.fdopen(writing, "wb") as stream:
            stream.write(answer)
    finally:
        os._exit(0)


def _answer(task: Callable[[], bytes]) -> bytes:
    try:
        return DONE + task()
    except BaseException:  # told by the parent, whatever it was
        return FAILED + traceback.format_exc().encode(errors="replace")


def _reap(processes: Iterator[int]) -> None:
    """End what still runs: the build is not waiting for it any more."""
    import signal
    from contextlib import suppress

    for process in processes:
        with suppress(OSError):
            if os.waitpid(process, os.WNOHANG)[0] == 0:
                os.kill(process, signal.SIGKILL)
                os.waitpid(process, 0)
