"""What is asked before one thing is done to several stories."""

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from articles import context
from articles.admin.base import MomentField
from articles.admin.widgets import by_typing
from articles.models import Tag
from articles.models.tag import TaggedArticle
from newsroom import languages
from newsroom.models import User


class BulkForm(forms.Form):
    """Knows who asks."""

    def __init__(self, *args, user: User, **kwargs):
        super().__init__(*args, **kwargs)
        self.user = user


class LanguagesForm(BulkForm):
    """In which languages; those of the person's desks are ticked."""

    languages = forms.MultipleChoiceField(
        label=_("Languages"),
        choices=languages.CHOICES,
        widget=forms.CheckboxSelectMultiple,
        error_messages={"required": _("Choose at least one language.")},
    )

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.initial["languages"] = self.user.languages


class AnywayForm(LanguagesForm):
    anyway = forms.BooleanField(
        label=_("Publish also where the checks only ask"),
        required=False,
        help_text=_("Where a check stops the publication, the story is left as it is."),
    )


class PublishForm(AnywayForm):
    change = forms.ChoiceField(
        label=_("What is it, where readers have the story already?"),
        choices=[("update", _("an update")), ("typo", _("a typo"))],
        help_text=_("A correction says what was wrong: publish it from the story itself."),
    )
    field_order = ["languages", "change", "anyway"]


class ScheduleForm(AnywayForm):
    at = MomentField(label=_("Goes live at"), help_text=_("In the newsroom's time."))
    until = MomentField(
        label=_("Until"),
        required=False,
        help_text=_("Left empty, the story stays on the site."),
    )
    field_order = ["languages", "at", "until", "anyway"]

    def clean_at(self):
        at = self.cleaned_data["at"]
        if at <= timezone.now():
            raise forms.ValidationError(_("This moment has passed. Choose one to come."))
        return at


class TagForm(BulkForm):
    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["tag"] = by_typing(
            TaggedArticle._meta.get_field("tag"),
            queryset=Tag.objects.all(),
            label=_("Tag"),
            many=False,
        )
        self.fields["tag"].required = True


class CategoryForm(BulkForm):
    category = forms.TypedChoiceField(label=_("Category"))

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        known = {str(one.pk): one for one in context.categories()}
        self.fields["category"].choices = [(key, str(one)) for key, one in known.items()]
        self.fields["category"].coerce = known.get
