"""What a person typed and never saved: listed, held against what is saved, taken in or left."""

from dataclasses import dataclass
from datetime import timedelta

from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied
from django.http import HttpResponse, HttpResponseRedirect, QueryDict
from django.shortcuts import get_object_or_404
from django.template.response import TemplateResponse
from django.urls import path, reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from articles.admin.publishing.preview import names_people
from articles.admin.story import differences, merged_post
from articles.admin.story.article_form import ArticleForm
from articles.admin.story.history import images_of
from articles.admin.story.restore_unsaved import address_of, put_values
from articles.admin.story.side_panels import part_label
from articles.admin.words import best_title
from articles.editorial import versions
from articles.editorial.permissions import can_see
from articles.models import Article, Autosave
from articles.models.story_fields import BODIES, TEXTS, TITLE_LIMIT
from articles.models.version import SHARED
from articles.text import cleaning, merge
from articles.workflow import autosave
from newsroom import languages
from newsroom.parameters import parse_id

# A form tells of itself every minute: after so long without a word its browser is gone or asleep.
SILENCE = timedelta(minutes=3)


@dataclass(frozen=True)
class Unsaved:
    """One row as it is offered."""

    row: Autosave
    title: str
    address: str
    is_open: bool  # its form was heard of a moment ago and may still be open


@dataclass(frozen=True)
class Part:
    """A part of the story with what would change in it."""

    label: str
    language: str
    changes: list[differences.Change]


def rows_of(user):
    """Return what the person has not saved, the newest first."""
    rows = Autosave.objects.filter(person=user, saved_at=None).exclude(fields={})
    rows = rows.filter(at__gt=timezone.now() - autosave.KEPT)
    return rows.select_related("article")


def offered(user, rows) -> list[Unsaved]:
    """Return rows as they are offered, but for those of stories in the bin."""
    heard = timezone.now() - SILENCE
    return [
        Unsaved(
            row,
            best_title(row.article, user) if row.article else typed_title(row, user),
            address_of(row),
            row.seen_at is not None and row.seen_at > heard,
        )
        for row in rows
        if row.article is None or row.article.binned_at is None
    ]


def typed_title(row: Autosave, user) -> str:
    """Name a story that was never saved by the title that was typed, its own language first."""
    for code in (user.interface_language, *user.languages, *languages.CODES):
        for typed in row.fields.get(code, {}).get(languages.column("title", code), ()):
            if title := cleaning.safe_line(typed):
                return cleaning.first_words(title, TITLE_LIMIT)
    return _("New story")


@require_safe
def unsaved_list(request) -> HttpResponse:
    """List all that the person has not saved. Three queries."""
    context = admin.site.each_context(request) | {
        "title": _("Unsaved texts"),
        "unsaved": offered(request.user, rows_of(request.user)),
        "opts": Article._meta,
    }
    return TemplateResponse(request, "admin/articles/unsaved/list.html", context)


@require_safe
def offer(request) -> HttpResponse:
    """Return what stands above a form: the unsaved rows of its story (`?article=<id>`, "" of a new
    one), but for those of the form that asks (`?form=<name>&taken=<mark>`). Three queries."""
    taken = parse_id(request.GET.get("taken", "").partition(":")[0])
    rows = rows_of(request.user).exclude(form=request.GET.get("form", ""))
    rows = rows.exclude(pk=taken) if taken is not None else rows
    rows = rows.filter(article=parse_id(request.GET.get("article")))
    context = {"unsaved": offered(request.user, rows)}
    answer = TemplateResponse(request, "admin/articles/unsaved/_offer.html", context)
    answer["Cache-Control"] = "no-store"
    return answer


@require_safe
def unsaved_page(request, pk: int) -> HttpResponse:
    """Show what taking a row in, and saving, would change in the story as it is saved."""
    row = own_row(request, pk)
    context = admin.site.each_context(request) | {
        "title": _("Unsaved text"),
        "one": offered(request.user, [row])[0],
        "parts": (parts := list(parts_of(request.user, row))),
        "images": images_of([change for part in parts for change in part.changes]),
        "opts": Article._meta,
    }
    return TemplateResponse(request, "admin/articles/unsaved/one.html", context)


