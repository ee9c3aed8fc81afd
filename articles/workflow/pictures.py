"""What happens to pictures of the library: described, deleted, brought back, off the site."""

from collections.abc import Collection, Iterable, Mapping

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from articles import search
from articles.editorial.field_permissions import barred_of
from articles.editorial.permissions import can_bin_picture, can_withdraw_picture, has_right, require
from articles.images import usage
from articles.models import Action, Image, StoryPicture, audit_log
from articles.search.reindexing import reindex_named
from articles.text.cleaning import safe_line
from articles.workflow.common import refuse_unless
from articles.workflow.image_expiry import (
    Gone,
    empty_picture_bin,
    make_files,
    put_away,
    settle_pictures,
    take_off,
)
from articles.workflow.trash import KEPT
from newsroom import journal, languages
from newsroom.models import User

# Lists with commas, to which something is added.
LISTS = ("people", "keywords")
CAPTIONS = {languages.column("caption", code) for code in languages.CODES}


class InUse(ValidationError):
    """A picture that something uses is not deleted."""

    def __init__(self) -> None:
        super().__init__(_("The picture is in use and cannot be deleted."), code="in_use")


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
    refuse_unless(kept and kept.binned_at, _("The picture is no longer in the bin."))
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
    refuse_unless(reason, _("Give a reason for the audit log."))
    refuse_unless(kept.withdrawn_at is None, _("The picture is already withdrawn."))
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
    refuse_unless(kept.withdrawn_at, _("The picture is no longer withdrawn."))
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


@transaction.atomic
def describe_pictures(ids: Iterable[int], facts: Mapping[str, object], *, by: User) -> list[int]:
    """Set columns of pictures; what is given for LISTS is added to what is there.

    Returns the ids of those that were changed by it; what is in the bin is left alone. An entry of
    the audit for each.
    """
    changed: list[Image] = []
    images = list(Image.objects.select_for_update().filter(pk__in=ids).order_by("pk"))
    refused = barred_of(by, images)
    for image in images:
        require(has_right(by, "change", image) and not refused[image.pk].intersection(facts))
        fields = {}
        for name, value in facts.items():
            old = getattr(image, name)
            new = joined(old, str(value)) if name in LISTS else value
            if new != old:
                setattr(image, name, new)
                fields[name] = [journal.plain(old), journal.plain(new)]
        if fields:
            image.save()
            about = {"model": image._meta.label_lower, "pk": image.pk}
            audit_log.write(Action.ROW_CHANGED, by=by, about=str(image), fields=fields, **about)
            changed.append(image)
    find_anew(changed, facts)
    if changed and "usable_until" in facts:
        settle_pictures.enqueue()
    return [image.pk for image in changed]


def find_anew(images: Collection[Image], changed: Iterable[str]) -> None:
    """Let the library know pictures by what is said of them now, `changed` among it.

    Stories and publications that show one are found by its captions: the worker writes those.
    """
    search.index_pictures(images)
    if CAPTIONS.intersection(changed):
        rows = StoryPicture.objects.filter(image__in=images).order_by("image")
        for pk in rows.values_list("image", flat=True).distinct():
            reindex_named.enqueue("picture", pk)


def joined(old: str, more: str) -> str:
    """Return a list with commas and what of another one is not in it yet, in whatever case."""
    known = [one.strip() for one in old.split(",") if one.strip()]
    have = {one.casefold() for one in known}
    for one in filter(None, (part.strip() for part in more.split(","))):
        if one.casefold() not in have:
            known.append(one)
            have.add(one.casefold())
    return ", ".join(known)
