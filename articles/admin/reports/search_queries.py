"""What readers look for, and do not find: a page for editors."""

from dataclasses import dataclass

from django.contrib import admin
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.template.response import TemplateResponse
from django.urls import path
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_safe

from articles.admin.base import NewsroomAdmin
from articles.models import AskedQuery
from articles.site.views.search import search_path
from articles.statistics import search_queries
from newsroom import languages
from newsroom.languages import Language

PERIODS = {7: gettext_lazy("7 days"), 30: gettext_lazy("30 days")}
SHOWN = 30


@dataclass(frozen=True)
class Line:
    """Words that readers looked for, how often, how often in vain, and the way to that search."""

    words: str
    all: int
    none: int
    address: str


@dataclass(frozen=True)
class Section:
    """What readers of a language looked for."""

    language: Language
    all: int
    none: int
    most: list[Line]
    unanswered: list[Line]


@require_safe
def report(request: HttpRequest) -> HttpResponse:
    """Template: `sections`, `days`, `periods`, `code`. Three queries for each language shown."""
    if not request.user.has_perm("articles.view_askedquery"):
        raise PermissionDenied
    wanted = request.GET.get("days", "")
    days = int(wanted) if wanted in map(str, PERIODS) else min(PERIODS)
    code = request.GET.get("language", "")
    shown = [one for one in languages.LANGUAGES if code in (one.code, "")] or languages.LANGUAGES
    context = admin.site.each_context(request) | {
        "title": _("Reader searches"),
        "opts": AskedQuery._meta,
        "sections": [section(language, days) for language in shown],
        "days": days,
        "periods": PERIODS.items(),
        "code": shown[0].code if len(shown) == 1 else "",
        "rare": search_queries.RARE,
    }
    return TemplateResponse(request, "admin/articles/askedquery/report.html", context)


def section(language: Language, days: int) -> Section:
    rows = search_queries.queries_of(language.code, days)

    def lines(*, unanswered: bool) -> list[Line]:
        found = search_queries.most_asked(rows, SHOWN, unanswered=unanswered)
        return [Line(**one, address=search_path(language.code, one["words"])) for one in found]

    return Section(
        language, *search_queries.sums(rows), lines(unanswered=False), lines(unanswered=True)
    )


@admin.register(AskedQuery)
class AskedQueryAdmin(NewsroomAdmin):
    """The report in place of Django's list and form."""

    is_journaled = False

    def get_urls(self):
        view = self.admin_site.admin_view(report)
        return [path("", view, name="articles_askedquery_changelist")]
