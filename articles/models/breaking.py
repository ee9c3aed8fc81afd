from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils.timezone import now
from django.utils.translation import gettext_lazy as _

from newsroom import languages


class BreakingQuerySet(models.QuerySet):
    def running(self):
        """Bars whose end has not come, the newest first."""
        return self.filter(ends_at__gt=now()).order_by("-raised_at", "-pk")


class Breaking(models.Model):
    """A sentence above every page of a language, from its raising to its end.

    Written by articles/workflow/breaking.py and by nothing else. Of several that run in a language
    readers see the newest.
    """

    language = models.CharField(_("language"), max_length=2, choices=languages.CHOICES)
    text = models.CharField(_("text"), max_length=200)
    edition = models.ForeignKey(
        "articles.Edition",
        verbose_name=_("story"),
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
    )
    raised_at = models.DateTimeField(_("put up at"), default=now, editable=False)
    raised_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("put up by"),
        on_delete=models.PROTECT,
        editable=False,
        related_name="+",
    )
    ends_at = models.DateTimeField(_("until"))

    objects = BreakingQuerySet.as_manager()

    class Meta:
        verbose_name = _("breaking news bar")
        verbose_name_plural = _("breaking news bars")
        ordering = ["-raised_at", "-pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(ends_at__gt=F("raised_at")),
                name="breaking_ends_after_it_begins",
                violation_error_message=_("The end is before the start."),
            ),
            models.CheckConstraint(condition=~Q(text=""), name="breaking_has_a_text"),
        ]
        indexes = [models.Index(fields=["ends_at"], name="breaking_end")]

    def __str__(self):
        return self.text

    @property
    def is_running(self) -> bool:
        """What `running()` says, of this row."""
        return self.ends_at > now()

    @property
    def link(self) -> str:
        """The address of the story while readers may see it, else ""."""
        return self.edition.get_absolute_url() if self.edition and self.edition.is_live else ""
