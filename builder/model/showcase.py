"""Everything linked: practices with the communities, terms and organisations they name."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from hashlib import blake2b

from builder.model.language import Language
from builder.model.place import Community, Oblast
from builder.model.practice import PageRecord, PracticeRecord, Status
from builder.model.registry import (
    PAYING_ROLES,
    CategoryRecord,
    CommunityRecord,
    OrganisationRecord,
    ProgrammeRecord,
    Role,
)
from builder.model.site import SiteRecord


@dataclass(frozen=True, slots=True, kw_only=True)
class Text:
    """A practice or a page in one language. `body` is Markdown that begins on line `body_line` of `path`."""

    path: str
    title: str
    summary: str
    cover_alt: str
    body: str
    body_line: int
    source_rev: str = ""
    """Revision of the text it was made from; empty in the original and where nobody has said."""

    @property
    def revision(self) -> str:
        """A short digest of what a translator reads: it moves when the words do, not when lines are wrapped anew."""
        words = " ".join(f"{self.title}\n{self.summary}\n{self.body}".split())
        return blake2b(words.encode(), digest_size=4).hexdigest()


def is_stale(texts: Mapping[Language, Text], original: Language, language: Language) -> bool:
    """Whether a translation says which text it was made from, and that text has changed since."""
    if language is original or original not in texts or language not in texts:
        return False
    return texts[language].source_rev not in ("", texts[original].revision)


@dataclass(frozen=True, slots=True, kw_only=True)
class Block:
    """Markdown in a YAML block of a registry record, with the line and column on which it begins."""

    path: str
    text: str
    line: int
    column: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Place:
    """A community of the official list, with what its record adds."""

    community: Community
    record: CommunityRecord | None = None

    @property
    def slug(self) -> str:
        return self.community.slug


@dataclass(frozen=True, slots=True, kw_only=True)
class Organisation:
    id: str
    record: OrganisationRecord


@dataclass(frozen=True, slots=True, kw_only=True)
class ChainMember:
    """An organisation in its role."""

    organisation: Organisation
    role: Role


@dataclass(frozen=True, slots=True, kw_only=True)
class Programme:
    """`chain` holds its own entries and those of the programmes it is part of."""

    id: str
    record: ProgrammeRecord
    chain: tuple[ChainMember, ...]
    parents: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Category:
    id: str
    record: CategoryRecord


@dataclass(frozen=True, slots=True, kw_only=True)
class Marks:
    """What decides in which lists a practice stands, and no more: ids, in the order in which it names them."""

    languages: tuple[Language, ...]
    regions: tuple[str, ...]
    communities: tuple[str, ...]
    themes: tuple[str, ...]
    own_programmes: tuple[str, ...]
    programmes: tuple[str, ...]
    """Its own and those they are part of: a practice of a part is a practice of the whole."""
    donors: tuple[str, ...]
    chain: tuple[tuple[str, Role], ...]
    years: tuple[str, ...]
    at_work_in: tuple[str, ...]
    """Oblasts of the communities where it works away from home."""
    status: Status
    results: int
    """How many measured results it gives."""
    sourced: int
    """How many of them name their source."""
    stale: tuple[Language, ...]
    """Languages in which its text is behind the original."""
    review_by: date | None
    changed: date
    featured: bool
    withdrawn: bool
    aliases: tuple[str, ...]
    adapted_from: tuple[str, ...]
    pictures: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Practice:
    """A practice with all it names resolved. `texts` always holds the Ukrainian side."""

    slug: str
    record: PracticeRecord
    texts: Mapping[Language, Text]
    communities: tuple[Place, ...]
    oblasts: tuple[Oblast, ...]
    works_in: tuple[Place, ...]
    for_residents_of: tuple[Place, ...]
    programmes: tuple[Programme, ...]
    categories: tuple[Category, ...]
    chain: tuple[ChainMember, ...]
    pictures: frozenset[str]
    """File names of the pictures in its folder."""

    @property
    def donors(self) -> tuple[Organisation, ...]:
        """Organisations of the chain that gave money or support."""
        unique = {member.organisation.id: member.organisation for member in self.chain if member.role in PAYING_ROLES}
        return tuple(unique.values())

    @property
    def years(self) -> tuple[int, ...]:
        """The years its period touches; none where no source gives a period."""
        return self.record.period.years() if self.record.period else ()

    @property
    def changed(self) -> date:
        """The day by which feeds and search engines see that it changed."""
        return self.record.updated or self.record.date

    @property
    def marks(self) -> Marks:
        own = tuple(programme.id for programme in self.programmes)
        whole = [id_ for programme in self.programmes for id_ in (programme.id, *programme.parents)]
        return Marks(
            languages=tuple(self.texts),
            regions=tuple(oblast.slug for oblast in self.oblasts),
            communities=tuple(place.slug for place in self.communities),
            themes=tuple(category.id for category in self.categories),
            own_programmes=own,
            programmes=tuple(dict.fromkeys(whole)),
            donors=tuple(donor.id for donor in self.donors),
            chain=tuple((member.organisation.id, member.role) for member in self.chain),
            years=tuple(map(str, self.years)),
            at_work_in=tuple(dict.fromkeys(place.community.oblast for place in self.works_in)),
            status=self.record.status,
            results=len(self.record.results),
            sourced=sum(result.source is not None for result in self.record.results),
            stale=tuple(lang for lang in self.texts if is_stale(self.texts, self.record.original, lang)),
            review_by=self.record.review_by,
            changed=self.changed,
            featured=self.record.featured,
            withdrawn=self.record.withdrawn is not None,
            aliases=tuple(self.record.aliases),
            adapted_from=tuple(self.record.adapted_from),
            pictures=tuple(sorted(self.pictures)),
        )

    def text(self, language: Language) -> Text:
        """Its text in this language, else the Ukrainian one."""
        return self.texts.get(language, self.texts[Language.UK])

    def spoken(self, language: Language) -> Language:
        """The language in which `text` answers."""
        return language if language in self.texts else Language.UK


@dataclass(frozen=True, slots=True, kw_only=True)
class TextPage:
    """A page such as «Про Взірець»."""

    slug: str
    record: PageRecord
    texts: Mapping[Language, Text]


@dataclass(frozen=True, slots=True, kw_only=True)
class Showcase:
    """All that is published. `practices` are in the order of lists; withdrawn ones stand apart."""

    site: SiteRecord
    practices: Sequence[Practice]
    withdrawn: Sequence[Practice]
    pages: Mapping[str, TextPage]
    organisations: Mapping[str, Organisation]
    programmes: Mapping[str, Programme]
    categories: Mapping[str, Category]
    places: Mapping[str, Place]
    """Communities by slug: those with a practice or a record."""
    left_out: frozenset[str]
    """Folders of texts that are there but were reported and left out: links to them are no second fault."""
    record_texts: Mapping[tuple[str, str, Language], Block]
    """By section of the site, id and language."""
    by_slug: Mapping[str, Practice] = field(init=False, repr=False, compare=False)
    adaptations: Mapping[str, Sequence[str]] = field(init=False, repr=False, compare=False)
    """Slug → slugs of the listed practices that follow it."""

    def __post_init__(self) -> None:
        by_slug = {practice.slug: practice for practice in (*self.practices, *self.withdrawn)}
        object.__setattr__(self, "by_slug", by_slug)
        object.__setattr__(self, "adaptations", adaptations(self.practices))

    def former(self, folder: str, id_: str, aliases: Sequence[str]) -> Sequence[str]:
        """The former ids that a record may keep of those it claims; `link` has settled them already."""
        return aliases

    def practice(self, slug: str) -> Practice:
        """A practice that has a page, listed or withdrawn."""
        return self.by_slug[slug]

    def has_page(self, slug: str) -> bool:
        """Whether a practice of this slug is published, listed or withdrawn."""
        return slug in self.by_slug

    def adapted_by(self, slug: str) -> Sequence[str]:
        """Slugs of the listed practices that follow this one, in the order of lists."""
        return self.adaptations.get(slug, ())


def adaptations(practices: Iterable[Practice]) -> dict[str, tuple[str, ...]]:
    """Slug → slugs of the practices that say they follow it."""
    found: dict[str, tuple[str, ...]] = {}
    for practice in practices:
        for slug in practice.marks.adapted_from:
            found[slug] = (*found.get(slug, ()), practice.slug)
    return found
