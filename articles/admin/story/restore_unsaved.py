"""Unsaved words put into the form of their story."""

from django.http import HttpRequest, QueryDict
from django.urls import reverse

from articles.editorial import versions
from articles.models import Article, Autosave
from articles.models.story_fields import BODIES
from articles.text import cleaning, deltas
from newsroom import languages
from newsroom.parameters import row_of

BODIES = {languages.column(field, code) for field in BODIES for code in languages.CODES}


def row_asked_for(request: HttpRequest, article: Article | None) -> Autosave | None:
    """Return the person's own row that a form is opened with (`?unsaved=<id>`). One query."""
    if request.method != "GET":
        return None
    rows = Autosave.objects.filter(person=request.user, article=article, saved_at=None)
    return row_of(rows, request.GET.get("unsaved"))


def put_values(data: QueryDict, row: Autosave) -> None:
    """Write what a row holds into data as a form is posted; bodies cleaned."""
    for values in row.fields.values():
        for name, given in values.items():
            if name in BODIES:
                given = [cleaning.clean_draft(deltas.join(given))]
            data.setlist(name, given)


def fill(form, row: Autosave) -> None:
    """Let a form begin with the words of a row, and with the versions that they started from."""
    data = QueryDict(mutable=True)
    put_values(data, row)
    for name, field in form.fields.items():
        if name in data or f"{name}_written" in data:
            form.initial[name] = field.widget.value_from_datadict(data, {}, name)
    form.initial["base"] = row.base


def form_address(article: int | None, query: str = "") -> str:
    """Return the address of a story's form, of a new one without a number."""
    name = "change" if article else "add"
    address = reverse(f"admin:articles_article_{name}", args=[article] if article else [])
    return address + query


def address_of(row: Autosave) -> str:
    """Return the form that begins with the words of a row, at the first tab that has some."""
    tab = next((part for part in versions.PARTS if row.fields.get(part)), "")
    return form_address(row.article_id, f"?unsaved={row.pk}#{tab}")
