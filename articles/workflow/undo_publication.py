"""Taking back what one has just published by mistake."""

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from articles.distribution import notices, telegram
from articles.editorial import edition_builder, undo
from articles.editorial.permissions import can_take_back, require
from articles.images import story_card
from articles.models import Action, Edition, Status
from articles.models.audit_log import record
from articles.workflow import breaking
from articles.workflow.common import locked, refuse_unless, set_status
from articles.workflow.publication import reopen_tasks
from newsroom.models import User


@transaction.atomic
def take_back(edition: Edition, *, by: User) -> None:
    """Undo one's own publication of the last ten minutes.

    What readers had before is theirs again: the former text, or nothing. Then the address
    answers 410 with a neutral sentence, and the language is a draft again.
    """
    article = locked(edition.article)
    edition.refresh_from_db()
    kept = undo.former_of(edition)
    refuse_unless(
        kept,
        _("This can no longer be undone. Publish again or withdraw the story."),
    )
    require(can_take_back(by, article, edition.language, kept))
    if kept.row is None:
        edition_builder.make_draft(edition, now=timezone.now())
        set_status(article, edition.language, Status.DRAFT, article=edition.article)
        breaking.end_about(edition, by=by)
        notices.withdrawn(edition)
        telegram.after_withdrawing(edition)
        story_card.take_away(edition)
    else:
        edition.corrections.filter(at__gte=kept.at).delete()
        card = story_card.card_of(edition)
        undo.restore_row(edition, kept.row)
        if story_card.card_of(edition) != card:
            story_card.take_off(card)
        notices.published(edition)
        telegram.after_publishing(edition)
    reopen_tasks(article, edition.language, since=kept.at)
    record(
        article,
        Action.TAKE_BACK,
        by=by,
        language=edition.language,
        was_new=kept.row is None,
        published=kept.at.isoformat(),
    )
    kept.delete()
