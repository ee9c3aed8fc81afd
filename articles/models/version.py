from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from articles.models.audit import label_of
from newsroom import languages

SHARED = "shared"


class VersionManager(models.Manager):
    """What was the working copy once, without the texts that were set aside and never were."""

    def get_queryset(self):
        return super().get_queryset().filter(is_aside=False)


class Version(models.Model):
    """The memory: one row for every save of a part of an article, never changed afterwards.

    A part is a language (its texts) or "shared" (kind, category, tags, credits, cover, …).
    Numbers run per article and part, from 1.

    What somebody typed while a colleague saved other words in the same place is kept, too, whatever
    is chosen then: set aside (`is_aside`), with numbers of its own, and never the working copy.
    """

    article = models.ForeignKey(
        "articles.Article", on_delete=models.CASCADE, related_name="versions"
    )
    part = models.CharField(
        _("part"), max_length=6, choices=[*languages.CHOICES, (SHARED, _("story"))]
    )
    number = models.PositiveIntegerField(_("number"))
    fields = models.JSONField()
    verb = models.CharField(_("action"), max_length=30)  # an Action
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, verbose_name=_("by"), on_delete=models.PROTECT, related_name="+"
    )
    at = models.DateTimeField(_("at"))
    name = models.CharField(_("name"), max_length=100, blank=True)
    is_aside = models.BooleanField(default=False)
    # The form that it was typed in: a random name, so that a save pressed twice is known again.
    form = models.CharField(max_length=40, blank=True, default="")

    objects = VersionManager()
    everything = models.Manager()  # noqa: DJ012  a manager, too

    class Meta:
        verbose_name = _("version")
        verbose_name_plural = _("versions")
        ordering = ["-at", "-pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["article", "part", "is_aside", "number"], name="version_once"
            )
        ]
        indexes = [
            models.Index(fields=["article", "is_aside", "-at", "-id"], name="version_by_moment")
        ]

    def __str__(self):
        return f"{self.get_part_display()} {self.number}"

    @property
    def verb_label(self) -> str:
        return label_of(self.verb)
