from django.db import models
from django.utils.translation import gettext_lazy as _


class Leftover(models.Model):
    """A file of the store, or a folder that ends in "/", which no row names since `since`.

    It is removed later (articles/images/sweeping.py): pages that others keep may still show it.
    """

    name = models.CharField(max_length=200, unique=True)
    since = models.DateTimeField(auto_now_add=True, db_index=True)

    class Meta:
        verbose_name = _("leftover")
        verbose_name_plural = _("leftovers")

    def __str__(self):
        return self.name
