"""Merging a category, a tag or an author into another: choosing it, seeing what will happen."""

from dataclasses import dataclass

from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.db.models import Count, OuterRef, QuerySet, Subquery
from django.http import HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from articles import workflow
from articles.admin.base import any_case_search
from articles.editorial.permissions import can_merge
from articles.models import Article, Credit, Edition, Tag
from articles.models.tag import TaggedArticle
from articles.site import redirects
from articles.site.redirects import Noun
from articles.workflow.taxonomy import relations, stories
from newsroom import languages
from newsroom.languages import Language
from newsroom.parameters import row_of

SHOWN = 20
# So many letters of a name find those that are alike.
STEM = 5


@dataclass(frozen=True)
class Change:
    """What happens in one language: the names, the addresses, the publications that move."""

    language: Language
    name: str
    into: str
    takes_name: bool
    old: str
    new: str
    live: int


def merge_view(request, model_admin, pk: int) -> HttpResponse:
    """Choose another row by its name, look at what will happen, merge."""
    model = model_admin.model
    row = get_object_or_404(model, pk=pk)
    if not can_merge(request.user, row):
        raise PermissionDenied
    given = request.POST if request.method == "POST" else request.GET
    into = chosen(model.objects.exclude(pk=pk), given.get("into", ""))
    if request.method == "POST" and into is not None:
        try:
            workflow.merge(row, into, by=request.user)
        except ValidationError as refusal:
            messages.warning(request, " ".join(refusal.messages))
            return HttpResponseRedirect(request.path)
        sentence = _("“%(name)s” has been merged into “%(into)s”. Its addresses redirect there.")
        messages.success(request, sentence % {"name": row, "into": into})
        return HttpResponseRedirect(change_address(into))
    return confirmation_page(request, model_admin, row, into)


def chosen(rows: QuerySet, pk: str) -> Noun | None:
    return row_of(rows, pk)


def change_address(row: Noun) -> str:
    return reverse(f"admin:articles_{row._meta.model_name}_change", args=[row.pk])


def confirmation_page(request, model_admin, row: Noun, into: Noun | None) -> HttpResponse:
    """Show what will happen, or the rows to choose from."""
    term = request.GET.get("q", str(row)[:STEM]).strip()
    found = [] if into else candidates(model_admin, row, term)
    if not (found or into or "q" in request.GET):
        term, found = "", candidates(model_admin, row, "")
    context = admin.site.each_context(request) | {
        "title": _("Merge “%(name)s”") % {"name": row},
        "opts": model_admin.opts,
        "row": row,
        "row_address": change_address(row),
        "into": into,
        "term": term,
        "found": found,
    }
    if into is not None:
        context |= {"changes": changes(row, into), "numbers": numbers(row)}
    return TemplateResponse(request, "admin/articles/noun/merge.html", context)


def candidates(model_admin, row: Noun, term: str) -> list[Noun]:
    """Return the rows with words in their names, with their stories counted. One query."""
    others = model_admin.model.objects.exclude(pk=row.pk)
    fields = model_admin.get_search_fields(None)
    counted = others.annotate(stories=story_count(row))
    return list(any_case_search(counted, fields, term)[:SHOWN])


def story_count(row: Noun):
    """Return the number of stories of each row as a subquery."""
    model, name = {
        "category": (Article, "category"),
        "tag": (TaggedArticle, "tag"),
        "author": (Credit, "author"),
    }[redirects.noun_of(row)]
    counted = "article" if model is Credit else "pk"
    rows = model.objects.filter(**{name: OuterRef("pk")}).order_by().values(name)
    return Subquery(rows.annotate(number=Count(counted, distinct=True)).values("number"))


def changes(row: Noun, into: Noun) -> list[Change]:
    """Say of each language what becomes of names, addresses and publications. One query."""
    live = live_numbers(row)
    return [change(row, into, one, live.get(one.code, 0)) for one in languages.LANGUAGES]


def change(row: Noun, into: Noun, language: Language, live: int) -> Change:
    column, noun = languages.column("name", language.code), redirects.noun_of(row)
    name, other = getattr(row, column) or "", getattr(into, column) or ""
    takes_name = bool(name and not other)
    old = redirects.slug_in(row, language.code) if name else ""
    stays = takes_name and isinstance(row, Tag)
    new = old if stays else redirects.slug_in(into, language.code)
    return Change(
        language=language,
        name=name,
        into=other or name,
        takes_name=takes_name,
        old=path_of(noun, language, old) if old else "",
        new=path_of(noun, language, new) if old and new else "",
        live=live,
    )


def path_of(noun: str, language: Language, slug: str) -> str:
    return reverse(noun, kwargs={"language": language.code, "slug": slug})


def live_numbers(row: Noun) -> dict[str, int]:
    """Return how many publications of each language readers see. One query."""
    live = Edition.objects.live()
    mine = {
        "category": lambda: live.in_category(row),
        "tag": lambda: live.with_tag(row),
        "author": lambda: live.by_author(row),
    }[redirects.noun_of(row)]()
    counted = mine.order_by().values("language").annotate(number=Count("pk", distinct=True))
    return dict(counted.values_list("language", "number"))


# Counted by name above, or not worth telling.
TOLD = {"article", "edition", "taggedarticle", "editiontag", "credit", "editioncredit"}


def numbers(row: Noun) -> list[tuple[str, int]]:
    """Return what moves, with its number: stories, former addresses, ads, … A query each."""
    found = [(pgettext("what moves", "stories"), stories(row).count())]
    for model, field in relations(row):
        if model._meta.model_name not in TOLD:
            name = model._meta.verbose_name_plural
            found.append((str(name), model._base_manager.filter(**{field.name: row}).count()))
    return [(name, number) for name, number in found if number]
