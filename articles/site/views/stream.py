"""Streams: a category, a tag, an author.

Templates get `stream` (articles.site.paging.StreamPage), `heading`, `intro`, and `category`, `tag`
or `author`.
"""

from collections.abc import Sequence

from django.db.models import Exists, OuterRef, QuerySet
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import pgettext

from articles.models import Author, Category, Edition, EditionCredit, EditionTag, Image, Tag
from articles.site import jsonld, seo
from articles.site.feeds.feeds import links
from articles.site.page import Elsewhere, render_page
from articles.site.paging import SIZE, StreamPage, stream_page
from articles.site.redirects import moved_to, slug_in
from newsroom import languages


def category(request: HttpRequest, language: str, slug: str) -> HttpResponse:
    """A category; it exists where it has a name, with or without stories."""
    rows = with_name(Category, language).select_related("picture")
    section = rows.filter(slug=slug).first()
    if section is None:
        return moved(request, "category", language, slug)
    stream = Edition.objects.live().in_language(language).in_category(section).for_stream()
    same = [code for code in languages.CODES if name_in(section, code)]
    return render_stream(
        request,
        "category",
        {"category": section, "stream": stream_page(request, stream)},
        heading=section.name,
        intro=section.description,
        same={code: path_in("category", code, slug) for code in same},
        feeds=links(language, section),
        image=section.shown_picture,
    )


def tag(request: HttpRequest, language: str, slug: str) -> HttpResponse:
    """A tag; it exists where it has a name and a live story."""
    column = languages.column("slug", language)
    subject = (
        with_live(with_name(Tag, language), EditionTag, "tag").filter(**{column: slug}).first()
    )
    if subject is None:
        return moved(request, "tag", language, slug)
    stream = Edition.objects.live().in_language(language).for_stream()
    places = EditionTag.objects.filter(tag=subject).places(language)
    same = codes_with_live(subject, language)
    return render_stream(
        request,
        "tag",
        {"tag": subject, "stream": stream_page(request, stream, places=places)},
        heading=subject.name,
        same={
            code: path_in("tag", code, getattr(subject, languages.column("slug", code)))
            for code in same
        },
        feeds=links(language, subject),
    )


def author(request: HttpRequest, language: str, slug: str) -> HttpResponse:
    """An author; the page exists where they have a name and a live story."""
    rows = with_live(with_name(Author, language), EditionCredit, "author")
    person = rows.select_related("portrait").filter(slug=slug).first()
    if person is None:
        return moved(request, "author", language, slug)
    stream = Edition.objects.live().in_language(language).for_stream()
    places = EditionCredit.objects.filter(author=person).places(language)
    return render_stream(
        request,
        "author",
        {"author": person, "stream": stream_page(request, stream, places=places)},
        heading=person.name,
        intro=person.bio,
        same={code: path_in("author", code, slug) for code in codes_with_live(person, language)},
        feeds=links(language, person),
        image=person.shown_portrait,
        json_ld=[jsonld.author(person, language)],
    )


def moved(request: HttpRequest, noun: str, language: str, slug: str) -> HttpResponse:
    """Lead from a former address to the present one in one hop; Http404 where there is none."""
    row = moved_to(noun, language, slug)
    if row is None:
        raise Http404
    path, query = path_in(noun, language, slug_in(row, language)), request.META["QUERY_STRING"]
    return redirect(f"{path}?{query}" if query else path, permanent=True)


def render_stream(
    request: HttpRequest,
    noun: str,
    context: dict,
    *,
    heading: str,
    same: dict[str, str],
    feeds: list,
    intro: str = "",
    image: Image | None = None,
    json_ld: Sequence[str] = (),
) -> HttpResponse:
    """Render a stream; the title of a page past the first says which one it is."""
    page: StreamPage = context["stream"]
    number = f"?page={page.number}" if page.number > 1 else ""
    return render_page(
        request,
        f"articles/{noun}.html",
        context | {"heading": heading, "intro": intro},
        title=page_title(heading, page.number),
        description=intro or seo.stream_description(page.object_list),
        image=seo.picture_card(image),
        elsewhere=Elsewhere(same=same),
        path=f"{request.path}{number}",
        feeds=feeds,
        json_ld=[
            *json_ld,
            jsonld.breadcrumbs((heading, request.path)),
            jsonld.item_list(page.object_list, start=(page.number - 1) * SIZE + 1),
        ],
    )


def page_title(heading: str, number: int) -> str:
    """Return the title of a page of a stream."""
    if number == 1:
        return heading
    # Translators: the title of a window with a page of a stream: "Ecology, page 3"
    words = pgettext("window title", "%(heading)s, page %(number)d")
    return words % {"heading": heading, "number": number}


def with_name(model, language: str) -> QuerySet:
    """Return the rows of a model that have a name in the language."""
    # Neither NULL nor "" is greater than "".
    return model.objects.filter(**{f"{languages.column('name', language)}__gt": ""})


def name_in(row, language: str) -> str:
    """Return the name of a row in a language, "" where it has none."""
    return getattr(row, languages.column("name", language)) or ""


def with_live(rows: QuerySet, through, field: str) -> QuerySet:
    """Add `live_ru`, …: whether the row has a live edition in each language."""
    return rows.annotate(
        **{
            languages.column("live", code): Exists(
                through.objects.filter(
                    **{field: OuterRef("pk")},
                    language=code,
                    edition__in=Edition.objects.live().in_language(code),
                )
            )
            for code in languages.CODES
        }
    )


def codes_with_live(row, language: str) -> list[str]:
    """Return the languages in which the row has a name and a live edition.

    Http404 when the page's own is not among them.
    """
    codes = [
        code
        for code in languages.CODES
        if name_in(row, code) and getattr(row, languages.column("live", code))
    ]
    if language not in codes:
        raise Http404
    return codes


def path_in(noun: str, code: str, slug: str) -> str:
    """Return the path of a stream in a language."""
    return reverse(noun, kwargs={"language": code, "slug": slug})
