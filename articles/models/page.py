from django.db import models
from django.utils.translation import gettext_lazy as _

from articles.models.names import refuse_nameless
from articles.models.rich_text import RichTextField
from newsroom import languages
from newsroom.paths import path_to


class Purpose(models.TextChoices):
    """What a page is for, named as schema.org names the property of a newsroom that it answers."""

    PRINCIPLES = "publishingPrinciples", _("Editorial principles")
    CORRECTIONS = "correctionsPolicy", _("Corrections policy")
    ETHICS = "ethicsPolicy", _("Ethics policy")
    CHECKING = "verificationFactCheckingPolicy", _("Fact-checking policy")
    SOURCES = "unnamedSourcesPolicy", _("Unnamed sources policy")
    FEEDBACK = "actionableFeedbackPolicy", _("Readers’ letters policy")
    DIVERSITY = "diversityPolicy", _("Diversity policy")
    COVERAGE = "missionCoveragePrioritiesPolicy", _("Mission and coverage")
    OWNERSHIP = "ownershipFundingInfo", _("Ownership and funding")
    MASTHEAD = "masthead", _("Masthead")


class Page(models.Model):
    """About us and the like: shown in every language in which it has a title."""

    slug = models.SlugField(_("address"), max_length=80, unique=True)
    title = models.CharField(_("title"), max_length=200, blank=True)
    body = RichTextField(_("text"), blank=True)
    position = models.PositiveSmallIntegerField(_("order in the footer"), default=0)
    purpose = models.CharField(
        # Translators: what a page like "About us" is for
        _("purpose"),
        max_length=40,
        choices=Purpose,
        blank=True,
        help_text=_("Tells search engines where to find the newsroom’s policies."),
    )
    changed_at = models.DateTimeField(_("changed at"), auto_now=True)

    class Meta:
        verbose_name = _("page")
        verbose_name_plural = _("pages")
        ordering = ["position", "slug"]

    def __str__(self):
        return self.title or self.slug

    def get_absolute_url(self):
        return path_to("page", language=languages.active(), slug=self.slug)

    def clean(self):
        refuse_nameless(self, "title")
