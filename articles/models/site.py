from django.db import models
from django.utils.text import capfirst
from django.utils.translation import gettext_lazy as _

from articles.fields import RichTextField
from newsroom import languages


class SiteSettings(models.Model):
    """What the newsroom says of itself: one row, read once per generation and process."""

    name = models.CharField(_("name of the site"), max_length=100, blank=True)
    tagline = models.CharField(_("tagline"), max_length=200, blank=True)
    reuse = RichTextField(_("terms of reuse"), blank=True)
    copyright = models.CharField(
        _("copyright"), max_length=200, blank=True, help_text=_("Without © and the year.")
    )
    x = models.URLField(_("X account"), blank=True)
    youtube = models.URLField(_("YouTube account"), blank=True)
    instagram = models.URLField(_("Instagram account"), blank=True)
    facebook = models.URLField(_("Facebook account"), blank=True)
    telegram = models.URLField(_("Telegram channel"), blank=True)
    app_store = models.URLField(_("App Store"), blank=True)
    google_play = models.URLField(_("Google Play"), blank=True)
    support = models.URLField(
        _("support us"), blank=True, help_text=_("Where readers can support the newsroom.")
    )
    email = models.EmailField(_("e-mail of the newsroom"), blank=True)
    default_language = models.CharField(
        _("language of the site"),
        max_length=2,
        choices=languages.CHOICES,
        default=languages.DEFAULT,
        help_text=_("For readers whose device asks for none of ours."),
    )

    class Meta:
        verbose_name = _("site settings")
        verbose_name_plural = _("site settings")
        constraints = [
            models.CheckConstraint(condition=models.Q(pk=1), name="site_settings_are_one")
        ]

    def __str__(self):
        return capfirst(str(self._meta.verbose_name))

    @classmethod
    def load(cls):
        """Return the one row, unsaved defaults when there is none yet. One query."""
        return cls.objects.filter(pk=1).first() or cls(pk=1)
