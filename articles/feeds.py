"""RSS 2.0, Atom and JSON Feed of a language, a category, a tag, an author."""

import json
import re

from django.db.models import Prefetch
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.feedgenerator import Atom1Feed, Rss201rev2Feed, SyndicationFeed

from articles import context
from articles.models import Author, Category, Credit, Edition, EditionCredit, Tag
from articles.views.page import Feed, absolute, home_path
from newsroom import languages

SIZE = 30
# What XML 1.0 cannot hold, escaped or not.
FORBIDDEN = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


class JsonFeed(SyndicationFeed):
    """JSON Feed 1.1."""

    content_type = "application/feed+json; charset=utf-8"

    def write(self, outfile, encoding):
        feed = {
            "version": "https://jsonfeed.org/version/1.1",
            "title": self.feed["title"],
            "home_page_url": self.feed["link"],
            "feed_url": self.feed["feed_url"],
            "description": self.feed["description"],
            "language": self.feed["language"],
            "items": [self.entry(item) for item in self.items],
        }
        json.dump(feed, outfile, ensure_ascii=False)

    def entry(self, item: dict) -> dict:
        """Return one story as JSON Feed writes it."""
        entry = {
            "id": item["unique_id"],
            "url": item["link"],
            "title": item["title"],
            "content_text": item["description"],
            "summary": item["description"],
            "date_published": item["pubdate"].isoformat(timespec="seconds"),
            "date_modified": item["updateddate"].isoformat(timespec="seconds"),
            "tags": item["categories"],
        }
        if item["author_name"]:
            entry["authors"] = [{"name": item["author_name"]}]
        return entry


class Rss(Rss201rev2Feed):
    content_type = "application/rss+xml; charset=utf-8"


class Atom(Atom1Feed):
    content_type = "application/atom+xml; charset=utf-8"


FORMS = {"rss": Rss, "atom": Atom, "json": JsonFeed}
SUFFIXES = {"rss": "", "atom": "_atom", "json": "_json"}
NAMES = {"rss": "RSS", "atom": "Atom", "json": "JSON Feed"}


def serve(
    request: HttpRequest, language: str, noun: str, form: str, slug: str = ""
) -> HttpResponse:
    """Answer a feed of the newest stories; 404 where its page does not exist. Three queries."""
    source = find_source(noun, language, slug)
    editions = list(newest(language, source))
    if not editions and isinstance(source, Tag | Author):
        raise Http404
    site = context.site()
    title = " — ".join(filter(None, (getattr(source, "name", ""), site.name)))
    feed = FORMS[form](
        title=xml(title),
        link=absolute(source.get_absolute_url() if source else home_path(language)),
        description=xml(getattr(source, "description", "") or site.tagline or title),
        language=language,
        feed_url=absolute(request.path),
    )
    for edition in editions:
        add(feed, edition)
    return HttpResponse(feed.writeString("utf-8"), content_type=FORMS[form].content_type)


def find_source(noun: str, language: str, slug: str) -> Category | Tag | Author | None:
    """Return whose feed it is (None: the whole language's), if it has a name in the language."""
    if noun == "home":
        return None
    model = {"category": Category, "tag": Tag, "author": Author}[noun]
    column = languages.column("slug", language) if noun == "tag" else "slug"
    name = languages.column("name", language)
    return get_object_or_404(model, **{column: slug, f"{name}__gt": ""})


def newest(language: str, source):
    """Return the newest live editions of a feed with their writers. Two queries."""
    live = Edition.objects.live().in_language(language)
    if isinstance(source, Category):
        live = live.in_category(source)
    elif isinstance(source, Tag):
        live = live.with_tag(source)
    elif isinstance(source, Author):
        live = live.by_author(source)
    writers = EditionCredit.objects.filter(role=Credit.Role.TEXT).select_related("author")
    return live.for_stream().prefetch_related(
        Prefetch("edition_credits", queryset=writers, to_attr="writers")
    )[:SIZE]


def add(feed: SyndicationFeed, edition: Edition) -> None:
    """Add one story to a feed. No query."""
    writers = context.named([row.author for row in edition.writers], "name", edition.language)
    section = edition.category.name if edition.category else ""
    feed.add_item(
        title=xml(edition.title),
        link=absolute(edition.get_absolute_url()),
        description=xml(edition.lead or edition.subtitle),
        unique_id=absolute(f"/#edition-{edition.pk}"),
        unique_id_is_permalink=False,
        author_name=xml(", ".join(author.name for author in writers)) or None,
        pubdate=edition.published_at,
        updateddate=edition.updated_at or edition.published_at,
        categories=[xml(section)] if section else [],
    )


def xml(text: str) -> str:
    """Return the text without the characters that no XML document can hold."""
    return FORBIDDEN.sub("", text)


def links(language: str, source: Category | Tag | Author | None = None) -> list[Feed]:
    """Return the feeds that a page names: its own, in each form."""
    kwargs = {"language": language}
    prefix, name = "", context.site().name
    if source is not None:
        prefix = f"{source._meta.model_name}_"
        kwargs["slug"], name = source.slug, source.name
    return [
        Feed(
            title=f"{name} ({NAMES[form]})" if name else NAMES[form],
            url=absolute(reverse(f"{prefix}feed{SUFFIXES[form]}", kwargs=kwargs)),
            type=kind.content_type.partition(";")[0],
        )
        for form, kind in FORMS.items()
    ]
