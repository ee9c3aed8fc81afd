"""How RSS 2.0, Atom and JSON Feed write a feed. What is in it comes from
articles/site/feeds/feeds.py.

Beside Django's own words for a story they know: `content` (HTML), `people` (name, address),
`pictures` (articles.site.feeds.feeds.Media), and for the feed `hub`.
"""

import json
from datetime import timedelta

from django.utils.feedgenerator import Atom1Feed, Rss201rev2Feed, SyndicationFeed
from django.utils.html import escape

MEDIA = "http://search.yahoo.com/mrss/"


class Rss(Rss201rev2Feed):
    """RSS 2.0 with the usual extensions."""

    content_type = "application/rss+xml; charset=utf-8"

    def rss_attributes(self):
        return super().rss_attributes() | {
            "xmlns:content": "http://purl.org/rss/1.0/modules/content/",
            "xmlns:dc": "http://purl.org/dc/elements/1.1/",
            "xmlns:media": MEDIA,
        }

    def add_root_elements(self, handler):
        super().add_root_elements(handler)
        if self.feed["hub"]:
            handler.addQuickElement("atom:link", None, {"rel": "hub", "href": self.feed["hub"]})

    def add_item_elements(self, handler, item):
        super().add_item_elements(handler, item)
        for name, _address in item["people"]:
            handler.addQuickElement("dc:creator", name)
        # RSS itself has no word for it.
        handler.addQuickElement("atom:updated", item["updateddate"].isoformat(timespec="seconds"))
        if item["content"]:
            handler.addQuickElement("content:encoded", item["content"])
        add_media(handler, item["pictures"])


class Atom(Atom1Feed):
    """Atom 1.0."""

    content_type = "application/atom+xml; charset=utf-8"

    def add_item(self, **said):
        """Add a story; two of one minute get moments of their own: readers tell by them."""
        taken = {item["updateddate"] for item in self.items}
        while said["updateddate"] in taken:
            said["updateddate"] += timedelta(microseconds=1)
        # A flash is nothing but a headline; an entry needs words beside its title.
        if not (said["description"] or said["content"]):
            said["description"] = escape(said["title"])
        super().add_item(**said)

    def root_attributes(self):
        return super().root_attributes() | {"xmlns:media": MEDIA}

    def add_root_elements(self, handler):
        super().add_root_elements(handler)
        if self.feed["hub"]:
            handler.addQuickElement("link", None, {"rel": "hub", "href": self.feed["hub"]})

    def add_item_elements(self, handler, item):
        super().add_item_elements(handler, item)
        for name, address in item["people"]:
            handler.startElement("author", {})
            handler.addQuickElement("name", name)
            handler.addQuickElement("uri", address)
            handler.endElement("author")
        if item["content"]:
            handler.addQuickElement("content", item["content"], {"type": "html"})
        add_media(handler, item["pictures"])


def add_media(handler, pictures) -> None:
    """Write the sizes of one picture as Media RSS: a group only where there are several."""
    if len(pictures) > 1:
        handler.startElement("media:group", {})
    for one in pictures:
        handler.startElement(
            "media:content",
            {
                "url": one.url,
                "fileSize": str(one.length),
                "type": one.type,
                "medium": "image",
                "width": str(one.width),
                "height": str(one.height),
            },
        )
        if one.alt:
            handler.addQuickElement("media:description", one.alt, {"type": "plain"})
        if one.credit:
            handler.addQuickElement("media:credit", one.credit)
        handler.endElement("media:content")
    if len(pictures) > 1:
        handler.endElement("media:group")


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
        if self.feed["hub"]:
            feed["hubs"] = [{"type": "WebSub", "url": self.feed["hub"]}]
        json.dump(feed, outfile, ensure_ascii=False)

    def entry(self, item: dict) -> dict:
        """Return one story as JSON Feed writes it."""
        entry = {
            "id": item["unique_id"],
            "url": item["link"],
            "title": item["title"],
            "content_html" if item["content"] else "content_text": item["content"]
            or item["summary"]
            or item["title"],
            "summary": item["summary"],
            "date_published": item["pubdate"].isoformat(timespec="seconds"),
            "date_modified": item["updateddate"].isoformat(timespec="seconds"),
            "tags": item["categories"],
        }
        if item["people"]:
            entry["authors"] = [{"name": name, "url": address} for name, address in item["people"]]
        if item["pictures"]:
            largest = item["pictures"][0]
            entry["image"] = largest.url
            entry["attachments"] = [
                {
                    "url": largest.url,
                    "mime_type": largest.type,
                    "size_in_bytes": largest.length,
                }
            ]
            # The one place here for what the other forms say as description and credit.
            credit = f"({largest.credit})" if largest.credit else ""
            if words := f"{largest.alt} {credit}".strip():
                entry["attachments"][0]["title"] = words
        return {name: value for name, value in entry.items() if value}


FORMS = {"rss": Rss, "atom": Atom, "json": JsonFeed}
SUFFIXES = {"rss": "", "atom": "_atom", "json": "_json"}
NAMES = {"rss": "RSS", "atom": "Atom", "json": "JSON Feed"}
