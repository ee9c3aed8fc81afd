"""What every verb needs: the lock, the audit entry, the refusal, the step on the desk."""

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from articles.models import Article, Status


def locked(article: Article) -> Article:
    """Return the article as it is kept, its row locked until the transaction ends."""
    kept = Article.objects.select_for_update().filter(pk=article.pk).first()
    refuse_unless(kept, _("The story is in the bin."))
    return kept


def move(
    kept: Article,
    language: str,
    allowed: set[Status],
    to: Status,
    *,
    article: Article,
    note: str = "",
) -> None:
    """Change the desk status, also on the caller's instance; refuse a step from elsewhere."""
    refuse_unless(
        kept.text("status", language) in allowed, _("The story is no longer at this stage.")
    )
    set_status(kept, language, to, note=note, article=article)


def set_status(
    kept: Article, language: str, to: Status, *, article: Article, note: str = ""
) -> None:
    """Write the desk status and its note on the kept row and on the caller's instance."""
    for copy in (kept, article):
        copy.set_text("status", language, to)
        copy.set_text("note", language, note)
    kept.save()


def refuse_unless(condition: object, sentence: str) -> None:
    """Raise ValidationError with a sentence for the person unless the condition holds."""
    if not condition:
        raise ValidationError(sentence)
