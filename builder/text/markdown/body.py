"""What a converted body is."""

from builder.frozen import Frozen


class Heading(Frozen):
    """A heading of a body: level 2 to 4, the id that fragments name, its text as printed."""

    level: int
    id: str
    text: str


class BodyLink(Frozen):
    """A link as written; line and column are those of its address in the file.

    `href` is relative, a fragment (`#як-повторити`), or has one of the allowed schemes.
    """

    href: str
    line: int
    column: int
    end_column: int | None = None

    @property
    def external(self) -> bool:
        return self.href[:7].lower() in ("http://", "https:/", "mailto:")


class BodyImage(Frozen):
    """A picture beside the text; `alt` is empty when the author marked it as decoration."""

    src: str
    alt: str
    title: str | None
    line: int
    column: int
    end_column: int | None = None


class Body(Frozen):
    """A body as HTML that is safe to publish, and what later steps ask about it.

    Addresses in `html` are as the author wrote them; `resolve` puts the final ones in their place.
    `ids` are all that a fragment may name, `words` counts the words of the text.
    """

    html: str = ""
    headings: tuple[Heading, ...] = ()
    links: tuple[BodyLink, ...] = ()
    images: tuple[BodyImage, ...] = ()
    ids: tuple[str, ...] = ()
    words: int = 0

    @property
    def needs_addresses(self) -> bool:
        """Whether anything in it shows a picture, or leads to another place of the site."""
        return bool(self.images) or not all(link.external for link in self.links)
