"""What happens in the house, told to whoever keeps the audit (articles/models/audit_log.py).

The names of what happens are those of `Action` in articles/models/audit.py, where the words are.
"""

from collections.abc import Callable
from typing import Any

from django.db import models

SIGN_IN, SIGN_IN_REFUSED, LOCKED_OUT = "sign_in", "sign_in_refused", "locked_out"
PASSWORD_ASKED, PASSWORD_CHANGED = "password_asked", "password_changed"
FACTOR_ON, FACTOR_OFF = "factor_on", "factor_off"
PASSKEY_ADDED, PASSKEY_REMOVED = "passkey_added", "passkey_removed"
RECOVERY_CODES, RECOVERY_CODE_USED = "recovery_codes", "recovery_code_used"
SESSIONS_ENDED = "sessions_ended"
ROW_ADDED, ROW_CHANGED, ROW_DELETED = "row_added", "row_changed", "row_deleted"

# Fields whose old and new value may be read by everybody who reads the audit. Of others (long
# texts, keys, passwords) it says only that they were changed.
TELLING = (
    models.BooleanField,
    models.CharField,
    models.DateTimeField,
    models.ForeignKey,
    models.IntegerField,
    models.JSONField,
)
SECRET = ("password", "token", "key", "secret", "factor")
LONGEST = 200

_writers: list[Callable] = []


def register(writer: Callable) -> None:
    """Let `writer(event, by=…, person=…, about=…, address=…, **details)` hear everything."""
    _writers.append(writer)


def record(event: str, **facts) -> None:
    """Give an event to every writer that is registered."""
    for writer in _writers:
        writer(event, **facts)


def changes(form) -> dict[str, list | None]:
    """Return the fields that a model's form changes: old and new value, None where not to be read.

    A query for each foreign key that was changed.
    """
    return {name: telling(form, name) for name in form.changed_data}


def telling(form, name: str) -> list | None:
    field = {field.name: field for field in form._meta.model._meta.get_fields()}.get(name)
    if not isinstance(field, TELLING) or any(word in name for word in SECRET):
        return None
    old, new = form[name].initial, form.cleaned_data.get(name)
    if isinstance(field, models.ForeignKey) and old:
        old = field.related_model._base_manager.filter(pk=getattr(old, "pk", old)).first()
    return [plain(old), plain(new)]


def plain(value: Any) -> Any:
    """Return a value as JSON and people can read it."""
    if value is None or isinstance(value, bool | int):
        return value
    if isinstance(value, list | tuple):
        return [plain(one) for one in value]
    return str(value)[:LONGEST]
