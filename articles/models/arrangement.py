from datetime import datetime

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.timezone import now
from django.utils.translation import gettext_lazy as _

from articles.models.lineup import Lineup
from newsroom import languages


class ArrangementQuerySet(models.QuerySet):
    """Which arrangements? Those that were called off before their moment are never one."""

    def valid(self):
        return self.filter(called_off_at__isnull=True)

    def in_language(self, language: str):
        return self.filter(language=language)

    def begun(self, moment: datetime | None = None):
        """Those that readers saw until a moment, the one they see first."""
        return self.valid().filter(begins_at__lte=moment or now()).order_by("-begins_at", "-number")

    def to_come(self):
        """Those that wait for their moment, the nearest first."""
        return self.valid().filter(begins_at__gt=now()).order_by("begins_at", "number")


class Arrangement(models.Model):
    """The home page of a language from a moment on, until the next one begins.

    Written by articles/workflow/arrangement.py and by nothing else, and never changed but for being
    called off; so undoing is to write a former one again. `number` counts within the language;
    `follows` is the number of the one that an editor had before them, `replaces` of a scheduled one
    whose place this one takes, `restores` of a former one that was brought back (0: none was
    there).
    """

    language = models.CharField(_("language"), max_length=2, choices=languages.CHOICES)
    number = models.PositiveIntegerField(_("number"))
    begins_at = models.DateTimeField(_("from"))
    content = models.JSONField(_("content"), default=dict)
    made_at = models.DateTimeField(_("made at"), auto_now_add=True)
    made_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("made by"),
        on_delete=models.PROTECT,
        related_name="+",
    )
    follows = models.PositiveIntegerField(default=0)
    replaces = models.PositiveIntegerField(null=True)
    restores = models.PositiveIntegerField(null=True)
    called_off_at = models.DateTimeField(_("cancelled at"), null=True)

    objects = ArrangementQuerySet.as_manager()

    class Meta:
        verbose_name = _("home page layout")
        verbose_name_plural = _("home page layouts")
        ordering = ["language", "-number"]
        constraints = [
            models.UniqueConstraint(fields=["language", "number"], name="arrangement_once"),
            models.CheckConstraint(condition=Q(number__gt=0), name="arrangement_has_a_number"),
        ]
        indexes = [
            models.Index(
                fields=["language", "-begins_at", "-number"],
                condition=Q(called_off_at__isnull=True),
                name="arrangement_of_a_moment",
            ),
            models.Index(
                fields=["begins_at"],
                condition=Q(called_off_at__isnull=True),
                name="arrangement_begin",
            ),
        ]

    def __str__(self):
        return f"{self.get_language_display()}, {self.number}"

    @property
    def lineup(self) -> Lineup:
        """What it says, as a value."""
        return Lineup.from_json(self.content)

    @property
    def is_to_come(self) -> bool:
        return self.called_off_at is None and self.begins_at > now()
