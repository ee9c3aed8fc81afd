"""What is typed and not saved yet: kept for the person who types it, until a save takes it in.

None of these verbs touches a story, a version, or what readers see.
"""

import secrets
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import timedelta

from django.core.exceptions import ValidationError
from django.db import IntegrityError
from django.db.models import Count, Q
from django.utils import timezone
from django.utils.translation import gettext as _

from articles.editorial.permissions import can_create, can_write, require
from articles.models import Article, Autosave, Version
from articles.models.story_fields import BODIES
from articles.text import cleaning, deltas
from articles.workflow.concurrent_edits import reached
from newsroom import languages
from newsroom.models import User
from newsroom.parameters import parse_id

KEPT = timedelta(days=30)
# So long a row remembers that its form was saved, for requests that were overtaken.
REMEMBERED = timedelta(days=2)
MOST_ROWS = 200  # of one person
MOST_CHARACTERS = 4_000_000  # of one row

Values = dict[str, list[str]]


class AlreadySaved(Exception):
    """The form was saved meanwhile; `article` is the story that it was saved as."""

    def __init__(self, article: Article | None = None):
        self.article = article


class TooMany(ValidationError):
    """The person has too many rows; a save is taken nevertheless."""

    def __init__(self):
        super().__init__(_("You have too many unsaved texts. Save or discard some first."))


class NeedsWhole(Exception):
    """The server does not know the texts that the deltas start from; `names` are the fields."""

    def __init__(self, names: list[str]):
        self.names = names


@dataclass
class Typed:
    """What a form tells: the fields that changed since it told the last time.

    `values` and `bodies` map a part to its fields by the form's names. `follows` is the name that
    the form had until it was sent: words typed after the press of Save go on under another one.
    """

    form: str
    number: int
    base: dict[str, int] = field(default_factory=dict)
    values: dict[str, Values] = field(default_factory=dict)
    bodies: dict[str, dict[str, deltas.Delta]] = field(default_factory=dict)
    follows: str = ""

    @property
    def parts(self) -> set[str]:
        return {part for given in (self.values, self.bodies) for part in given if given[part]}


def store(article: int | None, *, by: User, typed: Typed) -> Autosave:
    """Keep what a form tells; return its row. Three queries at most, one more for a wanted text.

    Words that follow a save start from what it kept (`saved_as` and `reached`: six more queries).
    Raises PermissionDenied for a part that the person may not write, AlreadySaved, NeedsWhole, and
    ValidationError (a sentence) for what is too long or of a story that is gone. A request that
    was overtaken by a later one of the same form changes nothing.
    """
    if saved := saved_as(typed.follows, by=by):
        before, article = saved.article, saved.article_id
        typed.base = reached(before, typed.base, by=by, form=typed.follows)
    row = Autosave.objects.filter(person=by, form=typed.form).select_related("article").first()
    if row is None:
        row = new_row(article, by=by, typed=typed)
    elif row.article_id is None and saved:
        row.article = saved.article
    elif row.article_id != article:
        raise ValidationError(_("This form belongs to another story."))
    elif row.saved_at:
        raise AlreadySaved(row.article)
    elif typed.number <= row.number:
        return row
    if row.article is not None and row.article.binned_at:
        raise ValidationError(_("The story is in the bin."))
    for part in typed.parts:
        require(can_write(by, row.article, part) if row.article else can_create(by))
    row.fields = joined(row, typed)
    row.number, row.base = typed.number, typed.base
    row.at = row.seen_at = timezone.now()
    try:
        write(row)
    except IntegrityError:  # another request of the form has made the row meanwhile
        return store(article, by=by, typed=typed)
    return row


def new_row(article: int | None, *, by: User, typed: Typed) -> Autosave:
    """Return a row that is not kept yet. One query."""
    mine = Autosave.objects.filter(person=by, saved_at=None)
    if article is None:
        story, rows = None, mine.count()
    else:
        # Counted with the story, in one query.
        own = Count("autosaves", filter=Q(autosaves__person=by, autosaves__saved_at=None))
        story = Article.objects.annotate(rows=own).filter(pk=article).first()
        if story is None:
            raise ValidationError(_("The story is in the bin."))
        rows = story.rows
    if rows >= MOST_ROWS:
        raise TooMany
    return Autosave(person=by, article=story, form=typed.form, base=typed.base)


def joined(row: Autosave, typed: Typed) -> dict[str, Values]:
    """Return all that is unsaved: what was kept, with what is told now."""
    fields = {part: dict(values) for part, values in row.fields.items()}
    unknown = []
    for part, given in typed.bodies.items():
        for name, delta in given.items():
            known = known_blocks(row, part, name, delta.of)
            if known is None:
                unknown.append(name)
            else:
                fields.setdefault(part, {})[name] = deltas.apply(delta, known)
    if unknown:
        raise NeedsWhole(unknown)
    for part, values in typed.values.items():
        fields.setdefault(part, {}).update(values)
    check_size(fields)
    return fields


