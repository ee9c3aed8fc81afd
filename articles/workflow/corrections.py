"""Saying to readers what was wrong, and seeing to it that the other languages are looked at."""

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from articles.editorial.permissions import can_answer, can_correct, require
from articles.models import Action, Article, Correction, CorrectionTask, Edition
from articles.models.audit_log import record
from articles.workflow.common import locked, refuse_unless
from articles.workflow.publication import publish_locked
from newsroom import languages
from newsroom.models import User

# What a person may answer; publishing again answers by itself.
ANSWERS = (CorrectionTask.Outcome.UNCHANGED, CorrectionTask.Outcome.DONE)


@transaction.atomic
def correct(edition: Edition, *, kind: str, text: str, by: User) -> Correction:
    """Write a public note on a live edition and publish the working copy as a correction.

    The desks of the story's other languages get a task: to look at their own text.
    """
    article = locked(edition.article)
    require(can_correct(by, edition))
    edition.refresh_from_db()
    refuse_unless(edition.is_live, _("Only live stories can be corrected."))
    refuse_unless(text.strip(), _("Tell readers what was wrong."))
    refuse_unless(kind in Correction.Kind, _("Choose a correction type."))
    others = others_to_ask(article, edition.language)
    # Published first: a note that is younger goes with it when it is taken back.
    publish_locked(article, edition.language, by=by, change="correction", article=edition.article)
    note = Correction.objects.create(
        edition=edition, kind=kind, text=text.strip(), at=timezone.now(), by=by
    )
    CorrectionTask.objects.bulk_create(
        CorrectionTask(correction=note, article=article, language=code) for code in others
    )
    record(article, Action.CORRECT, by=by, language=edition.language, note=note.text)
    edition.refresh_from_db()
    return note


@transaction.atomic
def answer_correction(task: CorrectionTask, *, by: User, outcome: str) -> None:
    """Say that a correction elsewhere needs no change here ("unchanged") or has had it ("done")."""
    article = locked(task.article)
    require(can_answer(by, task.language))
    task.refresh_from_db()
    refuse_unless(outcome in ANSWERS, _("Choose whether a change is needed."))
    refuse_unless(task.closed_at is None, _("Someone else has already checked this correction."))
    task.outcome, task.closed_at, task.closed_by = outcome, timezone.now(), by
    task.save(update_fields=["outcome", "closed_at", "closed_by"])
    record(
        article,
        Action.CORRECTION_ANSWERED,
        by=by,
        language=task.language,
        outcome=task.outcome,
        note=task.correction.text,
    )


def others_to_ask(article: Article, language: str) -> list[str]:
    """Name the other languages that have a text and should look at it after a correction.

    A correction that follows one in another language is its echo: whoever was asked to look at
    the first is not asked again, nor is the language where it began. Ask before publishing, which
    closes the tasks of this language.
    """
    answered = Correction.objects.filter(
        tasks__article=article, tasks__language=language, tasks__closed_at=None
    )
    knowing = {language, *answered.values_list("edition__language", flat=True)}
    knowing |= set(
        CorrectionTask.objects.filter(correction__in=answered).values_list("language", flat=True)
    )
    published = set(article.editions.values_list("language", flat=True))
    return [
        code
        for code in languages.CODES
        if code not in knowing and (code in published or article.has_text(code))
    ]
