"""The bin: a deleted story lies in it for thirty days, with everything, and then is gone."""

from datetime import timedelta

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _
from django_tasks import task

from articles.editorial.permissions import can_bin, require
from articles.models import Action, Article, Edition, SearchEntry, StoryEntry, Version
from articles.models.audit_log import record
from articles.models.story_fields import PUBLISHED, TEXTS
from articles.workflow.common import locked, refuse_unless
from newsroom import languages
from newsroom.models import User

KEPT = timedelta(days=30)
BATCH = 50
# What goes with a story when it is gone for good. Its row and titles stay, since the audit leads to
# them; of what readers saw the address stays, which goes on answering 410 with the reason.
ROWS = (
    "notes",
    "plans",
    "presences",
    "preview_links",
    "credits",
    "related_stories",
    "correction_tasks",
    "telegram_drafts",
    "autosaves",
    "story_pictures",
)
EDITION_ROWS = (
    "edition_tags",
    "edition_credits",
    "edition_stories",
    "edition_pictures",
    "corrections",
    "mistake_reports",
)


@transaction.atomic
def put_into_bin(article: Article, *, by: User) -> None:
    """Delete a story: it vanishes everywhere but from the bin, whole, for thirty days.

    What readers see, or will see at a moment that is set, cannot be deleted.
    """
    kept = locked(article)
    require(can_bin(by, kept))
    editions = list(Edition.objects.filter(article=kept).defer("body"))
    refuse_unless(
        not any(edition.is_live for edition in editions),
        _("The story is live. Withdraw it before deleting it."),
    )
    refuse_unless(
        not any(edition.is_scheduled for edition in editions),
        _("The story is scheduled. Unschedule it before deleting it."),
    )
    kept.binned_at, kept.binned_by = timezone.now(), by
    mark(kept)
    record(kept, Action.BIN, by=by)
    empty_bin.using(run_after=kept.binned_at + KEPT).enqueue()


@transaction.atomic
def take_out_of_bin(article: Article, *, by: User) -> None:
    """Put a story back where it was, with everything."""
    kept = Article.everything.select_for_update().get(pk=article.pk)
    require(can_bin(by, kept))
    refuse_unless(kept.binned_at and not kept.emptied_at, _("The story is no longer in the bin."))
    kept.binned_at = kept.binned_by = None
    mark(kept)
    record(kept, Action.UNBIN, by=by)


def mark(article: Article) -> None:
    """Write what the bin knows of a story, and nothing else: when it was changed stays."""
    names = ("binned_at", "binned_by", "emptied_at")
    given = {name: getattr(article, name) for name in names}
    Article.everything.filter(pk=article.pk).update(**given)


@task()
def empty_bin() -> None:
    """Remove for good what has lain in the bin for thirty days; some at a time."""
    overdue = Article.everything.filter(
        binned_at__lte=timezone.now() - KEPT, emptied_at=None
    ).order_by("binned_at")
    for article in overdue[:BATCH]:
        remove(article)
    if overdue.exists():
        empty_bin.enqueue()


@transaction.atomic
def remove(article: Article) -> None:
    """Erase the words of a story and what belongs to them; nobody can bring it back."""
    kept = Article.everything.select_for_update().get(pk=article.pk)
    if kept.emptied_at or not kept.binned_at or kept.binned_at > timezone.now() - KEPT:
        return
    for name in ROWS:
        getattr(kept, name).all().delete()
    Version.everything.filter(article=kept).delete()
    StoryEntry.objects.filter(article=kept).delete()
    kept.tags.clear()
    for edition in kept.editions.all():
        erase(edition)
    for code in languages.CODES:
        for field in (*TEXTS, "note"):
            if field != "title":
                kept.set_text(field, code, "")
        setattr(kept, f"{languages.column('own_cover', code)}_id", None)
    kept.cover = kept.category = None
    kept.emptied_at = timezone.now()
    kept.save()
    record(kept, Action.EMPTY, by=None)


def erase(edition: Edition) -> None:
    """Leave of an edition its address and why it is gone."""
    for name in EDITION_ROWS:
        getattr(edition, name).all().delete()
    SearchEntry.objects.filter(edition=edition).delete()
    if hasattr(edition, "former"):
        edition.former.delete()
    for field in PUBLISHED:
        if field != "title":
            setattr(edition, field, "")
    edition.cover = None
    edition.save()
