"""The questions that narrow the library of pictures; they combine, and stand in its address.

Each is one field of one form (templates/admin/articles/image/_questions.html) and, once asked, a
chip that takes it off again. Nonsense in an address narrows nothing.
"""

from datetime import date, timedelta

from django.utils import timezone
from django.utils.formats import date_format
from django.utils.text import capfirst
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from articles import images, search
from articles.admin.planning.board_form import midnight
from articles.admin.story_list.article_filters import Question
from articles.editorial.checks import picture_rules
from articles.images import usage
from articles.models import Rights
from newsroom import languages
from newsroom.parameters import parse_day

SOON = timedelta(days=picture_rules.SOON)
# Rights that nobody has said have no word of their own in an address.
NOT_SAID = "none"


class PictureQuestion(Question):
    """A question with a chip: what was asked, in words."""

    template = "admin/articles/image/_question.html"
    kind = "choice"

    @property
    def chip(self) -> str:
        """Return what was asked and the answer, "" where nothing was."""
        chosen = {str(value): label for value, label in self.lookup_choices}.get(self.value())
        return f"{capfirst(self.title)}: {chosen}" if chosen else ""

    @property
    def is_asked(self) -> bool:
        return bool(self.chip)


class WordsQuestion(PictureQuestion):
    """Words that stand in one field of a picture, in whatever form, or begin so."""

    kind = "words"
    field: str

    def lookups(self, request, model_admin):
        return []

    @property
    def chip(self) -> str:
        words = (self.value() or "").strip()
        return f"{capfirst(self.title)}: {words}" if words else ""

    def queryset(self, request, queryset):
        words = (self.value() or "").strip()[: search.LONGEST_QUERY]
        if not words:
            return queryset
        return search.pictures_with(words, self.field, queryset, get_language())


class DayQuestion(PictureQuestion):
    """A day that the pictures are from, or until."""

    kind = "day"
    column: str
    is_end = False

    def lookups(self, request, model_admin):
        return []

    @property
    def day(self) -> date | None:
        return parse_day(self.value())

    @property
    def chip(self) -> str:
        day = self.day
        return f"{capfirst(self.title)} {date_format(day, 'SHORT_DATE_FORMAT')}" if day else ""

    def queryset(self, request, queryset):
        day = self.day
        if day is None:
            return queryset
        if self.is_end:
            return queryset.filter(**{f"{self.column}__lt": midnight(day + timedelta(days=1))})
        return queryset.filter(**{f"{self.column}__gte": midnight(day)})


def day_question(name: str, column: str, title, *, is_end: bool) -> type[DayQuestion]:
    facts = {"title": title, "parameter_name": name, "column": column, "is_end": is_end}
    return type(f"Day_{name}", (DayQuestion,), facts)


class ByCredit(WordsQuestion):
    title, parameter_name, field = _("credit"), "credit", search.CREDIT


class OfPeople(WordsQuestion):
    title, parameter_name, field = _("people in the picture"), "people", search.PEOPLE


class WithRights(PictureQuestion):
    title, parameter_name = _("rights"), "rights"

    def lookups(self, request, model_admin):
        return [(value or NOT_SAID, label) for value, label in Rights.choices]

    def narrow(self, request, queryset):
        return queryset.filter(rights="" if self.value() == NOT_SAID else self.value())


class Expiring(PictureQuestion):
    title, parameter_name = _("last day"), "until"

    def lookups(self, request, model_admin):
        return [("expired", _("has expired")), ("soon", _("expires within 30 days"))]

    def narrow(self, request, queryset):
        today = timezone.localdate()
        if self.value() == "expired":
            return queryset.filter(usable_until__lt=today)
        return queryset.filter(usable_until__gte=today, usable_until__lte=today + SOON)


class WithoutAlt(PictureQuestion):
    title, parameter_name = _("no alt text"), "noalt"

    def lookups(self, request, model_admin):
        some = ("any", _("in some language"))
        return [some, *((one.code, one.name) for one in languages.LANGUAGES)]

    def narrow(self, request, queryset):
        return queryset.without_alt("" if self.value() == "any" else self.value())


class Used(PictureQuestion):
    """Whether a story, a publication, a category, an author or an ad shows the picture."""

    title, parameter_name = _("use"), "use"

    def lookups(self, request, model_admin):
        return [("used", _("in use")), ("unused", _("not in use"))]

    def narrow(self, request, queryset):
        shown = usage.used()
        return queryset.filter(shown if self.value() == "used" else ~shown)


class Special(PictureQuestion):
    title, parameter_name = _("marked as"), "marked"

    def lookups(self, request, model_admin):
        return [("graphic", _("graphic")), ("twins", _("looks like another one"))]

    def narrow(self, request, queryset):
        if self.value() == "graphic":
            return queryset.filter(is_graphic=True)
        return images.looking_alike(queryset)


class Whose(PictureQuestion):
    title, parameter_name = _("whose"), "whose"

    def lookups(self, request, model_admin):
        return [("mine", _("uploaded by me"))]

    def narrow(self, request, queryset):
        return queryset.filter(uploaded_by=request.user)


QUESTIONS = [
    Used,
    WithoutAlt,
    WithRights,
    Expiring,
    Special,
    Whose,
    ByCredit,
    OfPeople,
    day_question("since", "uploaded_at", _("uploaded from"), is_end=False),
    day_question("before", "uploaded_at", _("uploaded until"), is_end=True),
    day_question("taken_since", "taken_at", _("taken from"), is_end=False),
    day_question("taken_before", "taken_at", _("taken until"), is_end=True),
]
