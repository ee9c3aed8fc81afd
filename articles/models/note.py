from django.conf import settings
from django.db import models
from django.db.models import Q
from django.db.models.functions import Length
from django.db.models.lookups import GreaterThan, LessThanOrEqual
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from articles.models.preview_link import LONGEST_NAME

LONGEST = 2000  # characters


class Note(models.Model):
    """What one colleague wrote to others on a story. Written by articles/editorial/notes.py only.

    Or what somebody wrote who has no account, beside a draft that a preview link of `by` showed
    them: then `reader` is the name that they gave, "" for none.
    """

    article = models.ForeignKey(
        "articles.Article",
        verbose_name=_("story"),
        on_delete=models.CASCADE,
        related_name="notes",
    )
    text = models.TextField(_("text"), max_length=LONGEST)
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, verbose_name=_("by"), on_delete=models.PROTECT, related_name="+"
    )
    reader = models.CharField(
        _("name of who has no account"), max_length=LONGEST_NAME, null=True, editable=False
    )
    at = models.DateTimeField(_("at"), auto_now_add=True)

    class Meta:
        verbose_name = _("note to colleagues")
        verbose_name_plural = _("notes to colleagues")
        ordering = ["-at", "-pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(GreaterThan(Length("text"), 0))
                & Q(LessThanOrEqual(Length("text"), LONGEST)),
                name="note_says_something_short",
            )
        ]

    def __str__(self):
        return self.text[:80]

    def get_admin_url(self) -> str:
        """Return where the note stands beside its story."""
        return f"{self.article.get_admin_url()}#notes"

    @property
    def is_from_reader(self) -> bool:
        return self.reader is not None

    @property
    def signature(self) -> str:
        """Whose words these are, in the active language. Queries who wrote them, unless fetched."""
        if self.reader is None:
            return str(self.by)
        if not self.reader:
            return gettext("Without a name (by a preview link, without an account)")
        # Translators: below a comment on a draft: the name that somebody gave who has no account
        marked = gettext("%(name)s (by a preview link, without an account)")
        return marked % {"name": self.reader}


class Mention(models.Model):
    """That a note is to somebody; `read_at` is when they put it away."""

    note = models.ForeignKey(Note, on_delete=models.CASCADE, related_name="mentions")
    person = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("person"),
        on_delete=models.CASCADE,
        related_name="mentions",
    )
    read_at = models.DateTimeField(_("dismissed at"), null=True)

    class Meta:
        # Translators: that a note to colleagues names somebody
        verbose_name = _("colleague in a note")
        verbose_name_plural = _("colleagues in notes")
        ordering = ["pk"]
        constraints = [models.UniqueConstraint(fields=["note", "person"], name="mention_once")]
        indexes = [
            models.Index(fields=["person"], condition=Q(read_at=None), name="mention_unread")
        ]

    def __str__(self):
        return f"@{self.person.username}"
