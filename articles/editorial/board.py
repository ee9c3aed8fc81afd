"""What stands on somebody's board: which stories, in which list, since when. One query for all.

Every list is a queryset whose rows are turned into the same six columns, so that the database
answers them together. A list of another part of the house joins by one line in `lists`.
"""

from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta

from django.db import models
from django.db.models import Exists, F, OuterRef, QuerySet, Value
from django.utils import timezone

from articles.editorial import correction_tasks, embargo, planning
from articles.editorial.state_queries import behind, in_any, withdrawn_here
from articles.editorial.states import State
from articles.models import Action, Article, AuditEntry, Edition, Notice, Plan, Status
from newsroom import languages
from newsroom.models import User

# So long is looked back for what is behind its original, and for somebody's own drafts.
BEHIND = timedelta(days=14)
DRAFTS = timedelta(days=30)
# A worker that is well sends a notice within seconds of its moment; after so long nobody sees it.
PATIENCE = timedelta(minutes=10)
LATELY = timedelta(days=3)
MATRIX = 30  # stories of the matrix at most

REVIEW, SENT_BACK, APPROVED = Status.REVIEW.value, Status.SENT_BACK.value, Status.APPROVED.value
SCHEDULED, TODAY, LATE = "scheduled", "today", "late"
DRAFT, WANTED, TRANSLATE, STORY = "draft", "wanted", "behind", "story"
TASK, EMBARGO = "task", "embargo"
MINE = "mine"  # what came back to somebody, and what is theirs to publish
# The lists whose first lines are shown.
SHOWN = (LATE, EMBARGO, MINE, TASK, REVIEW, WANTED, TRANSLATE, SCHEDULED)

ON_DESK = (REVIEW, SENT_BACK, APPROVED)
STEPS = (Action.SUBMIT, Action.SEND_BACK, Action.APPROVE)


def articles() -> QuerySet[Article]:
    """Return all stories, as a queryset that leaves the columns in the order they are asked for.

    The package of the per-language columns puts them into another, which a union cannot bear.
    """
    return QuerySet(Article).filter(binned_at=None)


@dataclass(frozen=True)
class Row:
    """A language of a story in one of the lists; `who` is whose it is (an id), `at` since when."""

    what: str
    story: int
    language: str
    at: datetime
    who: int | None


@dataclass(frozen=True)
class Choice:
    """What somebody wants to see of the matrix: from when, until when, and of what.

    `matching` is what a story must be by itself, whatever its languages are.
    """

    since: datetime
    until: datetime | None = None
    desk: str = ""
    state: State | None = None
    matching: models.Q = field(default_factory=models.Q)

    def stories(self) -> QuerySet[Article]:
        """Return the stories that were touched, go or went live, or are wanted in that time."""
        ids = self.within(articles(), "changed_at").order_by().values("pk")
        ids = ids.union(
            self.within(Edition.objects, "published_at").order_by().values("article"),
            self.within(Plan.objects, "wanted_at").order_by().values("article"),
        ).order_by()
        found = articles().filter(pk__in=ids)
        codes = [self.desk] if self.desk else languages.CODES
        if self.state:
            found = found.filter(in_any(self.state, codes))
        elif self.desk:
            found = found.exclude(
                pk__in=Plan.objects.filter(language=self.desk, choice=Plan.Choice.NOT_PLANNED)
                .order_by()
                .values("article")
            )
        return found.filter(self.matching)

    def within(self, rows, field: str) -> QuerySet:
        rows = rows.filter(**{f"{field}__gte": self.since})
        return rows.filter(**{f"{field}__lt": self.until}) if self.until else rows


def of_person(person: int) -> models.Q:
    """Return the condition that somebody began a story, or a text of it is wanted from them."""
    asked = Plan.objects.filter(person=person).order_by().values("article")
    return models.Q(created_by=person) | models.Q(pk__in=asked)


def rows(person: User, desks: list[str], choice: Choice) -> list[Row]:
    """Return what stands in every list of a person's board, in the order of time. Two queries."""
    first, *others = (columns(*one) for one in lists(person, desks, choice))
    found = [Row(*row) for row in first.union(*others, all=True).order_by()]
    now = timezone.now()
    found = [replace(row, what=TODAY) if is_out(row, now) else row for row in found]
    return sorted(with_steps(found), key=lambda row: row.at)


def is_out(row: Row, now: datetime) -> bool:
    """Tell whether the moment of something on the schedule has come."""
    return row.what == SCHEDULED and row.at <= now


