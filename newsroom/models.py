"""The people of the newsroom, and the generation of its public rows."""

from django.contrib.auth.models import AbstractUser, UserManager
from django.core.exceptions import ValidationError
from django.db import models
from django.utils.translation import gettext_lazy as _

from newsroom.languages import CHOICES, CODES, DEFAULT


class Role(models.TextChoices):
    """What a person does here; articles/permissions.py says what that allows."""

    REPORTER = "reporter", _("reporter")
    TRANSLATOR = "translator", _("translator")
    EDITOR = "editor", _("editor")
    CHIEF = "chief", _("chief editor")
    PHOTO_EDITOR = "photo_editor", _("photo editor")
    ADMINISTRATOR = "administrator", _("administrator")


class People(UserManager):
    def create_user(self, username, email=None, password=None, **fields):
        fields.setdefault("is_staff", True)
        return super().create_user(username, email, password, **fields)

    def create_superuser(self, username, email=None, password=None, **fields):
        fields.setdefault("role", Role.ADMINISTRATOR)
        fields.setdefault("languages", list(CODES))
        return super().create_superuser(username, email, password, **fields)


def validate_languages(codes) -> None:
    """Refuse anything but a list of known language codes."""
    if not isinstance(codes, list) or any(code not in CODES for code in codes):
        raise ValidationError(_("Choose languages of the newsroom only."))


class User(AbstractUser):
    """A person of the newsroom: one role, the languages of the desks, the admin's language."""

    role = models.CharField(_("role"), max_length=20, choices=Role, default=Role.REPORTER)
    languages = models.JSONField(
        _("languages"),
        default=list,
        blank=True,
        validators=[validate_languages],
        help_text=_("The desks that this person works on."),
    )
    interface_language = models.CharField(
        _("language of the admin"),
        max_length=2,
        choices=CHOICES,
        default=DEFAULT,
    )
    welcome = models.TextField(
        _("welcome note"),
        blank=True,
        help_text=_("Stands on the person's board until they put it away."),
    )
    wants_mail = models.BooleanField(
        _("notes by mail, too"),
        default=False,
        help_text=_("A note that a colleague writes to this person is sent to their address."),
    )
    is_staff = models.BooleanField(
        _("may sign in to the admin"), default=True, help_text=_("Everybody in the newsroom may.")
    )

    objects = People()

    class Meta(AbstractUser.Meta):
        verbose_name = _("person")
        verbose_name_plural = _("people")

    def __str__(self):
        return self.get_full_name() or self.username

    @property
    def initials(self) -> str:
        """What stands for the person where there is no photo."""
        letters = self.first_name[:1] + self.last_name[:1]
        return (letters or self.username[:1]).upper()

    def works_in(self, language: str) -> bool:
        """Tell whether the person's desks include the language."""
        return language in self.languages


class Generation(models.Model):
    """One row that database triggers count up with every change that readers can see."""

    number = models.BigIntegerField(default=0)

    class Meta:
        db_table = "newsroom_generation"
