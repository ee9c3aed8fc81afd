"""What is asked before one thing is done to several stories."""

from collections.abc import Sequence

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from articles.admin.base import MomentField
from articles.admin.publishing.publish_form import CHANGES
from articles.admin.widgets import by_typing
from articles.models import Article, Edition, Tag, context
from articles.models.tag import TaggedArticle
from newsroom import languages
from newsroom.models import User


class BulkForm(forms.Form):
    """Knows who asks, and of which stories."""

    def __init__(self, *args, user: User, articles: Sequence[Article] = (), **kwargs):
        super().__init__(*args, **kwargs)
        self.user = user
        self.articles = articles


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
        label=_("Publish despite warnings"),
        required=False,
        help_text=_("Stories blocked by a check are skipped."),
    )


class PublishForm(AnywayForm):
    change = forms.ChoiceField(
        label=_("Type of change for stories already live"),
        choices=CHANGES,
        widget=forms.RadioSelect,
        required=False,
        help_text=_("A correction needs a note to readers: publish it from the story page."),
    )
    field_order = ["languages", "change", "anyway"]

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        live = Edition.objects.live().filter(article__in=self.articles)
        self.live = set(live.values_list("language", flat=True))
        if not self.live:
            del self.fields["change"]

    def clean(self):
        data = super().clean()
        is_again = not self.live.isdisjoint(data.get("languages") or ())
        if is_again and not data.get("change") and "change" not in self.errors:
            self.add_error("change", _("Choose the type of change: update or typo."))
        return data


class ScheduleForm(AnywayForm):
    at = MomentField(label=_("Goes live at"), help_text=_("Newsroom time."))
    until = MomentField(
        label=_("Until"),
        required=False,
        help_text=_("If empty, the story stays live."),
    )
    field_order = ["languages", "at", "until", "anyway"]

    def clean_at(self):
        at = self.cleaned_data["at"]
        if at <= timezone.now():
            raise forms.ValidationError(_("This time has passed. Choose a later one."))
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
