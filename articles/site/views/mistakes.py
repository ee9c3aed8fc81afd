"""Where readers report a mistake."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.utils.translation import gettext
from django.views.decorators.cache import never_cache
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_POST

from articles.models import Edition
from articles.site.page import NOINDEX, render_page
from articles.site.reader_reports import HOUR, may_report, report, way_back
from articles.site.related import siblings
from articles.site.views.edition import elsewhere
from articles.statistics.readers import hashes_of


@never_cache
@csrf_exempt  # the page with the form is the same for every reader: it cannot carry a token
@require_POST
def report_mistake(request: HttpRequest, language: str, edition: int) -> HttpResponse:
    """Keep a report: `selected` words (with their `sentence`), a `comment`, or both.

    Answers 200, 400 when nothing was said, 429 when one reader sends too many; 404 for what is
    not live in the language. Template: `heading`, `sentence`, `back`: where the reader was.
    """
    live = Edition.objects.live().in_language(language)
    found = get_object_or_404(live, pk=edition)
    status, heading, sentence = save_report(request, found)
    back = way_back(request.POST.get("selected", "")[:500], found)
    return render_page(
        request,
        "articles/mistake.html",
        {"heading": heading, "sentence": sentence, "back": back},
        title=heading,
        elsewhere=elsewhere(found, list(siblings(found))),
        path="",
        status=status,
        robots=NOINDEX,
    )


def save_report(request: HttpRequest, edition: Edition) -> tuple[int, str, str]:
    """Keep the report; return the status and the words of the answer."""
    reader, before = hashes_of(request, purpose="articles.mistakes", window=HOUR)
    if not may_report(reader, before):
        return 429, gettext("Too many reports"), gettext("Please try again in an hour.")
    said = {name: request.POST.get(name, "") for name in ("selected", "sentence", "comment")}
    if report(edition, reader=reader, **said) is None:
        return 400, gettext("Report not sent"), gettext("Tell us what is wrong.")
    return 200, gettext("Thank you"), gettext("Sent to the newsroom.")
