"""Two people in one story: what is being saved is merged with what others saved meanwhile."""

from collections.abc import Mapping
from dataclasses import dataclass

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import Max
from django.utils import timezone
from django.utils.translation import gettext as _

from articles.editorial import versions
from articles.editorial.permissions import can_write, require
from articles.models import Action, Article, Version
from articles.models.story_fields import BODIES
from articles.models.version import SHARED
from articles.text import merge
from articles.workflow.common import locked
from newsroom.models import User


class Conflict(ValidationError):
    """Two people changed the same words. `parts` maps part → field → merge.Conflict.

    `mine` maps each of these parts to its whole snapshot as it was to be saved, `base` to the
    number of the version that it began with, `seen` to the number that it met.
    """

    def __init__(self, parts: dict, mine: dict, base: dict[str, int], seen: dict[str, int]):
        self.parts, self.mine, self.base, self.seen = parts, mine, base, seen
        super().__init__(_("Someone else has changed the same passage."), code="conflict")


@dataclass(frozen=True)
class Started:
    """What somebody began with: version numbers by part, and the form that they type in."""

    numbers: Mapping[str, int]
    by: User
    form: str = ""


def started_from(article: Article, kept: Article | None, base: Mapping[str, int] | None) -> dict:
    """Return the version number of each part that what is to be saved began with.

    Where the caller does not name it, it is the one that was kept when the row was read: nothing
    is known of a change that came after. One query, none where the row has not moved since.
    """
    if kept is None or kept.changed_at == article.changed_at:
        return dict(base or {})
    read = article.versions.filter(at__lte=article.changed_at)
    known = dict(read.order_by().values_list("part").annotate(Max("number")))
    return dict.fromkeys(versions.PARTS, 0) | known | dict(base or {})


def merged(wanted: dict, stored: dict, before: dict, article: Article, began: Started) -> dict:
    """Merge what is wanted with what others saved since; raise Conflict where it clashes.

    Two queries for each part that somebody saved meanwhile.
    """
    result, conflicts, base = dict(wanted), {}, {}
    for part, number in began.numbers.items():
        if part not in before or wanted[part] == stored[part]:
            continue
        number = own_since(article, part, number, began)
        if number == before[part].number:
            continue
        origin = origin_of(article, part, number)
        merge_of_part = merge.merge_fields(origin, stored[part], wanted[part], bodies=BODIES)
        result[part] = merge_of_part.fields
        if merge_of_part.conflicts:
            conflicts[part], base[part] = merge_of_part.conflicts, number
    if conflicts:
        mine = {part: wanted[part] for part in conflicts}
        raise Conflict(conflicts, mine, base, {part: before[part].number for part in conflicts})
    return result


def own_since(article: Article, part: str, number: int, began: Started) -> int:
    """Return the number that the same form has saved since, with nobody between.

    A save whose answer never came is pressed once more: what it saved is no other's work.
    """
    if not began.form:
        return number
    since = article.versions.filter(part=part, number__gt=number).order_by("number")
    for newer, form, by in since.values_list("number", "form", "by"):
        if (newer, form, by) != (number + 1, began.form, began.by.pk):
            break
        number = newer
    return number


def reached(article: Article, base: Mapping[str, int], *, by: User, form: str) -> dict[str, int]:
    """Return the number of each part that a form has come to by its own saves, nobody between.

    `base` is what it was opened with. One query a part.
    """
    began = Started(base, by, form)
    return {part: own_since(article, part, base.get(part, 0), began) for part in versions.PARTS}


def origin_of(article: Article, part: str, number: int) -> dict:
    """Return the snapshot that a version held; before the first one a language was empty."""
    row = article.versions.filter(part=part, number=number).first()
    if row is not None:
        return versions.held(row)
    return {} if part == SHARED else versions.blank(part)


@transaction.atomic
def set_aside(
    article: Article, texts: Mapping[str, Mapping], *, by: User, form: str = ""
) -> dict[str, Version]:
    """Keep what somebody typed (part → snapshot) in the history beside the working copy.

    So both texts are there whatever is chosen between them. What they set aside there last already
    is not kept twice. Return the row of each part.
    """
    kept = locked(article)
    found = {}
    for part, fields in texts.items():
        require(can_write(by, kept, part))
        asides = Version.everything.filter(article=kept, part=part, is_aside=True)
        last = asides.order_by("number").last()
        if last and last.by_id == by.pk and versions.is_same(part, last.fields, fields):
            found[part] = last
            continue
        found[part] = Version.objects.create(
            article=kept,
            part=part,
            number=last.number + 1 if last else 1,
            fields=dict(fields),
            verb=Action.SET_ASIDE,
            by=by,
            at=timezone.now(),
            is_aside=True,
            form=form,
        )
    return found


def savers(article: Article, part: str, *, since: int, until: int) -> list[Version]:
    """Return the versions between two numbers without their words, the newest first. One query."""
    rows = article.versions.filter(part=part, number__gt=since, number__lte=until)
    return list(rows.select_related("by").defer("fields").order_by("-number"))
