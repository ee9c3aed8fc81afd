from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from newsroom import languages


class Action(models.TextChoices):
    """What people do to stories, and to the bar above the pages."""

    SAVE = "save", _("saved")
    SUBMIT = "submit", _("submitted for review")
    SEND_BACK = "send_back", _("sent back")
    APPROVE = "approve", _("approved")
    PUBLISH = "publish", _("published")
    SCHEDULE = "schedule", _("scheduled")
    UNSCHEDULE = "unschedule", _("taken off the schedule")
    WITHDRAW = "withdraw", _("withdrawn")
    RESTORE = "restore", _("put back on the site")
    CORRECT = "correct", _("corrected")
    RAISE = "raise", _("raised the breaking bar")
    REWORD = "reword", _("changed the breaking bar")
    END_BREAKING = "end_breaking", _("ended the breaking bar")
    RENAME = "rename", _("gave a new address")
    MERGE = "merge", _("merged")


class AuditEntry(models.Model):
    """Who did what to which story and language, and when. Nobody edits or deletes it."""

    article = models.ForeignKey(
        "articles.Article",
        verbose_name=_("story"),
        on_delete=models.SET_NULL,
        null=True,
        related_name="audit_entries",
    )
    language = models.CharField(_("language"), max_length=2, choices=languages.CHOICES, blank=True)
    action = models.CharField(_("action"), max_length=12, choices=Action)
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, verbose_name=_("by"), on_delete=models.PROTECT, related_name="+"
    )
    at = models.DateTimeField(_("at"), auto_now_add=True)
    details = models.JSONField(_("details"), default=dict)

    class Meta:
        verbose_name = _("audit entry")
        verbose_name_plural = _("audit")
        ordering = ["-at", "-pk"]

    def __str__(self):
        return f"{self.by}: {self.get_action_display()}"
