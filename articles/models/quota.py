from django.db import models
from django.utils.translation import gettext_lazy as _


class Quota(models.Model):
    """How often something was counted of one network since a moment: kept for half an hour only.

    `key` is a salted hash of the network and of what is counted; its salt changes daily. Written
    by articles/statistics/quotas.py only.
    """

    key = models.CharField(max_length=32, primary_key=True)
    since = models.DateTimeField(db_index=True)
    count = models.PositiveSmallIntegerField()

    class Meta:
        verbose_name = _("what was counted of a network")
        verbose_name_plural = _("what was counted of networks")

    def __str__(self):
        return self.key
