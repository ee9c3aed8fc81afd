"""Keeping the working copy: tidied, merged with what others saved, remembered in versions."""

from collections.abc import Mapping

from django.db import transaction
from django.utils import timezone

from articles import search
from articles.editorial import taxonomy_locks, versions
from articles.editorial.permissions import can_create, can_write, require
from articles.images import usage
from articles.models import Action, Article, Status, Version
from articles.models.audit_log import record
from articles.models.story_fields import BODIES, TEXTS
from articles.models.version import SHARED
from articles.text import cleaning
from articles.workflow.common import locked
from articles.workflow.concurrent_edits import Started, merged, started_from
from newsroom import languages
from newsroom.models import User


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
    form: str = "",
) -> Article:
    """Keep the working copy and write Version rows for the parts that changed.

    `base` maps parts to the Version numbers that the editor started from; of a part that it does
    not name, it is the one of when the row was read. What somebody else saved since is merged field
    by field, and `Conflict` is raised where both changed the same words. `form` is the name of the
    form, by which a save that is sent twice is known. `tags` and `related` are ids, `credits`
    triples (author id, role, language); left out, they stay as they are. `verb` is what the history
    says. States cannot be set here.
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
    began = Started(started_from(article, kept, base), by, form)
    wanted = merged(wanted, stored, before, article, began)
    wanted[SHARED] = taxonomy_locks.settled(wanted[SHARED], stored[SHARED])
    changed = [part for part in versions.PARTS if wanted[part] != stored[part]]
    for part in changed:
        if kept is not None:
            require(can_write(by, kept, part))
    write_parts(article, kept, wanted, stored, changed)
    had, has = usage.pictures_named(stored.values()), usage.pictures_named(wanted.values())
    usage.update_usage(article.pk, before=had, now=has)
    moment = article.changed_at if kept is None or changed else timezone.now()
    remember(article, wanted, before, verb=verb, by=by, at=moment, form=form)
    if changed:
        search.index_story(article, parts=changed)
        record(article, verb, by=by, parts=changed)
    return article


def tidy(article: Article) -> None:
    """Clean what was typed: single-line titles, HTML from the allow-list."""
    for code in languages.CODES:
        for field in TEXTS:
            value = article.text(field, code)
            cleaning.check_length(value)
            tidied = cleaning.clean_draft(value) if field in BODIES else cleaning.safe_line(value)
            article.set_text(field, code, tidied)


def first_facts(article: Article, *, tags, credits, related) -> dict:
    """Return the shared snapshot of an article that has no row yet."""
    return versions.facts(article, tags=tags or [], credits=credits or [], related=related or [])


def write_parts(
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


def remember(
    article: Article, wanted: dict, before: dict, *, verb: Action, by: User, at=None, form: str = ""
) -> dict:
    """Keep a Version of each part that has words and differs; return the newest of each part.

    `at` is the moment that the row was written with: what was read of it then began with these.
    """
    newest, at = dict(before), at or timezone.now()
    for part, fields in wanted.items():
        if part in before or not versions.is_empty(part, fields):
            newest[part] = versions.next_of(
                article, part, fields, before=before.get(part), verb=verb, by=by, at=at, form=form
            )
    Version.objects.bulk_create(one for one in newest.values() if one.pk is None)
    return newest
