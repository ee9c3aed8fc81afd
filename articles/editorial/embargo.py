"""Stories that nobody may read before a moment: prepared, approved and scheduled within it."""

from datetime import datetime, timedelta

from django.core.exceptions import ValidationError
from django.db.models import QuerySet
from django.utils import timezone
from django.utils.translation import gettext as _

from articles.editorial.permissions import can_break_embargo
from articles.models import Article
from articles.text.moments_in_words import full_moment
from newsroom.models import User

SOON = timedelta(hours=2)


def is_running(article: Article) -> bool:
    """Tell whether nothing of the story may be on the site yet."""
    return holds(article, timezone.now())


def holds(article: Article, moment: datetime) -> bool:
    """Tell whether the embargo forbids that the story is on the site at a moment."""
    return article.embargo_until is not None and moment < article.embargo_until


def refuse(article: Article, moment: datetime, *, by: User, reason: str) -> dict:
    """Refuse to let a story out before its embargo ends, but for the chief with a reason.

    Returns what the audit is to say of it.
    """
    if not holds(article, moment):
        return {}
    end = full_moment(article.embargo_until)
    if not can_break_embargo(by):
        sentence = _(
            "The story is under embargo until %(end)s. Only the chief editor can publish it "
            "earlier, with a reason."
        )
        raise ValidationError(sentence % {"end": end}, code="embargo")
    if not reason.strip():
        sentence = _(
            "The story is under embargo until %(end)s. Give a reason for publishing it earlier."
        )
        raise ValidationError(sentence % {"end": end}, code="embargo_reason")
    return {"embargo": article.embargo_until.isoformat(), "reason": reason.strip()}


def about_to_end(within: timedelta = SOON) -> QuerySet[Article]:
    """Return the stories whose embargo ends soon, the soonest first."""
    now = timezone.now()
    return Article.objects.filter(embargo_until__gt=now, embargo_until__lte=now + within).order_by(
        "embargo_until", "pk"
    )


def running() -> QuerySet[Article]:
    """Return the stories under embargo, the soonest to end first."""
    return Article.objects.filter(embargo_until__gt=timezone.now()).order_by("embargo_until", "pk")
