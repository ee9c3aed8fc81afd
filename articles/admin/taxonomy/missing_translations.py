"""The list of gaps: what has no name in a language, filled in at a press."""

from dataclasses import dataclass, field

from django import forms
from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404
from django.template.response import TemplateResponse
from django.urls import path, reverse
from django.utils.http import urlencode
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext_lazy
from django.views.decorators.http import require_POST, require_safe

from articles import images, workflow
from articles.admin.pictures.image_words import LIVE
from articles.admin.story.notes import back
from articles.editorial import missing_translations
from articles.editorial.field_permissions import OTHER_DESK, barred, can_write
from articles.editorial.missing_translations import SOURCES, Kind
from articles.editorial.permissions import can_see, has_right
from articles.models import Article, Image
from articles.text.cleaning import safe_line
from newsroom import journal, languages
from newsroom.languages import Language

PAGE = 30
LAST_PAGE = 100_000


class ChoiceForm(forms.Form):
    """What is looked for; nonsense in an address is the usual choice."""

    kind = forms.ChoiceField(label=gettext_lazy("Type"), choices=Kind.choices, required=False)
    language = forms.ChoiceField(
        label=gettext_lazy("Language"),
        required=False,
        choices=lambda: [("", pgettext_lazy("any language", "All")), *languages.CHOICES],
    )
    page = forms.IntegerField(
        min_value=1, max_value=LAST_PAGE, required=False, widget=forms.HiddenInput
    )

    def choice(self) -> tuple[Kind, list[str], int]:
        """Return the kind, the languages and the page."""
        self.is_valid()
        code = self.cleaned_data.get("language")
        codes = [code] if code else list(languages.CODES)
        kind = Kind(self.cleaned_data.get("kind") or Kind.TAG)
        return kind, codes, self.cleaned_data.get("page") or 1


@dataclass
class Missing:
    """A language in which a row says nothing: how often it is used there, what was typed."""

    language: Language
    uses: int
    limit: int
    is_open: bool
    typed: str = ""
    errors: list[str] = field(default_factory=list)


@dataclass
class Row:
    thing: object
    known: list[tuple[Language, str]]
    missing: list[Missing]
    address: str
    thumb: str


@require_safe
def gaps_view(request) -> HttpResponse:
    """Show a page of gaps. A fixed number of queries."""
    if not can_see(request.user):
        raise PermissionDenied
    return show(request, ChoiceForm(request.GET))


def show(request, form: ChoiceForm, refused: dict | None = None) -> HttpResponse:
    """Render the page; `refused` maps a row's id and language to what was typed, and why not."""
    kind, codes, number = form.choice()
    start = (number - 1) * PAGE
    found = list(missing_translations.find(kind, codes)[start : start + PAGE + 1])
    asked = {"kind": kind.value, "language": form.cleaned_data.get("language", "")}
    context = admin.site.each_context(request) | {
        "title": _("Missing names"),
        "opts": Article._meta,
        "form": form,
        "kind": kind,
        "rows": [row(request.user, kind, thing, codes, refused or {}) for thing in found[:PAGE]],
        "may_fill": may_fill(request.user, kind),
        "here": f"?{urlencode(asked | {'page': number})}",
        "earlier": f"?{urlencode(asked | {'page': number - 1})}" if number > 1 else "",
        "later": f"?{urlencode(asked | {'page': number + 1})}" if len(found) > PAGE else "",
    }
    return TemplateResponse(request, "admin/articles/gaps/list.html", context)


def may_fill(user, kind: Kind) -> bool:
    return has_right(user, "change", SOURCES[kind].model)


def row(user, kind: Kind, thing, codes: list[str], refused: dict) -> Row:
    source = SOURCES[kind]
    limit = source.model._meta.get_field(source.field).max_length
    said = {code: getattr(thing, languages.column(source.field, code)) for code in languages.CODES}
    missing = []
    for code in codes:
        uses = getattr(thing, languages.column("gap", code))
        if uses is not None:
            typed, errors = refused.get((thing.pk, code), ("", []))
            is_open = can_write(user, thing, languages.column(source.field, code))
            language = languages.by_code(code)
            missing.append(Missing(language, uses, limit, is_open, typed, errors))
    name = f"admin:articles_{thing._meta.model_name}_change"
    return Row(
        thing=thing,
        known=[(one, said[one.code]) for one in languages.LANGUAGES if said[one.code]],
        missing=missing,
        address=reverse(name, args=[thing.pk]),
        thumb=images.desk_url(thing, "3x2", 240) if isinstance(thing, Image) else "",
    )


@require_POST
def fill_view(request, kind: str, row: int) -> HttpResponse:
    """Write the names that were typed, where there is still none; say what was not written."""
    if kind not in Kind:
        raise Http404
    kind = Kind(kind)
    if not may_fill(request.user, kind):
        raise PermissionDenied
    typed = {
        code: safe_line(text)
        for code in languages.CODES
        if (text := request.POST.get(f"value_{code}", "").replace("\0", "")).strip()
    }
    try:
        filled = fill(kind, row, typed, by=request.user)
    except ValidationError as refusal:
        why = refusal.message_dict if hasattr(refusal, "error_dict") else {"": refusal.messages}
        column = SOURCES[kind].field
        errors = {
            (row, code): (text, why.get(languages.column(column, code), why.get("", [])))
            for code, text in typed.items()
        }
        if not any(lines for _text, lines in errors.values()):
            messages.warning(request, " ".join(refusal.messages))
        given = {name: request.POST.get(name, "") for name in ("kind", "language", "page")}
        return show(request, ChoiceForm(given | {"kind": kind.value}), errors)
    if filled:
        messages.success(request, _("Added: %(name)s.") % {"name": ", ".join(filled)})
    else:
        messages.warning(
            request, _("Nothing added: the field was empty, or the name already exists.")
        )
    return back(request, reverse("admin:articles_gaps"))


@transaction.atomic
def fill(kind: Kind, pk: int, typed: dict[str, str], *, by) -> list[str]:
    """Keep the words of the languages that still have none; return them. Everything is checked."""
    source = SOURCES[kind]
    thing = get_object_or_404(source.model.objects.select_for_update(), pk=pk)
    columns = {languages.column(source.field, code): text for code, text in typed.items()}
    empty = {name: text for name, text in columns.items() if not getattr(thing, name)}
    if refused := barred(by, thing).intersection(empty):
        why = LIVE if isinstance(thing, Image) else OTHER_DESK
        raise ValidationError(dict.fromkeys(refused, why))
    for name, text in empty.items():
        setattr(thing, name, text)
    if not empty:
        return []
    others = [one.name for one in thing._meta.get_fields() if one.name not in empty]
    thing.full_clean(exclude=others)
    if isinstance(thing, Image):
        thing.save()
    else:
        workflow.rename(thing, by=by)
    journal.record(
        journal.ROW_CHANGED,
        by=by,
        about=str(thing),
        model=thing._meta.label_lower,
        pk=pk,
        fields={name: ["", text] for name, text in empty.items()},
    )
    return list(empty.values())


def urls(view) -> list:
    """Return the addresses below the stories'; `view` is the admin's own door."""
    return [
        path("gaps/", view(gaps_view), name="articles_gaps"),
        path("gaps/<slug:kind>/<int:row>/", view(fill_view), name="articles_fill_gap"),
    ]
