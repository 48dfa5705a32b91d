"""What templates see: plain frozen values, one view for each kind of page. Those that make their parts where they are
printed stand where these are made: `PracticeView` in `practices.py` and `TermView` in `terms.py`.

Every text is in the page's language already and typeset; every number, date and count
is formatted; every address is a URL from the site's root with its path prefix. Fields
named `html` hold markup that is safe to print as it is; all others are text to escape.
A text whose language is not the page's says so in a `lang` beside it (else `""`).
"""

from collections.abc import Callable

from builder.frozen import Frozen, field
from builder.pages.lazy import LazyView, part


class Link(Frozen):
    """A link: label, address, language of the label and of the target where it is not the page's."""

    text: str
    url: str
    lang: str = ""
    hreflang: str = ""


class Count(Frozen):
    """A term and how many practices it holds. `text` is the short name; `number` formatted; `words` «4 практики»."""

    text: str
    url: str
    count: int
    number: str
    words: str
    lang: str = ""


class Day(Frozen):
    """A date: `iso` for `<time datetime>`, `text` for readers."""

    iso: str
    text: str


class Cover(Frozen):
    """What is drawn for a practice: its picture, or cloth woven from slug and motif."""

    slug: str
    motif: str
    image: "Picture | None" = None
    award: bool = False
    """Whether the heart of the cloth is gold."""


class PictureVersion(Frozen):
    """A picture in a format that not every browser reads, in several widths."""

    type: str
    srcset: str


class Picture(Frozen):
    """`url` is the version that every browser reads; `focus` the classes of its main point, where not the middle."""

    url: str
    width: int
    height: int
    alt: str
    credit_html: str = ""
    focus: str = ""
    versions: tuple[PictureVersion, ...] = ()


class ShareCard(Frozen):
    """What is drawn where somebody shares a page: a title over cloth, where it comes from, and whose site it is."""

    title: str
    places: tuple[str, ...]
    site: str
    slug: str
    motif: str
    thread: str


class ShareImage(Frozen):
    """The picture that goes with a page where it is shared; `url` is absolute."""

    url: str
    width: int
    height: int
    alt: str


class ListedPractice(Frozen):
    """A practice in a list, by its slug: its card is filled once for all lists. `reason` says why it stands there."""

    slug: str
    reason: str = ""


class Card(Frozen):
    """What a list tells of a practice.

    `communities` and `oblasts` are short texts to read, without links; `note` is the words
    for a practice that has no text in this language, `lang` then the language of the title.
    """

    slug: str
    title: str
    summary: str
    url: str
    cover: Cover
    communities: tuple[str, ...]
    oblasts: tuple[str, ...]
    years: str
    lang: str = ""
    note: str = ""
    honours: tuple[str, ...] = ()
    """What it has won: «Переможець 2024»."""


class Region(Frozen):
    """A region on the map: `number` keys the woven outline; `level` 0-3 is how thick its thread is."""

    number: str
    name: str
    short: str
    url: str
    count: int
    words: str
    level: int


class Map(Frozen):
    """All 27 regions in alphabetical order, and the steps of the legend: (level, «2–3»)."""

    regions: tuple[Region, ...]
    legend: tuple[tuple[int, str], ...]


class Locator(Frozen):
    """A small map with some regions marked; `label` is its text for screen readers."""

    numbers: tuple[str, ...]
    label: str


class Swatch(Frozen):
    """A theme with its cloth."""

    id: str
    name: str
    url: str
    motif: str
    count: int
    words: str
    current: bool = False
    summary: str = ""


class Figure(Frozen):
    """A measured result: `number`, set large, with the words before it («понад») and its unit beside,
    set small; `label`, a note on its day, and a link to its source."""

    number: str
    label: str
    note: str = ""
    source: Link | None = None
    before: str = ""
    unit: str = ""


class Fact(Frozen):
    """A line of a passport: label and values; `unknown` holds the words for a value no source gives.
    `short` values, such as years, stand on one line."""

    label: str
    values: tuple[Link, ...] = ()
    unknown: str = ""
    short: bool = False


