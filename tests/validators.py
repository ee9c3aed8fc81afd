"""What outside validators say of feeds, maps and pages: each returns a list of complaints."""

import json
import re
from datetime import datetime
from email.utils import parsedate_to_datetime
from html.parser import HTMLParser

import extruct
import feedparser
import html5lib
import xmlschema
from lxml import etree
from schema_org.registry import CLASS_METADATA, PROPERTY_BY_SCHEMA, ancestry

from tests.data import DATA

ATOM = "{http://www.w3.org/2005/Atom}"
MEDIA = "{http://search.yahoo.com/mrss/}"
CONTENT = "{http://purl.org/rss/1.0/modules/content/}encoded"
# Controls and the sign of a lost letter: W3C's validator takes them for a wrong encoding.
LOST = re.compile("[\x80-\x9f\ufffd]")
WHOLE = re.compile(r"https?://[!-~]+\Z")
# What the cleaner leaves, and pictures.
SAFE_TAGS = (
    "p h2 h3 h4 ul ol li blockquote footer cite a strong em s sub sup br hr table caption thead"
    " tbody tfoot tr th td figure figcaption abbr code pre img section"
)


def parsed(content: bytes) -> etree._Element:
    """Read XML strictly: no entities, no network, no repair."""
    return etree.fromstring(content, etree.XMLParser(resolve_entities=False, no_network=True))


def feed_complaints(content: bytes, address: str) -> list[str]:
    """Check RSS 2.0 or Atom by the rules of the W3C's validator, its warnings too."""
    read = feedparser.parse(content)
    complaints = [f"feedparser: {read.bozo_exception}"] if read.bozo else []
    if LOST.search(content.decode()):
        complaints.append("characters of a wrong encoding")
    root = parsed(content)
    complaints += media_groups(root)
    return complaints + (rss if root.tag == "rss" else atom)(root, address)


def media_groups(root) -> list[str]:
    groups = root.iter(f"{MEDIA}group")
    alone = [one for one in groups if len(one.findall(f"{MEDIA}content")) < 2]
    return ["media:group without alternatives"] if alone else []


def rss(root, address: str) -> list[str]:
    channel, found = root.find("channel"), []
    for name in ("title", "link", "description", "language"):
        if not (channel.findtext(name) or "").strip():
            found.append(f"channel has no {name}")
    found += self_link(channel.findall(f"{ATOM}link"), address)
    found += whole([channel.findtext("link")])
    found += rfc822([channel.findtext("lastBuildDate")])
    guids = []
    for item in channel.findall("item"):
        if not (item.findtext("title") or item.findtext("description")):
            found.append("item with neither title nor description")
        guid = item.find("guid")
        guids.append(guid.text)
        if guid.get("isPermaLink") != "false":
            found += whole([guid.text])
        found += whole([item.findtext("link")]) + rfc822([item.findtext("pubDate")])
        found += rfc3339([one.text for one in item.findall(f"{ATOM}updated")])
        names = [child.tag for child in item]
        if CONTENT in names and "description" not in names[: names.index(CONTENT)]:
            found.append("content:encoded without a description before it")
        for name in ("title", "link", "description", CONTENT, "guid", "pubDate", f"{ATOM}updated"):
            if names.count(name) > 1:
                found.append(f"more than one {name}")
        if len(item.findall("enclosure")) > 1:
            found.append("more than one enclosure")
        found += enclosures(item.findall("enclosure"), "url")
        found += enclosures(item.iter(f"{MEDIA}content"), "url", "fileSize")
        for name in ("description", CONTENT):
            found += html(item.findtext(name) or "")
    return found + once(guids)


def atom(root, address: str) -> list[str]:
    found = self_link(root.findall(f"{ATOM}link"), address)
    for name in ("title", "id", "updated"):
        if not (root.findtext(f"{ATOM}{name}") or "").strip():
            found.append(f"feed has no {name}")
    if not root.findtext(f"{ATOM}author/{ATOM}name"):
        found.append("feed has no author")
    ids = [root.findtext(f"{ATOM}id")]
    moments = [root.findtext(f"{ATOM}updated")]
    for entry in root.findall(f"{ATOM}entry"):
        ids.append(entry.findtext(f"{ATOM}id"))
        moments += [entry.findtext(f"{ATOM}{name}") for name in ("updated", "published")]
        if not entry.findtext(f"{ATOM}title"):
            found.append("entry without title")
        if not (entry.findtext(f"{ATOM}summary") or entry.findtext(f"{ATOM}content")):
            found.append("entry without words")
        links = entry.findall(f"{ATOM}link")
        if sum(link.get("rel") == "alternate" for link in links) != 1:
            found.append("entry needs one alternate link")
        found += whole([link.get("href") for link in links])
        found += whole([one.text for one in entry.iter(f"{ATOM}uri")])
        found += enclosures([one for one in links if one.get("rel") == "enclosure"], "href")
        for name in ("summary", "content"):
            found += html(entry.findtext(f"{ATOM}{name}") or "")
    updated = [entry.findtext(f"{ATOM}updated") for entry in root.findall(f"{ATOM}entry")]
    return found + once(ids) + once(updated) + whole(ids) + rfc3339(moments)


