"""The common pages of the benchmark in Pelican, with its own cache of read texts."""

import json
from pathlib import Path

HERE = Path(__file__).parent
SITENAME = "Practices"
SITEURL = "https://practices.example"
PATH = "content"
OUTPUT_PATH = "output"
TIMEZONE = "UTC"
DEFAULT_LANG = "uk"
THEME = "theme"
THEME_STATIC_PATHS: list[str] = []
PLUGIN_PATHS = ["plugins"]
PLUGINS = ["i18n_subsites", "sections"]
I18N_SUBSITES: dict[str, dict[str, str]] = {"en": {}}
I18N_UNTRANSLATED_ARTICLES = "remove"
STATIC_PATHS: list[str] = []
TYPOGRIFY = False
FORMATTED_FIELDS: list[str] = []
ARTICLE_URL = ARTICLE_LANG_URL = "practices/{slug}/"
ARTICLE_SAVE_AS = ARTICLE_LANG_SAVE_AS = "practices/{slug}/index.html"
DIRECT_TEMPLATES = ["index"]
AUTHOR_SAVE_AS = CATEGORY_SAVE_AS = TAG_SAVE_AS = ""
ARCHIVES_SAVE_AS = AUTHORS_SAVE_AS = CATEGORIES_SAVE_AS = TAGS_SAVE_AS = ""
FEED_ALL_ATOM = "feed.xml"
FEED_MAX_ITEMS = 50
RSS_FEED_SUMMARY_ONLY = True
CATEGORY_FEED_ATOM = TRANSLATION_FEED_ATOM = AUTHOR_FEED_ATOM = AUTHOR_FEED_RSS = None
MARKDOWN = {
    "extension_configs": {
        f"markdown.extensions.{name}": {} for name in ("meta", "tables", "footnotes", "fenced_code", "toc")
    },
    "output_format": "html5",
}
CACHE_CONTENT = True
LOAD_CONTENT_CACHE = True
CONTENT_CACHING_LAYER = "reader"
CHECK_MODIFIED_METHOD = "mtime"
JINJA_GLOBALS = {name: json.loads((HERE / f"{name}.json").read_text("utf-8")) for name in ("terms", "ui")}
