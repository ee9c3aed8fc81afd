from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from articles.models.rich_text import RichTextField
from newsroom import languages


class Background(models.Model):
    """A paragraph that explains what a story is about, for many stories; one text a language."""

    name = models.CharField(
        _("name"), max_length=120, help_text=_("For editors, to find the paragraph by.")
    )
    category = models.ForeignKey(
        "articles.Category",
        verbose_name=_("category"),
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
    )
    body = RichTextField(_("text"), blank=True)
    changed_at = models.DateTimeField(_("changed"), auto_now=True)

    class Meta:
        verbose_name = _("background paragraph")
        verbose_name_plural = _("background paragraphs")
        ordering = ["name", "pk"]

    def __str__(self):
        return self.name

    def body_in(self, language: str) -> str:
        return getattr(self, languages.column("body", language)) or ""


class BackgroundUse(models.Model):
    """That a background paragraph was put into a language of a story; its words stay there."""

    background = models.ForeignKey(Background, on_delete=models.CASCADE, related_name="uses")
    article = models.ForeignKey(
        "articles.Article", on_delete=models.CASCADE, related_name="background_uses"
    )
    language = models.CharField(_("language"), max_length=2, choices=languages.CHOICES)
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, verbose_name=_("by"), on_delete=models.PROTECT, related_name="+"
    )
    at = models.DateTimeField(_("at"), auto_now_add=True)

    class Meta:
        verbose_name = _("use of a background paragraph")
        verbose_name_plural = _("uses of background paragraphs")
        ordering = ["-at", "-pk"]

    def __str__(self):
        return f"{self.background} → {self.article}"
