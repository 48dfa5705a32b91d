"""The page of the open data: every file, what each column holds, on which terms."""

from collections.abc import Iterator

from builder.pages import views
from builder.pages.context import Context, head
from builder.pages.json_ld import Node, node, plain
from builder.pages.licences import licence_link
from builder.pages.open_data import FORMATS
from builder.pages.page import Page
from builder.pages.tables import (
    FOLDER,
    PACKAGE,
    PRACTICES_JSON,
    REGIONS_GEOJSON,
    RESULTS_JSON,
    TABLES,
    Column,
    table_path,
)
from builder.pages.urls import url

MORE_FORMATS = {"practices": PRACTICES_JSON, "regions": REGIONS_GEOJSON, "results": RESULTS_JSON}
"""Table → the file that holds the same in another form."""


def data_page(context: Context) -> Page:
    words = context.words
    heading = words("open-data")
    view = views.DataView(
        head=head(
            context,
            title=heading,
            description=words("open-data-lead"),
            segments=(FOLDER,),
            section=FOLDER,
            things=lambda: [_dataset(context)],
        ),
        heading=heading,
        lead=words("open-data-lead"),
        tables=tuple(_table(context, name) for name in TABLES),
        package=_file(context, PACKAGE),
        licence=licence_link(context.showcase.site.content_licence),
    )
    return Page(
        kind="data",
        language=context.language,
        url=url(context.language, FOLDER),
        template="pages/data.html",
        view=view,
    )


def _table(context: Context, name: str) -> views.DataTable:
    files = [table_path(name), *([MORE_FORMATS[name]] if name in MORE_FORMATS else [])]
    return views.DataTable(
        id=f"v-{name}",
        heading=context.words(f"section-{name}"),
        text=context.words(f"dataset-{name}"),
        files=tuple(_file(context, path) for path in files),
        columns=tuple((column.name, _meaning(context, column)) for column in TABLES[name]),
    )


def _meaning(context: Context, column: Column) -> str:
    meaning = context.words(f"column-{column.key}")
    return context.words(f"column-in-{column.language}", meaning=meaning) if column.language else meaning


def _file(context: Context, path: str) -> views.Link:
    return views.Link(text=path.rpartition("/")[2], url=context.base.href(f"/{path}"))


# For machines


def _dataset(context: Context) -> Node:
    site, language = context.showcase.site, context.language
    return node(
        "Dataset",
        name=f"{site.title.best(language)}: {plain(context.words('open-data'))}",
        description=plain(context.words("open-data-lead")),
        url=context.base.permalink(url(language, FOLDER)),
        inLanguage=[spoken.value for spoken in site.languages],
        license=licence_link(site.content_licence).url,
        isAccessibleForFree=True,
        creator=node("Organization", name=site.publisher.best(language), url=context.base.permalink(url(language))),
        spatialCoverage=node("Country", name=context.words("country")),
        distribution=list(_downloads(context)),
    )


def _downloads(context: Context) -> Iterator[Node]:
    for path in (*map(table_path, TABLES), *MORE_FORMATS.values()):
        media_type = FORMATS[path.rpartition(".")[2]][1]
        yield node("DataDownload", contentUrl=context.base.permalink(f"/{path}"), encodingFormat=media_type)
