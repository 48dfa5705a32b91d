"""site.yaml → the settings of a site."""

import os
from collections.abc import Iterator
from pathlib import Path

from builder.diagnostics import Location, Outcome, finding, has_errors
from builder.located_yaml import parse
from builder.model.language import Language
from builder.model.site import SiteRecord
from builder.sources.discover import text_of
from builder.sources.safety import check_text
from builder.sources.schema import validate

FILE = "site.yaml"


def _sites_near(root: Path) -> Iterator[str]:
    """How to name a site above the folder or in one of its own: `-C ..`."""
    here = root.resolve()
    folders = (*here.parents, *sorted(path.parent for path in here.glob(f"*/{FILE}")))
    return (f"-C {os.path.relpath(folder)}" for folder in folders if (folder / FILE).is_file())


def load_config(root: Path, *, base_url: str | None = None) -> Outcome[SiteRecord | None]:
    """The settings of the site in `root`; `base_url` stands in for the one written there."""
    path = root / FILE
    if not path.is_file():
        return Outcome(None, (finding("V901", Location(path=FILE), suggestions=_sites_near(root)),))
    return config_of(path.read_bytes(), base_url=base_url)


def config_of(data: bytes, *, base_url: str | None = None) -> Outcome[SiteRecord | None]:
    """The settings in the bytes of site.yaml."""
    text = text_of(data, FILE)
    if text.value is None:
        return Outcome(None, text.diagnostics)
    parsed = parse(text.value.text, path=FILE)
    found = [*text.diagnostics, *parsed.diagnostics, *check_text(text.value.text, path=FILE)]
    if has_errors(parsed.diagnostics):
        return Outcome(None, tuple(found))
    outcome = validate(parsed.value, SiteRecord, path=FILE)
    found.extend(outcome.diagnostics)
    site = outcome.value
    if site is None:
        return Outcome(None, tuple(found))
    if not site.languages or site.languages[0] is not Language.UK or len(set(site.languages)) < len(site.languages):
        place = parsed.value.place_of(("languages",))
        found.append(finding("V123", place, field="languages", value=", ".join(site.languages), allowed="uk, en"))
    if not 1 <= site.page_size <= 500:
        found.append(
            finding("V125", parsed.value.place_of(("page_size",)), field="page_size", value=str(site.page_size))
        )
    if site.security_contact is not None and site.expires is None:
        found.append(finding("V101", parsed.value.place_of(("security_contact",)), field="expires"))
    if base_url is not None:
        site = site.model_copy(update={"base_url": base_url})
    return Outcome(None if has_errors(found) else site, tuple(found))
