"""Writing the audit: what people do beside the verbs of workflow.py, which write their own."""

from articles.models import AuditEntry
from newsroom.models import User


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
