"""The publishing workflow: the commands of the README, run as a script in a fresh copy of the repository."""

import os
import re
import shutil
import subprocess
from pathlib import Path
from typing import Any

import pytest
import yaml

from tests.tools.built_site import read_built_site

REPOSITORY = Path(__file__).parent.parent
# Read without YAML 1.1's types, under which the key `on` would be the value true.
WORKFLOW = yaml.load((REPOSITORY / ".github/workflows/publish.yml").read_text("utf-8"), yaml.BaseLoader)  # noqa: S506
JOBS: dict[str, Any] = WORKFLOW["jobs"]

# What GitHub would put in place of its expressions.
BASE_URL = "https://hromady.example/vzirets"
OUTPUTS = {"${{ steps.pages.outputs.base_url }}": BASE_URL}


def steps_with_commands(job: str) -> list[dict[str, Any]]:
    return [step for step in JOBS[job]["steps"] if "run" in step]


def all_commands() -> list[str]:
    return [line for job in JOBS for step in steps_with_commands(job) for line in step["run"].splitlines()]


def run_job(job: str, folder: Path) -> subprocess.CompletedProcess[str]:
    """Runs the job's commands as GitHub does: bash, stopping at the first failure."""
    exports = [
        f"export {name}='{OUTPUTS[value]}'"
        for step in steps_with_commands(job)
        for name, value in step.get("env", {}).items()
    ]
    script = "\n".join([*exports, *(step["run"] for step in steps_with_commands(job))])
    inherited = {
        name: value for name, value in os.environ.items() if name not in {"VIRTUAL_ENV", "MAKEFLAGS", "MAKELEVEL"}
    }
    return subprocess.run(
        ["bash", "-eo", "pipefail", "-c", script],
        cwd=folder,
        env=inherited | {"CI": "true", "GITHUB_ACTIONS": "true"},
        stdin=subprocess.DEVNULL,
        capture_output=True,
        text=True,
        encoding="utf-8",
    )


@pytest.fixture(scope="module")
def fresh_copy(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The files that a clone would have, and nothing that was installed or built."""
    folder = tmp_path_factory.mktemp("clone")
    listing = subprocess.run(
        ["git", "ls-files", "-z", "--cached", "--others", "--exclude-standard"],
        cwd=REPOSITORY,
        capture_output=True,
        check=True,
        text=True,
        encoding="utf-8",
    )
    for name in filter(None, listing.stdout.split("\0")):
        if (REPOSITORY / name).is_file():
            (folder / name).parent.mkdir(parents=True, exist_ok=True)
            shutil.copy(REPOSITORY / name, folder / name)
    return folder


def test_every_command_is_one_the_readme_names() -> None:
    readme = (REPOSITORY / "README.md").read_text("utf-8")
    named = set(re.findall(r"^\s*(?:\$ )?(make(?: [a-z]+)?)\s*(?:#.*)?$|`(make(?: [a-z]+)?)`", readme, re.MULTILINE))

    assert set(all_commands()) <= {block or inline for block, inline in named}


def test_pull_requests_are_checked_and_never_published() -> None:
    assert set(WORKFLOW["on"]) == {"pull_request", "push", "schedule", "workflow_dispatch"}
    assert WORKFLOW["on"]["push"]["branches"] == ["main"]
    assert "if" not in JOBS["check"]
    assert JOBS["build"]["if"] == "github.event_name != 'pull_request' && github.ref == 'refs/heads/main'"
    assert JOBS["deploy"]["needs"] == "build"
    assert JOBS["build"]["needs"] == "check"


def test_only_the_deploying_job_may_write() -> None:
    allowed = {"workflow": WORKFLOW["permissions"]} | {name: job.get("permissions", {}) for name, job in JOBS.items()}
    writers = {name for name, permissions in allowed.items() if "write" in permissions.values()}

    assert writers == {"deploy"}
    assert JOBS["deploy"]["permissions"] == {"pages": "write", "id-token": "write"}
    assert JOBS["deploy"]["environment"]["name"] == "github-pages"


def test_actions_are_pinned_to_a_major_version() -> None:
    used = [step["uses"] for job in JOBS.values() for step in job["steps"] if "uses" in step]

    assert used
    assert all(re.fullmatch(r"actions/[a-z-]+@v\d+", action) for action in used)


def test_its_commands_make_the_site_for_the_address_of_the_pages(fresh_copy: Path) -> None:
    for job in ("check", "build"):
        done = run_job(job, fresh_copy)
        assert done.returncode == 0, f"{job}\n{done.stdout}\n{done.stderr}"

    [upload] = [step for step in JOBS["build"]["steps"] if "upload-pages-artifact" in step.get("uses", "")]
    site = read_built_site(fresh_copy / upload["with"]["path"])
    assert site.base == BASE_URL + "/"


def test_a_mistake_is_annotated_on_its_line_and_stops_the_check(fresh_copy: Path) -> None:
    practice = min((fresh_copy / "content/practices").glob("*/index.uk.md"))
    right = practice.read_text("utf-8")
    practice.write_text(right.replace("---\n", "---\nnevidome: 1\n", 1), "utf-8")

    done = run_job("check", fresh_copy)
    practice.write_text(right, "utf-8")

    place = f"file={practice.relative_to(fresh_copy).as_posix()},line=2"
    assert done.returncode != 0
    assert any(line.startswith("::error ") and place in line for line in done.stdout.splitlines()), done.stdout
