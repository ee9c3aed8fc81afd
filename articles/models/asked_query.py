from django.db import models
from django.utils.translation import gettext_lazy as _

from newsroom import languages


class AskedQuery(models.Model):
    """How often readers of a language looked for something on a day (the newsroom's).

    Written by articles/statistics/search_queries.py; nothing says who asked, and no time is finer
    than the day. The row without words is that of all searches of the day, those whose words are
    not kept, too.
    """

    language = models.CharField(_("language"), max_length=2, choices=languages.CHOICES)
    day = models.DateField(_("day"))
    words = models.CharField(_("words"), max_length=80, blank=True)
    number = models.PositiveIntegerField(_("searches"), default=0)
    unanswered = models.PositiveIntegerField(_("no results"), default=0)

    class Meta:
        verbose_name = _("reader search")
        verbose_name_plural = _("reader searches")
        constraints = [
            models.UniqueConstraint(fields=["language", "words", "day"], name="asked_query_once")
        ]
        indexes = [models.Index(fields=["day", "language"], name="asked_query_day")]

    def __str__(self):
        return self.words
