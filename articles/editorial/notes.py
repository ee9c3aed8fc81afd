"""Notes between colleagues on a story: to whom, written, taken back, put away, sent by mail.

Whoever may see a story may write a note on it, and only they can be named in one. A note names
people by their user names (`@anna`); it stands on their boards until they put it away.
"""

import re
from collections.abc import Iterable
from datetime import timedelta
from smtplib import SMTPException

from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.mail import EmailMessage
from django.db import transaction
from django.db.models import QuerySet
from django.urls import reverse
from django.utils import timezone, translation
from django.utils.translation import gettext as _
from django_tasks import task

from articles.distribution.telegram.staff import after_note
from articles.editorial.permissions import can_drop_note, can_see, require
from articles.models import Action, Article, Mention, Note, PreviewComment
from articles.models.audit_log import record
from articles.models.note import LONGEST
from articles.text.cleaning import safe_line
from newsroom.models import User

# A user name, but not the second half of an address: "@anna" and not "press@anna".
NAMED = re.compile(r"(?<![\w.@+/-])@([\w.+-]{1,150})")
# After the first, second, … failure; after the last the mail is given up: the board says the same.
PAUSES = [timedelta(minutes=n) for n in (1, 5, 15, 60, 180)]


@transaction.atomic
def write(article: Article, *, by: User, text: str) -> Note:
    """Write a note on a story and tell those whom it names."""
    require(can_see(by, article))
    text = "\n".join(map(safe_line, text.strip().splitlines()))
    if not text:
        raise ValidationError(_("Write something first."))
    if len(text) > LONGEST:
        raise ValidationError(
            _("Notes are limited to %(most)d characters; this one has %(number)d.")
            % {"most": LONGEST, "number": len(text)}
        )
    note = Note.objects.create(article=article, by=by, text=text)
    people = addressed(text, by=by, article=article)
    mentions = [Mention.objects.create(note=note, person=person) for person in people]
    record(article, Action.NOTE, by=by, to=[person.username for person in people])
    for mention in mentions:
        if mention.person.wants_mail and mention.person.email:
            send_mail.enqueue(mention.pk)
    if mentions:
        after_note(note)
    return note


@transaction.atomic
def tell_maker(comment: PreviewComment) -> None:
    """Put what the holder of a preview link wrote on the board of who made the link.

    While a notice of the story lies there unread no other comes: whoever holds a link may be a
    machine.
    """
    link = comment.link
    maker, article = link.made_by, link.article
    unread = Mention.objects.filter(person=maker, read_at=None, note__reader__isnull=False)
    if unread.filter(note__article=article).exists():
        return
    note = Note.objects.create(article=article, by=maker, reader=comment.name, text=comment.text)
    mention = Mention.objects.create(note=note, person=maker)
    if maker.wants_mail and maker.email:
        send_mail.enqueue(mention.pk)


@transaction.atomic
def drop(note: Note, *, by: User) -> None:
    """Take a note back: it goes from the story and from every board."""
    require(can_drop_note(by, note))
    record(note.article, Action.DROP_NOTE, by=by)
    note.delete()


def put_away(note: Note, *, by: User) -> None:
    """Take a note off the person's own board; who puts it away twice changes nothing."""
    Mention.objects.filter(note=note, person=by, read_at=None).update(read_at=timezone.now())


def to(person: User) -> QuerySet[Mention]:
    """Return the notes to somebody that they have not put away, the newest first."""
    mine = Mention.objects.filter(person=person, read_at=None, note__article__binned_at=None)
    return mine.select_related("note__by", "note__article").order_by("-note__at", "-pk")


def colleagues() -> QuerySet[User]:
    """Return everybody who can be named."""
    return User.objects.filter(is_active=True, is_staff=True).order_by("username")


def addressed(text: str, *, by: User, article: Article) -> list[User]:
    """Return the people whom a text names, in its order; who writes is not told. One query."""
    if "@" not in text:
        return []
    known = {person.username.casefold(): person for person in colleagues()}
    people = dict.fromkeys(known.get(name.casefold()) for name in names(text, known))
    return [one for one in people if one and one != by and can_see(one, article)]


def names(text: str, known: Iterable[str]) -> list[str]:
    """Return the names after an @, without a full stop or a hyphen that belongs to the sentence."""
    found = NAMED.findall(text)
    return [name if name.casefold() in known else name.rstrip(".-+") for name in found]


def unknown(text: str) -> list[str]:
    """Return the names in a text that nobody here has. One query where there is an @."""
    if "@" not in text:
        return []
    known = {username.casefold() for username in colleagues().values_list("username", flat=True)}
    return [name for name in names(text, known) if name.casefold() not in known]


@task()
def send_mail(mention_id: int, tries: int = 0) -> None:
    """Send one note to one person by mail, unless they have read it meanwhile."""
    rows = Mention.objects.select_related("person", "note__by", "note__article")
    mention = rows.filter(pk=mention_id, read_at=None).first()
    if mention is None or not is_wanted(mention):
        return
    try:
        mail(mention).send()
    except (OSError, SMTPException):
        if tries < len(PAUSES):
            later = timezone.now() + PAUSES[tries]
            send_mail.using(run_after=later).enqueue(mention_id, tries + 1)


def is_wanted(mention: Mention) -> bool:
    """Tell whether the person still has mail, and may still see the story."""
    person = mention.person
    return person.wants_mail and bool(person.email) and can_see(person, mention.note.article)


def mail(mention: Mention) -> EmailMessage:
    """Return the mail in the person's language."""
    note, person = mention.note, mention.person
    title = note.article.working_title()
    with translation.override(person.interface_language):
        signature = note.signature
        # Translators: the subject of a mail to a colleague
        subject = _("Note from %(name)s: %(story)s") % {"name": signature, "story": title}
        why = _(
            "You are receiving this because you chose to get notes by email. Your notes and "
            "settings:"
        )
    address = settings.SITE_URL + note.get_admin_url()
    page = settings.SITE_URL + reverse("admin:articles_notes")
    body = f"{note.text}\n\n— {signature}\n\n{title}\n{address}\n\n{why}\n{page}\n"
    return EmailMessage(safe_line(subject), body, to=[person.email])
