"""The first page: what waits for whom, and the newest stories in their languages."""

from dataclasses import dataclass
from urllib.parse import urlencode

from django.db.models import Q, QuerySet
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from articles.admin import notes
from articles.admin.words import best_title, moment
from articles.models import Article, Edition, Status
from articles.states import language_states
from newsroom import languages
from newsroom.models import User

NEWEST = 20
SHORT_LIST = 8


@dataclass(frozen=True)
class Count:
    """A number at the top, its words, the state whose colour it has, the list behind it."""

    number: int
    words: str
    state: str
    address: str


def board(request) -> dict:
    """Return what the first page shows to the person. A fixed number of queries."""
    user = request.user
    newest = list(Article.objects.select_related("category")[:NEWEST])
    states = language_states(newest)
    for article in newest:
        article.best_title = best_title(article, user)
        article.cells = [
            (language, states[article.pk][language.code]) for language in languages.LANGUAGES
        ]
    return {
        "counts": counts(user),
        "newest": newest,
        "for_review": for_review(user),
        "notes_to_me": notes.to_me(user),
        "scheduled": scheduled(),
    }


def bodies() -> list[str]:
    return [languages.column("body", code) for code in languages.CODES]


def desks(user: User) -> list[str]:
    """The languages whose reviews this person looks after: their own, else all."""
    return [code for code in languages.CODES if user.works_in(code)] or list(languages.CODES)


def in_review(codes: list[str]) -> QuerySet[Article]:
    waiting = Q()
    for code in codes:
        waiting |= Q(**{languages.column("status", code): Status.REVIEW})
    return Article.objects.filter(waiting)


def counts(user: User) -> list[Count]:
    """Four queries."""
    today = timezone.localtime().replace(hour=0, minute=0, second=0, microsecond=0)
    waiting = in_review(desks(user))
    coming = Edition.objects.filter(published_at__gt=timezone.now(), withdrawn_at=None)
    return [
        Count(waiting.count(), _("in review"), "review", stories(**review_filter(user))),
        Count(
            Article.objects.filter(created_by=user).count(),
            _("my stories"),
            "draft",
            stories(whose="mine"),
        ),
        Count(coming.count(), _("scheduled"), "scheduled", "#scheduled"),
        Count(
            Edition.objects.live().filter(published_at__gte=today).count(),
            _("published today"),
            "live",
            stories(),
        ),
    ]


def review_filter(user: User) -> dict[str, str]:
    """The list can be asked for one language at a time."""
    codes = desks(user)
    return {codes[0]: "review"} if len(codes) == 1 else {}


def stories(**query: str) -> str:
    address = reverse("admin:articles_article_changelist")
    return f"{address}?{urlencode(query)}" if query else address


def for_review(user: User) -> list[tuple[Article, str, list[languages.Language]]]:
    """The stories that wait, the oldest first. One query."""
    codes = desks(user)
    waiting = in_review(codes).defer(*bodies()).order_by("changed_at")[:SHORT_LIST]
    return [
        (
            article,
            best_title(article, user),
            [
                languages.by_code(code)
                for code in codes
                if article.text("status", code) == Status.REVIEW
            ],
        )
        for article in waiting
    ]


def scheduled() -> list[tuple[Edition, languages.Language, str]]:
    """What goes live next. One query."""
    coming = Edition.objects.filter(published_at__gt=timezone.now(), withdrawn_at=None)
    rows = coming.select_related("article").order_by("published_at")[:SHORT_LIST]
    return [(row, languages.by_code(row.language), moment(row.published_at)) for row in rows]
