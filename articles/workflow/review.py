"""The steps of a desk: a language is submitted, sent back with a note, approved."""

from django.db import transaction
from django.utils.translation import gettext as _

from articles.distribution import telegram
from articles.editorial.permissions import (
    can_approve,
    can_submit,
    require,
    require_other_eyes,
    wrote_it,
)
from articles.models import Action, Article, Status
from articles.models.audit_log import record
from articles.workflow.common import locked, move, refuse_unless
from newsroom.models import User


@transaction.atomic
def submit(article: Article, language: str, *, by: User) -> None:
    """Hand a language to its desk for review."""
    kept = locked(article)
    require(can_submit(by, kept, language))
    refuse_unless(kept.text("title", language), _("Add a title before submitting the story."))
    move(kept, language, {Status.DRAFT, Status.SENT_BACK}, Status.REVIEW, article=article)
    record(kept, Action.SUBMIT, by=by, language=language)
    telegram.after_submitting(kept, language)


@transaction.atomic
def send_back(article: Article, language: str, *, by: User, note: str) -> None:
    """Give a language back to who wrote it, with a note that says why."""
    kept = locked(article)
    require(can_approve(by, kept, language))
    refuse_unless(note.strip(), _("Add a note saying what needs to be done."))
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
    """Say that a language is ready; not of one's own text where the newsroom wants other eyes."""
    kept = locked(article)
    require(can_approve(by, kept, language))
    require_other_eyes(wrote_it(by, kept, language))
    move(kept, language, {Status.REVIEW}, Status.APPROVED, article=article)
    record(kept, Action.APPROVE, by=by, language=language)