class ChainLink(Frozen):
    """One organisation with its role, in the order of the chain. `url` is empty where it has no page."""

    role: str
    name: str
    url: str = ""
    lang: str = ""


class Quote(Frozen):
    """`verbatim` words are quoted; a paraphrase carries `mark` («Переказ редакції») and no quotation marks, translated
    words carry one too («Переклад з англійської»)."""

    text: str
    verbatim: bool
    person: str
    post: str = ""
    mark: str = ""
    lang: str = ""
    original: str = ""
    """The words as they were said, where `text` is their translation; `original_lang` is their language."""
    original_lang: str = ""


class Honour(Frozen):
    """What was won, or how far an entry came: «Переможець», the edition, a practice beside a community's trophies.
    Only what was `won` is golden."""

    outcome: str
    edition: Link
    won: bool
    nomination: str = ""
    practice: Link | None = None


class Milestone(Frozen):
    """Something dated in a list: an edition, an event, a call. `marks` are short texts under it; `when` stands
    beside it, in words where no source gives the day."""

    link: Link
    when: str
    iso: str = ""
    text: str = ""
    marks: tuple[str, ...] = ()


class Milestones(Frozen):
    """A part of a list of them, with or without a heading."""

    heading: str
    items: tuple[Milestone, ...]


class Stitches(Frozen):
    """Votes or points as stitches: the path that is drawn, and the width of the scale of all rows; both empty where
    stitches would mislead. `number` and `unit` tell the same in words."""

    path: str
    width: int
    number: str
    unit: str
    channel: str
    total: str
    """What they are out of."""


class Contender(Frozen):
    """An entry of an edition and what it came to."""

    title: str
    url: str
    outcome: str
    won: bool
    communities: tuple[Link, ...] = ()
    oblasts: tuple[str, ...] = ()
    nomination: str = ""
    note: str = ""
    lang: str = ""
    votes: tuple[Stitches, ...] = ()


class Badge(Frozen):
    """A picture of an award to show elsewhere, and the lines to paste there."""

    url: str
    width: int
    height: int
    alt: str
    html: str
    markdown: str


class Speaker(Frozen):
    person: str
    post: str
    community: Link | None = None


class Citation(Frozen):
    """An entry for a reference manager: name of the format, the entry, the name of a file to save it in."""

    format: str
    text: str
    file: str


class StoryPart(Frozen):
    """A part of a story and the quotations that stand after it."""

    html: str
    quotes: tuple[Quote, ...] = ()


class SourceItem(Frozen):
    title: str
    publisher: str
    url: str = ""
    date: Day | None = None
    lang: str = ""
    language_name: str = ""
    """Name of the source's language where it is not the page's: «англійською»."""


class Note(Frozen):
    """A notice above a text, with or without a title. `kind`: withdrawn, stale, state, draft. `html` is safe markup."""

    kind: str
    title: str = ""
    text: str = ""
    html: str = ""


class Head(Frozen, gc=True, dict=True):
    """What the layout needs of a page.

    `name` is the title of the page itself, `title` the whole text of `<title>`; `section` the
    navigation entry to mark; `other` the counterpart in the other language (a page or, lacking
    one, that language's nearest list); `alternates` are (hreflang, permalink) pairs, x-default
    among them, empty where a page exists in one language only; `feeds` are (title, URL).
    """

    language: str
    name: str
    title: str
    description: str
    url: str
    canonical: str
    section: str = ""
    is_section: bool = False
    """Whether the page is itself what that entry leads to."""
    other: Link | None = None
    alternates: tuple[tuple[str, str], ...] = ()
    feeds: tuple[tuple[str, str], ...] = ()
    crumbs: tuple[Link, ...] = ()
    """From the section down to the page itself, whose `url` is empty."""
    noindex: bool = False
    kind: str = "website"
    """What the page is to those who share it."""
    image: ShareImage | None = None
    locale: str = ""
    other_locales: tuple[str, ...] = ()
    machine: Callable[[], str] = lambda: ""
    """Makes `json_ld`."""

    @part
    def json_ld(self) -> str:
        """Data for machines, safe to print inside a script element as it is; made where it is printed."""
        return self.machine()


