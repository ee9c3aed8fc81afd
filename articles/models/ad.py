from django.db import models
from django.db.models import Q
from django.utils.timezone import now
from django.utils.translation import gettext_lazy as _

from newsroom import languages


class AdQuerySet(models.QuerySet):
    def running(self):
        """Ads whose period includes this moment."""
        moment = now()
        return self.filter(
            Q(starts_at__isnull=True) | Q(starts_at__lte=moment),
            Q(ends_at__isnull=True) | Q(ends_at__gt=moment),
        )


class Ad(models.Model):
    """A picture with a link in a named place of a language's pages, labelled as advertising."""

    class Place(models.TextChoices):
        AFTER_TEXT = "after_text", _("after the text of a story")

    name = models.CharField(_("name"), max_length=100)
    place = models.CharField(_("place"), max_length=20, choices=Place, default=Place.AFTER_TEXT)
    language = models.CharField(_("language"), max_length=2, choices=languages.CHOICES)
    image = models.ForeignKey(
        "articles.Image", verbose_name=_("picture"), on_delete=models.PROTECT, related_name="ads"
    )
    url = models.URLField(_("link"))
    starts_at = models.DateTimeField(_("from"), null=True, blank=True)
    ends_at = models.DateTimeField(_("until"), null=True, blank=True)

    objects = AdQuerySet.as_manager()

    class Meta:
        verbose_name = _("advertisement")
        verbose_name_plural = _("advertisements")
        ordering = ["pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(starts_at__isnull=True)
                | Q(ends_at__isnull=True)
                | Q(ends_at__gt=models.F("starts_at")),
                name="ad_ends_after_it_begins",
                violation_error_message=_("The end lies before the beginning."),
            )
        ]

    def __str__(self):
        return self.name

    @property
    def is_running(self) -> bool:
        """What `running()` says, of this row."""
        moment = now()
        has_begun = self.starts_at is None or self.starts_at <= moment
        return has_begun and (self.ends_at is None or self.ends_at > moment)
