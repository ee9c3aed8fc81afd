from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils.timezone import now
from django.utils.translation import gettext_lazy as _

from newsroom import languages

LONGEST_COMMENT, LONGEST_NAME = 2000, 80  # characters


class PreviewLinkQuerySet(models.QuerySet):
    def open(self):
        """The links that open something at this moment; none of who may not come in any more."""
        return self.filter(
            revoked_at=None,
            ends_at__gt=now(),
            article__binned_at=None,
            made_by__is_active=True,
            made_by__is_staff=True,
        )


class PreviewLink(models.Model):
    """A way to a draft for somebody without an account, until an end.

    The address holds a secret of which only a digest is kept. `versions` are the numbers of the
    Version rows that the link shows (part → number), None for what is saved at the time.
    """

    article = models.ForeignKey(
        "articles.Article",
        verbose_name=_("story"),
        on_delete=models.CASCADE,
        related_name="preview_links",
    )
    digest = models.CharField(max_length=64, unique=True, editable=False)
    name = models.CharField(_("for whom"), max_length=100)
    language = models.CharField(
        _("language"), max_length=2, choices=languages.CHOICES, blank=True, default=""
    )
    versions = models.JSONField(null=True)
    allows_comments = models.BooleanField(_("can comment"), default=False)
    made_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("made by"),
        on_delete=models.PROTECT,
        related_name="+",
    )
    made_at = models.DateTimeField(_("made at"))
    ends_at = models.DateTimeField(_("ends"))
    revoked_at = models.DateTimeField(_("revoked at"), null=True)

    objects = PreviewLinkQuerySet.as_manager()

    class Meta:
        verbose_name = _("preview link")
        verbose_name_plural = _("preview links")
        ordering = ["-made_at", "-pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(ends_at__gt=F("made_at")), name="preview_link_ends_after_it_begins"
            ),
            models.CheckConstraint(condition=~Q(name=""), name="preview_link_is_for_somebody"),
        ]

    def __str__(self):
        return self.name

    @property
    def is_open(self) -> bool:
        """What `open()` says, of this row; the bin apart. May query who made it."""
        may_come_in = self.made_by.is_active and self.made_by.is_staff
        return self.revoked_at is None and self.ends_at > now() and may_come_in


class PreviewOpening(models.Model):
    """That a preview link was opened, when and in which language; not by whom."""

    link = models.ForeignKey(PreviewLink, on_delete=models.CASCADE, related_name="openings")
    language = models.CharField(_("language"), max_length=2, choices=languages.CHOICES)
    at = models.DateTimeField(_("at"), default=now)

    class Meta:
        verbose_name = _("opening of a preview link")
        verbose_name_plural = _("openings of preview links")
        ordering = ["-at", "-pk"]

    def __str__(self):
        return str(self.at)


class PreviewComment(models.Model):
    """What somebody wrote who holds a preview link."""

    link = models.ForeignKey(PreviewLink, on_delete=models.CASCADE, related_name="comments")
    language = models.CharField(_("language"), max_length=2, choices=languages.CHOICES)
    name = models.CharField(_("name"), max_length=LONGEST_NAME, blank=True)
    text = models.TextField(_("comment"), max_length=LONGEST_COMMENT)
    at = models.DateTimeField(_("at"), default=now)

    class Meta:
        verbose_name = _("comment on a preview")
        verbose_name_plural = _("comments on previews")
        ordering = ["at", "pk"]
        constraints = [
            models.CheckConstraint(condition=~Q(text=""), name="preview_comment_has_text")
        ]

    def __str__(self):
        return self.text[:80]