def with_steps(rows: list[Row]) -> list[Row]:
    """Put on what stands at a step of a desk since when it does and who handed it in. One query.

    A story that was sent back is its reporter's again, whoever handed it in.
    """
    waiting = {row.story for row in rows if row.what in ON_DESK}
    entries = AuditEntry.objects.filter(article__in=waiting, action__in=STEPS).order_by("at", "pk")
    columns = "article", "language", "action", "at", "by", "article__source_language"
    since, by = {}, {}
    for story, code, action, at, person, source in entries.values_list(*columns) if waiting else ():
        since[story, code] = at
        if action == Action.SUBMIT:
            by[story, code, SENT_BACK] = None if code == source else person
            by[story, code, REVIEW] = by[story, code, APPROVED] = person
    return [
        replace(
            row,
            at=since.get((row.story, row.language), row.at),
            who=by.get((row.story, row.language, row.what)) or row.who,
        )
        if row.what in ON_DESK
        else row
        for row in rows
    ]


def columns(what, found: QuerySet, story, code, moment, who) -> QuerySet:
    """Bring a list into the columns that all of them have; what lies in the bin is in none."""
    if found.model is not Article:
        found = found.filter(article__binned_at=None)
    return (
        found.order_by()
        .annotate(
            board_what=text_value(what) if isinstance(what, str) else what,
            board_story=story,
            board_code=code,
            board_moment=moment,
            board_who=who,
        )
        .values_list("board_what", "board_story", "board_code", "board_moment", "board_who")
    )


def text_value(word: str) -> Value:
    return Value(word, output_field=models.CharField())


def lists(person: User, desks: list[str], choice: Choice) -> Iterator[tuple]:
    """Yield each list: its name, its rows, and their columns."""
    now = timezone.now()
    for code in languages.CODES:
        yield on_desk(code)
    of_edition = F("article"), F("language"), F("published_at"), F("article__created_by")
    yield SCHEDULED, out_since_midnight(now), *of_edition
    yield LATE, unnoticed(now), *of_edition
    behind_here = translations_behind(desks, now)
    yield TRANSLATE, behind_here, *of_edition[:2], F("article__changed_at"), of_edition[3]
    wanted = planning.wanted(person).select_related(None)
    yield WANTED, wanted, F("article"), F("language"), F("wanted_at"), F("person")
    tasks = correction_tasks.open_for(person).select_related(None).defer(None)
    yield TASK, tasks, F("article"), F("language"), F("correction__at"), F("correction__by")
    of_story = F("pk"), F("source_language"), F("changed_at"), F("created_by")
    soon = articles().filter(pk__in=embargo.about_to_end().order_by().values("pk"))
    yield EMBARGO, soon, *of_story[:2], F("embargo_until"), F("created_by")
    yield DRAFT, drafts(person), *of_story
    shown = choice.stories().order_by("-changed_at", "-pk").values("pk")[: MATRIX + 1]
    yield STORY, articles().filter(pk__in=shown), *of_story


def on_desk(code: str) -> tuple:
    """Return what was handed in to a desk; `with_steps` says since when and by whom."""
    status = languages.column("status", code)
    waiting = articles().filter(~Exists(withdrawn_here(code)), **{f"{status}__in": ON_DESK})
    return F(status), waiting, F("pk"), text_value(code), F("changed_at"), F("created_by")


def unnoticed(now: datetime) -> QuerySet[Edition]:
    """Return what is on the site while the notice of it waits: the worker stands still."""
    waiting = Notice.objects.filter(
        state=Notice.State.WAITING,
        event=Notice.Event.PUBLISHED,
        due_at__lte=now - PATIENCE,
        edition__published_at__gte=now - LATELY,
    )
    return Edition.objects.live(now).filter(pk__in=waiting.order_by().values("edition"))


def out_since_midnight(now: datetime) -> QuerySet[Edition]:
    """Return what came out since the newsroom's midnight, and what will."""
    midnight = timezone.localtime(now).replace(hour=0, minute=0, second=0, microsecond=0)
    there = models.Q(expires_at__isnull=True) | models.Q(expires_at__gt=now)
    return Edition.objects.filter(there, published_at__gte=midnight, withdrawn_at=None)


def translations_behind(codes: list[str], now: datetime) -> QuerySet[Edition]:
    """Return what is behind its original in some languages, of the stories touched lately."""
    touched = articles().filter(changed_at__gte=now - BEHIND).values("pk")
    # By their ids, or SQLite would go through every edition of the languages.
    theirs = Edition.objects.filter(article__in=touched).order_by().values("pk")
    return behind(Edition.objects.live(now).filter(pk__in=theirs, language__in=codes))


def drafts(person: User) -> QuerySet[Article]:
    """Return what somebody began lately and has neither handed in nor published."""
    open_ = models.Q()
    for code in languages.CODES:
        status = languages.column("status", code)
        open_ |= models.Q(source_language=code, **{f"{status}__in": (Status.DRAFT, SENT_BACK)})
    mine = articles().filter(created_by=person, changed_at__gte=timezone.now() - DRAFTS)
    published = Edition.objects.filter(article=OuterRef("pk"), is_taken_back=False)
    return mine.filter(open_, ~Exists(published))