class Frame(Frozen):
    """What every page of one language shares: masthead and footer."""

    title: str
    tagline: str
    home: str
    navigation: tuple[tuple[str, Link], ...]
    """(section, link) pairs."""
    join: tuple[Link, ...]
    about: tuple[Link, ...]
    publisher: str
    contact: str
    licence: Link
    stylesheet: str
    sheets: tuple[tuple[str, str], ...]
    """(name, address) of the style sheets that only some templates ask for."""
    script: str
    icon: str
    touch_icon: str
    manifest: str
    worker: str
    """Address of the service worker; empty where reading offline is switched off."""
    preload: tuple[str, ...]
    map_credit: str = ""
    search: Link | None = None
    """The page of search, where the site has one."""


class Pagination(Frozen):
    """`current` of `pages` (each a link with its number); empty `previous` or `next` at the ends."""

    current: int
    pages: tuple[Link, ...]
    previous: Link | None = None
    next: Link | None = None


class Facet(Frozen):
    """A group of values by which the list of practices may be narrowed: region, theme … (see `pages/finding.py`)."""

    key: str
    title: str
    values: tuple[tuple[str, Count], ...]
    """(id, count) pairs; a value without a page, whose count has no address, is for scripts alone."""


class Finding(Frozen):
    """What a script needs to narrow the list: addresses of the index and of the list, cards on a page of it, and the
    word «практика» in each plural form as JSON."""

    index: str
    list: str
    size: int
    plural_forms: str


class WinnersBand(Frozen):
    """Who won the latest competition; `more` leads to its page."""

    heading: str
    text: str
    items: tuple[Contender, ...]
    more: Link


class DatesBand(Frozen):
    """Calls and events that are near, with the ways to all of them."""

    heading: str
    calls: "tuple[CallRow, ...]"
    events: tuple[Milestone, ...]
    more: tuple[Link, ...]


class HomeView(Frozen):
    head: Head
    statement: str
    lead: str
    body_html: str
    map: Map
    active_regions: tuple[Count, ...]
    empty_regions: tuple[Count, ...]
    lead_card: ListedPractice | None
    cards: tuple[ListedPractice, ...]
    all_practices: Link
    """«Усі 16 практик»."""
    themes: tuple[Swatch, ...]
    totals: tuple[tuple[str, str], ...]
    """(number, what is counted) pairs: practices, communities, regions."""
    search: "SearchForm | None" = None
    winners: WinnersBand | None = None
    dates: DatesBand | None = None


class PracticesView(Frozen):
    head: Head
    heading: str
    count: int
    words: str
    cards: tuple[ListedPractice, ...]
    facets: tuple[Facet, ...]
    pagination: Pagination | None = None
    finding: Finding | None = None
    """Where the list may be narrowed in the browser."""
    too_many: str = ""
    """A sentence where it is too long for that."""
    search: "SearchForm | None" = None


class Group(Frozen):
    """A part of an index: heading, an optional sentence, its terms."""

    heading: str
    terms: tuple[Count, ...]
    text: str = ""


class IndexView(Frozen):
    """All terms of a taxonomy. `kind`: regions, communities, themes, programmes, donors, years.

    Regions come with a map, themes with swatches; the others as groups of links
    (communities by oblast, programmes and donors in alphabetical order, years newest first).
    """

    head: Head
    kind: str
    heading: str
    lead: str
    groups: tuple[Group, ...] = ()
    map: Map | None = None
    swatches: tuple[Swatch, ...] = ()
    empty: str = ""
    """Words shown where there is nothing yet."""
    table: Link | None = None
    """The same as a table for spreadsheets."""


class DataTable(Frozen):
    """A table of the open data: its files, and (name, what it holds) of every column."""

    id: str
    heading: str
    text: str
    files: tuple[Link, ...]
    columns: tuple[tuple[str, str], ...]


class DataView(Frozen):
    """The page of the open data; `package` describes all files for machines."""

    head: Head
    heading: str
    lead: str
    tables: tuple[DataTable, ...]
    package: Link
    licence: Link


