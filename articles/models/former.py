from datetime import datetime, timedelta

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from articles.models.edition import Edition

# How long who published can take it back.
WINDOW = timedelta(minutes=10)


class Former(models.Model):
    """What readers had of an edition before it was last published: what "take back" puts back.

    Kept for as long as that is possible (articles/editorial/undo.py). `row` is None where readers
    had nothing.
    """

    edition = models.OneToOneField(Edition, on_delete=models.CASCADE, related_name="former")
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField(db_index=True)
    row = models.JSONField(null=True)

    class Meta:
        # Translators: what readers had of a publication before it was last published
        verbose_name = _("former publication")
        verbose_name_plural = _("former publications")

    @property
    def until(self) -> datetime:
        """Until when it can be taken back."""
        return self.at + WINDOW
