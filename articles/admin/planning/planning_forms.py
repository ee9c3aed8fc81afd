"""What planning asks for: a language's plan, a new story, another moment, what to see."""

from django import forms
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from articles.admin.base import MomentField
from articles.editorial.permissions import can_be_asked
from articles.editorial.planning import Choice
from articles.models import Article, Plan
from newsroom import languages
from newsroom.models import User


def colleagues(language: str = "") -> list[User]:
    """Return who may be asked for a text; without a language, for one in any. One query."""
    people = User.objects.filter(is_active=True).order_by("first_name", "last_name", "username")
    codes = [language] if language else languages.CODES
    return [one for one in people if any(can_be_asked(one, code) for code in codes)]


class PersonField(forms.TypedChoiceField):
    """One of some colleagues, or nobody (None)."""

    def __init__(self, people: list[User], *, nobody: str, **kwargs):
        known = {str(one.pk): one for one in people}
        super().__init__(
            choices=[("", nobody), *((key, str(one)) for key, one in known.items())],
            coerce=known.get,
            empty_value=None,
            required=False,
            **kwargs,
        )


class PlanForm(forms.Form):
    """What is intended for one language of a story."""

    choice = forms.ChoiceField(label=_("What is planned"), choices=Plan.Choice)
    wanted_at = MomentField(label=_("Due"), required=False)

    def __init__(self, article: Article, language: str, *args, people: list[User], **kwargs):
        super().__init__(*args, auto_id="plan_%s", **kwargs)
        fitting = [one for one in people if can_be_asked(one, language)]
        self.fields["person"] = PersonField(fitting, nobody="—", label=_("Assigned to"))
        if language == article.source_language:
            del self.fields["choice"]


class NewStoryForm(forms.Form):
    """A story that is only a plan yet."""

    title = forms.CharField(
        label=_("Working title"), max_length=300, widget=forms.TextInput({"maxlength": None})
    )
    language = forms.ChoiceField(label=_("Language"), choices=languages.CHOICES)
    wanted_at = MomentField(label=_("Due"))
    translations = forms.MultipleChoiceField(
        label=_("Translations into"),
        choices=languages.CHOICES,
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )
    translations_at = MomentField(label=_("Translations due"), required=False)

    field_order = ["title", "language", "person", "wanted_at", "translations", "translations_at"]

    def __init__(self, *args, people: list[User], **kwargs):
        super().__init__(*args, auto_id="new_%s", **kwargs)
        self.fields["person"] = PersonField(
            people, nobody=pgettext_lazy("from whom", "unassigned"), label=_("Assigned to")
        )
        self.order_fields(self.field_order)


class MoveForm(forms.Form):
    """Another moment for a piece of the plan."""

    article = forms.ModelChoiceField(Article.objects.all())
    language = forms.ChoiceField(choices=languages.CHOICES)
    kind = forms.ChoiceField(choices=[("wanted", ""), ("scheduled", "")])
    at = MomentField(label=_("Time"))


class ChoiceForm(forms.Form):
    """Which desk's plan, and whose; nonsense in an address counts as everything."""

    desk = forms.ChoiceField(
        label=_("Desk"), choices=[("", _("All desks")), *languages.CHOICES], required=False
    )

    def __init__(self, *args, people: list[User], **kwargs):
        super().__init__(*args, auto_id="choice_%s", **kwargs)
        self.fields["person"] = PersonField(
            people, nobody=pgettext_lazy("filter", "Everyone"), label=_("Assigned to")
        )

    def choice(self) -> Choice:
        self.is_valid()
        data = self.cleaned_data
        return Choice(desk=data.get("desk", ""), person=data.get("person"))
