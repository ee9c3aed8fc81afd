from django.db import models
from django.utils.translation import gettext_lazy as _

from articles.models.image import Image


class Making(models.Model):
    """A picture whose renditions are not all made: the row goes with the last of them.

    Whoever makes them holds the row until `held_until`; who died holds it no longer than that.
    """

    image = models.OneToOneField(Image, on_delete=models.CASCADE, related_name="making")
    key = models.CharField(max_length=32)
    held_until = models.DateTimeField(null=True)
    tries = models.PositiveSmallIntegerField(default=0)

    class Meta:
        verbose_name = _("renditions to be made")
        verbose_name_plural = _("renditions to be made")

    def __str__(self):
        return f"{self.image_id} ({self.tries})"
