"""site.yaml: what the owner of a site decides."""

from enum import StrEnum
from typing import Annotated

from builder.model.fields import (
    Day,
    Line,
    Need,
    Reader,
    Record,
    Slug,
    Switch,
    Text,
    Url,
    Whole,
    Zone,
    declare,
    fail,
    one_of,
)
from builder.model.language import Language


class Section(StrEnum):
    """A section that the navigation can lead to; any other word there is the slug of a page."""

    PRACTICES = "practices"
    REGIONS = "regions"
    COMMUNITIES = "communities"
    THEMES = "themes"
    PROGRAMMES = "programmes"
    DONORS = "donors"
    YEARS = "years"
    COMPETITIONS = "competitions"
    EVENTS = "events"
    CALLS = "calls"


LICENCES = {
    "CC-BY-4.0": ("CC BY 4.0", "https://creativecommons.org/licenses/by/4.0/"),
    "CC-BY-SA-4.0": ("CC BY-SA 4.0", "https://creativecommons.org/licenses/by-sa/4.0/"),
    "CC-BY-NC-4.0": ("CC BY-NC 4.0", "https://creativecommons.org/licenses/by-nc/4.0/"),
    "CC0-1.0": ("CC0 1.0", "https://creativecommons.org/publicdomain/zero/1.0/"),
}
"""Licence of texts and pictures → its short name and address."""


_HEX = Reader(lambda value: _colour(value))


def _colour(value: object) -> str:
    text = str(value)
    if len(text) != 7 or text[0] != "#" or set(text[1:].lower()) - set("0123456789abcdef"):
        raise fail("V123", value=text, allowed="#0d4a93")
    return text


class ThemeColours(Record):
    """Colours that may differ from the design's; a pair is for the light and the dark scheme."""

    indigo: list[Annotated[str, _HEX]] = declare(
        "колір посилань: світла й темна тема", "colour of links: light, dark", default=[]
    )
    thread: list[Annotated[str, _HEX]] = declare(
        "колір ниток: світла й темна тема", "colour of threads: light, dark", default=[]
    )


class Features(Record):
    search: Switch = declare("пошук", "search", default=False)
    offline: Switch = declare("читання без мережі", "reading offline", default=False)
    cards: Switch = declare("картки для соцмереж", "cards for social networks", default=False)
    admin: Switch = declare("редактор у браузері", "editor in the browser", default=False)


class SiteRecord(Record):
    title: Text = declare("назва сайту", "title of the site", need=Need.REQUIRED)
    tagline: Text = declare("суть сайту одним реченням", "the site in a sentence", need=Need.REQUIRED)
    publisher: Text = declare("хто видає", "who publishes it", need=Need.REQUIRED)
    contact: Text | None = declare("скринька установи", "mailbox of an office")
    base_url: Url = declare("повна адреса сайту", "full address of the site", need=Need.REQUIRED)
    languages: list[Annotated[Language, one_of(Language)]] = declare(
        "мови сайту; українська перша", "languages of the site; Ukrainian first", default=[Language.UK, Language.EN]
    )
    time_zone: Zone = declare("часовий пояс", "time zone", default="Europe/Kyiv")
    repository: Url | None = declare("адреса сховища текстів", "address of the repository")
    content_licence: Line = declare("ліцензія текстів", "licence of the texts", default="CC-BY-4.0")
    navigation: list[Slug] = declare(
        "розділи й сторінки в меню", "sections and pages in the menu", default=list(Section)[:5]
    )
    page_size: Whole = declare("скільки практик на сторінці списку", "practices on a page of a list", default=24)
    theme: ThemeColours = declare("вигляд", "look", default=ThemeColours)
    features: Features = declare("що ввімкнено", "what is switched on", default=Features)
    security_contact: Line | None = declare("куди писати про вразливості", "where to report vulnerabilities")
    expires: Day | None = declare("до якого дня чинні ці відомості", "until when that contact is valid")
