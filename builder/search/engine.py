"""(I/O) Pagefind, which a Python wheel carries: a program that is told records and writes the files of an index."""

import base64
import json
import subprocess
import threading
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import contextmanager, suppress
from io import BufferedReader
from pathlib import Path
from typing import Any, BinaryIO, Protocol, cast

CHUNK = 1 << 16
PATIENCE = 0.05
"""Seconds between looks whether the index is still wanted."""


class Record(Protocol):
    """A page as the engine gets it.

    `url` has no prefix of the site, `content` is plain text, `meta` is shown with a result.
    """

    @property
    def url(self) -> str: ...
    @property
    def content(self) -> str: ...
    @property
    def meta(self) -> Iterable[tuple[str, str]]: ...


class EngineError(Exception):
    """The engine is not here, or did not do what it was told."""


class StoppedError(Exception):
    """The index is not wanted any more."""


def index(records: Iterable[Record], tag: str, stopped: Callable[[], bool]) -> Iterator[tuple[str, bytes]]:
    """The files of the index of records, by path. The same records in the same order give the same bytes.

    They are asked for, not written by the engine: it says that it has written before all of it is on the disk.
    """
    if stopped():
        raise StoppedError
    with _running(stopped) as engine:
        engine.tell({"type": "NewIndex", "config": None})
        for record in records:
            engine.tell(_added(record, tag))
        files = engine.tell({"type": "GetFiles", "index_id": 0})["files"]
    return ((str(file["path"]), base64.b64decode(file["content"])) for file in files)


def _added(record: Record, tag: str) -> Mapping[str, Any]:
    return {
        "type": "AddRecord",
        "index_id": 0,
        "url": record.url,
        "content": record.content,
        "language": tag,
        "meta": dict(record.meta),
    }


class _Engine:
    """A conversation: messages and answers are JSON in base64, each ended by a comma."""

    def __init__(self, asked: BinaryIO, answered: BufferedReader) -> None:
        self._asked = asked
        self._answered = answered
        self._told = 0

    def tell(self, payload: Mapping[str, Any]) -> Mapping[str, Any]:
        """Send a message and wait for its answer: nothing can pile up between us."""
        self._told += 1
        message = {"message_id": self._told, "payload": payload}
        self._asked.write(base64.b64encode(json.dumps(message).encode()) + b",")
        self._asked.flush()
        answer: Mapping[str, Any] = self._answer()["payload"]
        if answer["type"] == "Error":
            raise EngineError(str(answer.get("message")))
        return answer

    def _answer(self) -> Any:  # noqa: ANN401  # JSON
        text = bytearray()
        while not text.endswith(b","):
            if not (more := self._answered.read1(CHUNK)):
                raise EngineError(text[-200:].decode(errors="replace") or "no answer")
            text += more
        return json.loads(base64.b64decode(text[:-1]))


@contextmanager
def _running(stopped: Callable[[], bool]) -> Iterator[_Engine]:
    """The engine at work; it is ended as soon as it is not wanted any more, whatever it is doing."""
    try:
        process = subprocess.Popen(  # noqa: S603  # the program of the wheel
            [executable(), "--service"], stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL
        )
    except OSError as error:
        raise EngineError(str(error)) from error
    asked, answered = cast(BinaryIO, process.stdin), cast(BufferedReader, process.stdout)
    done = threading.Event()
    watch = threading.Thread(target=_end_when, args=(stopped, process, done))
    watch.start()
    try:
        yield _Engine(asked, answered)
    except (EngineError, BrokenPipeError) as error:
        raise (StoppedError() if stopped() else EngineError(str(error))) from error
    finally:
        done.set()
        watch.join()
        process.kill()
        process.wait()
        for pipe in (asked, answered):
            with suppress(OSError):
                pipe.close()


def _end_when(stopped: Callable[[], bool], process: subprocess.Popen[bytes], done: threading.Event) -> None:
    while not done.wait(PATIENCE):
        if stopped():
            process.kill()
            return


def executable() -> Path:
    """The engine; the wheel is there for the systems that most people have."""
    try:
        from pagefind_bin import get_executable
    except ImportError as error:
        raise EngineError("pagefind-bin") from error
    try:
        path: Path = get_executable()
    except OSError as error:
        raise EngineError(str(error)) from error
    return path
