"""What readers read most."""

from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.timezone import now
from django.utils.translation import gettext

from articles.blocks import ask, most_read
from articles.counting import WEEK
from articles.paging import StreamPage, only_page
from articles.views.page import Elsewhere, render_page
from newsroom import languages

SIZE = 20


def popular(request: HttpRequest, language: str) -> HttpResponse:
    """The most read stories of seven days. Template: `stream`, `heading`, `intro`."""
    only_page(request)
    found = ask([most_read("week", "since", SIZE)], language=language, since=now() - WEEK)
    heading = gettext("Most read")
    return render_page(
        request,
        "articles/popular.html",
        {
            "stream": StreamPage(found["week"]),
            "heading": heading,
            "intro": gettext("In 7 days"),
        },
        title=heading,
        elsewhere=Elsewhere(
            same={code: reverse("popular", kwargs={"language": code}) for code in languages.CODES}
        ),
    )
