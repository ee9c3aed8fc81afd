"""What the matrix of the board is narrowed to; it stands in the address and nowhere else."""

from datetime import datetime, time, timedelta

from django import forms
from django.db.models import Q
from django.utils import timezone
from django.utils.text import capfirst
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from articles.admin.base import DayField
from articles.admin.planning.planning_forms import PersonField
from articles.editorial.board import Choice, of_person
from articles.editorial.states import State
from articles.models import context
from newsroom import languages
from newsroom.models import User

DAYS = {
    "1": _("Today"),
    "3": _("3 days"),
    "7": _("7 days"),
    "14": _("14 days"),
}
USUAL = 3
# What a story must be for an answer to a question of the form; the list of stories understands the
# same names (articles/admin/story_list/article_filters.py).
FILTERS = {
    "category": lambda category: Q(category=category),
    "person": lambda person: of_person(person.pk),
}


def midnight(day) -> datetime:
    return timezone.make_aware(datetime.combine(day, time.min))


class BoardForm(forms.Form):
    """Nonsense in an address narrows nothing."""

    days = forms.ChoiceField(label=_("Period"), choices=DAYS, required=False)
    day = DayField(label=_("or a day"), required=False)
    desk = forms.ChoiceField(
        label=_("Desk"), choices=[("", _("All desks")), *languages.CHOICES], required=False
    )
    state = forms.ChoiceField(
        label=_("Status"),
        choices=lambda: [
            ("", pgettext_lazy("any state", "All")),
            *((one.value, capfirst(one.label)) for one in State),
        ],
        required=False,
    )
    category = forms.TypedChoiceField(
        label=_("Category"),
        coerce=int,
        empty_value=None,
        required=False,
    )

    def __init__(self, data, *, people: list[User]):
        given = data.copy()
        given.setdefault("days", str(USUAL))
        super().__init__(given, auto_id="board_%s")
        self.fields["category"].choices = [
            ("", pgettext_lazy("any category", "All")),
            *((str(one.pk), str(one)) for one in context.categories()),
        ]
        self.fields["person"] = PersonField(
            people, nobody=pgettext_lazy("filter", "Everyone"), label=_("Person")
        )
        self.is_valid()

    @property
    def asked(self) -> dict:
        """What was asked for and made sense, as it stands in an address."""
        return {
            name: self.data[name]
            for name, value in self.cleaned_data.items()
            if value and name != "days"
        }

    def choice(self) -> Choice:
        asked, today = self.cleaned_data, timezone.localdate()
        day, days = asked.get("day"), int(asked.get("days") or USUAL)
        since = day or today - timedelta(days=days - 1)
        return Choice(
            since=midnight(since),
            until=midnight(day + timedelta(days=1)) if day else None,
            desk=asked.get("desk", ""),
            state=State(asked["state"]) if asked.get("state") else None,
            matching=Q(*(one(asked[name]) for name, one in FILTERS.items() if asked.get(name))),
        )
