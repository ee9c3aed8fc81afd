from django.db import models
from django.utils.translation import gettext_lazy as _


class Views(models.Model):
    """How often an edition was read in one hour (UTC, the hour's beginning).

    Counted by articles/statistics/view_counts.py; moves no generation.
    """

    edition = models.ForeignKey("articles.Edition", on_delete=models.CASCADE, related_name="views")
    hour = models.DateTimeField()
    count = models.PositiveIntegerField(default=0)

    class Meta:
        verbose_name = _("views of an hour")
        verbose_name_plural = _("views by hour")
        constraints = [models.UniqueConstraint(fields=["edition", "hour"], name="views_once")]
        indexes = [models.Index(fields=["hour"], name="views_hour")]


class ViewsOfDay(models.Model):
    """How often an edition was read on the day (UTC) that ended at `until`: the sum of its hours.

    Written once the day is over (articles/statistics/view_counts.py: `fold`), so that weeks and
    months need not be summed up of hours.
    """

    edition = models.ForeignKey("articles.Edition", on_delete=models.CASCADE, related_name="+")
    until = models.DateTimeField()
    count = models.PositiveIntegerField()

    class Meta:
        verbose_name = _("views of a day")
        verbose_name_plural = _("views by day")
        constraints = [
            models.UniqueConstraint(fields=["until", "edition"], name="views_of_day_once")
        ]


class RecentView(models.Model):
    """That a reader was counted for an edition: kept for the half hour only.

    `reader` is a salted hash of address and device whose salt changes daily.
    """

    edition = models.ForeignKey("articles.Edition", on_delete=models.CASCADE, related_name="+")
    reader = models.CharField(max_length=64)
    at = models.DateTimeField(db_index=True)

    class Meta:
        verbose_name = _("view of the last half hour")
        verbose_name_plural = _("views of the last half hour")
        constraints = [
            models.UniqueConstraint(fields=["edition", "reader"], name="recent_view_once")
        ]
