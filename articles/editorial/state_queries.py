"""The states of states.py as conditions on stories: for the board's counts and the lists' filters.

states.py says where a story stands once its rows are read; this says it where the database has to
choose among a hundred thousand of them. A test holds the two against each other.
"""

from django.db.models import Exists, OuterRef, Q, QuerySet
from django.utils import timezone

from articles.editorial.states import State
from articles.models import Edition, Plan, Version
from articles.models.story_fields import PUBLISHED
from articles.models.version import SHARED
from newsroom import languages

ON_DESK = (State.REVIEW, State.SENT_BACK, State.APPROVED)


def in_state(state: State, code: str) -> Q:
    """Return the condition that a language of a story stands at a state."""
    # What its publisher took back is a draft again.
    editions = Edition.objects.filter(language=code, is_taken_back=False)
    status = languages.column("status", code)
    if state in ON_DESK:
        return Q(**{status: state.value}) & ~Q(Exists(withdrawn_here(code)))
    if state == State.WITHDRAWN:
        return has_edition(editions.filter(withdrawn_at__isnull=False))
    # Said so that no database begins with the index of the steps: nearly every story is at rest.
    at_rest = ~Q(**{f"{status}__in": [step.value for step in ON_DESK]})
    if state in (State.SCHEDULED, State.SCHEDULED_CHANGED):
        coming = editions.filter(withdrawn_at=None, published_at__gt=timezone.now())
        return at_rest & has_edition(with_changes(coming, state == State.SCHEDULED_CHANGED))
    if state == State.ENDED:
        # No end lies before its beginning, so that it has come, too.
        return at_rest & has_edition(
            editions.filter(withdrawn_at=None, expires_at__lte=timezone.now())
        )
    here = editions.filter(article=OuterRef("pk"))
    if state in (State.LIVE, State.LIVE_CHANGED, State.BEHIND):
        return at_rest & Q(Exists(live_in(state, here.live())))
    return at_rest & ~Q(Exists(here)) & unwritten(state, code)


def withdrawn_here(code: str) -> QuerySet[Edition]:
    """Return the withdrawn edition of a story in a language: looked for at each of few stories."""
    here = Edition.objects.filter(article=OuterRef("pk"), language=code, is_taken_back=False)
    return here.filter(withdrawn_at__isnull=False)


def in_any(state: State, codes) -> Q:
    """Return the condition that at least one of the languages stands at the state."""
    found = Q()
    for code in codes:
        found |= in_state(state, code)
    return found


def has_edition(editions: QuerySet[Edition]) -> Q:
    """Return the condition that a story has one of the editions, which are few among all.

    Written as IN, so that the database begins with them; what is frequent is looked for at each
    story instead, the newest first, until there are enough.
    """
    return Q(pk__in=editions.order_by().values("article"))


def unwritten(state: State, code: str) -> Q:
    """Tell drafts from what is missing, and that from what is not planned."""
    blank = Q(**{languages.column(field, code): "" for field in PUBLISHED})
    if state == State.DRAFT:
        return ~blank
    left_out = Plan.objects.filter(language=code, choice=Plan.Choice.NOT_PLANNED)
    left_out = Q(pk__in=left_out.order_by().values("article"))
    return blank & (left_out if state == State.NOT_PLANNED else ~left_out)


def live_in(state: State, live: QuerySet[Edition]) -> QuerySet[Edition]:
    """Narrow live editions to those that are just live, have changes, or are behind."""
    if state == State.BEHIND:
        return behind(live)
    current = live.filter(~Exists(gone_on()) | Exists(independent()))
    return with_changes(current, state == State.LIVE_CHANGED)


def with_changes(editions: QuerySet[Edition], changed: bool) -> QuerySet[Edition]:
    """Keep editions whose working copy was saved since with something else, or those others."""
    return editions.filter(Exists(newer()) if changed else ~Exists(newer()))


def behind(editions: QuerySet[Edition]) -> QuerySet[Edition]:
    """Keep translations whose source was updated or corrected since they were made."""
    return editions.filter(Exists(gone_on()), ~Exists(independent()))


def gone_on() -> QuerySet[Edition]:
    """Return the source of a translation if it went on since; what is no translation has none."""
    return Edition.objects.filter(
        article=OuterRef("article"),
        language=OuterRef("article__source_language"),
        substance_version__gt=OuterRef("made_from"),
    )


def independent() -> QuerySet[Plan]:
    """Return the plan of an edition that is a text of its own."""
    return Plan.objects.filter(
        article=OuterRef("article"),
        language=OuterRef("language"),
        choice=Plan.Choice.INDEPENDENT,
    )


def newer() -> QuerySet[Version]:
    """Return what was saved of an edition's language, or of the shared facts, after it was made."""
    rows = Version.objects.filter(article=OuterRef("article"))
    return rows.filter(
        Q(part=OuterRef("language"), number__gt=OuterRef("version"))
        | Q(part=SHARED, number__gt=OuterRef("shared_version"))
    )
