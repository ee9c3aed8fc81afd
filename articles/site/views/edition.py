"""A story, and what its address says when it is not there (any more)."""

from copy import copy
from datetime import timedelta

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.timezone import now

from articles.images.widths import TEXT_COLUMN, WHOLE_PAGE
from articles.models import Edition, Image, OldSlug
from articles.models.article import Kind
from articles.models.context import category
from articles.site import jsonld, oembed, related, rows, seo
from articles.site.block_references import named
from articles.site.body import pieces, video_first, with_ad
from articles.site.feeds.feeds import links
from articles.site.page import Elsewhere, absolute, render_page
from articles.site.share_links import share_links
from articles.site.views.errors import gone
from articles.text.cleaning import images_in
from newsroom import languages
from newsroom.paths import path_to

TEMPLATE = "articles/edition.html"
OLD = timedelta(days=365)


def edition(request: HttpRequest, language: str, slug: str) -> HttpResponse:
    """A story; an old address leads to the present one, what is gone answers 410.

    Template: `edition`, `video` (the body.Piece that stands over a video story, or None) with
    `poster`, `is_bare` (nothing stands over the text), `body` (list of body.Piece), `sizes` and
    `has_pictures`, `byline` (around.Byline), `tags`, `corrections`, `related`, `previous`, `next`,
    `category_block` (around.CategoryBlock or None), `view_count`, `share`
    ((network, label, address), …), `is_old`. Nine queries at most.
    """
    found = find(language, slug)
    if found is None:
        return old_address(request, language, slug)
    if found.is_gone:
        return no_more(request, found)
    return story(request, found)


def find(language: str, slug: str) -> Edition | None:
    """Return the edition of an address, live or gone, never one whose moment is to come."""
    found = rows.edition(language, slug)
    if found is None or not found.is_published:
        return None
    found.category = category(found.category_id)
    return found


def old_address(request: HttpRequest, language: str, slug: str) -> HttpResponse:
    """Lead from an old slug to the present one in one hop; 410 where that story is gone."""
    old = OldSlug.objects.filter(language=language, slug=slug).select_related("edition").first()
    if old is None or not old.edition.is_published:
        raise Http404
    if old.edition.is_gone:
        return no_more(request, old.edition)
    return redirect(old.edition, permanent=True)


def no_more(request: HttpRequest, edition: Edition) -> HttpResponse:
    """Answer 410 with the way to the story's other languages."""
    siblings = list(related.siblings(edition))
    return gone(request, edition, siblings, elsewhere(edition, siblings))


def story(request: HttpRequest, edition: Edition) -> HttpResponse:
    """Render a live edition."""
    tags = related.named_tags(edition)
    byline = related.byline(edition)
    pictures = show_pictures(edition, byline)
    beside = related.surroundings(edition, tags)
    facts = {"tags": tags, "byline": byline, "corrections": rows.corrections(edition)}
    context = shown(edition, beside=beside, pictures=pictures, **facts)
    return render_page(
        request,
        TEMPLATE,
        context,
        title=edition.title,
        elsewhere=elsewhere(edition, beside.siblings),
        **head(edition, video=context["video"], **facts),
    )


def head(edition: Edition, *, tags, byline, corrections, video) -> dict:
    """Return what machines are told of a story: fields of PageMeta."""
    image = seo.social_image(edition)
    said = jsonld.article(
        edition, byline=byline, tags=tags, corrections=corrections, image=image, video=video
    )
    return {
        "og_title": edition.labelled(edition.social_title or edition.title),
        "description": seo.description(edition),
        "og_type": "article",
        "image": image,
        "properties": list(seo.properties(edition, tags, byline.text)),
        "json_ld": [said, jsonld.way_to(edition)],
        "feeds": links(edition.language),
        "oembed": oembed.links(edition),
    }


def shown(edition: Edition, *, tags, byline, beside, corrections, pictures) -> dict:
    """Return what the template gets, of a preview too; `pictures` are those of the text."""
    address = absolute(edition.get_absolute_url())
    return text(edition, pictures) | {
        "edition": edition,
        "byline": byline,
        "tags": tags,
        "corrections": corrections,
        "related": beside.related,
        "previous": beside.previous,
        "next": beside.next,
        "category_block": beside.category_block,
        "view_count": edition.view_count,
        "share": share_links(edition.labelled(edition.social_title or edition.title), address),
        "is_old": edition.published_at < now() - OLD,
    }


def show_pictures(edition: Edition, byline: related.Byline) -> dict[int, Image]:
    """Read all pictures of a story: its cover, an opinion's face, those of the text. One query."""
    # Authors are shared by all pages: only a copy may be given its portrait.
    faces = [copy(one) for one in byline.text[:1] if edition.kind == Kind.OPINION]
    wanted = {edition.cover_id, *(one.portrait_id for one in faces), *images_in(edition.body)}
    pictures = rows.images(wanted)
    edition.cover = pictures.get(edition.cover_id)
    for one in faces:
        one.portrait = pictures.get(one.portrait_id)
    byline.text[: len(faces)] = faces
    return pictures


def text(edition: Edition, pictures: dict[int, Image]) -> dict:
    """Return what the template gets of the text and of what stands over it.

    One query for the stories that the text names, and one for its files; none where it names none.
    """
    html, cover = seo.body_for_readers(edition), edition.shown_cover
    body = pieces(html, pictures, named([html], edition.language, but=edition.article_id))
    video, body = video_first(body) if edition.kind == Kind.VIDEO else (None, body)
    offered = (video.still, cover) if video else ()
    return {
        "video": video,
        "poster": next((one for one in offered if one and not one.is_graphic), None),
        "is_bare": not (cover or video),
        "body": with_ad(body),
        "sizes": WHOLE_PAGE if edition.kind == Kind.PHOTO_STORY else TEXT_COLUMN,
        "has_pictures": bool(cover) or any(one.shows_pictures for one in body),
    }


def elsewhere(edition: Edition, siblings: list[Edition]) -> Elsewhere:
    """Return where the story is in other languages, else its category there."""
    section = edition.category
    named = [code for code in languages.CODES if section and section_name(section, code)]
    return Elsewhere(
        same={one.language: one.get_absolute_url() for one in (edition, *siblings)},
        sections={code: path_to("category", language=code, slug=section.slug) for code in named},
        source=edition.source_language,
        has_alternates=edition.is_live,
    )


def section_name(section, code: str) -> str:
    """Return the name of a category in a language, "" where it has none."""
    return getattr(section, languages.column("name", code)) or ""
