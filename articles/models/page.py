from django.db import models
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from articles.fields import RichTextField
from newsroom import languages


class Page(models.Model):
    """About us and the like: shown in every language in which it has a title."""

    slug = models.SlugField(_("address"), max_length=80, unique=True)
    title = models.CharField(_("title"), max_length=200, blank=True)
    body = RichTextField(_("text"), blank=True)
    position = models.PositiveSmallIntegerField(_("order in the footer"), default=0)
    changed_at = models.DateTimeField(_("changed at"), auto_now=True)

    class Meta:
        verbose_name = _("page")
        verbose_name_plural = _("pages")
        ordering = ["position", "slug"]

    def __str__(self):
        return self.title or self.slug

    def get_absolute_url(self):
        return reverse("page", kwargs={"language": languages.active(), "slug": self.slug})
