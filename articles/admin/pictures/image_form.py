"""What is said of a picture, as a form that knows what stood there when it was opened.

A field that only one of two people changed is theirs, whoever saves first; where both changed one,
nothing is saved and both words are shown.
"""

import json
import re
from datetime import UTC, datetime

from django import forms
from django.core.exceptions import ValidationError
from django.utils.functional import cached_property
from django.utils.translation import gettext

from articles.admin.base import DayField, MomentField, columns
from articles.models import Image
from newsroom.json_input import read_json
from newsroom.partial_form import PartialForm

FOCAL = ("focal_x", "focal_y")
FACTS = ("source", "copyright", "people", "keywords", "taken_at", "rights", "usable_until")
TEXTS = ("alt", "caption", "credit")
FIELDS = [*FOCAL, *columns(*TEXTS), *FACTS, "is_graphic"]
STEP = 0.001
# A field of several lines holds one: its lines are only where the browser breaks it.
LINES = re.compile(r"\s*[\r\n]+\s*")


class Moment(forms.DateTimeInput):
    """A moment to the second: cameras know it, and what nobody typed must not change."""

    input_type = "datetime-local"

    def __init__(self):
        super().__init__({"step": 1}, format="%Y-%m-%dT%H:%M:%S")


class ImageForm(PartialForm):
    """Joins what two people changed; `changed` names what this save changes."""

    base = forms.CharField(required=False, widget=forms.HiddenInput)

    class Meta:
        model = Image
        fields = FIELDS
        field_classes = {"taken_at": MomentField, "usable_until": DayField}
        widgets = {
            "taken_at": Moment(),
            **{name: forms.NumberInput({"min": 0, "max": 1, "step": STEP}) for name in FOCAL},
        }

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.changed: list[str] = []
        self.initial["base"] = json.dumps(self.kept())
        for name in set(columns("alt", "caption")) & set(self.fields):
            field = self.fields[name]
            field.widget = forms.Textarea({"rows": 2, **field.widget.attrs})
        for name in set(columns(*TEXTS)) & set(self.fields):
            limit = Image._meta.get_field(name).max_length
            self.fields[name].widget.attrs |= {"data-limit": limit}
            self.fields[name].widget.attrs.pop("maxlength", None)

    def kept(self) -> dict[str, str]:
        """Return the fields of the row as text, as the form holds them while it is open."""
        return {name: self.as_text(name, getattr(self.instance, name)) for name in FIELDS}

    def as_text(self, name: str, value) -> str:
        if value is None or value == "":
            return ""
        if isinstance(value, datetime):
            return value.astimezone(UTC).isoformat(timespec="seconds")
        if name in FOCAL:
            return str(round(value, 3))
        return LINES.sub(" ", str(value))

    @cached_property
    def began_with(self) -> dict[str, str]:
        """Return what stood in the fields when the form was opened; now, where it does not say."""
        try:
            given = read_json(self.data.get("base") or "{}", dict)
        except ValueError:
            given = {}
        return self.kept() | {name: str(given[name]) for name in FIELDS if name in given}

    def clean(self):
        data = super().clean()
        theirs, began = self.kept(), self.began_with
        clashes = []
        for names in (FOCAL, *((name,) for name in FIELDS if name not in FOCAL)):
            names = [name for name in names if name in data]
            mine = {name: self.as_text(name, data[name]) for name in names}
            here = {name: theirs[name] for name in names}
            was = {name: began[name] for name in names}
            if mine == was:
                data |= {name: getattr(self.instance, name) for name in names}
            elif here not in (was, mine):
                clashes += names
            else:
                self.changed += [name for name in names if mine[name] != here[name]]
                data |= {name: mine[name] for name in names if name in columns(*TEXTS)}
        if clashes:
            self.show_both(clashes)
        return data

    def show_both(self, clashes: list[str]) -> None:
        """Refuse, and put the form in order: the colleague's words beside, one's own in the field.

        Saving once more then means one's own; what only the colleague changed is in its field.
        """
        mine = self.data.copy()
        for name in set(self.fields) - {*clashes, *self.changed, *self.errors, "base"}:
            mine[name] = self.typed(name)
            if name == "is_graphic" and not self.instance.is_graphic:
                del mine[name]
        mine["base"] = json.dumps(self.kept())
        self.data = mine
        for name in clashes:
            value = self.shown(name)
            self.add_error(
                name,
                ValidationError(
                    gettext("A colleague has just saved: “%(words)s”. Your text is in the field.")
                    % {"words": value or gettext("nothing")},
                    code="clash",
                ),
            )

    def typed(self, name: str) -> str:
        """Return what a browser would send of a field as the row has it."""
        field = self.fields[name]
        value = field.prepare_value(getattr(self.instance, name))
        return "on" if value is True else field.widget.format_value(value) or ""

    def shown(self, name: str) -> str:
        """Return what stands in a field now, as people read it."""
        value = getattr(self.instance, name)
        known = dict(Image._meta.get_field(name).flatchoices)
        return str(known.get(value, self.as_text(name, value)))

    @property
    def changed_data(self):
        return self.changed

    @property
    def must_refocus(self) -> bool:
        return bool(set(FOCAL) & set(self.changed))
