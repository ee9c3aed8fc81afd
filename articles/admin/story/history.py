"""The history of a story: its versions, two of them side by side, a former one brought back."""

from dataclasses import dataclass

from django.contrib import messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.core.paginator import Paginator
from django.db.models import Max, QuerySet
from django.http import Http404, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404
from django.template.response import TemplateResponse
from django.urls import path, reverse
from django.utils.http import urlencode
from django.utils.timezone import now
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from articles import workflow
from articles.admin.answers import back_to_form, say_left_out
from articles.admin.story import differences
from articles.admin.story.notes import story_of
from articles.admin.story.side_panels import part_label
from articles.admin.story.story_page import story_page
from articles.admin.words import moment
from articles.editorial import versions
from articles.editorial.permissions import can_write
from articles.models import Article, Edition, Image, Version, story_fields
from articles.models.version import SHARED
from newsroom import languages
from newsroom.parameters import parse_id, parse_ids

PAGE = 50
NOW, LIVE, PUBLISHED, COMING = "now", "live", "published", "coming"


@dataclass(frozen=True)
class Side:
    """One side of a comparison: its words, its snapshot, its version where it is one."""

    value: str
    label: str
    fields: dict
    version: Version | None = None


@require_safe
def history(request, pk: int) -> HttpResponse:
    """List the versions of all parts, or of one, the newest first. Seven queries."""
    article = story_of(request, pk)
    part = request.GET.get("part", "")
    rows = all_of(article).select_related("by").defer("fields")
    if part in versions.PARTS:
        rows = rows.filter(part=part)
    if "named" in request.GET:
        rows = rows.exclude(name="")
    page = Paginator(rows, PAGE).get_page(request.GET.get("page"))
    numbers = dict(article.versions.order_by().values_list("part").annotate(Max("number")))
    seen = seen_numbers(article)
    shown = list(page.object_list)
    for version in shown:
        version.base = numbers[version.part]
        version.is_newest = not version.is_aside and version.base == version.number
        readers = seen.get((version.part, version.number), [])
        readers = [] if version.is_aside else readers
        version.seen_by = [one for one in readers if one.is_live]
        version.goes_live = [one for one in readers if one.is_scheduled]
        version.may_write = can_write(request.user, article, version.part)
    context = story_page(request, article, _("History")) | {
        "page": page,
        "versions": shown,
        "part": part if part in versions.PARTS else "",
        "parts": versions.PARTS,
        "is_named": "named" in request.GET,
    }
    return TemplateResponse(request, "admin/articles/history/list.html", context)


def all_of(article: Article) -> QuerySet[Version]:
    """Return every version of a story, what was set aside too."""
    return Version.everything.filter(article=article)


def seen_numbers(article: Article) -> dict[tuple[str, int], list[Edition]]:
    """Return by part and number which editions readers see, or will, of a version. One query."""
    found: dict[tuple[str, int], list[Edition]] = {}
    for edition in Edition.objects.filter(article=article).defer("body"):
        edition.language_label = languages.by_code(edition.language).label
        for key in ((edition.language, edition.version), (SHARED, edition.shared_version)):
            found.setdefault(key, []).append(edition)
    return found


@require_safe
def comparison(request, pk: int) -> HttpResponse:
    """Show two versions of a part side by side, or one and what is saved or on the site."""
    article = story_of(request, pk)
    old, new, part = sides(request, article)
    if part is None:
        messages.warning(
            request, _("Choose two versions of the same language or of the story details.")
        )
        return HttpResponseRedirect(reverse("admin:articles_article_versions", args=[pk]))
    changes = differences.of_texts(old.fields, new.fields)
    changes += differences.of_facts(old.fields, new.fields)
    added, removed = (sum(one.counted[n] for one in changes) for n in (0, 1))
    # What would be brought back is the older side, unless that is what is saved.
    former = next((one.version for one in (old, new) if one.version and one.value != NOW), None)
    context = story_page(request, article, _("Comparison")) | {
        "part": part,
        "language": part if part in languages.CODES else "",
        "old": old,
        "new": new,
        "changes": changes,
        "images": images_of(changes),
        "added": added,
        "removed": removed,
        "former": former,
        "may_write": can_write(request.user, article, part),
        "base": article.versions.filter(part=part).aggregate(newest=Max("number"))["newest"] or 0,
        "others": others(article, part, old, new),
    }
    return TemplateResponse(request, "admin/articles/history/comparison.html", context)


