from django.db import models
from django.utils.text import capfirst
from django.utils.translation import gettext_lazy as _

from articles.models.checks import check_ads_txt, check_contact, check_key, check_roles
from articles.models.rich_text import RichTextField
from newsroom import languages


class SiteSettings(models.Model):
    """What the newsroom says of itself: one row, read once per generation and process."""

    name = models.CharField(_("site name"), max_length=100, blank=True)
    tagline = models.CharField(_("tagline"), max_length=200, blank=True)
    reuse = RichTextField(_("reuse terms"), blank=True)
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
    email = models.EmailField(_("newsroom email"), blank=True)
    default_language = models.CharField(
        _("site language"),
        max_length=2,
        choices=languages.CHOICES,
        default=languages.DEFAULT,
        help_text=_("For readers whose device requests none of our languages."),
    )

    # For machines
    feed_has_full_text = models.BooleanField(
        _("full text in feeds"), default=False, help_text=_("Otherwise only the lead.")
    )
    allows_ai_crawlers = models.BooleanField(
        _("crawlers of AI companies are welcome"),
        default=True,
        help_text=_("Otherwise robots.txt asks known AI crawlers to stay away."),
    )
    ads_txt = models.TextField(
        "ads.txt",
        blank=True,
        validators=[check_ads_txt],
        help_text=_(
            "Authorised sellers of our advertising, one per line. Leave empty if there are none."
        ),
    )
    humans_txt = models.TextField(
        "humans.txt", blank=True, help_text=_("Who publishes the site, in plain words.")
    )
    security_contact = models.CharField(
        "security.txt",
        max_length=200,
        blank=True,
        validators=[check_contact],
        help_text=_("Where to report a security issue: an email or https address."),
    )
    indexnow_key = models.CharField(
        _("IndexNow key"),
        max_length=128,
        blank=True,
        validators=[check_key],
        help_text=_("With a key, search engines are notified of every story at once."),
    )
    indexnow_address = models.URLField(
        _("IndexNow address"), default="https://api.indexnow.org/indexnow"
    )
    websub_hub = models.URLField(
        _("WebSub hub"), blank=True, help_text=_("Notified whenever a feed changes.")
    )

    needs_other_eyes = models.BooleanField(
        _("four eyes"),
        default=False,
        help_text=_(
            "The author of the latest version cannot approve it and can publish it only after "
            "someone else has. A flash can still be published at once."
        ),
    )
    armenian_and = models.CharField(
        _("Armenian word for “and”"),
        max_length=2,
        choices=[("", _("as it was typed")), ("և", "և"), ("եւ", "եւ")],
        blank=True,
        default="",
        help_text=_("Used by punctuation fixes in Armenian texts."),
    )
    # Check → level, where the newsroom departs from articles/editorial/checks/rules.py.
    checks = models.JSONField(_("checks before publishing"), default=dict, blank=True)

    has_offline = models.BooleanField(
        _("offline reading"),
        default=True,
        help_text=_(
            "Recently read stories are saved on the reader’s device. If turned off, they are "
            "removed at the next visit."
        ),
    )

    second_factor_roles = models.JSONField(
        _("roles that require two-step sign-in"),
        default=list,
        blank=True,
        validators=[check_roles],
        help_text=_("People without it will set it up at the next sign-in."),
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
