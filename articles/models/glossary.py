from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from articles.models.names import refuse_nameless
from newsroom import languages


class Term(models.Model):
    """A name or term of the newsroom, as each language writes it, and how it does not.

    Any language may be empty. Only editors see it: it belongs to no page of readers.
    """

    name = models.CharField(_("term"), max_length=120, blank=True)
    forbidden = models.TextField(
        _("forbidden forms"),
        blank=True,
        max_length=1000,
        help_text=_("One per line, in dictionary form. Other forms are found too."),
    )
    note = models.CharField(_("note"), max_length=300, blank=True)
    changed_at = models.DateTimeField(_("changed"), auto_now=True)

    class Meta:
        verbose_name = _("glossary term")
        verbose_name_plural = _("glossary")
        ordering = ["pk"]

    def __str__(self):
        names = (getattr(self, languages.column("name", code)) for code in languages.CODES)
        return " · ".join(name for name in names if name) or "—"

    def clean(self):
        refuse_nameless(self)

    def name_in(self, language: str) -> str:
        return getattr(self, languages.column("name", language)) or ""

    def forbidden_in(self, language: str) -> list[str]:
        """Return the forbidden forms of a language."""
        lines = (getattr(self, languages.column("forbidden", language)) or "").splitlines()
        return [line.strip() for line in lines if line.strip()]

    @staticmethod
    def with_forbidden() -> Q:
        """Return the condition that a term has a forbidden form in any language."""
        wanted = Q()
        for code in languages.CODES:
            wanted |= Q(**{f"{languages.column('forbidden', code)}__gt": ""})
        return wanted