def sides(request, article: Article) -> tuple[Side | None, Side | None, str | None]:
    """Return the two sides that the address names and their part; None where they do not match."""
    values = [request.GET.get(name, "") for name in ("old", "new")]
    rows = {str(row.pk): row for row in versions_by_ids(article, values)}
    parts = {row.part for row in rows.values()}
    part = request.GET.get("part", "") if not parts else parts.pop()
    if parts or part not in versions.PARTS:
        return None, None, None
    old, new = (side(article, part, value, rows) for value in values)
    if old.version and new.version and place(old.version) > place(new.version):
        old, new = new, old
    return old, new, part


def place(version: Version) -> tuple:
    """Say which of two versions was there first: what was set aside has numbers of its own."""
    return version.at, version.is_aside, version.number


def versions_by_ids(article: Article, values: list[str]) -> list[Version]:
    """Return the versions whose ids are among the values. One query."""
    return list(all_of(article).select_related("by").filter(pk__in=parse_ids(values)))


def side(article: Article, part: str, value: str, rows: dict[str, Version]) -> Side:
    """Return one side of a comparison; 404 for one that is not there. Three queries at most."""
    if value == NOW:
        return Side(value, _("Current saved version"), versions.snapshot(article, part))
    if value == LIVE:
        edition = live_edition(article, part)
        if part == SHARED:
            version = numbered(article, part, edition.shared_version)
            return Side(value, _("Live version"), versions.held(version), version)
        return Side(
            value,
            _("Live version"),
            {name: getattr(edition, name) for name in story_fields.PUBLISHED},
        )
    if value == COMING:
        edition = coming_edition(article, part)
        number = edition.shared_version if part == SHARED else edition.version
        version = numbered(article, part, number)
        words = _("Version going live at %(moment)s") % {"moment": moment(edition.published_at)}
        return Side(value, words, versions.held(version), version)
    if value == PUBLISHED:
        editions = published(article)
        if part == SHARED:
            number = editions.aggregate(newest=Max("shared_version"))["newest"]
        else:
            number = editions.filter(language=part).values_list("version", flat=True).first()
        version = numbered(article, part, number)
        return Side(value, _("Last published version"), versions.held(version), version)
    if value not in rows:
        raise Http404
    row = rows[value]
    words = _("%(part)s %(number)d, %(moment)s, %(who)s")
    if row.is_aside:
        words = _("%(part)s, overwritten text, %(moment)s, %(who)s")
    words %= {
        "part": part_label(part),
        "number": row.number,
        "moment": moment(row.at),
        "who": row.by,
    }
    return Side(value, f"{row.name} · {words}" if row.name else words, versions.held(row), row)


def published(article: Article):
    """The editions of a story that readers saw, or still see."""
    return Edition.objects.filter(article=article, published_at__lte=now())


def live_edition(article: Article, part: str) -> Edition:
    """Return what readers see of a part: of the facts the newest that they see in any language."""
    editions = Edition.objects.live().filter(article=article)
    if part != SHARED:
        editions = editions.filter(language=part)
    edition = editions.order_by("-shared_version").first()
    if edition is None:
        raise Http404
    return edition


def coming(article: Article) -> QuerySet[Edition]:
    """The editions of a story that go live by themselves, the next first."""
    rows = Edition.objects.filter(article=article, published_at__gt=now(), withdrawn_at=None)
    return rows.order_by("published_at").defer("body")


