"""The rounds of the preview: a save, a build, a reload; one after another, none lost."""

import asyncio
import errno
import threading
import webbrowser
from collections.abc import Callable, Coroutine, Iterable, Mapping, Sequence
from functools import partial
from pathlib import Path
from typing import Any

from watchfiles import awatch

from builder.serve.server import BuildResult, PreviewServer, Stage

Touched = set[Path] | None
"""What was saved since the last build; `None` where nobody can tell."""
Build = Callable[[Touched], BuildResult]
Afterwards = Callable[[BuildResult, Callable[[float], bool]], bool]
"""Work on a shown result. The function it gets says whether it is to end, and may wait for that some seconds. False
where it came upon something that the build had not seen: another is due."""

QUIET = 10  # milliseconds without a change after which a save counts as complete
LONGEST = 200  # milliseconds after which a stream of changes is acted on all the same


class PortTakenError(Exception):
    """Another program listens where the preview was to listen."""

    def __init__(self, host: str, port: int) -> None:
        super().__init__(f"{host}:{port}")
        self.host = host
        self.port = port


def serve(
    build: Build,
    *,
    watch: Sequence[Path],
    output: Path,
    render_failure: Callable[[Sequence[Any]], str],
    host: str = "127.0.0.1",
    port: int = 8000,
    prefix: str = "/",
    files: Mapping[str, bytes] | None = None,
    open_browser: bool = False,
    poll: bool = False,
    started: Callable[[str], None] = lambda url: None,
    built: Callable[[BuildResult], None] = lambda result: None,
    afterwards: Afterwards | None = None,
) -> None:
    """Preview until interrupted: KeyboardInterrupt passes through, after the build under way has finished.

    `build` is told what was saved and runs in a thread, never twice at once; what it raises ends the preview and
    is raised here. `watch` names folders and files whose changes lead to a build;
    nothing in `output` does. While the last build failed, pages are replaced by
    `render_failure` of its findings. `prefix` is the path of the site's address.
    `files` are served from memory under their whole path, such as the style sheet of
    the failure page. `poll` is for disks that do not tell of changes. `started` hears
    the address of the site, `built` every result. `afterwards` does in a thread what may wait until the
    pages are shown; a save ends it before the next build begins. Raises PortTakenError.
    """
    asyncio.run(
        preview(
            build,
            watch=watch,
            output=output,
            render_failure=render_failure,
            host=host,
            port=port,
            prefix=prefix,
            files=files or {},
            open_browser=open_browser,
            poll=poll,
            started=started,
            built=built,
            afterwards=afterwards,
        )
    )


async def preview(
    build: Build,
    *,
    watch: Sequence[Path],
    output: Path,
    render_failure: Callable[[Sequence[Any]], str],
    host: str,
    port: int,
    prefix: str,
    files: Mapping[str, bytes],
    open_browser: bool,
    poll: bool,
    started: Callable[[str], None],
    built: Callable[[BuildResult], None],
    afterwards: Afterwards | None = None,
) -> None:
    """`serve` within a running loop; ends when cancelled."""
    first_build, saves = asyncio.Event(), _Saves()
    stage = Stage(
        output=output,
        prefix=prefix,
        host=host,
        render_failure=render_failure,
        files=files,
        ready=first_build.wait,
    )
    server = PreviewServer(stage)
    _listen(server, host, port)

    def show(result: BuildResult) -> None:
        looks_different = stage.show(result)
        first_build.set()
        if looks_different:
            server.reload()
        built(result)

    url = f"http://{host}:{server.port}{prefix}"
    started(url)
    try:
        await _all_until_one_fails(
            _watch_folders(watch, output, saves.add, poll),
            _watch_files(watch, saves.add, poll),
            _rounds(build, saves, show, afterwards),
            *([asyncio.to_thread(webbrowser.open, url)] if open_browser else []),
        )
    finally:
        await server.close()


def _listen(server: PreviewServer, host: str, port: int) -> None:
    try:
        server.application(port, host)
    except OSError as error:
        if error.errno == errno.EADDRINUSE:
            raise PortTakenError(host, port) from error
        raise


async def _all_until_one_fails(*work: Coroutine[Any, Any, object]) -> None:
    tasks = [asyncio.ensure_future(item) for item in work]
    try:
        await asyncio.gather(*tasks)
    finally:
        for task in tasks:
            task.cancel()
        await asyncio.gather(*tasks, return_exceptions=True)


class _Saves:
    """What was saved and not yet built."""

    def __init__(self) -> None:
        self.some = asyncio.Event()
        self._paths: set[Path] = set()

    def add(self, paths: Iterable[str]) -> None:
        self._paths.update(map(Path, paths))
        self.some.set()

    def take(self) -> set[Path]:
        paths, self._paths = self._paths, set()
        self.some.clear()
        return paths


async def _rounds(
    build: Build, saves: _Saves, show: Callable[[BuildResult], None], afterwards: Afterwards | None
) -> None:
    """Build at the start and after saves; what is saved during a build leads to another."""
    await asyncio.sleep(0)  # the watchers begin first, so that no save goes unseen
    saves.take()
    touched: Touched = None
    while True:
        result = await asyncio.to_thread(build, touched)
        show(result)
        done = afterwards is None or await _until_saved(partial(afterwards, result), saves.some)
        if done or saves.some.is_set():  # what it came upon may be this save, which need not be looked for
            await saves.some.wait()
            touched = saves.take()
        else:
            touched = None


async def _until_saved(work: Callable[[Callable[[float], bool]], bool], saved: asyncio.Event) -> bool:
    """Do work in a thread; it is told when it is not wanted any more, and waited for."""
    ended = threading.Event()
    job = asyncio.ensure_future(asyncio.to_thread(work, ended.wait))
    waiting = asyncio.ensure_future(saved.wait())
    try:
        await asyncio.wait({job, waiting}, return_when=asyncio.FIRST_COMPLETED)
    finally:
        ended.set()
        waiting.cancel()
        done = await job
    return done


async def _watch_folders(
    paths: Sequence[Path], output: Path, changed: Callable[[Iterable[str]], None], poll: bool
) -> None:
    folders = [path for path in paths if path.is_dir()]
    own = output.resolve()

    def counts(_change: object, path: str) -> bool:
        return not _is_by_product(path) and not Path(path).resolve().is_relative_to(own)

    if folders:
        async for changes in awatch(
            *folders, watch_filter=counts, debounce=LONGEST, step=QUIET, force_polling=poll or None
        ):
            changed(path for _, path in changes)


async def _watch_files(paths: Sequence[Path], changed: Callable[[Iterable[str]], None], poll: bool) -> None:
    """Watch single files through their folders: most editors save by renaming, and a watch on the file ends with it."""
    files = {path.resolve() for path in paths if not path.is_dir()}
    folders = {path.parent for path in files if path.parent.is_dir()}

    def counts(_change: object, path: str) -> bool:
        return Path(path).resolve() in files

    if folders:
        async for changes in awatch(
            *folders, watch_filter=counts, debounce=LONGEST, step=QUIET, recursive=False, force_polling=poll or None
        ):
            changed(path for _, path in changes)


def _is_by_product(path: str) -> bool:
    """Whether a file is an editor's own: a lock, a backup, a swap file."""
    name = Path(path).name
    return name.startswith((".", "~$")) or name.endswith(("~", ".swp", ".swx", ".tmp"))
