"""Made by workers or remembered: the one way to what is costly to make."""

from collections.abc import Callable, Iterable, Sequence
from pathlib import Path
from typing import Any, NamedTuple

from builder.workshop.memory import Entry, Made, Memory, put
from builder.workshop.workers import WorkerDiedError, each


class Job(NamedTuple):
    """What is to be made: `make(*arguments)` gives it, and `key` is the digest of all that decides what it gives.

    The function is one of a module, as it is called in another process. Where it finds other content than the key
    was made of, it says so by another key.
    """

    key: str
    make: Callable[..., Made]
    arguments: tuple[Any, ...]


class Workshop:
    """What was made, each thing once as long as its memory lasts."""

    def __init__(self, memory: Memory, jobs: int = 1) -> None:
        """`jobs` says how many processes work at once."""
        self._memory = memory
        self._jobs = jobs
        self._deadly: set[str] = set()

    def made(self, job: Job) -> Entry | None:
        """What the job gives; nothing where the worker died of it."""
        if job.key in self._deadly:
            return None
        return self._memory.entry(job.key) or self._work([job])[0]

    def make_ahead(self, jobs: Sequence[Job], progress: Callable[[Sequence[Any]], Iterable[Any]] = iter) -> None:
        """Make on all cores what is not remembered; what several jobs would give, only once."""
        different = {job.key: job for job in jobs}.values()
        missing = [job for job in different if self._memory.entry(job.key) is None]
        if missing:
            self._work(missing, progress)
            self._memory.forget_old()

    def content(self, job: Job, name: str) -> bytes | None:
        """The bytes of one file; nothing where the job no longer gives it."""
        for _ in range(2):
            entry = self.made(job)
            if entry is None:
                break
            for file in entry.files:
                if file.name == name and (content := self._memory.content(entry.key, file)) is not None:
                    return content
        return None

    def _work(
        self, jobs: Sequence[Job], progress: Callable[[Sequence[Any]], Iterable[Any]] = iter
    ) -> list[Entry | None]:
        place = self._memory.place()
        tasks = [(number, job.make, job.arguments, place) for number, job in enumerate(jobs)]
        done = each(_worked, tasks, self._jobs)
        made: list[Entry | None] = [None] * len(jobs)
        for _ in progress(jobs):
            (number, *_), key = next(done)
            if isinstance(key, WorkerDiedError):
                self._deadly.add(jobs[number].key)
            else:
                made[number] = self._memory.entry(key)
        done.close()
        return made


def _worked(_: int, make: Callable[..., Made], arguments: tuple[Any, ...], place: Path) -> str:
    made = make(*arguments)
    put(made, place)
    return made.key
