"""What readers read most."""

from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.http import urlencode
from django.utils.translation import gettext

from articles.models import Category, context
from articles.site import seo
from articles.site.lists import cards
from articles.site.page import Elsewhere, render_page
from articles.site.paging import StreamPage, only_page
from articles.site.popular import Period, most_read
from newsroom import languages

SIZE = 20


def popular(request: HttpRequest, language: str) -> HttpResponse:
    """The most read stories of a day, a week or a month, of all or of a category.

    Template: `stream`, `heading`, `intro`, `category`, `periods` and `sections` (links: url, label,
    is_current).
    """
    only_page(request)
    period, category = period_of(request), category_of(request, language)
    ids = most_read(language, category and category.pk)[period]
    live = cards(ids)
    shown = [live[pk] for pk in ids if pk in live][:SIZE]
    heading = gettext("Most read")
    return render_page(
        request,
        "articles/popular.html",
        {
            "stream": StreamPage(shown),
            "heading": heading,
            "intro": " · ".join([*([category.name] if category else []), str(period.label)]),
            "category": category,
            "periods": [
                link(language, one, category, one.label, is_current=one == period) for one in Period
            ],
            "sections": sections(language, period, category),
        },
        title=heading,
        description=seo.stream_description(shown),
        path=request.path + query(period, category),
        elsewhere=Elsewhere(
            same={
                code: reverse("popular", kwargs={"language": code}) + query(period, category)
                for code in languages.CODES
            }
        ),
    )


def period_of(request: HttpRequest) -> Period:
    """Return the period asked for; a week when it is none."""
    asked = request.GET.get("period")
    return Period(asked) if asked in Period else Period.WEEK


def category_of(request: HttpRequest, language: str) -> Category | None:
    """Return the category asked for, None when it is none of the language."""
    asked = request.GET.get("category")
    return next((one for one in context.menu(language) if one.slug == asked), None)


def query(period: Period, category: Category | None) -> str:
    """Return the query of a list; the usual one has none."""
    asked = {"period": period.value} if period != Period.WEEK else {}
    asked |= {"category": category.slug} if category else {}
    return f"?{urlencode(asked)}" if asked else ""


def sections(language: str, period: Period, category: Category | None) -> list[dict]:
    """Return the links to the same period of all stories and of each category."""
    everything = link(
        language, period, None, gettext("All categories"), is_current=category is None
    )
    return [everything] + [
        link(language, period, one, one.name, is_current=one == category)
        for one in context.menu(language)
    ]


def link(
    language: str, period: Period, category: Category | None, label: str, *, is_current: bool
) -> dict:
    """Return a link to a list of what is read most."""
    path = reverse("popular", kwargs={"language": language})
    return {"url": path + query(period, category), "label": label, "is_current": is_current}
