"""What rendering makes: a file of the site, still in memory."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class OutputFile:
    """One file to publish. `path` is relative to the output folder, with forward slashes and no leading one."""

    path: str
    content: bytes
