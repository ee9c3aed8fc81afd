"""Notices to the staff's chat: what waits for review, what came late, notes to colleagues.

A notice that does not arrive is tried again with growing pauses, then let go: it is news for an
hour, and the board says the same. What the last one met stands beside the channel in the admin.
"""

from html import escape

from django.conf import settings
from django.utils import translation
from django.utils.timezone import localtime, now
from django.utils.translation import gettext as _
from django_tasks import task

from articles.distribution.telegram.bot import Fault, Refused, Unclear
from articles.distribution.telegram.channels import (
    be_quiet,
    bot_of,
    note_problem,
    pause,
    problem_of,
)
from articles.distribution.telegram.seal import CannotUnseal
from articles.models import Article, Edition, Note, Status, TelegramChannel
from articles.models.telegram import Problem
from newsroom import languages
from newsroom.models import User

TRIES = 8  # about an hour


def after_submitting(article: Article, language: str) -> None:
    """Tell the staff that a language waits for review. One query when there is no such chat."""
    for channel in chats():
        tell_of_review.enqueue(channel.pk, article.pk, language)


def after_late(edition: Edition) -> None:
    """Tell the staff that a scheduled story reached its channel late."""
    for channel in chats():
        tell_of_late.enqueue(channel.pk, edition.pk)


def after_note(note: Note) -> None:
    """Tell the staff that somebody is named in a note. One query when there is no such chat."""
    for channel in chats():
        tell_of_note.enqueue(channel.pk, note.pk)


def chats():
    return TelegramChannel.objects.filter(is_staff=True, is_active=True)


@task()
def tell_of_review(channel_id: int, article_id: int, language: str, tries: int = 0) -> None:
    """Say what waits, unless somebody has taken it meanwhile."""
    channel = chats().filter(pk=channel_id).first()
    article = Article.objects.filter(pk=article_id).first()
    if channel is None or article is None or article.text("status", language) != Status.REVIEW:
        return
    html = review_html(channel, article, language)
    if wait := write(channel, html, tries):
        again = tell_of_review.using(run_after=now() + wait)
        again.enqueue(channel_id, article_id, language, tries + 1)


@task()
def tell_of_late(channel_id: int, edition_id: int, tries: int = 0) -> None:
    """Say what came late."""
    channel = chats().filter(pk=channel_id).first()
    edition = Edition.objects.filter(pk=edition_id).first()
    if channel is None or edition is None:
        return
    if wait := write(channel, late_html(channel, edition), tries):
        tell_of_late.using(run_after=now() + wait).enqueue(channel_id, edition_id, tries + 1)


@task()
def tell_of_note(channel_id: int, note_id: int, tries: int = 0) -> None:
    """Say to whom a note is that they have not put away yet; its words stay in the house."""
    channel = chats().filter(pk=channel_id).first()
    note = Note.objects.select_related("article").filter(pk=note_id).first()
    if channel is None or note is None:
        return
    unread = note.mentions.filter(read_at=None).select_related("person")
    if not (people := [mention.person for mention in unread]):
        return
    if wait := write(channel, note_html(channel, note, people), tries):
        tell_of_note.using(run_after=now() + wait).enqueue(channel_id, note_id, tries + 1)


def review_html(channel: TelegramChannel, article: Article, language: str) -> str:
    """Return the words of a notice, in the language of the staff's chat."""
    label = languages.by_code(language).label
    title = article.text("title", language)
    with translation.override(channel.language):
        heading = _("Waiting for review: %(language)s") % {"language": label}
    return lines(heading, title, article.get_admin_url())


def late_html(channel: TelegramChannel, edition: Edition) -> str:
    with translation.override(channel.language):
        due = localtime(edition.published_at)
        # Translators: a notice to editors: the story came to the channel later than planned
        heading = _("Posted late in Telegram, scheduled for %(time)s") % {"time": f"{due:%H:%M}"}
    return lines(heading, edition.title, edition.get_absolute_url())


def note_html(channel: TelegramChannel, note: Note, people: list[User]) -> str:
    with translation.override(channel.language):
        # Translators: a notice to editors: to whom a colleague wrote a note
        heading = _("New note for %(people)s") % {"people": ", ".join(map(str, people))}
    return lines(heading, note.article.working_title(), note.get_admin_url())


def lines(heading: str, title: str, path: str) -> str:
    words = f"<b>{escape(heading, quote=False)}</b>\n{escape(title, quote=False)}"
    return f"{words}\n{escape(settings.SITE_URL + path, quote=False)}"


def write(channel: TelegramChannel, html: str, tries: int):
    """Send a notice; return how long to wait with the next try, None when there is none."""
    if channel.quiet_until and channel.quiet_until > now() and tries < TRIES:
        return channel.quiet_until - now()
    try:
        bot_of(channel).send_message(html)
    except CannotUnseal:
        note_problem(channel, Problem.SEALED)
    except Fault as fault:
        note_problem(channel, problem_of(fault), str(fault))
        be_quiet(channel, fault)
        # A notice that may have arrived is not sent twice.
        if not isinstance(fault, (Refused, Unclear)) and tries < TRIES:
            return pause(fault, tries)
    else:
        note_problem(channel, "")
    return None
