"""The checks before publishing, as the admin shows them and as its verbs ask for them."""

from collections.abc import Iterable
from dataclasses import dataclass

from django import forms
from django.utils.translation import gettext_lazy as _

from articles.editorial import checks
from articles.editorial.checks import rules
from articles.editorial.checks.rules import FIXED, Check, Level, Result
from articles.models import Article
from newsroom import languages
from newsroom.partial_form import PartialForm

# The verbs that put the working copy before readers.
PUBLISHING = frozenset({"publish", "schedule", "schedule_changes", "correct"})
SHARED_FIELDS = frozenset({"category", "authors", "cover"})


@dataclass(frozen=True)
class Line:
    """One check beside the form: `mark` is done, stop or ask; `anchor` the id of its field."""

    label: str
    sentences: tuple[str, ...]
    mark: str
    anchor: str


def lines(results: Iterable[Result], code: str) -> list[Line]:
    """Return the checks of a language for people, what stops first and what is done last."""
    order = ("stop", "ask", "done")
    found = [
        Line(
            label=str(one.check.label),
            sentences=one.sentences,
            mark="done" if one.is_done else "stop" if one.stops else "ask",
            anchor=anchor(one.field, code),
        )
        for one in results
    ]
    return sorted(found, key=lambda line: order.index(line.mark))


def anchor(field: str, code: str) -> str:
    """Return the id of a field in the form of a story."""
    return f"id_{field if field in SHARED_FIELDS else languages.column(field, code)}"


def must_ask(article: Article, code: str, verb: str) -> bool:
    """Tell whether a verb cannot be done at one press: a check stops it, or asks."""
    if verb not in PUBLISHING:
        return False
    return any(not one.is_done for one in checks.check(article, [code])[code])


def checked(form: type[forms.Form], article: Article, code: str, verb: str) -> type[forms.Form]:
    """Return the form of a verb with the checks before it: "publish anyway" where they ask.

    Another verb's form is returned as it is.
    """
    if verb not in PUBLISHING:
        return form
    failed = [one for one in checks.check(article, [code])[code] if not one.is_done]
    return type("CheckedForm", (CheckedForm, form), {"failed": failed, "code": code})


class CheckedForm(forms.Form):
    """Refuses while a check stops, or asks without an answer. `failed`, `code`: of a subclass."""

    failed: list[Result] = []
    code = ""

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        if self.asks and not self.stops:
            self.fields["anyway"] = forms.BooleanField(label=_("Publish anyway"), required=False)

    @property
    def stops(self) -> bool:
        return any(one.stops for one in self.failed)

    @property
    def asks(self) -> bool:
        return any(one.asks for one in self.failed)

    @property
    def lines(self) -> list[Line]:
        return lines(self.failed, self.code)

    def clean(self):
        data = super().clean()
        anyway = self.cleaned_data.pop("anyway", False)
        if self.stops:
            raise forms.ValidationError(_("Fix the problems that block publication."))
        if self.asks and not anyway:
            self.add_error(
                "anyway", _("Review what is missing and confirm that you want to publish anyway.")
            )
        return data


def switchable() -> list[Check]:
    return [one for one in Check if one not in FIXED]


def name_of(check: Check) -> str:
    return f"check_{check.value}"


class LevelsForm(PartialForm):
    """The site settings, with what each check does."""

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        for one in switchable():
            known = self.instance.checks.get(one.value, rules.DEFAULTS[one])
            self.initial[name_of(one)] = known

    def clean(self):
        data = super().clean()
        sent = [one for one in switchable() if name_of(one) not in self.absent]
        given = {one.value: data.get(name_of(one)) for one in sent}
        self.instance.checks |= {name: level for name, level in given.items() if level}
        return data


SiteForm = type(
    "SiteForm",
    (LevelsForm,),
    {
        name_of(one): forms.ChoiceField(label=one.label, choices=Level.choices, required=False)
        for one in switchable()
    },
)
