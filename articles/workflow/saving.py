"""Keeping the working copy: tidied, merged with what others saved, remembered in versions."""

from collections.abc import Mapping

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from articles import merge, text, versions
from articles.models import Action, Article, Status, Version
from articles.models.version import SHARED
from articles.permissions import can_create, can_write, require
from articles.workflow.common import locked, record
from newsroom import languages
from newsroom.models import User


class Conflict(ValidationError):
    """Two people changed the same words. `parts` maps part → field → merge.Conflict."""

    def __init__(self, parts: dict):
        self.parts = parts
        super().__init__(_("Somebody else changed the same words meanwhile."), code="conflict")


@transaction.atomic
def save(
    article: Article,
    *,
    by: User,
    base: Mapping[str, int] | None = None,
    tags=None,
    credits=None,
    related=None,
    verb: Action = Action.SAVE,
) -> Article:
    """Keep the working copy and write Version rows for the parts that changed.

    `base` maps parts to the Version numbers that the editor started from; a part that was
    saved by somebody else since is merged field by field, and `Conflict` is raised where both
    changed the same words. `tags` and `related` are ids, `credits` triples (author id, role,
    language); left out, they stay as they are. `verb` is what the history says. States cannot be
    set here.
    """
    tidy(article)
    shared = {"tags": tags, "credits": credits, "related": related}
    if article.pk is None:
        require(can_create(by))
        kept, before, stored = None, {}, dict.fromkeys(versions.PARTS)
        article.created_by = by
    else:
        kept, before = locked(article), versions.latest(article)
        stored = {part: versions.snapshot(kept, part) for part in versions.PARTS}
    wanted = {code: versions.texts(article, code) for code in languages.CODES}
    wanted[SHARED] = versions.facts(article, **shared) if kept else first_facts(article, **shared)
    wanted = merged(wanted, stored, before, base or {}, article)
    changed = [part for part in versions.PARTS if wanted[part] != stored[part]]
    for part in changed:
        if kept is not None:
            require(can_write(by, kept, part))
    put(article, kept, wanted, stored, changed)
    remember(article, wanted, before, verb=verb, by=by)
    if changed:
        record(article, verb, by=by, parts=changed)
    return article


def tidy(article: Article) -> None:
    """Clean what was typed: single-line titles, HTML from the allow-list."""
    for code in languages.CODES:
        for field in versions.TEXTS:
            value = article.text(field, code)
            text.check_length(value)
            tidied = text.clean(value) if field in versions.BODIES else text.safe_line(value)
            article.set_text(field, code, tidied)


def first_facts(article: Article, *, tags, credits, related) -> dict:
    """Return the shared snapshot of an article that has no row yet."""
    return versions.facts(article, tags=tags or [], credits=credits or [], related=related or [])


def merged(wanted: dict, stored: dict, before: dict, base: Mapping[str, int], article) -> dict:
    """Merge what is wanted with what others saved since `base`; raise Conflict where it clashes."""
    result, conflicts = dict(wanted), {}
    for part, number in base.items():
        if part not in before or number >= before[part].number or wanted[part] == stored[part]:
            continue
        started = article.versions.filter(part=part, number=number).first()
        origin = started.fields if started else {}
        merge_of_part = merge.merge_fields(
            origin, stored[part], wanted[part], bodies=versions.BODIES
        )
        result[part] = merge_of_part.fields
        if merge_of_part.conflicts:
            conflicts[part] = merge_of_part.conflicts
    if conflicts:
        raise Conflict(conflicts)
    return result


def put(
    article: Article, kept: Article | None, wanted: dict, stored: dict, changed: list[str]
) -> None:
    """Write the wanted snapshots into the rows; an edit after approval makes a draft of it."""
    article.embargo_until = kept.embargo_until if kept else None
    for part in versions.PARTS:
        versions.apply(article, part, wanted[part])
    for code in languages.CODES:
        status = (kept.text("status", code) if kept else "") or Status.DRAFT
        if status == Status.APPROVED and {code, SHARED} & set(changed):
            status = Status.DRAFT
        article.set_text("status", code, status)
        article.set_text("note", code, kept.text("note", code) if kept else "")
    if kept is None or changed:
        article.save()
    if SHARED in changed:
        versions.put_rows(article, wanted[SHARED], stored[SHARED])


def remember(article: Article, wanted: dict, before: dict, *, verb: Action, by: User) -> dict:
    """Keep a Version of each part that has words and differs; return the newest of each part."""
    moment, newest = timezone.now(), dict(before)
    for part, fields in wanted.items():
        if part in before or not versions.is_empty(part, fields):
            newest[part] = versions.next_of(
                article, part, fields, before=before.get(part), verb=verb, by=by, at=moment
            )
    Version.objects.bulk_create(one for one in newest.values() if one.pk is None)
    return newest
