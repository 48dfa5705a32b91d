"""Look-alikes of the showcase for building what changed: whatever is read of them is read through the graph.

Functions of pages/ cannot tell them from the plain values; their reading becomes the list of what a page depends on.
"""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import fields, replace
from typing import Any, Generic, TypeVar, overload

from builder.model.language import Language
from builder.model.showcase import Honour, Marks, Practice, Showcase, Subject
from builder.model.site import SiteRecord
from builder.pages.context import BodyKey, Context, TitleKey
from builder.pages.taxonomies import KINDS, Taxonomy, Term
from builder.text.markdown import Body

T = TypeVar("T")
Ask = Callable[..., Any]


class Lazy(Mapping[str, T], Generic[T]):
    """A mapping that asks for one thing at a time, and for the list of ids only where that is needed."""

    def __init__(self, ids: Callable[[], Sequence[str]], get: Callable[[str], T | None]) -> None:
        self._ids = ids
        self._get = get

    def __getitem__(self, id_: str) -> T:
        found = self._get(id_)
        if found is None:
            raise KeyError(id_)
        return found

    def __iter__(self) -> Iterator[str]:
        return iter(self._ids())

    def __len__(self) -> int:
        return len(self._ids())


class TrackedPractice(Practice):
    """A practice by its slug: lists ask for its marks, its own page for all of it."""

    __slots__ = ("_ask",)
    _ask: Ask

    def __init__(self, slug: str, ask: Ask) -> None:
        object.__setattr__(self, "slug", slug)
        object.__setattr__(self, "_ask", ask)

    @property
    def marks(self) -> Marks:
        marks: Marks = self._ask("marks", self.slug)
        return marks


def _of_practice(name: str) -> property:
    return property(lambda self: getattr(self._ask("practice", self.slug), name))


for _field in fields(Practice):
    if _field.name not in ("slug", "awards"):
        setattr(TrackedPractice, _field.name, _of_practice(_field.name))
setattr(TrackedPractice, "awards", property(lambda self: self.marks.awards))  # noqa: B010  # in the place of a slot


class Listed(Sequence[Practice]):
    """Practices by their slugs, which are asked for when one is needed; how many there are is a question of its own."""

    def __init__(
        self, slugs: Callable[[], Sequence[str]], count: Callable[[], int], practice: Callable[[str], Practice]
    ) -> None:
        self._slugs = slugs
        self._count = count
        self._practice = practice

    def __len__(self) -> int:
        return self._count()

    @overload
    def __getitem__(self, number: int) -> Practice: ...
    @overload
    def __getitem__(self, number: slice) -> Sequence[Practice]: ...
    def __getitem__(self, number: int | slice) -> Practice | Sequence[Practice]:
        slugs = self._slugs()
        return [*map(self._practice, slugs[number])] if isinstance(number, slice) else self._practice(slugs[number])

    def __iter__(self) -> Iterator[Practice]:
        return map(self._practice, self._slugs())


class TrackedTerm(Term):
    __slots__ = ("_ask", "_practice")
    _ask: Ask

    def __init__(self, section: str, id_: str, ask: Ask, practice: Callable[[str], Practice]) -> None:
        for name, value in (("section", section), ("id", id_), ("_ask", ask), ("_practice", practice)):
            object.__setattr__(self, name, value)

    def _slugs(self) -> tuple[str, ...]:
        slugs: tuple[str, ...] = self._ask("members", self.section, self.id)[0]
        return slugs

    def _count(self) -> int:
        count: int = self._ask("count", self.section, self.id)
        return count


def _of_term(number: int) -> property:
    return property(lambda self: self._ask("term", self.section, self.id)[number])


setattr(TrackedTerm, "subject", _of_term(1))  # noqa: B010  # a property in the place of the plain term's slot
setattr(TrackedTerm, "name", _of_term(2))  # noqa: B010
setattr(TrackedTerm, "short", _of_term(3))  # noqa: B010
setattr(  # noqa: B010
    TrackedTerm, "practices", property(lambda self: Listed(self._slugs, self._count, self._practice))
)
setattr(  # noqa: B010
    TrackedTerm, "positions", property(lambda self: self._ask("members", self.section, self.id)[1])
)


