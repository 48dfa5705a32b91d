"""The benchmark itself: it notices pages that are missing or stale, and tells medians and ratios."""

from dataclasses import replace

import pytest

from tests.bench import corpus
from tests.bench.layouts import LAYOUTS
from tests.bench.measure import Cost
from tests.bench.run import Corpus, MissedError, Results, Seen, check, run, table

OURS = LAYOUTS["vzirets"]


def cost(cpu: float) -> Cost:
    return Cost(cpu=cpu, wall=2 * cpu, memory=100 * 2**20)


@pytest.mark.parametrize("name", ["vzirets", "vzirets-common"])
def test_every_change_reaches_its_page(name: str, tmp_path) -> None:
    scenarios = ["cold", "one body edited", "one title edited", "one practice added", "one term renamed"]

    results = run(Corpus.of(3, corpus.SEED), [LAYOUTS[name]], scenarios, 1, tmp_path)

    assert list(results.costs) == scenarios
    assert all(own.cpu > 0 and own.memory > 0 for costs in results.costs.values() for own in costs[name])


def test_a_missing_page_and_a_change_that_does_not_show_stop_the_run(tmp_path) -> None:
    state = Corpus.of(1, corpus.SEED)
    pages = [tmp_path / OURS.output / path for path in corpus.common_pages(state.members)]
    for page in pages:
        page.parent.mkdir(parents=True, exist_ok=True)
        page.write_text("старе")

    assert check(OURS, tmp_path, state, ()) == 0
    with pytest.raises(MissedError, match="нове"):
        check(OURS, tmp_path, state, (Seen("index.html", "нове"),))
    pages[0].unlink()
    with pytest.raises(MissedError, match="lacks 1 pages"):
        check(OURS, tmp_path, state, ())


def test_table_gives_medians_and_ratios_of_processor_time() -> None:
    costs = {"vzirets": [cost(1), cost(2), cost(9)], "hugo": [cost(8), cost(8), cost(8)]}

    rows = table(1000, replace(Results(), costs={"cold": costs})).splitlines()

    assert rows[0] == "| 1,000 practices | vzirets | hugo | vzirets ÷ hugo |"
    assert rows[2] == "| cold | 2.00 / 4.00 | 8.00 / 16.00 | 0.250 |"
    assert rows[3] == "| peak memory, MiB | 100 | 100 | 1.00 |"
