"""The questions that narrow the list of stories; they combine, and stand in its address.

Each is one field of one form (templates/admin/articles/article/_filters.html), so that several
are chosen at once, with a script or without. Nonsense in an address narrows nothing.
"""

from datetime import timedelta

from django.contrib.admin import SimpleListFilter
from django.db.models import Q
from django.utils import timezone
from django.utils.text import capfirst
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from articles.admin.planning.board_form import midnight
from articles.editorial import board, planning
from articles.editorial.state_queries import in_state
from articles.editorial.states import State
from articles.models import Author, Credit, Edition, Plan, context
from articles.models.article import Kind
from newsroom import languages
from newsroom.models import User
from newsroom.parameters import parse_day

PERIODS = [
    ("1", _("today")),
    ("7", _("7 days")),
    ("30", _("30 days")),
    ("365", _("a year")),
]


class Question(SimpleListFilter):
    """One choice out of some; a subclass says which, and what each means."""

    template = "admin/articles/article/_filter.html"
    is_date = False

    def has_output(self):
        """Always there: a form whose fields come and go is none."""
        return True

    def choices(self, changelist):
        for value, label in self.lookup_choices:
            yield {"value": value, "label": label, "selected": str(value) == self.value()}

    def queryset(self, request, queryset):
        known = {str(value) for value, _label in self.lookup_choices}
        return self.narrow(request, queryset) if self.value() in known else queryset


class StateQuestion(Question):
    """Where one language stands; a subclass names the language."""

    language: languages.Language

    def lookups(self, request, model_admin):
        return [(state.value, capfirst(state.label)) for state in State]

    def narrow(self, request, queryset):
        return queryset.filter(in_state(State(self.value()), self.language.code))


def state_question(language: languages.Language) -> type[StateQuestion]:
    return type(
        f"StateQuestion_{language.code}",
        (StateQuestion,),
        {"language": language, "title": language.name, "parameter_name": language.code},
    )


class Whose(Question):
    """What this person began, or is asked for."""

    title = _("whose")
    parameter_name = "whose"

    def lookups(self, request, model_admin):
        return [
            ("mine", _("mine")),
            ("drafts", _("my drafts of 30 days")),
            ("wanted", _("assigned to me")),
        ]

    def narrow(self, request, queryset):
        if self.value() == "mine":
            return queryset.filter(created_by=request.user)
        if self.value() == "drafts":
            return queryset.filter(pk__in=board.drafts(request.user).order_by().values("pk"))
        wanted = planning.wanted(request.user).order_by().values("article")
        return queryset.filter(pk__in=wanted)


class InCategory(Question):
    title = _("category")
    parameter_name = "category"

    def lookups(self, request, model_admin):
        return [(one.pk, str(one)) for one in context.categories()]

    def narrow(self, request, queryset):
        return queryset.filter(category=self.value())


class OfKind(Question):
    title = _("kind")
    parameter_name = "kind"

    def lookups(self, request, model_admin):
        return Kind.choices

    def narrow(self, request, queryset):
        return queryset.filter(kind=self.value())


class ByAuthor(Question):
    """Stories that somebody wrote, translated or photographed, as readers are told."""

    title = _("author")
    parameter_name = "author"

    def lookups(self, request, model_admin):
        names = ["name", *(languages.column("name", code) for code in languages.CODES)]
        return [(author.pk, str(author)) for author in Author.objects.only("slug", *names)]

    def narrow(self, request, queryset):
        credited = Credit.objects.filter(author=self.value()).order_by().values("article")
        return queryset.filter(pk__in=credited)


class OfPerson(Question):
    """Stories that a colleague began, or is to write a text of."""

    title = _("person")
    parameter_name = "person"

    def lookups(self, request, model_admin):
        people = User.objects.order_by("first_name", "last_name", "username")
        names = people.only("first_name", "last_name", "username")
        return [(person.pk, str(person)) for person in names]

    def narrow(self, request, queryset):
        return queryset.filter(board.of_person(int(self.value())))


class FromDesk(Question):
    """Stories whose original is written at a desk."""

    title = _("desk of the original")
    parameter_name = "desk"

    def lookups(self, request, model_admin):
        return languages.CHOICES

    def narrow(self, request, queryset):
        return queryset.filter(source_language=self.value())


class Planned(Question):
    """What is intended for the languages of a story."""

    title = pgettext_lazy("sections of the admin", "Plan")
    parameter_name = "plan"

    def lookups(self, request, model_admin):
        return [
            ("wanted", _("due, not filed")),
            ("late", _("overdue")),
            ("own", _("with independent text")),
            ("embargo", _("under embargo")),
        ]

    def narrow(self, request, queryset):
        if self.value() == "embargo":
            return queryset.filter(embargo_until__gt=timezone.now())
        rows = Plan.objects.filter(choice=Plan.Choice.INDEPENDENT)
        if self.value() != "own":
            rows = planning.not_in(planning.Choice().plans()).select_related(None)
        if self.value() == "late":
            rows = rows.filter(wanted_at__lt=timezone.now())
        return queryset.filter(pk__in=rows.order_by().values("article"))


class Since(Question):
    """When somebody changed something last."""

    title = _("changed within")
    parameter_name = "days"

    def lookups(self, request, model_admin):
        return PERIODS

    def narrow(self, request, queryset):
        return queryset.filter(changed_at__gte=begin(self.value()))


class Published(Question):
    """When a language came out that readers still have."""

    title = _("published within")
    parameter_name = "published"

    def lookups(self, request, model_admin):
        return PERIODS

    def narrow(self, request, queryset):
        out = Edition.objects.live().filter(published_at__gte=begin(self.value()))
        return queryset.filter(pk__in=out.order_by().values("article"))


class OnDay(Question):
    """What was changed or came out on a day of the newsroom."""

    title = _("on the day")
    parameter_name = "day"
    is_date = True

    def lookups(self, request, model_admin):
        return []

    def queryset(self, request, queryset):
        day = parse_day(self.value())
        if day is None:
            return queryset
        first, after = midnight(day), midnight(day + timedelta(days=1))
        out = Edition.objects.filter(published_at__gte=first, published_at__lt=after)
        return queryset.filter(
            Q(changed_at__gte=first, changed_at__lt=after)
            | Q(pk__in=out.order_by().values("article"))
        )


def begin(days: str):
    """Return the midnight at which a period of so many days, today included, begins."""
    return midnight(timezone.localdate() - timedelta(days=int(days) - 1))


QUESTIONS = [
    *[state_question(language) for language in languages.LANGUAGES],
    Whose,
    InCategory,
    OfKind,
    ByAuthor,
    OfPerson,
    FromDesk,
    Planned,
    Since,
    Published,
    OnDay,
]
# The names that may stand in a saved view: the questions, the search, the order.
NAMES = (*(one.parameter_name for one in QUESTIONS), "q", "o")
