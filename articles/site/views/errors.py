"""What stands at an address that has no page (any more), and when we fail."""

import sys

from django.db import InterfaceError, OperationalError
from django.http import HttpRequest, HttpResponse
from django.templatetags.static import static
from django.utils.html import format_html, format_html_join
from django.utils.translation import gettext, gettext_noop, override

from articles.models import Edition
from articles.site.offers import offers
from articles.site.page import NOINDEX, Elsewhere, render_page
from newsroom import languages

AWAY = (OperationalError, InterfaceError)
RETRY_SECONDS = 30


def not_found(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    """404 with a search and what is offered instead. Template: `offers` (offers.Offers)."""
    return render_page(
        request,
        "articles/404.html",
        {"offers": offers(languages.active())},
        title=gettext("Page not found"),
        path="",
        status=404,
        robots=NOINDEX,
    )


def gone(
    request: HttpRequest, edition: Edition, siblings: list[Edition], elsewhere: Elsewhere
) -> HttpResponse:
    """410 with the ways on: the story's other languages, a search, what is offered instead.

    Template: `reason`, the public one of what was withdrawn, "" of what ended; `others`, the live
    editions of the story with their languages; `edition`; `offers` (offers.Offers).
    """
    reason = edition.withdrawn_reason if edition.withdrawn_at else ""
    others = [(languages.by_code(one.language), one) for one in siblings]
    return render_page(
        request,
        "articles/410.html",
        {
            "reason": reason,
            "edition": edition,
            "others": others,
            "offers": offers(edition.language),
        },
        title=gettext("This story is no longer on the site"),
        elsewhere=elsewhere,
        path="",
        status=410,
        robots=NOINDEX,
    )


def bad_request(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    """400 for a request that makes no sense; needs neither database nor templates."""
    return bare(request, 400, gettext_noop("Bad request"))


def server_error(request: HttpRequest) -> HttpResponse:
    """500, or 503 while the database is away; needs neither database nor templates."""
    # Django calls us while it handles the exception.
    if isinstance(sys.exc_info()[1], AWAY):
        return unavailable(request)
    return bare(request, 500, gettext_noop("Something went wrong"))


def unavailable(request: HttpRequest) -> HttpResponse:
    """503: come back soon."""
    # Translators: while the database does not answer
    response = bare(request, 503, gettext_noop("We will be back shortly"))
    response["Retry-After"] = str(RETRY_SECONDS)
    return response


def bare(request: HttpRequest, status: int, heading: str) -> HttpResponse:
    """Say it in all languages, that of the address first, in HTML that needs nothing else."""
    asked = languages.of_path(request.path_info) or languages.by_code(languages.DEFAULT)
    ordered = [asked, *(one for one in languages.LANGUAGES if one != asked)]
    sections = format_html_join(
        "\n", '<section lang="{}">{}</section>', map(heading_page(heading), ordered)
    )
    page = format_html(
        '<!doctype html>\n<html lang="{}"><head><meta charset="utf-8">'
        '<meta name="viewport" content="width=device-width, initial-scale=1">'
        '<meta name="robots" content="noindex"><title>{}</title>'
        '<link rel="stylesheet" href="{}"></head>\n'
        "<body><main><h1>{}</h1>\n{}</main></body></html>\n",
        asked.code,
        status,
        static("css/error.css"),
        status,
        sections,
    )
    return HttpResponse(page, status=status, headers={"Cache-Control": "no-store"})


def heading_page(heading: str):
    """Return a function that says a heading in a language, with a way to its home page."""

    def in_language(language: languages.Language) -> tuple[str, str]:
        with override(language.code):
            words = gettext(heading)
            home = gettext("Go to the home page")
        link = format_html('<p>{}</p><p><a href="/{}/">{}</a></p>', words, language.prefix, home)
        return language.code, link

    return in_language
