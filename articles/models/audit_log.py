"""Writing the audit: what happens to a story, and what people do beside."""

from articles.models import Action, Article, AuditEntry
from newsroom.models import User


def record(article: Article, action: Action, *, by: User, language: str = "", **details) -> None:
    """Write an audit entry, with the titles of this moment."""
    AuditEntry.objects.create(
        article=article,
        action=action,
        by=by,
        language=language,
        details=details,
        titles=article.titles(),
    )


def write(
    action: str,
    *,
    by: User | None = None,
    person: User | None = None,
    about: str = "",
    address: str | None = None,
    **details,
) -> None:
    """Write an entry that is about no story. Never give it a password, token or code."""
    AuditEntry.objects.create(
        action=action,
        by=by,
        person=person,
        about=about[:200],
        address=address or None,
        details=details,
    )
