from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

LONGEST_NAME = 60  # characters


class SavedView(models.Model):
    """A way of looking at the list of stories that somebody keeps, for themselves or for all.

    `query` is what stands in the list's address. Written by articles/editorial/saved_views.py only.
    """

    owner = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("whose"),
        on_delete=models.CASCADE,
        related_name="saved_views",
    )
    name = models.CharField(_("name"), max_length=LONGEST_NAME)
    query = models.CharField(max_length=1000)
    is_shared = models.BooleanField(_("for everyone"), default=False)

    class Meta:
        verbose_name = _("view of the stories")
        verbose_name_plural = _("views of the stories")
        ordering = ["name", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["owner", "name"], name="saved_view_once"),
            models.CheckConstraint(condition=~Q(name="") & ~Q(query=""), name="saved_view_says"),
        ]
        indexes = [
            models.Index(
                fields=["name"], condition=Q(is_shared=True), name="saved_view_for_everybody"
            )
        ]

    def __str__(self):
        return self.name
