"""Processes that do costly or dangerous work: one that dies of a task, or takes too long, takes nothing with it."""

import multiprocessing
import os
import signal
import sys
import threading
from collections.abc import Callable, Generator, Sequence
from concurrent.futures import FIRST_COMPLETED, Future, ProcessPoolExecutor, wait
from concurrent.futures.process import BrokenProcessPool
from functools import partial
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


def each(
    function: Callable[..., Any], tasks: Sequence[Task], count: int, seconds: float = MOST_SECONDS
) -> Generator[tuple[Task, Any], None, None]:
    """Each task with the value of `function(*task)`, first what is done first, or with the WorkerDiedError.

    Works in `count` processes, which are gone when the last task is done. Raises what the function raises.
    """
    limited = partial(_limited, function, seconds)
    todo = list(reversed(tasks))
    while todo:
        suspects = yield from _until_one_dies(limited, todo, count)
        for task in suspects:
            yield task, _alone(limited, task)


def _until_one_dies(
    limited: Callable[[Task], Any], todo: list[Task], count: int
) -> Generator[tuple[Task, Any], None, list[Task]]:
    """Work off `todo` from its end. Where a worker dies: the tasks one of which it died of."""
    running: dict[Future[Any], Task] = {}
    with _pool(min(count, len(todo))) as pool:
        try:
            while todo or running:
                while todo and len(running) < count * AHEAD:
                    future = pool.submit(limited, todo[-1])
                    running[future] = todo.pop()
                for future in wait(running, return_when=FIRST_COMPLETED).done:
                    value = future.result()
                    yield running.pop(future), value
        except BrokenProcessPool:
            return list(running.values())
    return []


def _alone(limited: Callable[[Task], Any], task: Task) -> Any:  # noqa: ANN401
    with _pool(1) as pool:
        try:
            return pool.submit(limited, task).result()
        except BrokenProcessPool:
            return WorkerDiedError()


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


def _limited(function: Callable[..., Any], seconds: float, task: Task) -> Any:  # noqa: ANN401
    """The value of a task; the system ends a process that works on it for too long."""
    if not hasattr(signal, "setitimer"):
        return function(*task)
    signal.setitimer(signal.ITIMER_PROF, seconds)
    try:
        return function(*task)
    finally:
        signal.setitimer(signal.ITIMER_PROF, 0)
