"""The roles of the newsroom: the only list of them."""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class Role(TextChoices):
    """What a person does here; articles/editorial/permissions.py says what that allows."""

    REPORTER = "reporter", _("reporter")
    TRANSLATOR = "translator", _("translator")
    EDITOR = "editor", _("editor")
    CHIEF = "chief", _("chief editor")
    PHOTO_EDITOR = "photo_editor", _("photo editor")
    ADMINISTRATOR = "administrator", _("administrator")
