"""The people of the newsroom, and the generation of its public rows."""

from django.contrib.auth.models import AbstractUser, UserManager
from django.core.exceptions import ValidationError
from django.db import models
from django.utils.translation import gettext_lazy as _

from newsroom.languages import CHOICES, CODES, DEFAULT
from newsroom.roles import Role


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
        raise ValidationError(_("Choose only languages this newsroom uses."))


class User(AbstractUser):
    """A person of the newsroom: one role, the languages of the desks, the admin's language."""

    role = models.CharField(_("role"), max_length=20, choices=Role, default=Role.REPORTER)
    languages = models.JSONField(
        _("languages"),
        default=list,
        blank=True,
        validators=[validate_languages],
        help_text=_("The desks this person works on."),
    )
    interface_language = models.CharField(
        _("admin language"),
        max_length=2,
        choices=CHOICES,
        default=DEFAULT,
    )
    welcome = models.TextField(
        _("welcome note"),
        blank=True,
        help_text=_("Stays on the person’s board until they dismiss it."),
    )
    wants_mail = models.BooleanField(
        _("notes by email too"),
        default=False,
        help_text=_("Notes addressed to this person are also sent by email."),
    )
    is_staff = models.BooleanField(
        _("can sign in to the admin"), default=True, help_text=_("Everyone in the newsroom can.")
    )

    # Issuer and number of the person in the newsroom's directory (newsroom/accounts/oidc.py)
    directory_id = models.CharField(max_length=600, null=True, unique=True, editable=False)

    # The second step of signing in (newsroom/accounts/second_factor.py): the app's secret, "" where
    # there are passkeys only; and since when either of them is there.
    sealed_factor = models.TextField(blank=True, editable=False)
    factor_step = models.BigIntegerField(default=0, editable=False)
    factor_since = models.DateTimeField(null=True, editable=False)

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

    def is_only_administrator(self) -> bool:
        """Tell whether nobody else who may sign in can make an administrator. One query at most."""
        if self.role != Role.ADMINISTRATOR or not self.is_active:
            return False
        others = User.objects.filter(role=Role.ADMINISTRATOR, is_active=True)
        return not others.exclude(pk=self.pk).exists()

    @property
    def has_second_factor(self) -> bool:
        return self.factor_since is not None

    @property
    def first_language(self) -> str:
        """The code of the language in which the person most likely writes: of the first desk."""
        return next(iter(self.languages), self.interface_language)

    def works_in(self, language: str) -> bool:
        """Tell whether the person's desks include the language."""
        return language in self.languages


class RecoveryCode(models.Model):
    """One of the codes that stand in for a lost phone, as a digest; used once."""

    user = models.ForeignKey(User, on_delete=models.CASCADE, related_name="recovery_codes")
    digest = models.CharField(max_length=64)

    class Meta:
        verbose_name = _("recovery code")
        verbose_name_plural = _("recovery codes")
        constraints = [
            models.UniqueConstraint(fields=["user", "digest"], name="recovery_code_once")
        ]


class Passkey(models.Model):
    """A key in a device or an app of a person, whose public half is kept here (WebAuthn)."""

    user = models.ForeignKey(User, on_delete=models.CASCADE, related_name="passkeys")
    name = models.CharField(_("name"), max_length=60)
    credential_id = models.CharField(max_length=1400, unique=True)  # base64url, 1023 bytes at most
    credential = models.BinaryField()
    # How often it has signed; always 0 where it lies on several devices.
    counter = models.BigIntegerField(default=0)
    added_at = models.DateTimeField(auto_now_add=True)
    used_at = models.DateTimeField(null=True)

    class Meta:
        verbose_name = _("passkey")
        verbose_name_plural = _("passkeys")
        ordering = ["added_at", "pk"]


class SignIn(models.Model):
    """A device on which a person is, or was, signed in (newsroom/accounts/sessions.py)."""

    user = models.ForeignKey(User, on_delete=models.CASCADE, related_name="sign_ins")
    session_key = models.CharField(max_length=40, db_index=True)
    address = models.GenericIPAddressField(null=True)
    browser = models.CharField(max_length=64, blank=True)
    agent = models.CharField(max_length=300, blank=True)
    began_at = models.DateTimeField()
    seen_at = models.DateTimeField()
    ended_at = models.DateTimeField(null=True)

    class Meta:
        verbose_name = _("sign-in")
        verbose_name_plural = _("sign-ins")
        ordering = ["-seen_at", "-pk"]


class Attempt(models.Model):
    """A try at a secret that has failed so far (newsroom/accounts/lockout.py); kept for a day.

    `name` is a digest: what was typed as a name may have been a password.
    """

    name = models.CharField(max_length=64)
    place = models.CharField(max_length=50)
    at = models.DateTimeField()

    class Meta:
        verbose_name = _("attempt")
        verbose_name_plural = _("attempts")
        indexes = [
            models.Index(fields=["name", "at"], name="attempt_by_name"),
            models.Index(fields=["place", "at"], name="attempt_by_place"),
            models.Index(fields=["at"], name="attempt_by_moment"),
        ]


class Generation(models.Model):
    """One row that database triggers count up with every change that readers can see."""

    number = models.BigIntegerField(default=0)

    class Meta:
        db_table = "newsroom_generation"
        # Translators: a number that grows with every change that readers can see
        verbose_name = _("generation")
        verbose_name_plural = _("generations")


# Django gives joining tables a name in no language.
User.groups.through._meta.verbose_name = _("group of a person")
User.groups.through._meta.verbose_name_plural = _("groups of people")
User.user_permissions.through._meta.verbose_name = _("right of a person")
User.user_permissions.through._meta.verbose_name_plural = _("rights of people")
