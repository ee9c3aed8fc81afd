"""Taking what readers saw off the site, and putting it back."""

from collections.abc import Mapping

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from articles.distribution import notices, telegram
from articles.editorial import embargo
from articles.editorial.permissions import can_restore, can_withdraw, require
from articles.images import story_card
from articles.models import Action, Article, Edition, Status
from articles.models.audit_log import record
from articles.text import cleaning
from articles.workflow import breaking
from articles.workflow.common import locked, refuse_unless
from newsroom.models import User


@transaction.atomic
def withdraw(edition: Edition, *, reason: str, by: User, private: str = "") -> None:
    """Take the edition off every surface; its address answers 410 with the reason.

    `private` is a reason for colleagues: in the audit, and as the note of the language. A breaking
    bar that leads to the story ends with it.
    """
    article = locked(edition.article)
    require(can_withdraw(by, edition))
    edition.refresh_from_db()
    refuse_unless(
        not edition.is_scheduled,
        _("The story is only scheduled: unschedule it instead."),
    )
    refuse_unless(not edition.is_withdrawn, _("The story is already withdrawn."))
    refuse_unless(edition.withdrawn_at is None, _("The story is not live."))
    reason = cleaning.safe_line(reason)
    refuse_unless(reason, _("Give a short reason for readers."))
    private = private.strip()
    edition.withdrawn_at, edition.withdrawn_reason = timezone.now(), reason
    edition.save(update_fields=["withdrawn_at", "withdrawn_reason"])
    told = {"private": private} if private else {}
    record(article, Action.WITHDRAW, by=by, language=edition.language, reason=reason, **told)
    if private:
        tell_colleagues(article, edition.language, private)
    breaking.end_about(edition, by=by)
    notices.withdrawn(edition)
    telegram.after_withdrawing(edition)
    story_card.take_away(edition)


@transaction.atomic
def withdraw_languages(
    article: Article, reasons: Mapping[str, str], *, by: User, private: str = ""
) -> list[Edition]:
    """Withdraw several languages at once, each with its own public reason: all of them or none.

    Each is asked for by itself: a language that the person may not withdraw refuses the whole.
    """
    refuse_unless(reasons, _("Choose what to withdraw."))
    kept = locked(article)
    editions = {one.language: one for one in kept.editions.filter(language__in=reasons)}
    for language, reason in reasons.items():
        refuse_unless(language in editions, _("No publication in this language."))
        withdraw(editions[language], reason=reason, by=by, private=private)
    return [editions[language] for language in reasons]


def tell_colleagues(article: Article, language: str, private: str) -> None:
    """Show a reason above the text; what it was sent back with stays where it is."""
    if article.text("status", language) != Status.SENT_BACK:
        article.set_text("note", language, private)
        article.save()


@transaction.atomic
def restore(edition: Edition, *, by: User) -> None:
    """Put a withdrawn edition back on the site as it was."""
    article = locked(edition.article)
    require(can_restore(by, edition))
    edition.refresh_from_db()
    refuse_unless(edition.is_withdrawn, _("The story is not withdrawn."))
    refuse_unless(
        not embargo.is_running(article), _("The story is under embargo and cannot be shown.")
    )
    record(
        article,
        Action.RESTORE,
        by=by,
        language=edition.language,
        reason=edition.withdrawn_reason,
    )
    if article.text("status", edition.language) != Status.SENT_BACK:
        article.set_text("note", edition.language, "")
        article.save()
    edition.withdrawn_at, edition.withdrawn_reason = None, ""
    edition.save(update_fields=["withdrawn_at", "withdrawn_reason"])
    notices.published(edition)
    story_card.bring_back(edition)
    telegram.after_publishing(edition)
