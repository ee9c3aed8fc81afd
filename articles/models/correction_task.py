from django.conf import settings
from django.db import models
from django.db.models import Exists, OuterRef, Q
from django.utils.timezone import now
from django.utils.translation import gettext_lazy as _

from articles.models.edition import Edition
from newsroom import languages


class CorrectionTaskQuerySet(models.QuerySet):
    def open(self):
        """Those that a desk has not answered; none of what was withdrawn or has ended."""
        gone = Edition.objects.filter(article=OuterRef("article"), language=OuterRef("language"))
        # What was only taken back is a draft, which wants to be looked at before it goes out.
        withdrawn = Q(withdrawn_at__isnull=False, is_taken_back=False)
        gone = gone.filter(withdrawn | Q(expires_at__lte=now()))
        return self.filter(~Exists(gone), closed_at=None, article__binned_at=None)


class CorrectionTask(models.Model):
    """A desk is to look at its text, because another language of the story was corrected.

    Written by `workflow.correct`, closed by publishing the language again or by an answer.
    """

    class Outcome(models.TextChoices):
        # Translators: how a desk answered a correction in another language
        PUBLISHED = "published", _("published again")
        UNCHANGED = "unchanged", _("no change needed")
        DONE = "done", _("done")

    correction = models.ForeignKey(
        "articles.Correction",
        verbose_name=_("correction"),
        on_delete=models.CASCADE,
        related_name="tasks",
    )
    article = models.ForeignKey(
        "articles.Article",
        verbose_name=_("story"),
        on_delete=models.CASCADE,
        related_name="correction_tasks",
    )
    language = models.CharField(_("language"), max_length=2, choices=languages.CHOICES)
    outcome = models.CharField(_("answer"), max_length=10, choices=Outcome, blank=True)
    closed_at = models.DateTimeField(null=True)
    closed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+"
    )

    objects = CorrectionTaskQuerySet.as_manager()

    class Meta:
        verbose_name = _("correction to check")
        verbose_name_plural = _("corrections to check")
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(fields=["correction", "language"], name="correction_task_once"),
            models.CheckConstraint(
                condition=Q(closed_at=None, closed_by=None, outcome="")
                | (Q(closed_at__isnull=False, closed_by__isnull=False) & ~Q(outcome="")),
                name="correction_task_closed_by_somebody",
            ),
        ]
        indexes = [
            models.Index(
                fields=["language"], condition=Q(closed_at=None), name="correction_task_open"
            )
        ]

    def __str__(self):
        return str(self.correction)
