"""Whatever is published, in whatever order, with whatever faults between: the folder holds the last site."""

import errno
import tempfile
from contextlib import suppress
from pathlib import Path

from hypothesis import given, settings
from hypothesis import strategies as st

from builder.publish.manifest import unpublishable
from builder.publish.write import PublishError, clean
from tests.unit.publish.disk import at_step, lay, put, tree

FOREIGN = {"CNAME": "x", "a/mine.txt": "y", "own/z": "z"}
segments = st.sampled_from(["a", "b", "B", "ї", "index.html"])
paths = st.lists(segments, min_size=1, max_size=3).map("/".join)
sites = st.dictionaries(paths, st.sampled_from(["1", "2", "22"]), max_size=6).filter(
    lambda site: not unpublishable([*site, *FOREIGN])
)
attempts = st.lists(st.tuples(sites, st.none() | st.integers(1, 40)), min_size=1, max_size=6)


def full() -> None:
    raise OSError(errno.ENOSPC, "full")


@given(attempts, sites)
@settings(max_examples=150)
def test_after_any_sequence_of_builds_the_folder_holds_the_last_site_and_the_foreign_files(
    attempts: list[tuple[dict[str, str], int | None]], last: dict[str, str]
) -> None:
    with tempfile.TemporaryDirectory() as folder:
        output = Path(folder) / "public"
        lay(FOREIGN, output)
        for site, fault in attempts:
            with suppress(PublishError), at_step(fault or -1, full):
                assert put(site, output).diagnostics == ()
            assert FOREIGN.items() <= tree(output).items()
        assert put(last, output).diagnostics == ()
        assert tree(output) == {**last, **FOREIGN}
        assert set(clean(output, output / ".vzirets").value.removed) == last.keys()
        assert tree(output) == FOREIGN
