from django.db import models
from django.utils.translation import gettext_lazy as _


class MistakeReport(models.Model):
    """What a reader reported about an edition: to the desk of its language."""

    edition = models.ForeignKey(
        "articles.Edition",
        verbose_name=_("publication"),
        on_delete=models.CASCADE,
        related_name="mistake_reports",
    )
    selected = models.CharField(_("selected words"), max_length=500, blank=True)
    sentence = models.CharField(_("the sentence around them"), max_length=1000, blank=True)
    comment = models.TextField(_("comment"), max_length=2000, blank=True)
    at = models.DateTimeField(_("at"), auto_now_add=True)
    # A salted hash that changes daily: only to limit how many one reader can send.
    reader = models.CharField(max_length=64, editable=False)

    class Meta:
        verbose_name = _("reported mistake")
        verbose_name_plural = _("reported mistakes")
        ordering = ["-at", "-pk"]
        indexes = [models.Index(fields=["reader", "-at"], name="mistake_reader")]

    def __str__(self):
        return self.selected or self.comment
