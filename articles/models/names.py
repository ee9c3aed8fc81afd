"""What has a name in each language: one of them must be there."""

from django.core.exceptions import ValidationError
from django.db.models import Model
from django.utils.translation import gettext as _

from newsroom import languages


def refuse_nameless(row: Model, field: str = "name") -> None:
    """Raise ValidationError, with a sentence, for a row whose name is empty in every language."""
    if not any(getattr(row, languages.column(field, code)) for code in languages.CODES):
        raise ValidationError(_("Give it a name in at least one language."))
