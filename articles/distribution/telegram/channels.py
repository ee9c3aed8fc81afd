"""What posts and notices share: a channel's bot, what a fault means, how long to wait after it."""

from datetime import timedelta

from django.conf import settings
from django.utils.timezone import now

from articles.distribution.telegram.bot import Bot, Fault, Refused, TryLater
from articles.distribution.telegram.seal import unseal
from articles.models import TelegramChannel
from articles.models.telegram import Problem

FIRST_PAUSE, LONGEST_PAUSE = 30, 900  # seconds
_CHAT = ("chat not found", "not enough rights", "need administrator", "kicked", "not a member")


def bot_of(channel: TelegramChannel) -> Bot:
    """Return the channel's bot; CannotUnseal when its token cannot be read."""
    return Bot(settings.TELEGRAM_API, unseal(channel.sealed_token), channel.chat)


def problem_of(fault: Fault) -> Problem:
    """Say in our words what a fault means."""
    if isinstance(fault, TryLater) and fault.seconds:
        return Problem.WAIT
    if not isinstance(fault, Refused):
        return Problem.AWAY
    if fault.code in (401, 404):
        return Problem.TOKEN
    if fault.code == 403 or fault.says(*_CHAT):
        return Problem.CHAT
    return Problem.REFUSED


def pause(fault: Fault, tries: int) -> timedelta:
    """Return how long to wait after so many tries: as Telegram asks, else longer each time."""
    asked = fault.seconds if isinstance(fault, TryLater) else None
    return timedelta(seconds=asked or min(FIRST_PAUSE * 2 ** min(tries, 10), LONGEST_PAUSE))


def note_problem(channel: TelegramChannel, problem: str, words: str = "") -> None:
    """Keep what the last message to a channel met, where the admin shows it; "" for nothing."""
    if (channel.problem, channel.answer) != (problem, words):
        rows = TelegramChannel.objects.filter(pk=channel.pk)
        rows.update(problem=problem, answer=words)


def be_quiet(channel: TelegramChannel, fault: Fault) -> None:
    """Keep everybody from writing to a channel for as long as Telegram asks, or a short while.

    So a Telegram that hangs costs the worker one message's patience, not every message's.
    """
    if not isinstance(fault, Refused):
        rows = TelegramChannel.objects.filter(pk=channel.pk)
        rows.update(quiet_until=now() + pause(fault, 0))
