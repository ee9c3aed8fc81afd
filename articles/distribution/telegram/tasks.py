"""The worker's part: bring what stands in a channel in line with what is on the site.

A task is told only which post to look at. It finds out what is to be done, so tasks that come
late, twice or in another order do no harm. Before anything is sent the post is claimed: its state
says so and `not_before` lies ahead, and a second task looks after it should this process die.
Sending is never repeated when it may have succeeded; editing and deleting can be.
"""

from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import Enum

from django.db import transaction
from django.utils.timezone import now
from django_tasks import task

from articles.distribution.telegram import posts, staff
from articles.distribution.telegram.bot import Bot, Fault, Refused, Unclear
from articles.distribution.telegram.channels import (
    be_quiet,
    bot_of,
    note_problem,
    pause,
    problem_of,
)
from articles.distribution.telegram.seal import CannotUnseal
from articles.models import TelegramPost
from articles.models.telegram import Problem

State = TelegramPost.State
CLAIM = timedelta(minutes=3)  # longer than the slowest step, so that no two work on one post
TRIES = 100  # about a day
LATE = timedelta(minutes=10)
_PICTURE = ("photo", "image", "picture", "file", "media")


class Step(Enum):
    SEND = "send"
    EDIT = "edit"
    REMOVE = "remove"


@dataclass(frozen=True)
class Done:
    """What is in the channel after a step that went well."""

    state: State
    message_id: int | None = None
    shown: str = ""
    picture: str = ""
    problem: str = ""


def enqueue(post_id: int, at: datetime | None = None) -> None:
    """Let the worker look at a post, now or at a moment."""
    (deliver.using(run_after=at) if at else deliver).enqueue(post_id)


@task()
def deliver(post_id: int) -> None:
    """Do the one next thing that a post needs; nothing when it is as it should be."""
    claimed = claim(post_id)
    if claimed is None:
        return
    post, step = claimed
    try:
        done = carry_out(post, step)
    except Fault as fault:
        keep_fault(post, step, fault)
    except CannotUnseal:
        give_up(post, post.state, Problem.SEALED, "")
    else:
        record_done(post, step, done)


@transaction.atomic
def claim(post_id: int) -> tuple[TelegramPost, Step] | None:
    """Lock the post, find out its next step and mark it as being taken."""
    rows = TelegramPost.objects.select_related("channel", "edition__cover")
    post = rows.select_for_update(of=("self",)).filter(pk=post_id).first()
    moment = now()
    if post is None or post.is_given_up or not post.channel.is_active:
        return None
    if post.not_before and post.not_before > moment:
        return None  # whoever set the moment left a task for it
    if post.state == State.SENDING:
        give_up(post, State.UNCLEAR, Problem.UNCLEAR, "")
        return None
    step = next_step(post)
    if step is None:
        return None
    quiet = post.channel.quiet_until
    if quiet and quiet > moment:
        update_fields(post, not_before=quiet)
        enqueue(post.pk, quiet)
        return None
    state = State.SENDING if step is Step.SEND else post.state
    update_fields(post, state=state, not_before=moment + CLAIM, problem="")
    enqueue(post.pk, moment + CLAIM)
    return post, step


def next_step(post: TelegramPost) -> Step | None:
    """Compare what is in the channel with what is on the site."""
    is_live = post.edition.is_live
    if post.state in (State.WAITING, State.REMOVED):
        return Step.SEND if is_live else None
    if post.state == State.SENT and not is_live:
        return Step.REMOVE
    if post.state in (State.SENT, State.REPLACED) and is_live:
        wanted = posts.content(post)
        return None if (wanted.html, wanted.picture) == (post.shown, post.picture) else Step.EDIT
    return None


# Talking to Telegram


def carry_out(post: TelegramPost, step: Step) -> Done:
    """Do a step; raise a Fault or CannotUnseal when it could not be done."""
    bot = bot_of(post.channel)
    if step is Step.SEND:
        return send(bot, post)
    return edit(bot, post) if step is Step.EDIT else remove(bot, post)


