from django.db import models
from django.utils.translation import gettext_lazy as _

from articles.models.image import Image


class Comparison(models.Model):
    """That a picture was compared with all others, under the fingerprint that it had."""

    image = models.OneToOneField(
        Image, on_delete=models.CASCADE, primary_key=True, related_name="comparison"
    )
    fingerprint = models.BigIntegerField()

    class Meta:
        verbose_name = _("comparison of a picture")
        verbose_name_plural = _("comparisons of pictures")

    def __str__(self):
        return str(self.image_id)


class Alike(models.Model):
    """That a picture looks nearly like another one: a row for each of the two.

    Written by articles/images/lookalikes.py; those in the bin, too, so that they are known when
    they come out of it.
    """

    image = models.ForeignKey(Image, on_delete=models.CASCADE, related_name="alike")
    other = models.ForeignKey(Image, on_delete=models.CASCADE, related_name="+")

    class Meta:
        verbose_name = _("pictures that look alike")
        verbose_name_plural = _("pictures that look alike")
        constraints = [models.UniqueConstraint(fields=["image", "other"], name="alike_once")]

    def __str__(self):
        return f"{self.image_id} → {self.other_id}"