class TrackedShowcase(Showcase):
    __slots__ = ("_ask", "_practices")
    _ask: Ask
    _practices: dict[str, Practice]

    def __init__(self, ask: Ask) -> None:
        object.__setattr__(self, "_ask", ask)
        object.__setattr__(self, "_practices", {})

    def practice(self, slug: str) -> Practice:
        if slug not in self._practices:
            self._practices[slug] = TrackedPractice(slug, self._ask)
        return self._practices[slug]

    def whole(self, slug: str) -> Practice:
        practice: Practice = self._ask("practice", slug)
        return replace(practice, awards=self.practice(slug).awards)

    def has_page(self, slug: str) -> bool:
        return self._ask("marks", slug) is not None

    def adapted_by(self, slug: str) -> Sequence[str]:
        slugs: Sequence[str] = self._ask("adapted-by", slug)
        return slugs

    def honours(self, slug: str) -> Sequence[Honour]:
        own: Sequence[Honour] = self._ask("honours-of", slug)
        return own

    def trophies(self, community: str) -> Sequence[Honour]:
        own: Sequence[Honour] = self._ask("trophies-of", community)
        return own

    def named_by(self, registry: str, id_: str) -> Sequence[Subject]:
        subjects: Sequence[Subject] = self._ask("named-by-of", registry, id_)
        return subjects

    def former(self, folder: str, id_: str, aliases: Sequence[str]) -> Sequence[str]:
        kept: Sequence[str] = self._ask("former", folder, id_) if aliases else ()
        return kept


def _listed(which: str) -> property:
    def practices(self: TrackedShowcase) -> Listed:
        return Listed(lambda: self._ask("order", which), lambda: self._ask("total", which), self.practice)

    return property(practices)


def _registry(ids: Callable[[Ask], Sequence[str]], kind: str) -> property:
    return property(lambda self: Lazy(lambda: ids(self._ask), lambda id_: self._ask(kind, id_)))


def _site(self: Any) -> SiteRecord:  # noqa: ANN401
    site: SiteRecord = self._ask("settings")
    return site


for _name, _property in {
    "site": property(_site),
    "today": property(lambda self: self._ask("today")),
    "practices": _listed("listed"),
    "withdrawn": _listed("withdrawn"),
    "pages": _registry(lambda ask: ask("page-ids"), "text-page"),
    "organisations": _registry(lambda ask: ask("record-ids", "organisations"), "organisation"),
    "programmes": _registry(lambda ask: ask("record-ids", "programmes"), "programme"),
    "categories": _registry(lambda ask: ask("record-ids", "categories"), "category"),
    "places": _registry(lambda ask: ask("place-ids"), "place"),
    "awards": _registry(lambda ask: ask("record-ids", "awards"), "award"),
    "editions": _registry(lambda ask: ask("edition-ids"), "edition"),
    "calls": _registry(lambda ask: ask("record-ids", "calls"), "call"),
    "events": _registry(lambda ask: ask("record-ids", "events"), "event"),
}.items():
    setattr(TrackedShowcase, _name, _property)


def tracked_taxonomies(showcase: Showcase, ask: Ask) -> dict[str, Taxonomy]:
    """All kinds; a term is the same object whenever it is asked for."""
    return {section: _taxonomy(section, showcase, ask) for section in KINDS}


def _taxonomy(section: str, showcase: Showcase, ask: Ask) -> Taxonomy:
    made: dict[str, Term] = {}

    def term(id_: str) -> Term | None:
        if ask("term", section, id_) is None:
            return None
        if id_ not in made:
            made[id_] = TrackedTerm(section, id_, ask, showcase.practice)
        return made[id_]

    return Taxonomy(section=section, kind=KINDS[section], terms=Lazy(lambda: ask("terms", section), term))


def piece_key(make: Callable[..., object], language: str, *names: str) -> tuple[str, ...]:
    """The names of a piece's node; `language` is empty where it is one for all."""
    return "piece", language, make.__module__, make.__name__, *names


class TrackedContext(Context):
    """A context whose pieces, made once, are nodes."""

    __slots__ = ("_ask",)
    _ask: Ask

    def __init__(self, ask: Ask, **values: Any) -> None:  # noqa: ANN401  # those of `Context`
        super().__init__(**values)
        object.__setattr__(self, "_ask", ask)

    def title_key(self, slug: str) -> TitleKey:
        key: TitleKey = self._ask("title-key", self.language.value, slug)
        return key

    def once(self, make: Callable[..., T], *names: str) -> T:
        value: T = self._ask(*piece_key(make, self.language.value, *names))
        return value

    def once_for_all(self, make: Callable[..., T], *names: str) -> T:
        value: T = self._ask(*piece_key(make, "", *names))
        return value


class Bodies(Mapping[BodyKey, Body]):
    """Converted texts by section, id and language."""

    def __init__(self, resolved: Callable[[str, str, Language], Body | None]) -> None:
        self._resolved = resolved

    def __getitem__(self, key: BodyKey) -> Body:
        body = self._resolved(*key)
        if body is None:
            raise KeyError(key)
        return body

    def __iter__(self) -> Iterator[BodyKey]:
        raise NotImplementedError

    def __len__(self) -> int:
        raise NotImplementedError