def send(bot: Bot, post: TelegramPost) -> Done:
    picture = posts.picture_of(post.edition)
    wanted = posts.content(post)
    if picture:
        try:
            message = bot.send_photo(picture, wanted.html)
            return Done(State.SENT, message, wanted.html, wanted.picture)
        except Refused as refusal:
            if refusal.code != 400 or not refusal.says(*_PICTURE):
                raise
    html = posts.message(post.text, post.edition, posts.TEXT)
    return Done(State.SENT, bot.send_message(html), html)


def edit(bot: Bot, post: TelegramPost) -> Done:
    wanted = posts.content(post)
    try:
        change(bot, post, wanted)
    except Refused as refusal:
        if refusal.says("message to edit not found"):
            return Done(State.GONE, problem=Problem.GONE)
        raise
    return Done(State.SENT, post.message_id, wanted.html, wanted.picture)


def change(bot: Bot, post: TelegramPost, wanted: posts.Content) -> None:
    """Edit the message; the picture too when the story has another one, or none to show."""
    if not post.picture:
        return bot.edit_text(post.message_id, wanted.html)
    if wanted.picture == post.picture:
        return bot.edit_caption(post.message_id, wanted.html)
    picture = posts.picture_of(post.edition) or posts.card_picture(post.edition)
    return bot.edit_photo(post.message_id, picture, wanted.html)


def remove(bot: Bot, post: TelegramPost) -> Done:
    """Delete the message; put a sentence in its place when it is too old (48 hours) for that."""
    try:
        bot.delete(post.message_id)
        return Done(State.REMOVED)
    except Refused as refusal:
        if not refusal.says("can't be deleted"):
            raise
    html = posts.withdrawn_sentence(post.edition.language)
    try:
        if post.picture:
            bot.edit_caption(post.message_id, html)
        else:
            bot.edit_text(post.message_id, html)
    except Refused as refusal:
        if refusal.says("message to edit not found"):
            return Done(State.REMOVED)
        raise
    return Done(State.REPLACED, post.message_id, html, post.picture, Problem.STAYS)


# Keeping what came of it


def update_fields(post: TelegramPost, **fields) -> None:
    """Write some fields of a post and no others: an editor may be changing its text."""
    TelegramPost.objects.filter(pk=post.pk).update(changed_at=now(), **fields)


@transaction.atomic
def record_done(post: TelegramPost, step: Step, done: Done) -> None:
    """Keep what went well; look again, for what changed meanwhile."""
    update_fields(
        post,
        state=done.state,
        message_id=done.message_id,
        shown=done.shown,
        picture=done.picture,
        problem=done.problem,
        answer="",
        attempts=0,
        not_before=None,
    )
    note_problem(post.channel, "")
    enqueue(post.pk)
    moment = post.edition.published_at
    if step is Step.SEND and post.created_at < moment < now() - LATE:
        staff.after_late(post.edition)


@transaction.atomic
def keep_fault(post: TelegramPost, step: Step, fault: Fault) -> None:
    """Try again later, or give up when it would not help or might post a story twice."""
    words = str(fault)
    be_quiet(post.channel, fault)
    if isinstance(fault, Refused):
        give_up(post, post.state, problem_of(fault), words)
    elif isinstance(fault, Unclear) and step is Step.SEND:
        give_up(post, State.UNCLEAR, Problem.UNCLEAR, words)
    elif post.attempts + 1 >= TRIES:
        give_up(post, post.state, Problem.AWAY, words)
    else:
        try_later(post, fault)


def try_later(post: TelegramPost, fault: Fault) -> None:
    moment = now() + pause(fault, post.attempts)
    problem, words = problem_of(fault), str(fault)
    update_fields(
        post,
        state=post.state,
        attempts=post.attempts + 1,
        not_before=moment,
        problem=problem,
        answer=words,
    )
    note_problem(post.channel, problem, words)
    enqueue(post.pk, moment)


def give_up(post: TelegramPost, state: str, problem: Problem, words: str) -> None:
    update_fields(
        post, state=state, is_given_up=True, not_before=None, problem=problem, answer=words
    )
    note_problem(post.channel, problem, words)
