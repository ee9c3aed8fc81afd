"""Who else is in a story, and what happens to it while one types: asked every few seconds."""

from collections.abc import Iterator
from functools import cache

from django.core.exceptions import PermissionDenied
from django.db.models import OuterRef, Q, Subquery
from django.http import Http404, HttpResponse, JsonResponse
from django.urls import path, reverse
from django.utils.http import urlencode
from django.utils.text import capfirst
from django.utils.timezone import now
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_POST

from articles.admin.reports.audit_words import sentence
from articles.admin.story.fact_fields import FACT_FIELDS
from articles.admin.words import best_title, moment, tab_name
from articles.editorial import presence, versions
from articles.editorial.permissions import can_see, can_write
from articles.models import Action, Article, AuditEntry, Version
from articles.models.story_fields import TEXTS
from articles.models.version import SHARED
from newsroom import languages
from newsroom.json_input import read_json
from newsroom.parameters import parse_id, parse_moment

MOST_NEWS = 5
LATER = gettext_lazy("Keep typing: readers will see your changes once the story is republished.")
JOINED = gettext_lazy(
    "Keep typing: both versions will be merged when you save, and nothing will be lost."
)
KEPT = gettext_lazy("Keep typing: your text is safe, although readers cannot see the story now.")
# What of a story's audit somebody who types in it is told, and what it means for their words.
NEWS = {
    Action.SAVE: JOINED,
    Action.GO_BACK: JOINED,
    Action.PUBLISH: LATER,
    Action.CORRECT: LATER,
    Action.PUBLISH_FACTS: LATER,
    Action.SCHEDULE: LATER,
    Action.UNSCHEDULE: "",
    Action.TAKE_BACK: "",
    Action.WITHDRAW: KEPT,
    Action.RESTORE: "",
    Action.SUBMIT: "",
    Action.APPROVE: "",
    Action.SEND_BACK: "",
    Action.START_TRANSLATION: JOINED,
    Action.NO_CHANGE_NEEDED: "",
    Action.CORRECTION_ANSWERED: "",
    Action.EMBARGO: "",
    Action.LIFT_EMBARGO: "",
}


@require_POST
def presence_view(request, pk: int) -> HttpResponse:
    """Hear where somebody is in a story and tell who else is in it. Three queries.

    Two more when something has happened to the story since the form was opened.
    """
    article = story(request, pk)
    tab = request.POST.get("tab", "")[:40]
    if "gone" in request.POST:
        presence.leave(article, by=request.user, tab=tab)
        return HttpResponse(status=204)
    field = request.POST.get("field", "")
    part, label = places().get(field, ("", ""))
    part = part or (request.POST.get("part") if request.POST.get("part") in versions.PARTS else "")
    presence.record_window(
        article, by=request.user, tab=tab, part=part, field=field if label else ""
    )
    people = [described(one) for one in presence.others(article, by=request.user, tab=tab)]
    known = parse_id(request.POST.get("known", "")) or 0
    newest = article.newest_entry or 0
    fresh = list(news(request, article, known)) if newest > known else []
    return JsonResponse({"people": people, "known": max(newest, known), "news": fresh})


def story(request, pk: int) -> Article:
    """Return the story with the number of its newest audit entry. One query."""
    entries = AuditEntry.objects.filter(article=OuterRef("pk")).order_by("-pk")
    titles = (languages.column("title", code) for code in languages.CODES)
    names = ("pk", "created_by", "source_language", *titles)
    rows = Article.objects.annotate(newest_entry=Subquery(entries.values("pk")[:1]))
    article = rows.filter(pk=pk).only(*names).first()
    if article is None:
        raise Http404
    if not can_see(request.user, article):
        raise PermissionDenied
    return article


@cache
def places() -> dict[str, tuple[str, object]]:
    """Return the part of each field of a story's form, and its name."""
    field_of = Article._meta.get_field
    found = {name: (SHARED, gettext_lazy("Credits")) for name in FACT_FIELDS}
    for name in (*versions.FACT_COLUMNS, "tags", "related"):
        found[name] = (SHARED, field_of(name).verbose_name)
    for code in languages.CODES:
        for name in (*TEXTS, "own_cover"):
            found[languages.column(name, code)] = (code, field_of(name).verbose_name)
        found[f"telegram_text_{code}"] = (code, gettext_lazy("Post in Telegram"))
    return found


def described(one: presence.Here) -> dict:
    """Return who somebody is and where, in words of whoever asks."""
    row = one.row
    label = places().get(row.field, ("", ""))[1]
    where = [tab_name(row.part), str(label)] if row.part else []
    return {
        "name": _("you, in another window") if one.is_own else str(row.person),
        "initials": row.person.initials,
        "where": " · ".join(filter(None, where)),
        "field": row.field,
        "since": _("since %(moment)s") % {"moment": moment(row.since)},
    }


def news(request, article: Article, known: int) -> Iterator[dict]:
    """Yield what has happened since the form was opened, the oldest first. Two queries."""
    opened = parse_moment(request.POST.get("opened"))
    entries = AuditEntry.objects.filter(article=article, action__in=NEWS, pk__gt=known)
    entries = entries.filter(at__gt=opened or now()).select_related("by").order_by("-pk")
    found = list(entries[:MOST_NEWS])[::-1]
    base = started_with(request, article) if any(changed(entry) for entry in found) else {}
    title = best_title(article, request.user)
    for entry in found:
        told = sentence(entry, {article.pk: title})
        parts = [part for part in changed(entry) if part in base]
        yield {
            "words": f"{moment(entry.at)} {capfirst(told)}. {NEWS[entry.action]}".strip(),
            "links": [
                {"words": tab_name(part), "address": compared(article, part, base[part])}
                for part in parts
            ],
            "can_take": any(
                part != SHARED and can_write(request.user, article, part) for part in parts
            ),
        }


def changed(entry: AuditEntry) -> list[str]:
    """Return the parts that a save changed."""
    parts = entry.details.get("parts", [])
    return [part for part in parts if part in versions.PARTS]


def started_with(request, article: Article) -> dict[str, int]:
    """Return the ids of the versions that the form was opened with, by part. One query."""
    try:
        base = read_json(request.POST.get("base", ""), dict)
    except ValueError:
        return {}
    wanted = Q(pk=None)
    for part, version in base.items():
        if part in versions.PARTS and type(version) is int and 0 < version < 2**31:
            wanted |= Q(part=part, number=version)
    return dict(Version.objects.filter(wanted, article=article).values_list("part", "pk"))


def compared(article: Article, part: str, version: int) -> str:
    """Return the comparison of what the form began with and what is saved now."""
    address = reverse("admin:articles_article_compare", args=[article.pk])
    return f"{address}?{urlencode({'part': part, 'old': version, 'new': 'now'})}"


def urls(view) -> list:
    """Return the addresses below a story's; `view` is the admin's own door."""
    return [path("<int:pk>/presence/", view(presence_view), name="articles_article_presence")]
