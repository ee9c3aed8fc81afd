"""About us and the like."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.urls import reverse

from articles.images.widths import TEXT_COLUMN
from articles.models import Page
from articles.site import jsonld
from articles.site.block_references import named
from articles.site.body import pieces
from articles.site.page import Elsewhere, render_page
from articles.text.cleaning import clean, first_words, joined, plain_blocks
from newsroom import languages


def page(request: HttpRequest, language: str, slug: str) -> HttpResponse:
    """A page; it exists in the languages in which it has a title.

    Template: `page`, `body` (list of body.Piece), `sizes` of its pictures. One query more for each
    kind of thing that the text names.
    """
    title = languages.column("title", language)
    found = get_object_or_404(Page, **{"slug": slug, f"{title}__gt": ""})
    body = clean(found.body)
    codes = [code for code in languages.CODES if getattr(found, languages.column("title", code))]
    return render_page(
        request,
        "articles/page.html",
        {
            "page": found,
            "body": pieces(body, named=named([body], language)),
            "sizes": TEXT_COLUMN,
        },
        title=found.title,
        description=first_words(joined(plain_blocks(found.body)), 200),
        elsewhere=Elsewhere(
            same={code: reverse("page", kwargs={"language": code, "slug": slug}) for code in codes},
            has_alternates=True,
        ),
        json_ld=[jsonld.breadcrumbs((found.title, request.path))],
    )
