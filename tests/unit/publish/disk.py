"""Helpers of the publishing tests: sites as mappings, a disk that fails or a process that dies at a chosen moment."""

import builtins
import os
import signal
from collections.abc import Callable, Iterator, Mapping
from contextlib import ExitStack, contextmanager
from pathlib import Path
from unittest.mock import patch

from builder.diagnostics import Outcome
from builder.publish.manifest import MANIFEST_NAME, site_of
from builder.publish.write import Published, publish
from builder.render.output import OutputFile

Site = Mapping[str, str]
WRITING = (
    *((Path, name) for name in ("mkdir", "open", "unlink", "rmdir")),
    (os, "replace"),
    (builtins, "open"),
)
"""All that changes the disk, by where it is looked up."""


def put(site: Site, output: Path, patience: float = 10) -> Outcome[Published]:
    """Publish without waiting for the disk's platter, which no kill of a process can outrun."""
    with patch.object(os, "fsync"):
        files = site_of(OutputFile(path, text.encode()) for path, text in site.items())
        return publish(files, output, patience=patience)


def tree(folder: Path) -> dict[str, str]:
    """Everything below a folder but the manifest; a folder that holds nothing is told as `name/`."""
    found = {}
    for path in sorted(folder.rglob("*")):
        name = path.relative_to(folder).as_posix()
        if path.is_dir() and not any(path.iterdir()):
            found[f"{name}/"] = ""
        elif path.is_file() and name != MANIFEST_NAME:
            found[name] = path.read_text(encoding="utf-8")
    return found


def lay(files: Site, folder: Path) -> None:
    """Files that another has put into the folder."""
    for name, text in files.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")


@contextmanager
def at_step(number: int, happens: Callable[[], None]) -> Iterator[None]:
    """Something happens in place of the given step among those that change the disk."""
    steps = 0

    def counted(method: Callable[..., object]) -> Callable[..., object]:
        def step(*args: object, **values: object) -> object:
            nonlocal steps
            steps += 1
            if steps == number:
                happens()
            return method(*args, **values)

        return step

    with ExitStack() as patches:
        for home, name in WRITING:
            patches.enter_context(patch.object(home, name, counted(getattr(home, name))))
        yield


def run_and_die(work: Callable[[], object], step: int) -> bool:
    """Do the work in a process that is killed at a step; whether the kill came before its end."""
    process = os.fork()
    if process == 0:
        with at_step(step, lambda: os.kill(os.getpid(), signal.SIGKILL)):
            work()
        os._exit(0)
    return os.waitpid(process, 0)[1] != 0
