from datetime import timedelta

from django.conf import settings
from django.db import models
from django.utils.timezone import now
from django.utils.translation import gettext_lazy as _

# A form says every eight seconds that it is open; who has been silent for so long is gone.
SILENT = timedelta(seconds=25)


class PresenceQuerySet(models.QuerySet):
    def here(self):
        """Return who was heard of a moment ago."""
        return self.filter(seen_at__gt=now() - SILENT)


class Presence(models.Model):
    """That somebody has a story open in a window of their browser, and where they are in it.

    Nobody is kept out by it. Written by articles/editorial/presence.py only.
    """

    article = models.ForeignKey(
        "articles.Article",
        verbose_name=_("story"),
        on_delete=models.CASCADE,
        related_name="presences",
    )
    person = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("person"),
        on_delete=models.CASCADE,
        related_name="presences",
    )
    tab = models.CharField(max_length=40)  # the browser's window: a name that it gave itself
    part = models.CharField(max_length=6, blank=True)  # of a story, as in Version
    field = models.CharField(max_length=40, blank=True)  # of its form
    since = models.DateTimeField(_("since"), default=now)
    seen_at = models.DateTimeField(_("seen at"), db_index=True)

    objects = PresenceQuerySet.as_manager()

    class Meta:
        verbose_name = _("presence")
        verbose_name_plural = _("presences")
        ordering = ["since", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["article", "person", "tab"], name="presence_once")
        ]

    def __str__(self):
        return f"{self.person}: {self.article_id}"
