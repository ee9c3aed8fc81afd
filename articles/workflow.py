"""What happens to stories: one function a verb. Only here is a state or an edition written.

Each verb is one transaction with the article's row locked, asks `permissions.py`, writes an
audit entry, and refuses with PermissionDenied (may not) or ValidationError (a sentence).
"""

from collections.abc import Mapping
from datetime import datetime

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from articles import merge, notices, publishing, telegram, text, versions
from articles.models import Action, Article, AuditEntry, Correction, Edition, Status
from articles.models.version import SHARED
from articles.permissions import (
    can_approve,
    can_correct,
    can_create,
    can_publish,
    can_restore,
    can_submit,
    can_withdraw,
    can_write,
    require,
)
from newsroom import languages
from newsroom.models import User


class Conflict(ValidationError):
    """Two people changed the same words. `parts` maps part → field → merge.Conflict."""

    def __init__(self, parts: dict):
        self.parts = parts
        super().__init__(_("Somebody else changed the same words meanwhile."), code="conflict")


def record(article: Article, action: Action, *, by: User, language: str = "", **details) -> None:
    """Write an audit entry."""
    AuditEntry.objects.create(
        article=article, action=action, by=by, language=language, details=details
    )


def locked(article: Article) -> Article:
    """Return the article as it is kept, its row locked until the transaction ends."""
    return Article.objects.select_for_update().get(pk=article.pk)


# Saving


@transaction.atomic
def save(
    article: Article,
    *,
    by: User,
    base: Mapping[str, int] | None = None,
    tags=None,
    credits=None,
    related=None,
) -> Article:
    """Keep the working copy and write Version rows for the parts that changed.

    `base` maps parts to the Version numbers that the editor started from; a part that was
    saved by somebody else since is merged field by field, and `Conflict` is raised where both
    changed the same words. `tags` and `related` are ids, `credits` triples (author id, role,
    language); left out, they stay as they are. States cannot be set here.
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
    put(article, kept, wanted, changed)
    remember(article, wanted, before, verb=Action.SAVE, by=by)
    if changed:
        record(article, Action.SAVE, by=by, parts=changed)
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


def put(article: Article, kept: Article | None, wanted: dict, changed: list[str]) -> None:
    """Write the wanted snapshots into the rows; an edit after approval makes a draft of it."""
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
        versions.put_rows(article, wanted[SHARED])


def remember(article: Article, wanted: dict, before: dict, *, verb: Action, by: User) -> dict:
    """Keep a Version of each part that has words and differs; return the newest of each part."""
    moment, newest = timezone.now(), dict(before)
    for part, fields in wanted.items():
        if part in before or not versions.is_empty(part, fields):
            newest[part] = versions.keep(
                article, part, fields, before=before.get(part), verb=verb, by=by, at=moment
            )
    return newest


# The desk


@transaction.atomic
def submit(article: Article, language: str, *, by: User) -> None:
    """Hand a language to its desk for review."""
    kept = locked(article)
    require(can_submit(by, kept, language))
    refuse_unless(kept.text("title", language), _("Write a title before you submit the story."))
    move(kept, language, {Status.DRAFT, Status.SENT_BACK}, Status.REVIEW, article=article)
    record(kept, Action.SUBMIT, by=by, language=language)
    telegram.after_submitting(kept, language)


@transaction.atomic
def send_back(article: Article, language: str, *, by: User, note: str) -> None:
    """Give a language back to who wrote it, with a note that says why."""
    kept = locked(article)
    require(can_approve(by, kept, language))
    refuse_unless(note.strip(), _("Say in a note what is to be done."))
    move(
        kept,
        language,
        {Status.REVIEW, Status.APPROVED},
        Status.SENT_BACK,
        note=note.strip(),
        article=article,
    )
    record(kept, Action.SEND_BACK, by=by, language=language, note=note.strip())


@transaction.atomic
def approve(article: Article, language: str, *, by: User) -> None:
    """Say that a language is ready to be published."""
    kept = locked(article)
    require(can_approve(by, kept, language))
    move(kept, language, {Status.REVIEW}, Status.APPROVED, article=article)
    record(kept, Action.APPROVE, by=by, language=language)


def move(
    kept: Article, language: str, allowed: set[Status], to: Status, *, article, note: str = ""
) -> None:
    """Change the desk status, also on the caller's instance; refuse a step from elsewhere."""
    refuse_unless(
        kept.text("status", language) in allowed, _("The story is not at this step any more.")
    )
    set_status(kept, language, to, note=note, article=article)


def set_status(kept: Article, language: str, to: Status, *, article, note: str = "") -> None:
    for copy in (kept, article):
        copy.set_text("status", language, to)
        copy.set_text("note", language, note)
    kept.save()


