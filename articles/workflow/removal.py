"""Taking what readers saw off the site, and putting it back."""

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from articles import notices, telegram, text
from articles.models import Action, Edition
from articles.permissions import can_restore, can_withdraw, require
from articles.workflow.common import locked, record, refuse_unless
from newsroom.models import User


@transaction.atomic
def withdraw(edition: Edition, *, reason: str, by: User) -> None:
    """Take the edition off every surface; its address answers 410 with the reason."""
    article = locked(edition.article)
    require(can_withdraw(by, edition))
    edition.refresh_from_db()
    refuse_unless(
        not edition.is_scheduled,
        _("The story is only scheduled: take it off the schedule instead."),
    )
    refuse_unless(edition.withdrawn_at is None, _("The story is withdrawn already."))
    reason = text.safe_line(reason)
    refuse_unless(reason, _("Give a short reason that readers may see."))
    edition.withdrawn_at, edition.withdrawn_reason = timezone.now(), reason
    edition.save(update_fields=["withdrawn_at", "withdrawn_reason"])
    record(article, Action.WITHDRAW, by=by, language=edition.language, reason=reason)
    notices.withdrawn(edition)
    telegram.after_withdrawing(edition)


@transaction.atomic
def restore(edition: Edition, *, by: User) -> None:
    """Put a withdrawn edition back on the site as it was."""
    article = locked(edition.article)
    require(can_restore(by, edition))
    edition.refresh_from_db()
    refuse_unless(edition.withdrawn_at is not None, _("The story is not withdrawn."))
    record(
        article,
        Action.RESTORE,
        by=by,
        language=edition.language,
        reason=edition.withdrawn_reason,
    )
    edition.withdrawn_at, edition.withdrawn_reason = None, ""
    edition.save(update_fields=["withdrawn_at", "withdrawn_reason"])
    notices.published(edition)
    telegram.after_publishing(edition)
