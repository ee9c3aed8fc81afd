"""Filters of the list of stories."""

from django.contrib.admin import SimpleListFilter
from django.db.models import Exists, OuterRef, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from articles.models import Author, Edition, Status
from articles.models.article import TEXTS
from articles.states import State
from newsroom import languages

ON_DESK = (State.REVIEW, State.SENT_BACK, State.APPROVED)
ASKED = (
    State.MISSING,
    State.DRAFT,
    *ON_DESK,
    State.SCHEDULED,
    State.LIVE,
    State.WITHDRAWN,
)


class StateFilter(SimpleListFilter):
    """Where one language stands; a subclass names the language."""

    language: languages.Language

    def lookups(self, request, model_admin):
        return [(state.value, state.label) for state in ASKED]

    def queryset(self, request, queryset):
        if self.value() not in State.values:
            return queryset
        return queryset.filter(in_state(State(self.value()), self.language.code))


def in_state(state: State, code: str) -> Q:
    """Return the condition of a state: what states.py says, as far as a query can say it.

    "Live" takes in what is live with changes or behind: only Version numbers tell those apart.
    """
    rows = Edition.objects.filter(article=OuterRef("pk"), language=code, is_taken_back=False)
    if state in ON_DESK:
        return Q(**{languages.column("status", code): state.value}) & ~Q(
            Exists(rows.filter(withdrawn_at__isnull=False))
        )
    if state == State.SCHEDULED:
        return Q(Exists(rows.filter(withdrawn_at=None, published_at__gt=timezone.now())))
    if state == State.LIVE:
        return Q(Exists(rows.live()))
    if state == State.WITHDRAWN:
        return Q(Exists(rows.filter(withdrawn_at__isnull=False)))
    words = Q()
    for field in TEXTS:
        if field != "slug":
            words |= ~Q(**{languages.column(field, code): ""})
    unpublished = Q(**{languages.column("status", code): Status.DRAFT}) & ~Q(Exists(rows))
    return unpublished & (words if state == State.DRAFT else ~words)


def state_filter(language: languages.Language) -> type[StateFilter]:
    return type(
        f"StateFilter_{language.code}",
        (StateFilter,),
        {"language": language, "title": language.name, "parameter_name": language.code},
    )


class PersonFilter(SimpleListFilter):
    """Stories that somebody wrote, translated or photographed."""

    title = _("author")
    parameter_name = "author"

    def lookups(self, request, model_admin):
        credited = Author.objects.filter(credits__isnull=False).distinct()
        return [(author.pk, str(author)) for author in credited]

    def queryset(self, request, queryset):
        if not (self.value() or "").isdigit():
            return queryset
        return queryset.filter(credits__author=self.value()).distinct()


class MineFilter(SimpleListFilter):
    """Stories that this person began."""

    title = _("whose")
    parameter_name = "whose"

    def lookups(self, request, model_admin):
        return [("mine", _("mine"))]

    def queryset(self, request, queryset):
        if self.value() != "mine":
            return queryset
        return queryset.filter(created_by=request.user)


FILTERS = [
    *[state_filter(language) for language in languages.LANGUAGES],
    MineFilter,
    "category",
    "kind",
    PersonFilter,
]
