"""The fast lane: a story that is nothing but a headline, and the updates with which it grows."""

from datetime import datetime, timedelta

from django.db import transaction
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import override

from articles.editorial.permissions import can_publish, require
from articles.models import Article, Category, Edition, Kind
from articles.text import cleaning, timed_updates
from articles.workflow.common import locked, refuse_unless
from articles.workflow.publication import publish
from articles.workflow.working_copy import save
from newsroom.models import User

# The same headline of the same person within this time is the same press, made twice.
TWICE = timedelta(minutes=2)


@transaction.atomic
def flash(title: str, language: str, *, by: User, category: Category | None = None) -> Edition:
    """Put a headline before readers at once; the audit says which steps were passed over."""
    User.objects.select_for_update().get(pk=by.pk)  # of two presses one waits for the other
    story = Article(kind=Kind.FLASH, source_language=language, category=category)
    require(can_publish(by, story, language))
    title = cleaning.safe_line(title)
    refuse_unless(title, _("Enter a headline."))
    just_now = Edition.objects.live().filter(
        article__created_by=by,
        article__kind=Kind.FLASH,
        article__created_at__gt=timezone.now() - TWICE,
        language=language,
        title=title,
    )
    if same := just_now.first():
        return same
    story.set_text("title", language, title)
    save(story, by=by)
    return publish(story, language, by=by)


@transaction.atomic
def add_update(article: Article, language: str, *, by: User, words: str) -> Edition:
    """Put what became known, with its time, over the text of a live language and publish it."""
    kept = locked(article)
    require(can_publish(by, kept, language))
    edition = Edition.objects.filter(article=kept, language=language).first()
    refuse_unless(edition and edition.is_live, _("Only live stories can be updated."))
    refuse_unless(words.strip(), _("Enter the new information."))
    now = timezone.localtime()
    body = timed_updates.with_update(
        kept.text("body", language), words, at=now, label=label(now, edition)
    )
    kept.set_text("body", language, body)
    save(kept, by=by)
    return publish(kept, language, by=by, change="update")


def label(now: datetime, edition: Edition) -> str:
    """Write a moment in the language of the story: the time, on a later day the day too."""
    with override(edition.language):
        time = date_format(now, "TIME_FORMAT")
        if timezone.localtime(edition.published_at).date() == now.date():
            return time
        return f"{date_format(now, 'DATE_FORMAT')}, {time}"
