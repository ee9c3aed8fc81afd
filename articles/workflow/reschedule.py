"""A scheduled publication: moved to another time with its words, or given newer words."""

from datetime import datetime

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from articles.distribution import notices, telegram
from articles.editorial import edition_builder, embargo, versions
from articles.editorial.permissions import can_publish, require
from articles.editorial.states import has_changes
from articles.models import Action, Edition, Status
from articles.models.audit_log import record
from articles.search import index
from articles.workflow.common import locked, refuse_unless
from articles.workflow.publication import publish_locked
from newsroom.models import User


@transaction.atomic
def reschedule(edition: Edition, *, by: User, at: datetime, reason: str = "") -> None:
    """Let a scheduled edition go live at another moment to come; its words do not change.

    A moment without a zone is the newsroom's time. Before the end of an embargo only the chief
    moves it, with a `reason`.
    """
    article = locked(edition.article)
    require(can_publish(by, article, edition.language))
    edition.refresh_from_db()
    refuse_unless(edition.is_scheduled, _("The story is no longer scheduled."))
    at, before = edition_builder.aware(at), edition.published_at
    refuse_unless(at > timezone.now(), _("This time has passed. Choose a later one."))
    refuse_unless(
        edition.expires_at is None or at < edition.expires_at,
        _("The end is before the start or in the past."),
    )
    broken = embargo.refuse(article, at, by=by, reason=reason)
    edition.published_at = at
    edition.save(update_fields=["published_at"])
    edition.edition_tags.update(published_at=at)
    edition.edition_credits.update(published_at=at)
    index.index(edition)
    record(
        article,
        Action.SCHEDULE,
        by=by,
        language=edition.language,
        at=at.isoformat(),
        before=before.isoformat(),
        until=edition.expires_at and edition.expires_at.isoformat(),
        **broken,
    )
    notices.published(edition)
    telegram.after_publishing(edition)


@transaction.atomic
def schedule_changes(edition: Edition, *, by: User, reason: str = "") -> Edition:
    """Let what the working copy holds now go out at the moment that is set; its end stays, too.

    Asks for all that scheduling does: other eyes, a title, within an embargo the chief's `reason`.
    Pressing twice writes nothing more.
    """
    article = locked(edition.article)
    require(can_publish(by, article, edition.language))
    edition.refresh_from_db()
    refuse_unless(edition.is_scheduled, _("The story is no longer scheduled."))
    newest = {(article.pk, part): number for part, number in versions.numbers(article).items()}
    is_at_rest = article.text("status", edition.language) == Status.DRAFT
    if is_at_rest and not has_changes(edition, newest):
        return edition
    return publish_locked(
        article,
        edition.language,
        by=by,
        at=edition.published_at,
        until=edition.expires_at,
        reason=reason,
        article=article,
    )
