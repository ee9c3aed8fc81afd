"""What pages say in the words of schema.org: data blocks, each safe inside of a script element."""

import json
from collections.abc import Iterable, Sequence
from functools import lru_cache

from django.templatetags.static import static
from django.utils.safestring import SafeString, mark_safe
from django.utils.timezone import localtime

from articles import images
from articles.models import (
    Author,
    Correction,
    Edition,
    File,
    Kind,
    Page,
    SiteSettings,
    Tag,
    context,
)
from articles.site.body import Piece
from articles.site.page import SocialImage, absolute, home_path
from articles.site.related import Byline
from articles.site.seo import description
from articles.text.cleaning import words
from articles.text.embeds import Embed
from newsroom import languages
from newsroom.cache.generation import per_generation
from newsroom.paths import path_to

# As in Django's json_script: nothing in it can end the script element.
ESCAPES = {sign: f"\\u{ord(sign):04x}" for sign in "<>&\u2028\u2029"}

# Three shapes, as search engines ask for: crop and nearest width.
SHAPES = (("16x9", 1280), ("3x2", 1200), ("1x1", 384))
ACCOUNTS = ("x", "youtube", "instagram", "facebook", "telegram")
AUTHOR_ACCOUNTS = ("x", "telegram", "facebook", "instagram", "website")

Crumb = tuple[str, str]


def block(thing: dict) -> SafeString:
    """Return a thing as a data block; what says nothing is left out."""
    known = {"@context": "https://schema.org"} | {
        name: value for name, value in thing.items() if value not in ("", None, [], {})
    }
    text = json.dumps(known, ensure_ascii=False).encode("utf-8", "replace").decode()
    for sign, escaped in ESCAPES.items():
        text = text.replace(sign, escaped)
    return mark_safe(text)


def article(
    edition: Edition,
    *,
    byline: Byline,
    tags: Iterable[Tag],
    corrections: Iterable[Correction],
    image: SocialImage,
    video: Piece | None = None,
) -> SafeString:
    """Return a story by its kind; `video` is what stands over it. No query."""
    address = absolute(edition.get_absolute_url())
    section = edition.category
    return block(
        {
            "@type": Kind(edition.kind).schema_type,
            "@id": f"{address}#story",
            "headline": edition.title,
            "alternativeHeadline": edition.subtitle,
            "description": description(edition),
            "inLanguage": edition.language,
            "url": address,
            "mainEntityOfPage": address,
            "datePublished": stamp(edition.published_at),
            "dateModified": stamp(edition.updated_at or edition.published_at),
            "author": [person(one, edition.language) for one in byline.text] or newsroom(),
            "translator": [person(one, edition.language) for one in byline.translation],
            "publisher": newsroom(),
            "isAccessibleForFree": True,
            "articleSection": (section.name or "") if section else "",
            "keywords": [tag.name for tag in tags],
            "wordCount": words(edition.lead) + count(edition.body),
            "image": shapes(edition, image),
            "video": video_object(edition, video, image) if video else None,
            "correction": [correction(one) for one in corrections],
            **origin(edition),
        }
    )


@lru_cache(maxsize=500)
def count(body: str) -> int:
    """Return the number of words of a text: a story is rendered anew with every change anywhere."""
    return words(body)


def video_object(edition: Edition, video: Piece, image: SocialImage) -> dict:
    """Return the video over a story: of another site, or a film of ours."""
    return {
        "@type": "VideoObject",
        "name": edition.title,
        "description": description(edition) or edition.title,
        "thumbnailUrl": image.url,
        "uploadDate": stamp(edition.published_at),
    } | (film(video.row) if video.row else elsewhere(video.figure.embed))


def film(file: File) -> dict:
    return {
        "contentUrl": absolute(file.url),
        "encodingFormat": "video/mp4",
        "duration": f"PT{file.seconds}S",
        "width": file.width,
        "height": file.height,
    }


def elsewhere(video: Embed) -> dict:
    embedded = {"embedUrl": video.frame.partition("?")[0]} if video.frame else {}
    return {"url": video.address} | embedded


def origin(edition: Edition) -> dict:
    """Return whose story it is where it is not ours alone: an agency's, or who paid for it."""
    if not edition.source:
        return {}
    name = "sponsor" if edition.kind == Kind.PARTNER else "sourceOrganization"
    return {name: {"@type": "Organization", "name": edition.source}}


