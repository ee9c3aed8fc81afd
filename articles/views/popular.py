"""What readers read most."""

from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.timezone import now
from django.utils.translation import gettext

from articles.counting import WEEK, most_read
from articles.models import Edition
from articles.paging import StreamPage
from articles.views.page import Elsewhere, render_page
from newsroom import languages

SIZE = 20


def popular(request: HttpRequest, language: str) -> HttpResponse:
    """The most read stories of seven days. Template: `stream`, `heading`, `intro`."""
    live = Edition.objects.live().in_language(language)
    ids = [row["pk"] for row in most_read(live, now() - WEEK)[:SIZE]]
    found = live.for_stream().in_bulk(ids)
    heading = gettext("Most read")
    return render_page(
        request,
        "articles/popular.html",
        {
            "stream": StreamPage([found[pk] for pk in ids if pk in found]),
            "heading": heading,
            "intro": gettext("In 7 days"),
        },
        title=heading,
        elsewhere=Elsewhere(
            same={code: reverse("popular", kwargs={"language": code}) for code in languages.CODES}
        ),
    )
