"""What the newsroom corrected in its stories."""

from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.translation import gettext

from articles.models import Correction, context
from articles.models.page import Purpose
from articles.site import jsonld
from articles.site.page import Elsewhere, render_page
from articles.site.paging import stream_page
from articles.site.views.stream import page_title
from newsroom import languages


def corrections(request: HttpRequest, language: str) -> HttpResponse:
    """The corrections of a language, the newest first. One query.

    Template: `stream` (StreamPage of Correction), `heading`, `intro`, `policy` (Page or None).
    """
    page = stream_page(request, Correction.objects.in_language(language))
    policy = [one for one in context.footer_pages(language) if one.purpose == Purpose.CORRECTIONS]
    heading = gettext("Corrections")
    intro = gettext(
        "When we get something wrong, we correct it and say so, both in the story and here."
    )
    number = f"?page={page.number}" if page.number > 1 else ""
    same = {code: reverse("corrections", kwargs={"language": code}) for code in languages.CODES}
    return render_page(
        request,
        "articles/corrections.html",
        {"stream": page, "heading": heading, "intro": intro, "policy": next(iter(policy), None)},
        title=page_title(heading, page.number),
        description=intro,
        elsewhere=Elsewhere(same=same),
        path=f"{request.path}{number}",
        json_ld=[jsonld.breadcrumbs((heading, request.path))],
    )
