from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from newsroom import languages


class Plan(models.Model):
    """What is intended for one language of a story: whether at all, by when, from whom.

    A desk's row: readers see nothing of it. Written by `workflow.plan` and by nothing else; a
    language without a row is planned as a translation, by nobody and for no moment.
    """

    class Choice(models.TextChoices):
        # Translators: what is planned for a language of a story
        TRANSLATION = "translation", _("translation")
        # Translators: a text of its own in this language, not a translation: never "behind"
        INDEPENDENT = "independent", _("independent text")
        NOT_PLANNED = "not_planned", _("not planned")

    article = models.ForeignKey(
        "articles.Article", verbose_name=_("story"), on_delete=models.CASCADE, related_name="plans"
    )
    language = models.CharField(_("language"), max_length=2, choices=languages.CHOICES)
    choice = models.CharField(
        _("what is planned"), max_length=12, choices=Choice, default=Choice.TRANSLATION
    )
    wanted_at = models.DateTimeField(_("due"), null=True, blank=True)
    person = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("from whom"),
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="plans",
    )

    class Meta:
        # Translators: what is intended for a language of a story
        verbose_name = _("plan of a language")
        verbose_name_plural = _("plans of languages")
        ordering = ["wanted_at", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["article", "language"], name="plan_once"),
        ]
        indexes = [
            models.Index(
                fields=["wanted_at"],
                condition=models.Q(wanted_at__isnull=False),
                name="plan_wanted",
            )
        ]

    def __str__(self):
        return f"{self.get_language_display()}: {self.get_choice_display()}"

    def audit_details(self) -> dict:
        """Return what is planned in the words of an audit entry. One query for the person."""
        return {
            "choice": str(self.choice),
            "wanted_at": self.wanted_at and self.wanted_at.isoformat(),
            "person": self.person and str(self.person),
        }
