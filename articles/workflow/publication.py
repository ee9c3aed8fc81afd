"""Publishing a language, at once or at a time, and taking it off the schedule."""

from datetime import datetime

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from articles.distribution import notices, telegram
from articles.editorial import edition_builder, embargo, taxonomy_locks, undo, versions
from articles.editorial.permissions import can_publish, needs_approval, require, require_other_eyes
from articles.images import usage
from articles.models import (
    Action,
    Article,
    AuditEntry,
    CorrectionTask,
    Edition,
    Status,
    Version,
)
from articles.models.audit_log import record
from articles.models.version import SHARED
from articles.text import cleaning
from articles.workflow.common import locked, refuse_unless, set_status
from articles.workflow.working_copy import remember
from newsroom.models import User


@transaction.atomic
def publish(
    article: Article,
    language: str,
    *,
    by: User,
    at: datetime | None = None,
    until: datetime | None = None,
    change: str = "update",
    reason: str = "",
) -> Edition:
    """Publish one language: readers see what the working copy holds now.

    From any state but withdrawn; steps passed over are recorded. `at` in the future schedules
    (refused for what is live), in the past backdates; `until` ends it. Without `at`, what is
    live keeps its time and its end, what is scheduled or ended is live from now, without an end.
    `change` (typo, update, correction) says what it is when it was live before; only the last
    two make the other languages "behind" and move `updated_at`. Pressing twice publishes once.
    Within an embargo only the chief publishes, with a `reason`.
    """
    kept = locked(article)
    require(can_publish(by, kept, language))
    return publish_locked(
        kept, language, by=by, at=at, until=until, change=change, reason=reason, article=article
    )


def publish_locked(
    kept: Article,
    language: str,
    *,
    by: User,
    at: datetime | None = None,
    until: datetime | None = None,
    change: str = "update",
    reason: str = "",
    article: Article,
) -> Edition:
    """Publish an article whose row is locked, by somebody whose role and languages allow it."""
    refuse_nonsense(kept, language, change)
    edition = Edition.objects.filter(article=kept, language=language).first()
    require_other_eyes(needs_approval(by, kept, language, edition))
    moment = timezone.now()
    period = edition_builder.period(edition, now=moment, at=at, until=until)
    was_live = edition is not None and edition.is_live
    details = {}
    if not was_live:
        details = embargo.refuse(kept, max(period.start, moment), by=by, reason=reason)
    if was_live:
        details["again"] = True
    newest = remember_published(kept, language, by=by)
    is_new_period = bool(at or until)
    if was_live and not is_new_period and is_as_it_was(kept, edition, newest, change):
        return edition
    was_to_come = edition is not None and edition.is_scheduled and period.start > moment
    if was_to_come and is_older(edition, newest):
        details["renewed"] = True
    before = undo.taken(edition)
    edition = edition_builder.write(
        kept, language, edition, newest, period=period, change=change, now=moment, had=before
    )
    undo.save_former(edition, before, by=by, at=moment)
    record_published(kept, edition, change, by=by, details=details)
    if change != edition_builder.TYPO:
        close_tasks(kept, language, by=by)
    set_status(kept, language, Status.DRAFT, article=article)
    notices.published(edition)
    telegram.after_publishing(edition)
    return edition


def refuse_nonsense(kept: Article, language: str, change: str) -> None:
    """Refuse what nobody may publish: a change without a sort, a story without a title."""
    refuse_unless(
        change in edition_builder.CHANGES,
        _("Choose the type of change: typo, update or correction."),
    )
    refuse_unless(
        cleaning.safe_line(kept.text("title", language)),
        _("A story cannot be published without a title."),
    )


def remember_published(kept: Article, language: str, *, by: User) -> dict[str, Version]:
    """Keep the versions that are published, where they are new; return the newest of each part."""
    facts = taxonomy_locks.settled(versions.snapshot(kept, SHARED))
    kept.category_id = facts["category"]
    parts = {language: versions.texts(kept, language), SHARED: facts}
    return remember(kept, parts, versions.latest(kept), verb=Action.PUBLISH, by=by)


def record_published(
    kept: Article, edition: Edition, change: str, *, by: User, details: dict
) -> None:
    """Write into the audit what was published, past which steps and which embargo."""
    record(
        kept,
        Action.SCHEDULE if edition.is_scheduled else Action.PUBLISH,
        by=by,
        language=edition.language,
        change=change,
        at=edition.published_at.isoformat(),
        until=edition.expires_at and edition.expires_at.isoformat(),
        skipped=edition_builder.skipped_steps(kept.text("status", edition.language)),
        **details,
    )


def is_as_it_was(kept: Article, edition: Edition, newest: dict, change: str) -> bool:
    """Tell whether readers have all of this already: somebody pressed a moment before."""
    return (
        not is_older(edition, newest)
        and (change == edition_builder.TYPO or edition.substance_version == edition.version)
        and change != edition_builder.CORRECTION
        and kept.text("status", edition.language) == Status.DRAFT
    )


def is_older(edition: Edition, newest: dict[str, Version]) -> bool:
    """Tell whether an edition was made of former words or facts."""
    numbers = (newest[edition.language].number, newest[SHARED].number)
    return (edition.version, edition.shared_version) != numbers


def close_tasks(
    article: Article,
    language: str,
    *,
    by: User,
    outcome: CorrectionTask.Outcome = CorrectionTask.Outcome.PUBLISHED,
) -> None:
    """Take corrections of other languages off this one's desk: its text was published anew."""
    waiting = CorrectionTask.objects.filter(article=article, language=language, closed_at=None)
    waiting.update(outcome=outcome, closed_at=timezone.now(), closed_by=by)


def reopen_tasks(article: Article, language: str, *, since: datetime) -> None:
    """Put back on the desk what a publication took off it, when that is taken back."""
    outcome = CorrectionTask.Outcome.PUBLISHED
    closed = CorrectionTask.objects.filter(article=article, language=language, outcome=outcome)
    closed.filter(closed_at__gte=since).update(outcome="", closed_at=None, closed_by=None)


@transaction.atomic
def unschedule(edition: Edition, *, by: User) -> None:
    """Take a scheduled edition back before its moment; its address never existed.

    Where readers had the story before (it ended, or was taken back), the address stays gone.
    """
    article = locked(edition.article)
    require(can_publish(by, article, edition.language))
    edition.refresh_from_db()
    refuse_unless(edition.is_scheduled, _("The story is no longer scheduled."))
    record(
        article,
        Action.UNSCHEDULE,
        by=by,
        language=edition.language,
        at=edition.published_at.isoformat(),
    )
    if was_read(edition):
        edition_builder.make_draft(edition, now=timezone.now())
    else:
        shown = usage.pictures_named([{"cover": edition.cover_id, "body": edition.body}])
        edition.delete()
        if gone := shown - usage.in_working_copy(article):
            usage.drop(article.pk, gone)


def was_read(edition: Edition) -> bool:
    """Tell whether a scheduled edition was on the site some time before. Two queries at most."""
    published = AuditEntry.objects.filter(
        article=edition.article_id, language=edition.language, action=Action.PUBLISH
    )
    return published.exists() or edition.views.exists()
