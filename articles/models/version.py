from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from articles.models.audit import label_of
from newsroom import languages

SHARED = "shared"


class Version(models.Model):
    """The memory: one row for every save of a part of an article, never changed afterwards.

    A part is a language (its texts) or "shared" (kind, category, tags, credits, cover, …).
    Numbers run per article and part, from 1.
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

    class Meta:
        verbose_name = _("version")
        verbose_name_plural = _("versions")
        ordering = ["-at", "-pk"]
        constraints = [
            models.UniqueConstraint(fields=["article", "part", "number"], name="version_once")
        ]

    def __str__(self):
        return f"{self.get_part_display()} {self.number}"

    @property
    def verb_label(self) -> str:
        return label_of(self.verb)
