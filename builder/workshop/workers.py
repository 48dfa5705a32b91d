"""Processes that do costly or dangerous work: one that dies of a task, or takes too long, takes nothing with it."""

import multiprocessing
import os
import signal
import sys
import threading
from collections.abc import Callable, Generator, Iterator, Sequence
from concurrent.futures import FIRST_COMPLETED, Future, ProcessPoolExecutor, wait
from concurrent.futures.process import BrokenProcessPool
from functools import cache
from multiprocessing.connection import wait as wait_for
from typing import Any

MOST_SECONDS = 60.0
"""Of the processor's time for one task."""
MOST_MEMORY = 4 * 1024**3
AHEAD = 2
"""Tasks that wait for each worker."""


class WorkerDiedError(Exception):
    """The process that did a task came to its end, or was ended because it took too long."""


Task = tuple[Any, ...]
"""The arguments of a function."""


class Crew:
    """Worker processes, started when first needed and kept for what comes after."""

    def __init__(self, count: int, seconds: float = MOST_SECONDS) -> None:
        self._count = count
        self._seconds = seconds
        self._pool: ProcessPoolExecutor | None = None
        self._lock = threading.Lock()

    def run(self, function: Callable[..., Any], tasks: Sequence[Task]) -> Iterator[tuple[Task, Any]]:
        """Each task with the value of `function(*task)`, first what is done first, or with the WorkerDiedError.

        Raises what the function raises.
        """
        with self._lock:
            todo = list(reversed(tasks))
            while todo:
                suspects = yield from self._run_until_one_dies(function, todo)
                for task in suspects:
                    yield task, self._alone(function, task)

    def _run_until_one_dies(
        self, function: Callable[..., Any], todo: list[Task]
    ) -> Generator[tuple[Task, Any], None, list[Task]]:
        """Work off `todo` from its end. Where a worker dies: the tasks one of which it died of."""
        running: dict[Future[Any], Task] = {}
        try:
            while todo or running:
                while todo and len(running) < self._count * AHEAD:
                    future = self._opened().submit(_limited, function, todo[-1], self._seconds)
                    running[future] = todo.pop()
                for future in wait(running, return_when=FIRST_COMPLETED).done:
                    value = future.result()
                    yield running.pop(future), value
        except BrokenProcessPool:
            self._close()
            return list(running.values())
        return []

    def _alone(self, function: Callable[..., Any], task: Task) -> Any:  # noqa: ANN401
        with _pool(1) as pool:
            try:
                return pool.submit(_limited, function, task, self._seconds).result()
            except BrokenProcessPool:
                return WorkerDiedError()

    def _opened(self) -> ProcessPoolExecutor:
        if self._pool is None:
            self._pool = _pool(self._count)
        return self._pool

    def _close(self) -> None:
        if self._pool is not None:
            self._pool.shutdown(wait=False, cancel_futures=True)
            self._pool = None


@cache
def crew() -> Crew:
    """The workers of this process: one for each core it may use."""
    available = len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count()
    return Crew(available or 1)


def _pool(count: int) -> ProcessPoolExecutor:
    """Fresh processes, not copies of this one: it may have threads, and memory that they need not share."""
    methods = multiprocessing.get_all_start_methods()
    context = multiprocessing.get_context("forkserver" if "forkserver" in methods else "spawn")
    return ProcessPoolExecutor(count, mp_context=context, initializer=_prepare)


def _prepare() -> None:
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # the process that started it decides when it ends
    threading.Thread(target=_end_with_parent, daemon=True).start()
    if sys.platform == "linux":
        import resource

        resource.setrlimit(resource.RLIMIT_AS, (MOST_MEMORY, resource.getrlimit(resource.RLIMIT_AS)[1]))


def _end_with_parent() -> None:
    """A worker whose parent was killed would wait for tasks for ever."""
    parent = multiprocessing.parent_process()
    if parent is not None:
        wait_for([parent.sentinel])
        os._exit(1)


def _limited(function: Callable[..., Any], task: Task, seconds: float) -> Any:  # noqa: ANN401
    """The value of a task; the system ends a process that works on it for too long."""
    if not hasattr(signal, "setitimer"):
        return function(*task)
    signal.setitimer(signal.ITIMER_PROF, seconds)
    try:
        return function(*task)
    finally:
        signal.setitimer(signal.ITIMER_PROF, 0)