class CrossRow(Frozen):
    """A row of a table of counts: its term, how many practices that holds, a count for each column."""

    heading: Link
    total: str
    cells: tuple[Count, ...]


class CrossTable(Frozen):
    """Practices by two kinds of term. A table too large to show has a `note` in the place of its rows."""

    id: str
    caption: str
    corner: str
    columns: tuple[Link, ...]
    rows: tuple[CrossRow, ...]
    file: Link
    note: str = ""


class InsightView(Frozen):
    """What the collection covers and lacks, on `day`. `shares` are («14 із 16», what they are) pairs."""

    head: Head
    heading: str
    lead: str
    day: Day
    shares: tuple[tuple[str, str], ...]
    tables: tuple[CrossTable, ...]
    tallies: tuple[Group, ...]
    tasks: tuple[Group, ...]
    """What waits for the editors; an empty list has a sentence."""


class CompetitionsView(Frozen):
    """All competitions, each with its editions."""

    head: Head
    heading: str
    lead: str
    awards: tuple[tuple[Milestone, tuple[Link, ...]], ...]
    """A competition, and its editions by year."""
    tables: tuple[Link, ...]
    """The same as tables: the competitions, and the results of all editions."""
    calls: Link | None = None
    empty: str = ""


class EditionView(Frozen):
    """One year of a competition; `eyebrow` tells what kind of competition it is."""

    head: Head
    eyebrow: str
    heading: str
    lead: str
    winners: tuple[Contender, ...]
    winners_heading: str
    others: tuple[Contender, ...]
    stitched: str
    """What one stitch stands for; empty where nothing is stitched."""
    voted: bool
    """Whether any entry has votes or points."""
    notes: tuple[str, ...]
    """Ties, totals whose meaning no source tells, and other things a reader must know of the numbers."""
    figures: tuple[Figure, ...]
    method: tuple[str, ...]
    method_text: str
    body_html: str
    nominations: tuple[tuple[str, str], ...]
    facts: tuple[Fact, ...]
    chain: tuple[ChainLink, ...]
    badges: tuple[Badge, ...]
    sources: tuple[SourceItem, ...]


class EventsView(Frozen):
    """All events: those to come, those past, those whose day no source gives."""

    head: Head
    heading: str
    lead: str
    groups: tuple[Milestones, ...]
    empty: str = ""


class EventView(Frozen):
    head: Head
    kind: str
    heading: str
    lead: str
    figures: tuple[Figure, ...]
    body_html: str
    speakers: tuple[Speaker, ...]
    quotes: tuple[Quote, ...]
    materials: tuple[Link, ...]
    facts: tuple[Fact, ...]
    chain: tuple[ChainLink, ...]
    calendar: Link | None
    practices: tuple[ListedPractice, ...]
    editions: tuple[Link, ...]
    series: tuple[Milestone, ...]
    sources: tuple[SourceItem, ...]
    lang: str = ""


class CalendarView(Frozen):
    """A calendar file, whole."""

    text: str


class BadgeLine(Frozen):
    """A line of a badge: where it stands, how large its letters are."""

    style: str
    text: str
    lang: str
    x: int
    y: int
    size: int


class BadgeView(Frozen):
    """A picture of an award, in both languages."""

    width: int
    height: int
    title: str
    lines: tuple[BadgeLine, ...]


class TextView(Frozen):
    """A page such as «Про Взірець»."""

    head: Head
    title: str
    lead: str
    body_html: str
    headings: tuple[Link, ...] = ()
    notes: tuple[Note, ...] = ()
    onward: tuple[Link, ...] = ()
    """Where a page that holds nothing any more leads on to."""


class SearchForm(Frozen):
    """A field that leads to the page of search."""

    action: str
    label: str
    button: str


class SearchView(Frozen):
    """The page of search. `index` and `root` are where its script finds the index and the site."""

    head: Head
    heading: str
    form: SearchForm
    ways: tuple[Link, ...]
    """Where to go on by links alone."""
    index: str
    root: str
    found: str
    """How many were found, in each plural form, as JSON."""


