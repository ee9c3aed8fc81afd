from django.db import models
from django.utils.timezone import now
from django.utils.translation import gettext_lazy as _


class LinkQuerySet(models.QuerySet):
    def due(self):
        """Those to be looked at by now, the longest due first."""
        return self.filter(due_at__lte=now()).order_by("due_at", "pk")


class Link(models.Model):
    """An address that stands in a text, and whether anything answers there.

    Written by articles/editorial/link_checker.py and by nothing else. `due_at` is when the worker
    looks next, None when nobody asks for it.
    """

    class State(models.TextChoices):
        UNKNOWN = "unknown", _("not checked yet")
        WORKS = "works", _("works")
        FAILS = "fails", _("fails")

    digest = models.CharField(max_length=64, unique=True)
    address = models.TextField(_("address"))
    state = models.CharField(_("state"), max_length=8, choices=State, default=State.UNKNOWN)
    answer = models.CharField(_("last answer"), max_length=200, blank=True)
    failures = models.PositiveSmallIntegerField(default=0)
    checked_at = models.DateTimeField(_("checked at"), null=True)
    due_at = models.DateTimeField(null=True)

    objects = LinkQuerySet.as_manager()

    class Meta:
        verbose_name = _("link")
        verbose_name_plural = _("links")
        indexes = [
            models.Index(
                fields=["due_at"], condition=models.Q(due_at__isnull=False), name="link_due"
            )
        ]

    def __str__(self):
        return self.address
