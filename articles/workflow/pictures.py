"""What happens to a picture of the library: deleted and brought back, taken off the site."""

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from articles.editorial.permissions import can_bin_picture, can_withdraw_picture, require
from articles.images import usage
from articles.models import Action, Image, audit_log
from articles.text.cleaning import safe_line
from articles.workflow.common import refuse_unless
from articles.workflow.image_expiry import Gone, empty_picture_bin, make_files, put_away, take_off
from articles.workflow.trash import KEPT
from newsroom.models import User


class InUse(ValidationError):
    """A picture that something uses is not deleted."""

    def __init__(self) -> None:
        super().__init__(_("The picture is in use, so it cannot be deleted."), code="in_use")


@transaction.atomic
def bin_picture(image: Image, *, by: User) -> None:
    """Delete a picture: it lies in the bin for thirty days. Refused with InUse while it is used.

    Whoever uses it at the same moment holds its row: they are waited for, or bring it back.
    """
    require(can_bin_picture(by, image))
    kept = locked(image)
    if usage.is_used(kept):
        raise InUse
    kept.binned_at, kept.binned_by = timezone.now(), by
    kept.save(update_fields=["binned_at", "binned_by"])
    record(Action.PICTURE_BIN, kept, by=by)
    empty_picture_bin.using(run_after=kept.binned_at + KEPT).enqueue()


@transaction.atomic
def unbin_picture(image: Image, *, by: User) -> None:
    """Take a picture out of the bin, with all that is said of it."""
    require(can_bin_picture(by, image))
    kept = Image.everything.select_for_update(of=("self",)).filter(pk=image.pk).first()
    refuse_unless(kept and kept.binned_at, _("The picture is not in the bin any more."))
    kept.binned_at = kept.binned_by = None
    kept.save(update_fields=["binned_at", "binned_by"])
    record(Action.PICTURE_UNBIN, kept, by=by)


def withdraw_picture(image: Image, *, reason: str, by: User) -> bool:
    """Take a picture off the site at this moment, on every page, and its public files with it.

    No other day brings it back, only `restore_picture`. False where the store did not let its
    files go yet; the worker then tries again.
    """
    return put_away(_withdraw(image, reason=reason, by=by))


@transaction.atomic
def _withdraw(image: Image, *, reason: str, by: User) -> Gone:
    require(can_withdraw_picture(by, image))
    kept = locked(image)
    reason = safe_line(reason)
    refuse_unless(reason, _("Say why: it stands in the audit."))
    refuse_unless(kept.withdrawn_at is None, _("The picture is off the site already."))
    said = usage.where(kept)
    kept.withdrawn_at = timezone.now()
    kept.save(update_fields=["withdrawn_at"])
    live = {one.article_id for one in said.live if one.article_id}
    record(Action.PICTURE_WITHDRAW, kept, by=by, reason=reason, live=len(live))
    return take_off(kept)


@transaction.atomic
def restore_picture(image: Image, *, by: User) -> None:
    """Put a withdrawn picture back on the site; the worker makes its files. Its last day stays."""
    require(can_withdraw_picture(by, image))
    kept = locked(image)
    refuse_unless(kept.withdrawn_at, _("The picture is not withdrawn any more."))
    kept.withdrawn_at = None
    kept.save(update_fields=["withdrawn_at"])
    record(Action.PICTURE_RESTORE, kept, by=by)
    make_files.enqueue(kept.pk)


def locked(image: Image) -> Image:
    """Return the picture as it is kept, its row locked until the transaction ends."""
    kept = Image.objects.select_for_update(of=("self",)).filter(pk=image.pk).first()
    refuse_unless(kept, _("The picture is in the bin or has been deleted."))
    return kept


def record(action: Action, image: Image, *, by: User | None, **details) -> None:
    """Write an audit entry about a picture; without a person the newsroom itself did it."""
    about = {"model": image._meta.label_lower, "pk": image.pk}
    audit_log.write(action, by=by, about=str(image), **about, **details)