def refuse_unless(condition, sentence: str) -> None:
    if not condition:
        raise ValidationError(sentence)


# Publishing


@transaction.atomic
def publish(
    article: Article,
    language: str,
    *,
    by: User,
    at: datetime | None = None,
    until: datetime | None = None,
    change: str = "update",
) -> Edition:
    """Publish one language: readers see what the working copy holds now.

    From any state but withdrawn; steps passed over are recorded. `at` in the future schedules
    (refused for what is live), in the past backdates; `until` ends it. Without `at`, what is
    live keeps its time and its end, what is scheduled or ended is live from now, without an end.
    `change` (typo, update, correction) says what it is when it was live before; only the last
    two make the other languages "behind" and move `updated_at`.
    """
    kept = locked(article)
    require(can_publish(by, kept, language))
    return publish_locked(kept, language, by=by, at=at, until=until, change=change, article=article)


def publish_locked(kept, language, *, by, at=None, until=None, change="update", article):
    """Publish an article whose row is locked, by somebody who may."""
    refuse_unless(change in publishing.CHANGES, _("Choose what changed: typo, update, correction."))
    refuse_unless(
        text.safe_line(kept.text("title", language)),
        _("A story without a title cannot be published."),
    )
    edition = Edition.objects.filter(article=kept, language=language).first()
    moment = timezone.now()
    period = publishing.period(edition, now=moment, at=at, until=until)
    newest = remember(
        kept,
        {part: versions.snapshot(kept, part) for part in (language, SHARED)},
        versions.latest(kept),
        verb=Action.PUBLISH,
        by=by,
    )
    edition = publishing.write(
        kept, language, edition, newest, period=period, change=change, now=moment
    )
    action = Action.SCHEDULE if edition.is_scheduled else Action.PUBLISH
    record(
        kept,
        action,
        by=by,
        language=language,
        change=change,
        at=edition.published_at.isoformat(),
        until=edition.expires_at and edition.expires_at.isoformat(),
        skipped=publishing.skipped_steps(kept.text("status", language)),
    )
    set_status(kept, language, Status.DRAFT, article=article)
    notices.published(edition)
    telegram.after_publishing(edition)
    return edition


@transaction.atomic
def unschedule(edition: Edition, *, by: User) -> None:
    """Take a scheduled edition back before its moment; its address never existed."""
    article = locked(edition.article)
    require(can_publish(by, article, edition.language))
    edition.refresh_from_db()
    refuse_unless(edition.is_scheduled, _("The story is not scheduled any more."))
    record(
        article,
        Action.UNSCHEDULE,
        by=by,
        language=edition.language,
        at=edition.published_at.isoformat(),
    )
    edition.delete()


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


@transaction.atomic
def correct(edition: Edition, *, kind: str, text: str, by: User) -> Correction:
    """Write a public note on a live edition and publish the working copy as a correction."""
    article = locked(edition.article)
    require(can_correct(by, edition))
    edition.refresh_from_db()
    refuse_unless(edition.is_live, _("Only what is on the site can be corrected."))
    refuse_unless(text.strip(), _("Write what was wrong, for readers."))
    refuse_unless(kind in Correction.Kind, _("Choose a kind of correction."))
    note = Correction.objects.create(
        edition=edition, kind=kind, text=text.strip(), at=timezone.now(), by=by
    )
    publish_locked(article, edition.language, by=by, change="correction", article=edition.article)
    record(article, Action.CORRECT, by=by, language=edition.language, note=note.text)
    edition.refresh_from_db()
    return note


def available(user: User, article: Article, language: str, edition: Edition | None) -> list[str]:
    """Name the verbs that the user may use now on a language; `edition` is its row or None."""
    status = article.text("status", language) or Status.DRAFT
    has_title = bool(article.text("title", language))
    withdrawn = edition is not None and edition.withdrawn_at is not None
    live = edition is not None and edition.is_live
    scheduled = edition is not None and edition.is_scheduled
    published = edition is not None and not scheduled
    may_publish = can_publish(user, article, language)
    verbs = {
        "submit": has_title
        and status in (Status.DRAFT, Status.SENT_BACK)
        and can_submit(user, article, language),
        "send_back": status in (Status.REVIEW, Status.APPROVED)
        and can_approve(user, article, language),
        "approve": status == Status.REVIEW and can_approve(user, article, language),
        "publish": has_title and not withdrawn and may_publish,
        "schedule": has_title and not withdrawn and not live and may_publish,
        "unschedule": scheduled and may_publish,
        "correct": live and may_publish,
        "withdraw": published and not withdrawn and may_publish,
        "restore": withdrawn and can_restore(user, edition),
    }
    return [verb for verb, usable in verbs.items() if usable]
