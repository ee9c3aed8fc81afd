"""Telegram: what workflow tells it. Nothing here waits: the worker does the rest (tasks.py)."""

from datetime import timedelta

from django.utils.timezone import now

from articles.distribution.telegram.posts import text_of
from articles.distribution.telegram.staff import after_submitting
from articles.distribution.telegram.tasks import enqueue
from articles.models import Edition, TelegramChannel, TelegramDraft, TelegramPost
from articles.models.telegram import Problem

__all__ = ["after_publishing", "after_submitting", "after_withdrawing", "try_again"]

# What is older is posted only when the editor says so: an old story that gets a new comma, or an
# archive that moves in, is no news to a channel.
NEW = timedelta(days=1)


def after_publishing(edition: Edition) -> None:
    """Have an edition posted, at its moment when that is to come, or its posts edited.

    Also after an update, a correction and when it is put back. One query without channels.
    """
    channels = TelegramChannel.objects.filter(
        language=edition.language, is_staff=False, is_active=True
    )
    if not channels:
        return
    draft = draft_of(edition)
    kept = {post.channel_id: post for post in edition.telegram_posts.all()}
    text = draft.text.strip() or text_of(edition.title, edition.lead)
    for channel in channels:
        post = kept.get(channel.pk)
        if post is None and is_wanted(channel, draft, edition):
            post = TelegramPost.objects.create(edition=edition, channel=channel, text=text)
        elif post is not None and post.state == post.State.WAITING and draft.is_wanted is False:
            post.delete()
            continue
        if post is not None:
            have_looked_at(post, text=text)


def draft_of(edition: Edition) -> TelegramDraft:
    """Return what the editor left in the form, or what an untouched form says."""
    rows = TelegramDraft.objects.filter(article=edition.article_id, language=edition.language)
    return rows.first() or TelegramDraft()


def is_wanted(channel: TelegramChannel, draft: TelegramDraft, edition: Edition) -> bool:
    """Tell whether a story is posted that was never posted: by choice, else by kind."""
    if draft.is_wanted is not None:
        return draft.is_wanted
    return edition.kind in channel.kinds and edition.published_at > now() - NEW


def after_withdrawing(edition: Edition) -> None:
    """Have the posts of an edition deleted."""
    for post in edition.telegram_posts.all():
        have_looked_at(post)


def have_looked_at(post: TelegramPost, **fields) -> None:
    """Let the worker look at a post now, or when its story begins, and when it ends."""
    fields |= {"is_given_up": False, "attempts": 0}
    rows = TelegramPost.objects.filter(pk=post.pk)
    rows.update(**fields)
    # News ends a pause after a fault; a step that runs now is none, and is followed by a look.
    rows.filter(problem=Problem.AWAY).update(not_before=None)
    edition = post.edition
    enqueue(post.pk, edition.published_at if edition.is_scheduled else None)
    if edition.expires_at and not edition.is_gone:
        enqueue(post.pk, edition.expires_at)


def try_again(post: TelegramPost) -> None:
    """Begin anew with a post that was given up, also where it may be in the channel already."""
    is_sent = post.state in (post.State.SENT, post.State.REPLACED)
    state = post.state if is_sent else post.State.WAITING
    TelegramPost.objects.filter(pk=post.pk).update(
        state=state, not_before=None, problem="", answer=""
    )
    have_looked_at(post)
