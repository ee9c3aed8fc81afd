"""The breaking bar: one sentence above every page of a language, raised and ended by its desk."""

from datetime import datetime, timedelta

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from articles.editorial.permissions import can_raise, require
from articles.models import Action, AuditEntry, Breaking, Edition
from articles.text.cleaning import safe_line
from newsroom.models import User


@transaction.atomic
def raise_bar(
    language: str, text: str, *, by: User, ends_at: datetime, edition: Edition | None = None
) -> Breaking:
    """Show a sentence above every page of a language from now on, until its end."""
    require(can_raise(by, language))
    bar = Breaking(language=language, raised_by=by, raised_at=timezone.now())
    write_bar(bar, text, ends_at, edition)
    record(bar, Action.RAISE, by=by)
    return bar


@transaction.atomic
def change_bar(
    bar: Breaking, text: str, *, by: User, ends_at: datetime, edition: Edition | None = None
) -> None:
    """Say it otherwise, longer, or with another story; refused for what has ended."""
    kept = locked(bar, by=by)
    write_bar(kept, text, ends_at, edition)
    record(kept, Action.REWORD, by=by)


@transaction.atomic
def end_bar(bar: Breaking, *, by: User) -> None:
    """Take the bar off every page now."""
    end(locked(bar, by=by), by=by)


def end_about(edition: Edition, *, by: User) -> None:
    """End every bar that leads to a story; whoever calls has asked whether they may."""
    for bar in Breaking.objects.select_for_update().running().filter(edition=edition):
        end(bar, by=by)


def end(bar: Breaking, *, by: User) -> None:
    # A bar that was raised at this very moment, as clocks tell it, still ends after it began.
    bar.ends_at = max(timezone.now(), bar.raised_at + timedelta(microseconds=1))
    bar.save(update_fields=["ends_at"])
    record(bar, Action.END_BREAKING, by=by)


def locked(bar: Breaking, *, by: User) -> Breaking:
    """Return the bar as it is kept, its row locked; refuse who may not and what has ended."""
    kept = Breaking.objects.select_for_update().get(pk=bar.pk)
    require(can_raise(by, kept.language))
    if not kept.is_running:
        raise ValidationError(_("The breaking news bar has already been taken down."))
    return kept


def write_bar(bar: Breaking, text: str, ends_at: datetime, edition: Edition | None) -> None:
    """Write the row; refuse no text, an end in the past and a story in another language."""
    bar.text, bar.ends_at, bar.edition = safe_line(text), ends_at, edition
    if not bar.text:
        raise ValidationError(_("Enter what happened."))
    if ends_at <= timezone.now():
        raise ValidationError(_("The end is in the past."))
    if edition is not None and edition.language != bar.language:
        raise ValidationError(_("The story is in another language."))
    bar.save()


def record(bar: Breaking, action: Action, *, by: User) -> None:
    """Write an audit entry."""
    AuditEntry.objects.create(
        article=bar.edition.article if bar.edition else None,
        titles=bar.edition.article.titles() if bar.edition else None,
        action=action,
        by=by,
        language=bar.language,
        details={"text": bar.text, "until": bar.ends_at.isoformat()},
    )
