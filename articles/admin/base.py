"""What the admin pages of our nouns share."""

from django import forms
from django.contrib import admin
from django.contrib.admin.utils import flatten
from django.core.exceptions import BadRequest
from django.db import connections, models
from django.db.models import Q
from django.utils.text import capfirst, smart_split, unescape_string_literal
from django.utils.translation import gettext_lazy as _

from articles.admin.widgets import RELATED_SCRIPTS, PictureField
from articles.editorial.field_permissions import barred
from articles.editorial.permissions import exists
from articles.models import Image
from articles.models.rich_text import RichTextWidget
from newsroom import languages
from newsroom.admin_site import AnsweredLookups, Journaled, PlainTitles
from newsroom.parameters import YEARS
from newsroom.partial_form import Checkbox, PartialForm


class DayInput(forms.DateInput):
    """The device's own chooser of a day."""

    input_type = "date"

    def __init__(self, attrs=None):
        super().__init__(attrs=attrs, format="%Y-%m-%d")


class MomentInput(forms.DateTimeInput):
    """The device's own chooser of date and time, in the newsroom's time zone."""

    input_type = "datetime-local"

    def __init__(self, attrs=None):
        super().__init__(attrs=attrs, format="%Y-%m-%dT%H:%M")


def refuse_other_years(value) -> None:
    """Refuse a day or a moment of which a time zone may know nothing."""
    if value.year not in YEARS:
        sentence = _("Enter a year from %(first)d to %(last)d.")
        raise forms.ValidationError(sentence % {"first": YEARS[0], "last": YEARS[-1]})


class DayField(forms.DateField):
    """A day of the newsroom, by the device's own chooser."""

    widget = DayInput
    default_validators = [refuse_other_years]


class MomentField(forms.DateTimeField):
    """A moment in the newsroom's time; says what is wrong with one that its clocks do not know."""

    widget = MomentInput
    default_validators = [refuse_other_years]
    default_error_messages = {
        "invalid": _("Invalid date or time. Use the format 2028-02-29 18:00."),
        "ambiguous_timezone": _(
            "The clocks change at that time, so it is ambiguous. Choose another."
        ),
    }

    def to_python(self, value):
        try:
            return super().to_python(value)
        except forms.ValidationError as error:
            if error.code != "ambiguous_timezone":
                raise
            sentence = self.error_messages["ambiguous_timezone"]
            raise forms.ValidationError(sentence, code=error.code) from error


class NewsroomAdmin(Journaled, PlainTitles, AnsweredLookups, admin.ModelAdmin):
    """Fields in the language that they are for, search that ignores the case of any script."""

    form = PartialForm
    view_on_site = False
    list_per_page = 30
    show_facets = admin.ShowFacets.NEVER
    formfield_overrides = {
        models.BooleanField: {"widget": Checkbox},
        models.DateField: {"form_class": DayField, "widget": DayInput},
        models.DateTimeField: {"form_class": MomentField, "widget": MomentInput},
        models.URLField: {"widget": forms.URLInput, "assume_scheme": "https"},
    }

    @property
    def media(self):
        """Of Django's scripts those of fields that name other rows, on pages that have some."""
        related = {field.related_model for field in self.opts.get_fields() if field.concrete}
        return RELATED_SCRIPTS if related - {None, Image} else forms.Media()

    def changeform_view(self, request, *args, **kwargs):
        """Refuse to save a row as a new one: Django does so by a word in the form, asked or not."""
        if "_saveasnew" in request.POST:
            raise BadRequest
        return super().changeform_view(request, *args, **kwargs)

    # What the table of permissions.py gives to nobody, a superuser may not do either.

    def has_add_permission(self, request):
        return exists("add", self.model) and super().has_add_permission(request)

    def has_change_permission(self, request, obj=None):
        return exists("change", self.model) and super().has_change_permission(request, obj)

    def has_delete_permission(self, request, obj=None):
        return exists("delete", self.model) and super().has_delete_permission(request, obj)

    def get_readonly_fields(self, request, obj=None):
        """Show as text what the table of field_permissions.py does not let the person write."""
        fixed = super().get_readonly_fields(request, obj)
        return [*fixed, *sorted(barred(request.user, obj or self.model()))]

    def get_fieldsets(self, request, obj=None):
        """Leave out of a new row's page the languages in which the person writes nothing."""
        sections = super().get_fieldsets(request, obj)
        if obj is not None:
            return sections
        read_only = set(self.get_readonly_fields(request))
        return [one for one in sections if not read_only.issuperset(flatten(one[1]["fields"]))]

    def formfield_for_dbfield(self, db_field, request, **kwargs):
        if db_field.is_relation and db_field.related_model is Image:
            # Chosen in the library, where one is added too: no links beside it.
            return db_field.formfield(form_class=PictureField, **kwargs)
        field = super().formfield_for_dbfield(db_field, request, **kwargs)
        language = getattr(db_field, "language", "")
        if field is not None and language in languages.CODES:
            field.widget.attrs["lang"] = language
            field.label = capfirst(db_field.translated_field.verbose_name)
            if not isinstance(field.widget, RichTextWidget):
                # A longer paste is answered with a sentence, never cut in silence.
                field.widget.attrs.pop("maxlength", None)
        return field

    def get_search_results(self, request, queryset, search_term):
        return any_case_search(queryset, self.get_search_fields(request), search_term), False


def any_case_search(queryset, fields, term: str):
    """Keep rows where every word stands in one of the fields, in whatever case.

    SQLite ignores the case of ASCII only, so there the usual spellings are asked for by name.
    """
    for word in smart_split(term):
        if word[0] == word[-1] and word[0] in "\"'" and len(word) > 2:
            word = unescape_string_literal(word)
        spellings = {word}
        if connections[queryset.db].vendor == "sqlite":
            spellings |= {word.lower(), word.upper(), word.capitalize()}
        matches = Q()
        for field in fields:
            for spelling in spellings:
                matches |= Q(**{f"{field}__icontains": spelling})
        queryset = queryset.filter(matches)
    return queryset


def per_language(*fields: str) -> list[tuple]:
    """Return a fieldset a language with the columns of the fields in it."""
    return [
        (language.name, {"fields": [languages.column(field, language.code) for field in fields]})
        for language in languages.LANGUAGES
    ]


def columns(*fields: str) -> list[str]:
    """Name the columns of the fields in all languages."""
    return [languages.column(field, code) for field in fields for code in languages.CODES]


def gaps(row, field: str = "name") -> str:
    """Name the languages in which a row says nothing: readers do not see it there."""
    return ", ".join(
        language.label
        for language in languages.LANGUAGES
        if not getattr(row, languages.column(field, language.code))
    )


@admin.display(description=_("no name in"))
def name_gaps(row) -> str:
    return gaps(row) or "—"
