from django.db import models
from django.utils.translation import gettext_lazy as _

from newsroom import languages


class EditionPicture(models.Model):
    """That a picture stands in the text of an edition: alone, in a gallery, or before an embed.

    Written by publishing, beside the text. No page is made from it: it says where one is used.
    """

    edition = models.ForeignKey(
        "articles.Edition", on_delete=models.CASCADE, related_name="edition_pictures"
    )
    image = models.ForeignKey(
        "articles.Image", on_delete=models.CASCADE, related_name="edition_pictures"
    )
    language = models.CharField(max_length=2, choices=languages.CHOICES)

    class Meta:
        verbose_name = _("picture in the text of a publication")
        verbose_name_plural = _("pictures in the texts of publications")
        constraints = [
            models.UniqueConstraint(fields=["image", "edition"], name="edition_picture_once")
        ]