def known_blocks(row: Autosave, part: str, name: str, of: str) -> list[str] | None:
    """Return the body with a fingerprint: as kept, as saved, or as the form began. One query."""
    if not of:
        return []
    kept = row.fields.get(part, {}).get(name)
    if kept is not None and deltas.fingerprint(kept) == of:
        return kept
    if row.article is None:
        return None
    saved = deltas.split(getattr(row.article, name))
    if deltas.fingerprint(saved) == of:
        return saved
    rows = Version.objects.filter(article=row.article_id, part=part, number=row.base.get(part, 0))
    for version in rows:
        for body in BODIES:
            began = deltas.split(version.fields.get(body, ""))
            if languages.column(body, part) == name and deltas.fingerprint(began) == of:
                return began
    return None


def check_size(fields: Mapping[str, Values]) -> None:
    """Refuse what could not be saved, either."""
    characters = 0
    for values in fields.values():
        for given in values.values():
            length = sum(map(len, given))
            cleaning.check_count(length)
            characters += length
    if characters > MOST_CHARACTERS:
        raise ValidationError(_("The text is too long: the limit is one million characters."))


def write(row: Autosave) -> None:
    """Write a row in one statement; a later request of the same form stays as it is."""
    if row.pk is None:
        row.save(force_insert=True)
        return
    names = ("article", "fields", "number", "base", "at", "seen_at")
    values = {name: getattr(row, name) for name in names}
    earlier = Autosave.objects.filter(pk=row.pk, number__lt=row.number, saved_at=None)
    if not earlier.update(**values):
        fresh = Autosave.objects.filter(pk=row.pk).select_related("article").first()
        if fresh is None or fresh.saved_at:
            raise AlreadySaved(fresh and fresh.article)


def hear_of(form: str, *, by: User, is_open: bool) -> None:
    """Note that a form is still open, or was closed. One query."""
    rows = Autosave.objects.filter(person=by, form=form, saved_at=None)
    rows.update(seen_at=timezone.now() if is_open else None)


def saved_as(form: str, *, by: User) -> Autosave | None:
    """Return the row of a form that was saved: `article` is the story, `number` the save's.

    None where no save of it is known. One query.
    """
    if not form:
        return None
    rows = Autosave.objects.filter(person=by, form=form, article__isnull=False)
    return rows.exclude(saved_at=None).select_related("article").first()


def begin_saving(form: str, *, by: User, digest: str, number: int = 0) -> Autosave:
    """Claim a form for a save, in the save's transaction: of two at once one waits for the other.

    `number` is what the form calls this save, to learn later whether it went through.

    Raises AlreadySaved where the same words were saved from this form before. Two queries.
    """
    row, _is_new = Autosave.objects.select_for_update().get_or_create(
        person=by, form=form, defaults={"at": timezone.now()}
    )
    if row.saved_at and row.digest == digest and row.article_id:
        raise AlreadySaved(row.article)
    row.saved_at, row.digest, row.fields = timezone.now(), digest, {}
    row.number = max(row.number, number)
    return row


def end_saving(row: Autosave, article: Article, *, takes_in: str = "") -> None:
    """Let the row go with the save that took it in, and what it was taken from. Three queries.

    `takes_in` is the `mark` of a row whose words were put into the form.
    """
    row.article = article
    row.save(update_fields=["article", "saved_at", "digest", "fields", "number"])
    drop_taken(takes_in, by=row.person)
    sweep()


def mark(row: Autosave) -> str:
    """Return what names a row as it is now: after a later word in it, it is another."""
    return f"{row.pk}:{row.number}"


def drop_taken(mark: str, *, by: User) -> None:
    """Remove the row of a mark where nothing was typed into its form since. One query or none."""
    pk, _colon, number = mark.partition(":")
    if (row := parse_id(pk)) is not None:
        Autosave.objects.filter(pk=row, number=parse_id(number), person=by).delete()


def leave(row: Autosave, *, by: User) -> None:
    """Remove what the person does not want any more."""
    require(by.is_active and row.person_id == by.pk)
    row.delete()


def hold_form(article: int | None, *, by: User, typed: Typed) -> Autosave:
    """Keep a whole form that arrived when its session was over, for whose form it is.

    A row of the form as it is kept from now on, whatever it held; the same refusals as `store`.
    """
    row = Autosave.objects.filter(person=by, form=typed.form).first()
    if row is not None and (row.saved_at or row.article_id != article):
        typed.form, row = new_form(), None
    typed.number = row.number + 1 if row else 1
    kept = store(article, by=by, typed=typed)
    hear_of(kept.form, by=by, is_open=False)
    return kept


def new_form() -> str:
    """Return the name of a form that is about to be shown."""
    return secrets.token_urlsafe(12)


def sweep() -> None:
    """Remove what has lain for thirty days, and what only remembers a save. One query."""
    now = timezone.now()
    Autosave.objects.filter(Q(at__lt=now - KEPT) | Q(saved_at__lt=now - REMEMBERED)).delete()
