"""Choosing tags and people by typing, where a name that nothing has makes a row on saving."""

from django import forms
from django.contrib import messages
from django.utils.translation import gettext as _

from articles.admin.widgets import OrderedAutocomplete, OrderedChoices, row_called
from articles.editorial import create_by_name

# What static/admin/newsroom/story/making.js puts before a name that is to be made.
NEW = "+"
LONGEST = 80


def is_new(value) -> bool:
    return isinstance(value, str) and value.startswith(NEW)


class MakingAutocomplete(OrderedAutocomplete):
    """Offers what is typed as a new row, behind what was found."""

    def build_attrs(self, base_attrs, extra_attrs=None):
        words = {"data-tags": "true", "data-new": _("New: {name}")}
        return super().build_attrs(base_attrs, extra_attrs) | words

    def optgroups(self, name, value, attr=None):
        (label, options, index), *others = super().optgroups(
            name, [one for one in value if not is_new(one)], attr
        )
        for one in filter(is_new, value):
            options.append(self.create_option(name, one, one[1:], True, len(options)))
        return [(label, options, index), *others]

    def get_context(self, name, value, attrs):
        context = super().get_context(name, value, attrs)
        written = context["widget"]["written"].split("; ")
        context["widget"]["written"] = "; ".join(one for one in written if not is_new(one))
        return context


class MakingChoices(OrderedChoices):
    """Cleans to ids, and names (with NEW before them) of rows to be made; known ones are found."""

    def clean(self, value):
        model, items = self.queryset.model, []
        for one in value or []:
            name = " ".join(one[1:].split()) if is_new(one) else ""
            if is_new(one) and (not name or len(name) > LONGEST):
                raise forms.ValidationError(_("Names must have 1 to 80 characters."))
            items.append(self.found(model, name) or NEW + name if name else one)
        known = super().clean([one for one in items if not is_new(one)])
        order = {str(one): place for place, one in enumerate(items)}
        new = [one for one in dict.fromkeys(items) if is_new(one)]
        return sorted([*known, *new], key=lambda one: order.get(str(one), len(order)))

    def found(self, model, name: str) -> int | None:
        return row_called(self.queryset, name) or create_by_name.known_as(model, name)


def make_all(request, form) -> None:
    """Make the rows that a valid form names, and put their ids into its data."""
    for name, field in form.fields.items():
        if not isinstance(field, MakingChoices):
            continue
        chosen = []
        for one in form.cleaned_data.get(name) or []:
            if is_new(one):
                row = create_by_name.create(field.queryset.model, one[1:], by=request.user)
                message_created(request, row)
                one = row.pk
            chosen.append(one)
        form.cleaned_data[name] = list(dict.fromkeys(chosen))


def message_created(request, row) -> None:
    words = {"noun": row._meta.verbose_name, "name": row}
    messages.info(request, _("Created: %(noun)s “%(name)s”.") % words)
