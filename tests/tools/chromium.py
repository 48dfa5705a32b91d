"""The Chromium of the machine: where it is and how it is started for tests."""

import shutil
from pathlib import Path

NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")

FLAGS = (
    "--no-sandbox",  # tests may run as root, where the sandbox refuses to start
    "--disable-dev-shm-usage",  # containers give /dev/shm too little room
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    # The browser's own calls to the network would blur the proof that our pages make none.
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
)


def chromium() -> Path | None:
    """The first Chromium on PATH."""
    return next((Path(path) for name in NAMES if (path := shutil.which(name))), None)
