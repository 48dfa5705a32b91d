"""What others show of a page when somebody shares it: a card drawn for it."""

from hashlib import sha256

from builder.model.language import Language
from builder.model.site import SiteRecord
from builder.pages import views
from builder.pages.urls import Base, url
from builder.text.wording import Words

SIZE = (1200, 630)
VERSION = 1
"""Counts how often the look of cards has changed: their addresses change with it."""
THREAD = "#0d4a93"
LOCALES = {Language.UK: "uk_UA", Language.EN: "en_GB"}
"""Languages as networks call them."""
SITE = ""
"""In the place of a slug: the card of all pages that have no card of their own."""


def site_card(site: SiteRecord, words: Words) -> views.ShareCard:
    """The card of the site itself."""
    return views.ShareCard(
        title=words.typeset(site.tagline.best(words.language)),
        places=(),
        site=words.typeset(site.title.best(words.language)),
        slug="vzirets",
        motif="diamond",
        thread=thread_of(site),
    )


def thread_of(site: SiteRecord) -> str:
    return site.theme.thread[0] if site.theme.thread else THREAD


def card_path(language: Language, slug: str, card: views.ShareCard) -> str:
    """Where a card is published: the address changes with what is on it, as networks keep pictures by address."""
    own = sha256(f"{VERSION} {card!r}".encode()).hexdigest()[:8]
    folder = url(language) if slug == SITE else url(language, "practices", slug)
    return f"{folder}card-{own}.png".removeprefix("/")


def card_image(base: Base, language: Language, slug: str, card: views.ShareCard) -> views.ShareImage:
    """The card of a page, by its address."""
    return views.ShareImage(
        url=base.permalink(f"/{card_path(language, slug, card)}"),
        width=SIZE[0],
        height=SIZE[1],
        alt=". ".join(text for text in (card.title, ", ".join(card.places), card.site) if text),
    )
