"""RSS 2.0, Atom and JSON Feed of a language, a category, a tag, an author."""

from collections.abc import Iterable
from typing import NamedTuple

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.encoding import iri_to_uri
from django.utils.feedgenerator import Enclosure, SyndicationFeed
from django.utils.html import escape

from articles import images
from articles.images.sizes import CROPS
from articles.models import (
    Author,
    Category,
    Edition,
    Image,
    Tag,
    context,
)
from articles.site import rows
from articles.site.feeds import story_html
from articles.site.feeds.addresses import Source, addresses
from articles.site.feeds.formats import FORMS, NAMES
from articles.site.feeds.prefetch import Beside, find_beside
from articles.site.feeds.story_html import xml
from articles.site.page import Feed, absolute, home_path
from articles.site.redirects import moved_to
from articles.text.cleaning import first_words, images_in, joined, plain_blocks
from newsroom import languages

SIZE = 50
PICTURE = "16x9"
RATIO = CROPS[PICTURE].ratio
# Readers of feeds choose among a few; a picture that is small has what it has.
MEDIA_WIDTHS = {480, 800, 1280}
# Characters of a text that stand in for a lead.
SUMMARY = 300


class Media(NamedTuple):
    """One size of a picture: a whole address, bytes, type, pixels, words."""

    url: str
    length: int
    type: str
    width: int
    height: int
    alt: str
    credit: str


def serve(
    request: HttpRequest, language: str, noun: str, form: str, slug: str = ""
) -> HttpResponse:
    """Answer a feed of the newest stories; 404 where its page does not exist. Four queries."""
    source = find_source(noun, language, slug)
    if source is None and noun != "home":
        return moved(request, noun, language, form, slug)
    editions = list(newest(language, source))
    if not editions and isinstance(source, Tag | Author):
        raise Http404
    return answer(request, language, form, editions, source)


def answer(
    request: HttpRequest,
    language: str,
    form: str,
    editions: list[Edition],
    source: Source = None,
    *,
    title: str = "",
    path: str = "",
) -> HttpResponse:
    """Answer a feed of these stories; a feed of no row has a `title` and the `path` of its page."""
    site = context.site()
    bodies = [one.body for one in editions] if site.feed_has_full_text else []
    beside, others = find_beside(language, editions, bodies)
    pictures = find_pictures(bodies)
    address = absolute(request.get_full_path() if path else request.path)
    feed = start(form, language, source, address=address, title=title, path=path)
    for edition in editions:
        html = story_html.content(
            edition, beside[edition.pk].notes, pictures, others, is_full=site.feed_has_full_text
        )
        add(feed, edition, beside[edition.pk], html)
    response = HttpResponse(feed.writeString("utf-8"), content_type=FORMS[form].content_type)
    if site.websub_hub and not path:
        hub = iri_to_uri(site.websub_hub)
        response["Link"] = f'<{hub}>; rel="hub", <{absolute(request.path)}>; rel="self"'
    return response


def start(
    form: str, language: str, source: Source, *, address: str, title: str = "", path: str = ""
) -> SyndicationFeed:
    """Return a feed without stories."""
    site = context.site()
    name = title or getattr(source, "name", "")
    title = " — ".join(filter(None, (name, site.name))) or settings.SITE_HOST
    page = path or (source.get_absolute_url() if source else home_path(language))
    return FORMS[form](
        title=xml(title),
        link=absolute(page),
        description=xml(getattr(source, "description", "") or site.tagline or title),
        language=language,
        author_name=xml(site.name or settings.SITE_HOST),
        feed_url=address,
        feed_guid=address,
        hub="" if path else iri_to_uri(site.websub_hub),
    )


def find_source(noun: str, language: str, slug: str) -> Source:
    """Return whose feed it is, if it has a name in the language; None for the whole language's.

    One query for a tag or an author.
    """
    if noun == "home":
        return None
    if noun == "category":
        return next((one for one in context.menu(language) if one.slug == slug), None)
    model = {"tag": Tag, "author": Author}[noun]
    column = languages.column("slug", language) if noun == "tag" else "slug"
    name = languages.column("name", language)
    return model.objects.filter(**{column: slug, f"{name}__gt": ""}).first()


def moved(request: HttpRequest, noun: str, language: str, form: str, slug: str) -> HttpResponse:
    """Lead from a former address to the feed of the same form; Http404 where there is none."""
    source = moved_to(noun, language, slug)
    if source is None:
        raise Http404
    path = addresses(language, source)[form].removeprefix(settings.SITE_URL)
    query = request.META["QUERY_STRING"]
    return redirect(f"{path}?{query}" if query else path, permanent=True)


def newest(language: str, source: Source):
    """Return the newest live editions of a feed. One query."""
    live = Edition.objects.live().in_language(language)
    if isinstance(source, Category):
        live = live.in_category(source)
    elif isinstance(source, Tag):
        live = live.with_tag(source)
    elif isinstance(source, Author):
        live = live.by_author(source)
    stream = live.newest_first().select_related("category", "cover")
    return (stream if context.site().feed_has_full_text else stream.defer("body"))[:SIZE]


def find_pictures(bodies: Iterable[str]) -> dict[int, Image]:
    """Return the pictures that the texts show, by id. One query; none without pictures."""
    return rows.images({pk for body in bodies for pk in images_in(body)})


def add(feed: SyndicationFeed, edition: Edition, beside: Beside, content: str) -> None:
    """Add one story to a feed. No query."""
    section = edition.category.name if edition.category else ""
    link = absolute(edition.get_absolute_url())
    pictures = media(edition.stream_cover)
    summary = xml(edition.lead or edition.subtitle) or first_words(
        joined(plain_blocks(content)), SUMMARY
    )
    feed.add_item(
        title=xml(edition.labelled(edition.title)),
        link=link,
        # Read as HTML, in Atom as in RSS.
        description=escape(summary) if summary else None,
        summary=summary,
        content=content,
        unique_id=absolute(f"/#edition-{edition.pk}"),
        unique_id_is_permalink=False,
        pubdate=edition.published_at,
        updateddate=edition.updated_at or edition.published_at,
        categories=[xml(name) for name in (edition.label, section, *beside.tags) if name],
        people=[
            (xml(name), author_address(edition.language, slug)) for name, slug in beside.people
        ],
        pictures=pictures,
        enclosures=[Enclosure(one.url, str(one.length), one.type) for one in pictures[:1]],
    )


def author_address(language: str, slug: str) -> str:
    """Return the whole address of an author's page."""
    return absolute(reverse("author", kwargs={"language": language, "slug": slug}))


def media(image: Image | None) -> list[Media]:
    """Return the sizes of a cover, the largest first; those only whose file is there."""
    ready = image.renditions.get(PICTURE, {}).get("jpeg", []) if image else []
    return [
        Media(
            url=absolute(images.address(image, PICTURE, width, "jpeg")),
            length=length,
            type="image/jpeg",
            width=width,
            height=round(width / RATIO),
            alt=xml(image.alt or ""),
            credit=xml(image.credit or ""),
        )
        for width in sorted(MEDIA_WIDTHS & {*ready} or ready, reverse=True)
        if (length := images.length(image, PICTURE, width)) is not None
    ]


def links(language: str, source: Source = None) -> list[Feed]:
    """Return the feeds that a page names: its own, in each form."""
    name = source.name if source is not None else context.site().name
    return [
        Feed(
            title=f"{name} ({NAMES[form]})" if name else NAMES[form],
            url=address,
            type=FORMS[form].content_type.partition(";")[0],
        )
        for form, address in addresses(language, source).items()
    ]
