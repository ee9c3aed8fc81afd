"""Forms that change only what a request brings: a field that is absent stays as it is.

An emptied field is sent empty. A box that is not ticked is sent by no browser, so ours are
accompanied by an empty value of the same name.
"""

from django import forms
from django.utils.html import format_html
from django.utils.safestring import SafeString


class Accompanied:
    """Sends an empty value before its own, which tells that it was on the page."""

    def render(self, name, value, attrs=None, renderer=None) -> SafeString:
        box = super().render(name, value, attrs, renderer)
        return format_html('<input type="hidden" name="{}" value="">{}', name, box)

    def value_omitted_from_data(self, data, files, name) -> bool:
        return name not in data


class Checkbox(Accompanied, forms.CheckboxInput):
    """One box."""


class Checkboxes(Accompanied, forms.CheckboxSelectMultiple):
    """Several boxes of one field."""

    def value_from_datadict(self, data, files, name):
        given = super().value_from_datadict(data, files, name) or []
        return [one for one in given if one != ""]


class PartialForm(forms.ModelForm):
    """Leaves the fields of a kept row alone that a request does not bring."""

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.absent = set(self.absent_names()) if self.is_bound and self.instance.pk else set()
        for name in self.absent:
            self.fields[name].disabled = True

    def absent_names(self):
        for name, field in self.fields.items():
            given = (self.data, self.files, self.add_prefix(name))
            if field.widget.value_omitted_from_data(*given):
                yield name

    def _clean_fields(self):
        """Take what is absent from the row, as it is: a field may round what it shows."""
        super()._clean_fields()
        for field in self.instance._meta.concrete_fields:
            if field.name in self.absent:
                self.cleaned_data[field.name] = getattr(self.instance, field.name)
