"""Form fields of the admin: pictures by looking, people and subjects by typing."""

import re

from django import forms
from django.contrib import admin
from django.contrib.admin.widgets import AutocompleteSelect, AutocompleteSelectMultiple
from django.contrib.admin.widgets import RelatedFieldWidgetWrapper as WithAddLink
from django.db.models import Q
from django.urls import reverse
from django.utils.html import format_html
from django.utils.translation import gettext as _

from articles import images
from articles.editorial import taxonomy_locks
from articles.models import Image
from newsroom.attributes import attributes
from newsroom.parameters import parse_id, parse_ids, row_of

# Django's scripts of fields that name other rows, in one file (templates/bundles.toml).
RELATED_SCRIPTS = forms.Media(js=["bundles/related.js"])


class Line(forms.TextInput):
    """A field of one line. Written here: a story has two dozen, and a template a field costs."""

    def render(self, name, value, attrs=None, renderer=None):
        given = {"type": "text", "name": name, "value": self.format_value(value)}
        return format_html("<input{}>", attributes(given | self.build_attrs(self.attrs, attrs)))


class Lines(forms.Textarea):
    """A field that grows; written here like Line."""

    def render(self, name, value, attrs=None, renderer=None):
        given = attributes({"name": name} | self.build_attrs(self.attrs, attrs))
        return format_html("<textarea{}>\n{}</textarea>", given, self.format_value(value) or "")


class PictureWidget(forms.NumberInput):
    """A picture of the library: its thumbnail and a button; its number without script."""

    template_name = "admin/newsroom/picture_field.html"

    def get_context(self, name, value, attrs):
        context = super().get_context(name, value, attrs)
        image = self.image_of(value)
        context["widget"] |= {
            "image": image,
            "thumb": images.desk_url(image, "3x2", 480) if image else "",
            "chooser": reverse("admin:articles_image_choose"),
        }
        return context

    # The pictures that were read with the story, by their ids.
    known: dict[int, Image] = {}

    def image_of(self, value) -> Image | None:
        """Return the picture of a number that was typed or kept. One query, none of a known one."""
        if value in self.known:
            return self.known[value]
        return row_of(self.choices.queryset, value)


class PictureField(forms.ModelChoiceField):
    widget = PictureWidget


class Known:
    """Asks nothing of the database for what was read with the story: `known` are words by ids."""

    known: dict[str, str] = {}

    def optgroups(self, name, value, attr=None):
        chosen = [str(one) for one in value if one not in (None, "")]
        if not chosen or not set(chosen) <= self.known.keys():
            return super().optgroups(name, value, attr)
        several = self.allow_multiple_selected
        empty = [] if several else [self.create_option(name, "", "", False, 0)]
        options = [
            self.create_option(name, one, self.known[one], True, place)
            for place, one in enumerate(chosen, len(empty))
        ]
        return [(None, empty + options, 0)]


class ByName:
    """Where there is no script, rows are chosen by writing their names, or a story by its number.


    What nothing is called stays as it was written: the field says so, and the form shows it again.
    """

    template_name = "admin/newsroom/by_typing.html"

    @property
    def media(self):
        return RELATED_SCRIPTS

    def value_from_datadict(self, data, files, name):
        value = super().value_from_datadict(data, files, name)
        written = words_of(data.get(f"{name}_written", ""), self.allow_multiple_selected)
        rows = [row_called(self.choices.queryset, word) or word for word in written]
        if self.allow_multiple_selected:
            return [*(value or []), *rows]
        return rows[0] if rows else value

    def optgroups(self, name, value, attr=None):
        return super().optgroups(name, [one for one in value if not is_written(one)], attr)

    def get_context(self, name, value, attrs):
        context = super().get_context(name, value, attrs)
        values = value if isinstance(value, list | tuple) else [value]
        context["widget"]["written"] = "; ".join(one for one in values if is_written(one))
        context["widget"]["is_several"] = self.allow_multiple_selected
        return context


def is_written(value) -> bool:
    """Tell whether a value of the field is a name that nothing has."""
    return isinstance(value, str) and bool(value) and parse_id(value) is None


