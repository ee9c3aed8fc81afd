"""Saying one thing of several pictures: credit, rights, people and the like."""

from collections.abc import Collection, Iterable, Mapping

from django.db import transaction

from articles import search
from articles.editorial.field_permissions import barred_of
from articles.editorial.permissions import has_right, require
from articles.models import Action, Image, StoryPicture, audit_log
from articles.search.reindexing import reindex_named
from articles.workflow.image_expiry import settle_pictures
from newsroom import journal, languages
from newsroom.models import User

# Lists with commas, to which something is added.
LISTS = ("people", "keywords")
CAPTIONS = {languages.column("caption", code) for code in languages.CODES}


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
