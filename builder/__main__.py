"""Starts the command line. `--version` is answered before anything is imported: scripts ask it often."""

import sys

from builder import __version__


def main() -> None:
    if sys.argv[1:] == ["--version"]:
        print(f"vzirets {__version__}")
        return
    from builder.cli import run

    sys.exit(run(sys.argv[1:]))


if __name__ == "__main__":
    main()
