from django.db import models
from django.utils.timezone import now
from django.utils.translation import gettext_lazy as _


class NoticeQuerySet(models.QuerySet):
    def due(self):
        """What is to be sent by now, the longest due first."""
        return self.filter(state=Notice.State.WAITING, due_at__lte=now()).order_by("due_at", "pk")


class Notice(models.Model):
    """That a service is to be told of a story's address, and how that went.

    Written by articles/distribution/notices.py and by nothing else. `tries` are those begun,
    `due_at` is when the next one is; while one runs it lies some minutes ahead, so that one that
    dies is repeated.
    """

    class Service(models.TextChoices):
        INDEXNOW = "indexnow", "IndexNow"
        WEBSUB = "websub", "WebSub"

    class Event(models.TextChoices):
        PUBLISHED = "published", _("published")
        WITHDRAWN = "withdrawn", _("withdrawn")
        ENDED = "ended", _("ended")

    class State(models.TextChoices):
        WAITING = "waiting", _("waiting")
        SENT = "sent", _("notified")
        # Translators: of a notice to a search engine: the story was not there any more
        NEEDLESS = "needless", _("no longer needed")
        GIVEN_UP = "given_up", _("given up")

    service = models.CharField(_("service"), max_length=10, choices=Service)
    event = models.CharField(_("event"), max_length=10, choices=Event)
    edition = models.ForeignKey(
        "articles.Edition",
        verbose_name=_("publication"),
        on_delete=models.CASCADE,
        related_name="notices",
    )
    state = models.CharField(_("state"), max_length=10, choices=State, default=State.WAITING)
    due_at = models.DateTimeField(_("due at"))
    tries = models.PositiveSmallIntegerField(_("tries"), default=0)
    answer = models.CharField(_("last answer"), max_length=300, blank=True)
    created_at = models.DateTimeField(_("created at"), auto_now_add=True)
    changed_at = models.DateTimeField(_("changed at"), auto_now=True)

    objects = NoticeQuerySet.as_manager()

    class Meta:
        # Translators: what is said to a search engine or a hub about a story
        verbose_name = _("notice to a service")
        verbose_name_plural = _("notices to services")
        ordering = ["-created_at", "-pk"]
        indexes = [
            models.Index(
                fields=["due_at"], condition=models.Q(state="waiting"), name="notice_waiting"
            )
        ]

    def __str__(self):
        return f"{self.get_service_display()}: {self.edition}"
