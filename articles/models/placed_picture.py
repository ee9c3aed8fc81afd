from django.db import models
from django.utils.translation import gettext_lazy as _


class PlacedPicture(models.Model):
    """The number of a picture that something for readers has named, now or formerly.

    Written by triggers (articles/images/picture_references.py) and by nothing else; pictures that
    are not here change without moving the generation. No reference: a text may name what is not
    there yet.
    """

    picture = models.BigIntegerField(primary_key=True)

    class Meta:
        verbose_name = _("picture that was shown")
        verbose_name_plural = _("pictures that were shown")

    def __str__(self):
        return str(self.picture)