def shapes(edition: Edition, image: SocialImage) -> list[str]:
    """Return the addresses of the cover in three shapes; the card's where there is none to show."""
    cover = edition.stream_cover
    found = [images.url(cover, crop, width) for crop, width in SHAPES] if cover else []
    return [absolute(one) for one in found if one] or [image.url]


def correction(row: Correction) -> dict:
    """Return a correction as a comment on the story."""
    return {"@type": "CorrectionComment", "text": row.text, "datePublished": stamp(row.at)}


def person(author: Author, language: str) -> dict:
    """Return an author with the address of their page."""
    path = path_to("author", language=language, slug=author.slug)
    return {"@type": "Person", "name": author.name, "url": absolute(path)}


def author(who: Author, language: str) -> SafeString:
    """Return an author as their own page shows them."""
    face = who.shown_portrait
    portrait = images.url(face, "1x1", 384) if face else ""
    more = {
        "jobTitle": who.position or "",
        "description": who.bio or "",
        "image": absolute(portrait) if portrait else "",
        "worksFor": newsroom(),
        "sameAs": [one for name in AUTHOR_ACCOUNTS if (one := getattr(who, name))],
    }
    return block(person(who, language) | more)


def newsroom() -> dict:
    """Return the newsroom with the pages of its policies. Site-wide rows only."""
    return _newsroom(languages.active())


@per_generation
def _newsroom(language: str) -> dict:
    site = context.site()
    thing = {
        "@type": "NewsMediaOrganization",
        "@id": absolute("/#newsroom"),
        "name": site.name or "",
        "url": absolute(home_path(language)),
        "logo": {
            "@type": "ImageObject",
            "url": absolute(static("icons/icon-512.png")),
            "width": "512",
            "height": "512",
        },
        "email": site.email,
        "sameAs": [one for name in ACCOUNTS if (one := getattr(site, name))],
        # The list says, too, how we correct; a page about that alone is the better answer.
        "correctionsPolicy": absolute(path_to("corrections", language=language)),
        **{one.purpose: page_address(one, language) for one in policies(language)},
    }
    return {name: value for name, value in thing.items() if value}


def policies(language: str) -> list[Page]:
    """Return the pages that say which policy they are."""
    return [page for page in context.footer_pages(language) if page.purpose]


def page_address(page: Page, language: str) -> str:
    return absolute(path_to("page", language=language, slug=page.slug))


def website(site: SiteSettings, language: str) -> SafeString:
    """Return the site with its search, for the home page."""
    home = absolute(home_path(language))
    search = absolute(path_to("search", language=language))
    return block(
        {
            "@type": "WebSite",
            "@id": f"{home}#site",
            "name": site.name or "",
            "description": site.tagline or "",
            "url": home,
            "inLanguage": language,
            "publisher": newsroom(),
            "potentialAction": {
                "@type": "SearchAction",
                "target": {
                    "@type": "EntryPoint",
                    "urlTemplate": f"{search}?q={{search_term_string}}",
                },
                "query-input": "required name=search_term_string",
            },
        }
    )


def item_list(editions: Sequence[Edition], *, start: int = 1) -> SafeString | str:
    """Return the stories of a stream in their order, "" when it has none."""
    if not editions:
        return ""
    items = [
        {
            "@type": "ListItem",
            "position": start + number,
            "url": absolute(edition.get_absolute_url()),
            "name": edition.labelled(edition.stream_title),
        }
        for number, edition in enumerate(editions)
    ]
    return block({"@type": "ItemList", "itemListElement": items})


def breadcrumbs(*crumbs: Crumb) -> SafeString:
    """Return the way to a page: (name, path) of each step behind the home page."""
    language = languages.active()
    home = (context.site().name or absolute("/"), home_path(language))
    items = [
        {"@type": "ListItem", "position": number, "name": name, "item": absolute(path)}
        for number, (name, path) in enumerate((home, *crumbs), 1)
    ]
    return block({"@type": "BreadcrumbList", "itemListElement": items})


def way_to(edition: Edition) -> SafeString:
    """Return the way to a story, through its category where it has one."""
    section = edition.category
    steps = [(section.name, section.get_absolute_url())] if section and section.name else []
    return breadcrumbs(*steps, (edition.title, edition.get_absolute_url()))


def stamp(moment) -> str:
    return localtime(moment).isoformat(timespec="seconds")
