"""What rendering makes: a file of the site, still in memory."""

from builder.frozen import Frozen


class OutputFile(Frozen, kw_only=False):
    """One file to publish. `path` is relative to the output folder, with forward slashes and no leading one."""

    path: str
    content: bytes