def json_feed_complaints(content: bytes, address: str) -> list[str]:
    """Check JSON Feed 1.1 by its specification."""
    feed = json.loads(content)
    found = [] if feed["feed_url"] == address else ["feed_url is another"]
    if feed["version"] != "https://jsonfeed.org/version/1.1" or not feed["title"]:
        found.append("no version or title")
    for item in feed["items"]:
        if not (item.get("content_html") or item.get("content_text")):
            found.append("item without content")
        found += whole([item["url"], item["id"]])
        found += rfc3339([item["date_published"], item["date_modified"]])
        found += html(item.get("content_html", ""))
        for one in item.get("attachments", ()):
            if not one["mime_type"] or one["size_in_bytes"] < 1:
                found.append("attachment without type or size")
            found += whole([one["url"]])
    return found + once([item["id"] for item in feed["items"]])


def self_link(links, address: str) -> list[str]:
    own = [link.get("href") for link in links if link.get("rel") == "self"]
    return [] if own == [address] else [f"self link is {own}, not {address}"]


def whole(places) -> list[str]:
    return [f"no whole address: {one!r}" for one in places if not WHOLE.match(one or "")]


def once(values: list[str]) -> list[str]:
    return [] if len(values) == len(set(values)) else ["ids or moments repeat"]


def rfc822(moments) -> list[str]:
    found = []
    for one in moments:
        try:
            assert parsedate_to_datetime(one).tzinfo
        except (ValueError, TypeError, AssertionError):
            found.append(f"no RFC 822 date: {one!r}")
    return found


def rfc3339(moments) -> list[str]:
    found = []
    for one in moments:
        try:
            assert datetime.fromisoformat(one).tzinfo
        except (ValueError, TypeError, AssertionError):
            found.append(f"no RFC 3339 date: {one!r}")
    return found


def enclosures(elements, place: str, length: str = "length") -> list[str]:
    found = []
    for one in elements:
        if not (one.get("type") and (one.get(length) or "").isdigit() and int(one.get(length))):
            found.append(f"no type or length: {dict(one.attrib)}")
        found += whole([one.get(place)])
    return found


class Markup(HTMLParser):
    """Complains about tags and addresses that do not belong into a feed."""

    def __init__(self):
        super().__init__()
        self.found = []

    def handle_starttag(self, tag, attrs):
        if tag not in SAFE_TAGS.split():
            self.found.append(f"<{tag}> in content")
        for name, value in attrs:
            if name.startswith("on") or name in ("style", "id"):
                self.found.append(f"{name}= in content")
            if name in ("href", "src") and not re.match(r"(https?://|mailto:|tel:)", value or ""):
                self.found.append(f"no whole address in content: {value!r}")


def html(text: str) -> list[str]:
    reader = Markup()
    reader.feed(text)
    try:
        html5lib.HTMLParser(strict=True).parseFragment(text)
    except html5lib.html5parser.ParseError as error:
        reader.found.append(f"invalid HTML: {error}")
    return reader.found


_schema = None


def map_complaints(content: bytes) -> list[str]:
    """Check a sitemap by the schemas of tests/data."""
    global _schema
    _schema = _schema or xmlschema.XMLSchema11(DATA / "sitemap.xsd")
    root = parsed(content)
    return [f"{error.path}: {error.reason}" for error in _schema.iter_errors(root)]


def page_data(page: bytes, address: str) -> dict:
    """Read a page as a search engine does: its `json-ld` things, its `opengraph` pairs."""
    return extruct.extract(
        page.decode(), base_url=address, syntaxes=["json-ld", "opengraph"], errors="strict"
    )


def vocabulary_complaints(thing) -> list[str]:
    """Check types and properties of JSON-LD against schema.org's vocabulary."""
    if isinstance(thing, list):
        return [one for part in thing for one in vocabulary_complaints(part)]
    if not isinstance(thing, dict):
        return []
    kind = thing.get("@type")
    if kind not in CLASS_METADATA:
        return [f"no type: {kind!r}"]
    kinds, found = {kind, *ancestry(kind)}, []
    for name, value in thing.items():
        if name.startswith("@"):
            continue
        # `query-input` annotates `query`, as schema.org's page about actions describes.
        known = PROPERTY_BY_SCHEMA.get(name.removesuffix("-input"))
        if known is None or not kinds & set(known.domains):
            found.append(f"{kind} has no {name}")
        elif known.superseded_by:
            found.append(f"{name} is superseded by {known.superseded_by}")
        else:
            found += ranges(name, value, known)
        found += vocabulary_complaints(value)
    return found


def ranges(name: str, value, known) -> list[str]:
    """Check that things stand where things of their kind are meant."""
    found = []
    for one in value if isinstance(value, list) else [value]:
        if isinstance(one, dict) and one.get("@type") in CLASS_METADATA:
            kinds = {one["@type"], *ancestry(one["@type"])}
            if not kinds & set(known.ranges):
                found.append(f"{name} is no {one['@type']}")
    return found
