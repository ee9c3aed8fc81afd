"""Putting a story under embargo, and letting it out of it."""

from datetime import datetime

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from articles.editorial.edition_builder import aware
from articles.editorial.permissions import can_break_embargo, can_set_embargo, require
from articles.models import Action, Article, Edition
from articles.models.audit_log import record
from articles.workflow.common import locked, refuse_unless
from newsroom.models import User


@transaction.atomic
def embargo(article: Article, *, by: User, until: datetime | None, reason: str = "") -> None:
    """Let nothing of a story be on the site before a moment; None ends the embargo.

    Whoever writes the story's facts sets it and moves it later. Only the chief makes a running one
    shorter, with a reason. A moment without a zone is the newsroom's time.
    """
    kept = locked(article)
    require(can_set_embargo(by, kept))
    until, before, now = aware(until), kept.embargo_until, timezone.now()
    if until == before:
        return
    refuse_unless(until is None or until > now, _("This time has passed. Choose a later one."))
    details = {"embargo": until and until.isoformat(), "before": before and before.isoformat()}
    is_shorter = before is not None and before > now and (until is None or until < before)
    if is_shorter:
        refuse_unless(
            can_break_embargo(by), _("Only the chief editor can shorten an active embargo.")
        )
        refuse_unless(reason.strip(), _("Give a reason for shortening the embargo."))
        details["reason"] = reason.strip()
    else:
        refuse_what_goes_out_earlier(kept, until)
    kept.embargo_until = article.embargo_until = until
    kept.save(update_fields=["embargo_until"])
    record(kept, Action.LIFT_EMBARGO if is_shorter else Action.EMBARGO, by=by, **details)


def refuse_what_goes_out_earlier(article: Article, until: datetime | None) -> None:
    """Refuse an embargo that readers have broken already, or that the schedule would break."""
    rows = Edition.objects.filter(article=article, published_at__lt=until, withdrawn_at=None)
    earlier = list(rows) if until else []
    refuse_unless(
        not any(edition.is_live for edition in earlier),
        _("The story is already live: it is too late for an embargo."),
    )
    refuse_unless(
        not any(edition.is_scheduled for edition in earlier),
        _("The story is scheduled for an earlier time: unschedule it first."),
    )
