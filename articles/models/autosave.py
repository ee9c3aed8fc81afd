from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from articles.models.article import Article


class Autosave(models.Model):
    """What somebody typed into the form of a story and has not saved: one row for each open form.

    Only that person ever gets it. It is no version and nothing that readers or colleagues see.
    Written by articles/workflow/autosave.py only.
    """

    person = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("person"),
        on_delete=models.CASCADE,
        related_name="autosaves",
    )
    # None: a story that was never saved
    article = models.ForeignKey(
        Article,
        verbose_name=_("story"),
        on_delete=models.CASCADE,
        null=True,
        related_name="autosaves",
    )
    form = models.CharField(max_length=40)  # which form: the server gives each one that it shows
    number = models.PositiveBigIntegerField(default=0)  # grows with each request of the form
    base = models.JSONField(default=dict)  # part → number of the Version that the form started from
    # part → name of a form's field → its values; of a body its blocks. What was not touched is
    # not here. As it was typed: cleaned when it is shown or saved.
    fields = models.JSONField(default=dict)
    at = models.DateTimeField(_("saved at"))
    # When the form was last heard of; None once it has been closed.
    seen_at = models.DateTimeField(null=True)
    # When it was saved; the row then says so to requests that come late, and holds no words.
    saved_at = models.DateTimeField(null=True)
    digest = models.CharField(max_length=64, blank=True)  # of what was sent when it was saved

    class Meta:
        verbose_name = _("unsaved text")
        verbose_name_plural = _("unsaved texts")
        ordering = ["-at", "-pk"]
        constraints = [
            models.UniqueConstraint(fields=["person", "form"], name="autosave_once"),
            models.CheckConstraint(
                condition=Q(saved_at=None) | Q(fields={}), name="saved_autosave_is_empty"
            ),
        ]
        indexes = [models.Index(fields=["at"], name="autosave_by_age")]
