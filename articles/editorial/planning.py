"""The plan of a day and of a week: what comes in from whom, what goes live, what is late.

Days are the newsroom's. A wanted piece has come in when its language was handed in for review,
or is on the site and not behind its original.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from django.db.models import Exists, OuterRef, Q, QuerySet, Subquery
from django.utils import timezone

from articles.editorial.states import LanguageState, State, language_states
from articles.models import Article, Edition, Plan, Status
from newsroom import languages
from newsroom.models import User

# States in which a wanted piece has not come in.
OPEN = {State.MISSING, State.DRAFT, State.SENT_BACK, State.BEHIND}
# How far back what never came in is still reminded of, and how much a page shows at most.
REMINDED = timedelta(days=14)
MOST = 200


@dataclass(frozen=True)
class Piece:
    """One language of a story on the plan: wanted by a moment, or going live at it."""

    at: datetime
    article: Article
    language: languages.Language
    state: LanguageState
    person: User | None
    is_wanted: bool

    @property
    def is_late(self) -> bool:
        """Whether it was wanted by now and has not come in."""
        return self.is_wanted and self.at < timezone.now() and self.state.code in OPEN

    @property
    def day(self) -> date:
        return timezone.localtime(self.at).date()


@dataclass(frozen=True)
class Choice:
    """What the reader of a plan wants to see of it: one desk, one person, or all."""

    desk: str = ""
    person: User | None = None

    def plans(self) -> QuerySet[Plan]:
        rows = Plan.objects.filter(wanted_at__isnull=False, article__binned_at=None)
        rows = rows.exclude(choice=Plan.Choice.NOT_PLANNED).select_related("article", "person")
        rows = rows.filter(language=self.desk) if self.desk else rows
        return rows.filter(person=self.person) if self.person else rows

    def editions(self) -> QuerySet[Edition]:
        """Return what will go live; a person's are those that they began or were asked for."""
        rows = Edition.objects.filter(published_at__gt=timezone.now(), withdrawn_at=None)
        rows = rows.select_related("article__created_by").defer("body")
        rows = rows.filter(language=self.desk) if self.desk else rows
        if self.person is None:
            return rows
        asked = Plan.objects.filter(
            article=OuterRef("article"), language=OuterRef("language"), person=self.person
        )
        return rows.filter(Q(article__created_by=self.person) | Exists(asked))


def span(first: date, days: int = 1) -> tuple[datetime, datetime]:
    """Return the moments between which some days lie in the newsroom's time."""
    begin, end = (datetime.combine(day, time.min) for day in (first, first + timedelta(days)))
    return timezone.make_aware(begin), timezone.make_aware(end)


def monday(day: date) -> date:
    """Return the first day of the week."""
    return day - timedelta(day.weekday())


def between(begin: datetime, end: datetime, choice: Choice) -> list[Piece]:
    """Return what is wanted or goes live between two moments, in order. Four queries."""
    plans = choice.plans().filter(wanted_at__gte=begin, wanted_at__lt=end)
    editions = choice.editions().filter(published_at__gte=begin, published_at__lt=end)
    return pieces(plans.order_by("wanted_at")[:MOST], editions.order_by("published_at")[:MOST])


def late_before(moment: datetime, choice: Choice) -> list[Piece]:
    """Return what was wanted before a moment and never came in, in order. Three queries."""
    since = moment - REMINDED
    plans = not_in(choice.plans().filter(wanted_at__lt=moment, wanted_at__gte=since))
    return [piece for piece in pieces(plans.order_by("wanted_at")[:MOST]) if piece.is_late]


def pieces(plans: Iterable[Plan], editions: Iterable[Edition] = ()) -> list[Piece]:
    """Return plans and editions as pieces in the order of their moments."""
    plans, editions = list(plans), list(editions)
    states = language_states({row.article.pk: row.article for row in (*plans, *editions)}.values())

    def piece(row: Plan | Edition, at: datetime, person: User | None) -> Piece:
        return Piece(
            at=at,
            article=row.article,
            language=languages.by_code(row.language),
            state=states[row.article.pk][row.language],
            person=person,
            is_wanted=isinstance(row, Plan),
        )

    found = [piece(row, row.wanted_at, row.person) for row in plans]
    found += [piece(row, row.published_at, row.article.created_by) for row in editions]
    return sorted(found, key=lambda one: one.at)


def not_in(plans: QuerySet[Plan]) -> QuerySet[Plan]:
    """Keep what has not come in: OPEN, as a query says it."""
    on_desk = Q()
    for code in languages.CODES:
        column = languages.column("article__status", code)
        on_desk |= Q(language=code) & ~Q(**{f"{column}__in": (Status.REVIEW, Status.APPROVED)})
    own = Edition.objects.filter(
        article=OuterRef("article"), language=OuterRef("language"), is_taken_back=False
    )
    source = Edition.objects.filter(
        article=OuterRef("article"), language=OuterRef("article__source_language")
    )
    behind = own.filter(
        withdrawn_at=None, made_from__lt=Subquery(source.values("substance_version")[:1])
    )
    return plans.filter(on_desk, ~Exists(own) | Exists(behind))


def wanted(person: User) -> QuerySet[Plan]:
    """Return what somebody is asked for and has not handed in, the soonest first."""
    begin = timezone.now() - REMINDED
    rows = not_in(Choice(person=person).plans().filter(wanted_at__gte=begin))
    return rows.order_by("wanted_at")
