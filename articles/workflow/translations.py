"""The way of a translation: begun from its original, or right as it is when that was changed."""

from django.db import transaction
from django.utils.translation import gettext as _

from articles.editorial.permissions import can_say_no_change, can_write, require
from articles.editorial.states import is_behind
from articles.models import Action, Article, CorrectionTask, Edition, Plan
from articles.models.audit_log import record
from articles.text import cleaning
from articles.workflow.common import locked, refuse_unless
from articles.workflow.publication import close_tasks
from articles.workflow.working_copy import save
from newsroom.models import User


@transaction.atomic
def no_change_needed(edition: Edition, *, by: User, seen: int | None = None) -> None:
    """Let a translation that is behind count as made from its original's present text.

    `seen` is the version of the original that the person compared with: where another was
    published meanwhile, they are asked to look again.
    """
    article = locked(edition.article)
    require(can_say_no_change(by, article, edition.language))
    edition.refresh_from_db()
    editions = Edition.objects.filter(article=article, language=article.source_language)
    source = editions.first()
    own = Plan.objects.filter(article=article, language=edition.language)
    refuse_unless(
        is_behind(edition, source) and not own.filter(choice=Plan.Choice.INDEPENDENT).exists(),
        _("This translation is no longer behind the original."),
    )
    refuse_unless(
        seen in (None, source.version),
        _("The original has just been republished. Review the changes again."),
    )
    before, edition.made_from = edition.made_from, source.version
    edition.save(update_fields=["made_from"])
    # Whoever compared with the original saw what was corrected in it.
    close_tasks(article, edition.language, by=by, outcome=CorrectionTask.Outcome.UNCHANGED)
    record(
        article,
        Action.NO_CHANGE_NEEDED,
        by=by,
        language=edition.language,
        original=article.source_language,
        before=before,
        version=source.version,
    )


@transaction.atomic
def start_translation(article: Article, language: str, *, by: User) -> Article:
    """Put the original's text into a language without one: figures in place, words to be replaced.

    What is still in the original's words is marked and reaches no reader (`text.skeleton`). Titles
    and leads are not copied: the form shows them beside.
    """
    kept = locked(article)
    require(can_write(by, kept, language))
    source = kept.source_language
    refuse_unless(language != source, _("This is the original language."))
    refuse_unless(kept.text("body", source), _("The original has no text yet."))
    refuse_unless(not kept.text("body", language), _("This language already has a text."))
    kept.set_text("body", language, cleaning.skeleton(kept.text("body", source)))
    return save(kept, by=by, verb=Action.START_TRANSLATION)