def words_of(written: str, is_several: bool) -> list[str]:
    """Return the names in what was written: of several, one a line or with a semicolon between."""
    parts = re.split(r"[;\n]", written) if is_several else [written]
    return [word for part in parts if (word := " ".join(part.split()))]


def row_called(queryset, word: str) -> int | None:
    """Return the id of the row with a name in any language, whatever the case. One query.

    A number is the number of a row, as stories are known by.
    """
    names = admin.site._registry[queryset.model].search_fields
    spellings = {word, word.lower(), word.upper(), word.capitalize(), word.title()}
    key = parse_id(word)
    called = Q() if key is None else Q(pk=key)
    for name in names:
        for spelling in spellings:
            called |= Q(**{f"{name}__iexact": spelling})
    return queryset.filter(called).order_by("pk").values_list("pk", flat=True).first()


class Autocomplete(ByName, Known, AutocompleteSelect):
    """One row, chosen by typing."""


class OrderedAutocomplete(ByName, Known, AutocompleteSelectMultiple):
    """Shows what was chosen in the order in which it was chosen.

    Each is taken back by its own cross: one for all of them would stand inside of the list.
    """

    def build_attrs(self, base_attrs, extra_attrs=None):
        return super().build_attrs(base_attrs, extra_attrs) | {"data-allow-clear": "false"}

    def optgroups(self, name, value, attr=None):
        (label, options, index), *others = super().optgroups(name, value, attr)
        places = {str(one): place for place, one in enumerate(value)}
        options.sort(key=lambda option: places.get(str(option["value"]), 0))
        return [(label, options, index), *others]


class Choices(forms.ModelMultipleChoiceField):
    """Several rows. What is no key of a row is refused before the database is asked."""

    def _check_values(self, value):
        for one in value if isinstance(value, list | tuple) else ():
            if parse_id(one) is None:
                sentence = self.error_messages["invalid_pk_value"]
                raise forms.ValidationError(sentence, "invalid_pk_value", {"pk": one})
        return super()._check_values(value)


class OrderedChoices(Choices):
    """Several rows in the order in which they were chosen; cleans to a list of their ids."""

    def clean(self, value):
        value = value or []
        try:
            rows = super().clean(value)
        except forms.ValidationError:
            if (now := merged_since(self.queryset.model, value)) == value:
                raise
            return self.clean(now)
        known = {str(row.pk): row.pk for row in rows}
        return [known[key] for key in dict.fromkeys(map(str, value)) if key in known]


class OneChoice(forms.ModelChoiceField):
    """One row, also when it was merged into another since the form was opened."""

    def clean(self, value):
        try:
            return super().clean(value)
        except forms.ValidationError:
            if (now := merged_since(self.queryset.model, [value])) == [value]:
                raise
            return self.clean(now[0])


def merged_since(model, values: list[str]) -> list[str]:
    """Return the ids of a form with those of rows that were merged led on. One query."""
    now = {
        str(old): str(new) for old, new in taxonomy_locks.led_to(model, parse_ids(values)).items()
    }
    return [now.get(str(one), one) for one in values]


def by_typing(
    field, *, queryset, label, help_text="", many=True, can_add=False, kinds=None
) -> forms.Field:
    """Return a form field that searches as one types; `field` is the foreign key it asks for.

    Made anew for each form, since its script speaks the language of the request. `kinds` are the
    classes of its widget and field where the usual ones will not do.
    """
    usual = (OrderedAutocomplete, OrderedChoices) if many else (Autocomplete, OneChoice)
    of_widget, of_field = kinds or usual
    widget = of_widget(field, admin.site)
    form_field = of_field(queryset, widget=widget, required=False, label=label, help_text=help_text)
    widget.is_required = False
    nothing = _("Nothing found under the name “%(name)s”.")
    form_field.error_messages |= {
        "invalid_pk_value": nothing % {"name": "%(pk)s"},
        "invalid_choice": nothing % {"name": "%(value)s"},
    }
    if can_add:
        form_field.widget = WithAddLink(
            form_field.widget,
            field.remote_field,
            admin.site,
            can_add_related=True,
            can_change_related=False,
            can_view_related=False,
        )
        form_field.widget.choices = form_field.choices
    return form_field
