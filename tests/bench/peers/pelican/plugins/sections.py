"""Groups of six kinds, paginated lists, a sitemap with alternates and a JSON export: Pelican has none of them."""

import json
from collections import defaultdict
from pathlib import Path

from pelican import signals
from pelican.generators import Generator

PAGE_SIZE = 24


def split_groups(generator):
    for article in generator.articles:
        for section in generator.settings["JINJA_GLOBALS"]["ui"]["sections"]:
            setattr(article, section, [id_.strip() for id_ in getattr(article, section, "").split(",") if id_])


class Sections(Generator):
    """All pages besides the home page and those of the practices."""

    def generate_output(self, writer):
        self.writer, self.folders = writer, [""]
        articles = self.context["articles"]
        self.folders += [article.url for article in articles]
        self.pages_of("practices", "practices", articles)
        for section in self.settings["JINJA_GLOBALS"]["ui"]["sections"]:
            members = defaultdict(list)
            for article in articles:
                for id_ in getattr(article, section):
                    members[id_].append(article)
            self.write(f"{section}/", "terms", section=section, members=sorted(members.items()))
            for id_, own in members.items():
                self.pages_of(f"{section}/{id_}", "term", own, section=section, term=id_)
        self.write_data(articles)

    def pages_of(self, folder, template, articles, **values):
        total = -(-len(articles) // PAGE_SIZE)
        for number in range(1, total + 1):
            batch = articles[(number - 1) * PAGE_SIZE : number * PAGE_SIZE]
            path = f"{folder}/" if number == 1 else f"{folder}/page/{number}/"
            self.write(path, template, items=batch, number=number, total=total, list_url=f"{folder}/", **values)

    def write(self, folder, template, **values):
        self.folders.append(folder)
        self.writer.write_file(f"{folder}index.html", self.get_template(template), self.context, **values)

    def write_data(self, articles):
        out = Path(self.output_path)
        sitemap = self.get_template("sitemap").render(self.context, folders=self.folders)
        (out / "sitemap.xml").write_text(sitemap, encoding="utf-8")
        prefix = "/" if self.settings["DEFAULT_LANG"] == "uk" else "/en/"
        sections = self.settings["JINJA_GLOBALS"]["ui"]["sections"]
        rows = [
            {
                "url": prefix + article.url,
                "title": article.title,
                "summary": article.summary,
                "date": f"{article.date:%Y-%m-%d}",
                **{section: getattr(article, section) for section in sections},
            }
            for article in articles
        ]
        (out / "index.json").write_text(json.dumps(rows, ensure_ascii=False), encoding="utf-8")


def generators(pelican):
    return Sections


def register():
    """Called once for each language: the receivers must be the same objects each time."""
    signals.article_generator_finalized.connect(split_groups)
    signals.get_generators.connect(generators)
