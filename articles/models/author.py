from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from articles.models.image import Image, shown
from articles.models.names import refuse_nameless
from newsroom import languages
from newsroom.paths import path_to


class Author(models.Model):
    """Who makes stories, with or without an account, under their name or a pen name."""

    slug = models.SlugField(_("address"), max_length=80, unique=True)
    name = models.CharField(pgettext_lazy("of a person", "name"), max_length=120, blank=True)
    position = models.CharField(_("position"), max_length=120, blank=True)
    bio = models.TextField(_("about"), blank=True)
    portrait = models.ForeignKey(
        "articles.Image",
        verbose_name=_("portrait"),
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
    )
    x = models.URLField(_("X account"), blank=True)
    telegram = models.URLField(_("Telegram channel"), blank=True)
    facebook = models.URLField(_("Facebook account"), blank=True)
    instagram = models.URLField(_("Instagram account"), blank=True)
    website = models.URLField(_("website"), blank=True)
    user = models.OneToOneField(
        settings.AUTH_USER_MODEL,
        verbose_name=_("account"),
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="author",
    )

    class Meta:
        verbose_name = _("author")
        verbose_name_plural = _("authors")
        ordering = ["slug"]

    def __str__(self):
        return self.name or self.slug

    def get_absolute_url(self):
        return path_to("author", language=languages.active(), slug=self.slug)

    def clean(self):
        refuse_nameless(self)

    @property
    def shown_portrait(self) -> Image | None:
        """The portrait, while readers may see it and need not uncover it. May query."""
        portrait = shown(self.portrait) if self.portrait_id else None
        return portrait if portrait and not portrait.is_graphic else None

    @property
    def has_accounts(self) -> bool:
        return any((self.x, self.telegram, self.facebook, self.instagram, self.website))
