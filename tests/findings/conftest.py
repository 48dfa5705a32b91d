"""Samples change content, hardly ever templates: those are compiled once for all of them."""

import pytest

from tests.makers import remember_templates


@pytest.fixture(autouse=True)
def _templates_compiled_once(monkeypatch: pytest.MonkeyPatch) -> None:
    remember_templates(monkeypatch)