class NotFoundView(Frozen):
    """The one page in both languages: (language, heading, lead, links) for each."""

    head: Head
    parts: tuple[tuple[str, str, str, tuple[Link, ...]], ...]
    search: tuple[SearchForm | None, ...] = ()
    """The form of each part."""


class OfflinePart(Frozen):
    """What the page for readers without a network says in one language; `kept` heads the list of kept pages."""

    language: str
    heading: str
    lead: str
    kept: str


class OfflineView(Frozen):
    """The one page in both languages; `store` is where a script finds what is kept."""

    head: Head
    parts: tuple[OfflinePart, ...]
    store: str


class MovedView(Frozen):
    """A former address: tells where the page is now and leads there."""

    head: Head
    heading: str
    target: Link


class Entry(Frozen):
    title: str
    summary: str
    permalink: str
    id: str
    updated: str
    published: str
    categories: tuple[tuple[str, str], ...]
    """(id, name) pairs."""


class FeedView(Frozen):
    """An Atom feed; every address is a permalink, every date RFC 3339."""

    language: str
    title: str
    subtitle: str
    id: str
    self_url: str
    page_url: str
    updated: str
    author: str
    rights: str
    entries: tuple[Entry, ...] = field(default=())


class SitemapView(Frozen):
    """(permalink, lastmod or "", alternates) for each page that search engines should know."""

    urls: tuple[tuple[str, str, tuple[tuple[str, str], ...]], ...]


class SitemapIndexView(Frozen):
    """Permalinks of the sitemaps of a site too large for one."""

    sitemaps: tuple[str, ...]


class RobotsView(Frozen):
    """robots.txt: the permalink of the sitemap."""

    sitemap: str


class CallClock(Frozen):
    """What a script needs to keep the state of a call true: the state at the build, moments in UTC, the time zone
    and the last day in it, days before it from which on it closes soon, the words for how many are left."""

    built: str
    opens: str
    closes: str
    zone: str
    last: str
    soon: int
    forms: str
    last_day: str


class CallStage(Frozen):
    """What is said in a state of a call: a title with the days left, and a sentence around the deadline."""

    state: str
    title: str
    left: str
    before: str
    deadline: Day
    after: str
    shown: bool


class CallRow(Frozen):
    """A call in a list."""

    link: Link
    summary: str
    organisers: str
    stages: tuple[CallStage, ...]
    clock: CallClock | None = None
    summary_lang: str = ""


class CallsView(Frozen):
    """All calls, in parts by state: (heading, rows)."""

    head: Head
    heading: str
    lead: str
    groups: tuple[tuple[str, tuple[CallRow, ...]], ...]
    feed: Link
    empty: str = ""


class Direction(Frozen):
    """A direction of a call, with the cloth of its first theme; `again` where that is drawn on the page already."""

    name: str
    text: str
    cover: Cover | None = None
    again: bool = False
    lang: str = ""
    text_lang: str = ""
    themes: tuple[Link, ...] = ()


class CallView(Frozen):
    head: Head
    organisers: str
    heading: str
    lead: str
    stages: tuple[CallStage, ...]
    directions: tuple[Direction, ...]
    rules: tuple[Link, ...]
    facts: tuple[Fact, ...]
    chain: tuple[ChainLink, ...]
    sources: tuple[SourceItem, ...]
    is_over: bool
    clock: CallClock | None = None
    apply: Link | None = None
    results: Link | None = None
    """Where the results are, once they are out."""
    applies_now: bool = False
    """Whether entries are taken already."""
    calendar: Link | None = None
    forms: tuple[Link, ...] = ()
    """Files of the form for an entry."""
    contact: str = ""
    body_html: str = ""
    lang: str = ""


View = (
    LazyView
    | HomeView
    | PracticesView
    | IndexView
    | InsightView
    | DataView
    | CompetitionsView
    | EditionView
    | EventsView
    | EventView
    | CalendarView
    | BadgeView
    | TextView
    | SearchView
    | NotFoundView
    | OfflineView
    | MovedView
    | FeedView
    | SitemapView
    | SitemapIndexView
    | RobotsView
    | CallsView
    | CallView
)
