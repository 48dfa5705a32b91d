"""Starts the command line. `--version` is answered before anything is imported: scripts ask it often."""

import atexit
import gc
import os
import sys
from contextlib import suppress
from typing import NoReturn

from builder import __version__


def main() -> None:
    if sys.argv[1:] == ["--version"]:
        print(f"vzirets {__version__}")
        return
    gc.disable()  # all that is imported stays; who goes on for long turns it on again
    from builder.cli import run

    _leave(run(sys.argv[1:]))


def _leave(code: int) -> NoReturn:
    """End the process at once: to take apart all objects of a site, one by one, takes longer than an edit's page."""
    atexit._run_exitfuncs()
    for stream in (sys.stdout, sys.stderr):
        with suppress(OSError, ValueError):
            stream.flush()
    os._exit(code)


if __name__ == "__main__":
    main()
