"""Moving a scheduled publication to another time: the text stays as it was scheduled."""

from datetime import datetime

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from articles import embargo, notices, publishing, telegram
from articles.models import Action, Edition
from articles.permissions import can_publish, require
from articles.search import index
from articles.workflow.common import locked, record, refuse_unless
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
    refuse_unless(edition.is_scheduled, _("The story is not scheduled any more."))
    at, before = publishing.aware(at), edition.published_at
    refuse_unless(at > timezone.now(), _("This moment has passed. Choose one to come."))
    refuse_unless(
        edition.expires_at is None or at < edition.expires_at,
        _("The end lies before the beginning or in the past."),
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
