from django.core.validators import RegexValidator
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from articles.models.article import Article, Kind
from articles.models.edition import Edition
from newsroom import languages

check_chat = RegexValidator(
    r"\A(@[A-Za-z][A-Za-z0-9_]{3,31}|-?[0-9]{1,20})\Z",
    _("Enter the channel’s @name or its number, such as -1001234567890."),
)


def usual_kinds() -> list[str]:
    """What a new channel is told of without anybody asking: all that is not paid for."""
    return [kind.value for kind in Kind if kind != Kind.PARTNER]


class Problem(models.TextChoices):
    """What stands between us and a chat, in words for the newsroom."""

    AWAY = "away", _("Telegram is unavailable.")
    WAIT = "wait", _("Telegram’s rate limit was reached.")
    TOKEN = "token", _("The bot token is not valid.")
    SEALED = (
        "sealed",
        _("The token can no longer be read because the site’s key has changed: enter it again."),
    )
    CHAT = "chat", _("The chat does not exist, or the bot cannot post there.")
    REFUSED = "refused", _("Telegram rejected the message.")
    UNCLEAR = "unclear", _("Telegram did not respond: check whether the post is in the channel.")
    GONE = "gone", _("The post was deleted from Telegram.")
    STAYS = "stays", _("The post is too old to delete; its text has been replaced with a notice.")


class TelegramChannel(models.Model):
    """A chat that a bot of ours writes to: a channel for readers, or the staff's own.

    `sealed_token` is the bot's token, encrypted (articles/distribution/telegram/seal.py); no page
    shows it. `problem` is what the last message to it met.
    """

    language = models.CharField(_("language"), max_length=2, choices=languages.CHOICES)
    chat = models.CharField(_("chat"), max_length=33, unique=True, validators=[check_chat])
    sealed_token = models.TextField(editable=False)
    kinds = models.JSONField(_("kinds posted automatically"), default=usual_kinds, blank=True)
    is_staff = models.BooleanField(
        _("staff chat"),
        default=False,
        help_text=_(
            "Receives alerts instead of stories: reviews waiting, late publications, new notes."
        ),
    )
    is_active = models.BooleanField(pgettext_lazy("a Telegram channel", "in use"), default=True)
    quiet_until = models.DateTimeField(null=True, editable=False)
    problem = models.CharField(
        _("problem"), max_length=10, choices=Problem, blank=True, editable=False
    )
    answer = models.CharField(_("last answer"), max_length=300, blank=True, editable=False)

    class Meta:
        verbose_name = _("Telegram channel")
        verbose_name_plural = _("Telegram channels")
        ordering = ["is_staff", "language", "pk"]

    def __str__(self):
        return f"{self.chat} ({languages.by_code(self.language).label})"


class TelegramDraft(models.Model):
    """What the editor left in the form for the channels of one language.

    `is_wanted` None: as the kind says. `text` empty: title and lead.
    """

    article = models.ForeignKey(Article, on_delete=models.CASCADE, related_name="telegram_drafts")
    language = models.CharField(max_length=2, choices=languages.CHOICES)
    is_wanted = models.BooleanField(null=True)
    text = models.TextField(blank=True)

    class Meta:
        verbose_name = _("words for Telegram")
        verbose_name_plural = _("words for Telegram")
        constraints = [
            models.UniqueConstraint(fields=["article", "language"], name="telegram_draft_once")
        ]


class TelegramPost(models.Model):
    """A story in a channel: what is to stand there, what does, and how the last try went.

    `state` is what is in the channel. `shown` and `picture` are what was sent last; a try before
    `not_before` would be too early: another one runs, or has just failed.
    """

    class State(models.TextChoices):
        WAITING = "waiting", pgettext_lazy("a post", "waiting")
        SENDING = "sending", pgettext_lazy("a post", "being sent")
        SENT = "sent", _("in the channel")
        REMOVED = "removed", pgettext_lazy("a post", "removed")
        REPLACED = "replaced", _("replaced with a notice")
        UNCLEAR = "unclear", _("sent, without an answer")
        GONE = "gone", _("deleted in Telegram")

    edition = models.ForeignKey(
        Edition,
        verbose_name=_("publication"),
        on_delete=models.CASCADE,
        related_name="telegram_posts",
    )
    channel = models.ForeignKey(
        TelegramChannel,
        verbose_name=_("channel"),
        on_delete=models.PROTECT,
        related_name="posts",
    )
    text = models.TextField(_("text"), blank=True)
    state = models.CharField(_("state"), max_length=10, choices=State, default=State.WAITING)
    message_id = models.BigIntegerField(_("message"), null=True)
    shown = models.TextField(blank=True)
    picture = models.CharField(max_length=60, blank=True)
    attempts = models.PositiveSmallIntegerField(_("tries"), default=0)
    not_before = models.DateTimeField(_("next try"), null=True)
    is_given_up = models.BooleanField(_("given up"), default=False)
    problem = models.CharField(_("problem"), max_length=10, choices=Problem, blank=True)
    answer = models.CharField(_("last answer"), max_length=300, blank=True)
    created_at = models.DateTimeField(_("created at"), auto_now_add=True)
    changed_at = models.DateTimeField(_("changed at"), auto_now=True)

    class Meta:
        verbose_name = _("Telegram post")
        verbose_name_plural = _("Telegram posts")
        ordering = ["-created_at", "-pk"]
        constraints = [
            models.UniqueConstraint(fields=["edition", "channel"], name="telegram_post_once"),
            models.CheckConstraint(
                condition=~Q(state__in=["sent", "replaced"]) | Q(message_id__isnull=False),
                name="telegram_post_in_the_channel_has_a_number",
            ),
        ]

    def __str__(self):
        return f"{self.channel}: {self.edition}"
