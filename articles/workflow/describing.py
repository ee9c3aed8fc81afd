"""Saying one thing of several pictures: credit, rights, people and the like."""

from collections.abc import Iterable, Mapping

from django.db import transaction

from articles import audit, search
from articles.models import Action, Image
from articles.permissions import has_right, require
from articles.workflow.picture_care import settle_pictures
from newsroom import journal
from newsroom.models import User

# Lists with commas, to which something is added.
LISTS = ("people", "keywords")


@transaction.atomic
def describe_pictures(ids: Iterable[int], facts: Mapping[str, object], *, by: User) -> list[int]:
    """Set columns of pictures; what is given for LISTS is added to what is there.

    Returns the ids of those that were changed by it; what is in the bin is left alone. An entry of
    the audit for each.
    """
    changed: list[Image] = []
    for image in Image.objects.select_for_update().filter(pk__in=ids).order_by("pk"):
        require(has_right(by, "change", image))
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
            audit.write(Action.ROW_CHANGED, by=by, about=str(image), fields=fields, **about)
            changed.append(image)
    search.index_pictures(changed)
    if changed and "usable_until" in facts:
        settle_pictures.enqueue()
    return [image.pk for image in changed]


def joined(old: str, more: str) -> str:
    """Return a list with commas and what of another one is not in it yet, in whatever case."""
    known = [one.strip() for one in old.split(",") if one.strip()]
    have = {one.casefold() for one in known}
    for one in filter(None, (part.strip() for part in more.split(","))):
        if one.casefold() not in have:
            known.append(one)
            have.add(one.casefold())
    return ", ".join(known)