def coming_edition(article: Article, part: str) -> Edition:
    """Return what goes live of a part: of the facts with the next language that does."""
    editions = coming(article)
    edition = (editions if part == SHARED else editions.filter(language=part)).first()
    if edition is None:
        raise Http404
    return edition


def numbered(article: Article, part: str, number: int | None) -> Version:
    rows = article.versions.select_related("by")
    return get_object_or_404(rows, part=part, number=number or 0)


def images_of(changes: list[differences.Change]) -> dict[str, Image]:
    """Return the pictures that the blocks name, by their ids as they stand there. One query."""
    ids = {
        value
        for change in changes
        for block in change.blocks
        if block.tag in ("image", "gallery", "embed")
        for value in block.value.split()
    }
    return {str(pk): image for pk, image in Image.objects.in_bulk(parse_ids(ids)).items()}


def others(article: Article, part: str, old: Side, new: Side) -> list[tuple[str, str]]:
    """Return what else the older side can be compared with: words and address. Two queries."""
    editions = published(article)
    rows = editions if part == SHARED else editions.filter(language=part)
    known = [(NOW, _("with the version saved now"))]
    found = list(rows.defer("body"))
    if any(edition.is_live for edition in found):
        known.append((LIVE, _("with what readers see")))
    if found:
        known.append((PUBLISHED, _("with what was published last")))
    going = coming(article)
    if (going if part == SHARED else going.filter(language=part)).exists():
        known.append((COMING, _("with the version going live next")))
    base = reverse("admin:articles_article_compare", args=[article.pk])
    query = {"part": part, "old": old.value}
    return [
        (words, f"{base}?{urlencode(query | {'new': value})}")
        for value, words in known
        if value not in (old.value, new.value)
    ]


def version_of(request, pk: int, version: int) -> Version:
    """Return a version of a story that the person may write that part of."""
    row = get_object_or_404(all_of(story_of(request, pk)), pk=version)
    if not can_write(request.user, row.article, row.part):
        raise PermissionDenied
    return row


@require_POST
def bring_back(request, pk: int, version: int) -> HttpResponse:
    """Make a former version, or one field of it, the working copy again."""
    row = version_of(request, pk, version)
    field, base = request.POST.get("field", ""), parse_id(request.POST.get("base")) or 0
    fields = [field] if field else None
    try:
        workflow.bring_back(row, by=request.user, fields=fields, base=base)
    except workflow.Overtaken as refusal:
        messages.warning(request, " ".join(refusal.messages))
        query = urlencode({"part": row.part, "old": row.pk, "new": NOW})
        address = reverse("admin:articles_article_compare", args=[pk])
        return HttpResponseRedirect(f"{address}?{query}")
    except ValidationError as refusal:
        messages.warning(request, " ".join(refusal.messages))
    else:
        messages.success(
            request,
            _("It will be restored as a new version. The current text stays in the history."),
        )
        say_left_out(request, row.article)
    return back_to_form(row.article, row.part)


@require_POST
def name(request, pk: int, version: int) -> HttpResponse:
    """Name a version, or take its name away."""
    row = version_of(request, pk, version)
    try:
        workflow.name_version(row, by=request.user, name=request.POST.get("name", ""))
    except ValidationError as refusal:
        messages.warning(request, " ".join(refusal.messages))
    else:
        messages.success(request, _("Version named.") if row.name else _("Saved."))
    back = reverse("admin:articles_article_versions", args=[pk])
    return HttpResponseRedirect(f"{back}#version-{row.pk}")


def urls(view) -> list:
    """Return the addresses below a story's; `view` is the admin's own door."""
    return [
        path("<int:pk>/versions/", view(history), name="articles_article_versions"),
        path("<int:pk>/versions/compare/", view(comparison), name="articles_article_compare"),
        path(
            "<int:pk>/versions/<int:version>/bring-back/",
            view(bring_back),
            name="articles_version_bring_back",
        ),
        path("<int:pk>/versions/<int:version>/name/", view(name), name="articles_version_name"),
    ]