@require_POST
def leave(request, pk: int) -> HttpResponse:
    """Remove a row, and go back to the form of its story."""
    row = own_row(request, pk)
    autosave.leave(row, by=request.user)
    messages.success(request, _("Unsaved text deleted."))
    if row.article_id:
        return HttpResponseRedirect(row.article.get_admin_url())
    return HttpResponseRedirect(reverse("admin:articles_unsaved"))


def own_row(request, pk: int) -> Autosave:
    """Return a row of the person's own, 404 else."""
    rows = Autosave.objects.filter(person=request.user, saved_at=None).select_related("article")
    row = get_object_or_404(rows, pk=pk)
    if not can_see(request.user, row.article):
        raise PermissionDenied
    if row.article is not None:
        get_object_or_404(Article, pk=row.article_id)  # not in the bin
    return row


def parts_of(user, row: Autosave):
    """Yield each part in which something would change; what others saved meanwhile stays."""
    article = Article.objects.get(pk=row.article_id) if row.article_id else Article(created_by=user)
    saved = {part: snapshot(article, part) for part in row.fields}
    typed = typed_of(user, row, article, saved)
    for part in versions.PARTS:
        if part not in typed:
            continue
        began = began_with(row, part)
        after = merge.merge_fields(
            saved[part] if began is None else began,
            saved[part],
            typed[part],
            bodies=BODIES,
        )
        changes = differences.of_texts(saved[part], after.fields)
        changes += differences.of_facts(saved[part], after.fields)
        if changes:
            yield Part(part_label(part), part if part != SHARED else "", changes)


def snapshot(article: Article, part: str) -> dict:
    """Return what is saved of a part, of a new story nothing."""
    if article.pk or part != SHARED:
        return versions.snapshot(article, part)
    return versions.facts(article, tags=[], credits=[], related=[])


def began_with(row: Autosave, part: str) -> dict | None:
    """Return what the form began with, None where that is what is saved. One query."""
    if row.article is None:
        return None
    kept = row.article.versions.filter(part=part, number=row.base.get(part, 0)).first()
    return versions.held(kept) if kept else None


def typed_of(user, row: Autosave, article: Article, saved: dict) -> dict[str, dict]:
    """Return the snapshots of the parts of a row as its form would save them."""
    data = QueryDict(mutable=True)
    for part in saved:
        began = began_with(row, part) or saved[part]
        for field, value in began.items():
            merged_post.set_value(data, part, field, value)
    put_values(data, row)
    form = ArticleForm(data, instance=article, user=user)
    form.is_valid()
    result = {}
    for part in form.writable & saved.keys():
        if part == SHARED:
            result[part] = typed_facts(form)
        else:
            given = {name: data.get(languages.column(name, part), "") for name in TEXTS}
            texts = {name: tidied(name, value) for name, value in given.items()}
            cover = form.cleaned_data.get(languages.column("own_cover", part))
            result[part] = saved[part] | texts | {"own_cover": cover and cover.pk}
    return result


def tidied(field: str, value: str) -> str:
    """Return a text as `workflow.save` would keep it; bodies are clean already."""
    return value if field in BODIES else cleaning.safe_line(value)


def typed_facts(form: ArticleForm) -> dict:
    """Return the snapshot of the facts that a form holds."""
    data = form.cleaned_data
    given = {"tags": data.get("tags") or [], "related": data.get("related") or []}
    return versions.facts(
        form.instance, **given, credits=form.credits() if names_people(data) else []
    )


def urls(view) -> list:
    """Return the addresses below the stories'; `view` is the admin's own door."""
    return [
        path("unsaved/", view(unsaved_list), name="articles_unsaved"),
        path("unsaved/offer/", view(offer), name="articles_unsaved_offer"),
        path("unsaved/<int:pk>/", view(unsaved_page), name="articles_unsaved_one"),
        path("unsaved/<int:pk>/leave/", view(leave), name="articles_unsaved_leave"),
    ]
