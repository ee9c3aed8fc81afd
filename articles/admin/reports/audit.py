"""The audit: what happened, in sentences, filtered; and as a file."""

import json
from collections.abc import Iterator
from datetime import datetime, time, timedelta
from itertools import islice

from django import forms
from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied
from django.db.models import Q, QuerySet
from django.http import HttpRequest, HttpResponse, HttpResponseBase, HttpResponseRedirect
from django.template.response import TemplateResponse
from django.urls import path, reverse
from django.utils import timezone, translation
from django.utils.translation import get_language, pgettext_lazy
from django.utils.translation import gettext_lazy as _

from articles.admin import spreadsheets
from articles.admin.base import DayField, NewsroomAdmin, any_case_search, columns
from articles.admin.reports.audit_words import (
    CHANGES,
    asides,
    change_of,
    sentence,
    title_then,
    titles_of,
)
from articles.editorial.edition_builder import UPDATE
from articles.models import Action, Article, AuditEntry, audit_log
from newsroom import languages
from newsroom.accounts.sessions import client_address
from newsroom.models import User
from newsroom.parameters import parse_id, row_of

PAGE = 50
MOST_STORIES = 200  # of those whose title has the words, the last changed
CHUNK = 500
HEADINGS = [
    "at",
    "who",
    "action",
    "what",
    "language",
    "story",
    "address",
    "details",
    "title",
    "change",
]


class FilterForm(forms.Form):
    """What the audit is narrowed to; nonsense in an address narrows nothing."""

    person = forms.ModelChoiceField(
        User.objects.order_by("first_name", "last_name", "username"),
        label=_("Person"),
        required=False,
        empty_label=pgettext_lazy("any person", "Everyone"),
    )
    action = forms.ChoiceField(
        label=_("Action"),
        required=False,
        choices=lambda: [("", pgettext_lazy("any action", "All")), *Action.choices],
    )
    language = forms.ChoiceField(
        label=_("Language"),
        required=False,
        choices=lambda: [("", pgettext_lazy("any language", "All")), *languages.CHOICES],
    )
    change = forms.ChoiceField(
        label=_("Published again as"),
        required=False,
        choices=[("", pgettext_lazy("any kind of change", "Anything")), *CHANGES.items()],
    )
    since = DayField(label=_("Start date"), required=False)
    until = DayField(label=_("End date"), required=False)
    article = forms.CharField(label=_("Story title or number"), required=False, max_length=200)

    def entries(self) -> QuerySet:
        """Return the entries asked for, the newest first."""
        asked = self.cleaned_data if self.is_valid() else getattr(self, "cleaned_data", {})
        found = AuditEntry.objects.select_related("by", "person")
        if person := asked.get("person"):
            found = found.filter(Q(by=person) | Q(person=person))
        for name in ("action", "language"):
            if asked.get(name):
                found = found.filter(**{name: asked[name]})
        if change := asked.get("change"):
            found = found.filter(details__change=change)
            found = found.filter(details__again=True) if change == UPDATE else found
        if asked.get("article"):
            found = found.filter(article__in=stories(asked["article"]))
        if day := asked.get("since"):
            found = found.filter(at__gte=beginning(day))
        if day := asked.get("until"):
            found = found.filter(at__lt=beginning(day + timedelta(days=1)))
        return found


def stories(typed: str) -> list[int]:
    """Return the ids of the stories that are meant: by number, else by title. One query at most."""
    if (number := parse_id(typed)) is not None:
        return [number]
    found = any_case_search(Article.everything.all(), columns("title"), typed)
    return list(found.order_by("-changed_at").values_list("pk", flat=True)[:MOST_STORIES])


def beginning(day) -> datetime:
    return timezone.make_aware(datetime.combine(day, time.min))


@admin.register(AuditEntry)
class AuditEntryAdmin(NewsroomAdmin):
    """To read only: permissions.py gives nobody another right, and the database refuses."""

    fields = ["at", "by", "action_label", "language", "article", "person", "about", "address"]
    readonly_fields = ["action_label"]

    @admin.display(description=_("action"))
    def action_label(self, entry) -> str:
        return entry.action_label

    def get_urls(self):
        export = self.admin_site.admin_view(self.export)
        name = "articles_auditentry_export"
        return [
            path("export/", export, {"kind": spreadsheets.CSV}, name=name),
            path("export.xlsx", export, {"kind": spreadsheets.XLSX}, name=f"{name}_xlsx"),
            *super().get_urls(),
        ]

    def changelist_view(self, request, extra_context=None) -> HttpResponse:
        """Show a page. Nothing is counted: a row more than the page has tells of the next one."""
        self.refuse_who_may_not(request)
        form = FilterForm(request.GET)
        rows = list(page_before(form.entries(), request.GET.get("before", ""))[: PAGE + 1])
        context = self.admin_site.each_context(request) | {
            "title": self.opts.verbose_name_plural.capitalize(),
            "opts": self.opts,
            "form": form,
            "lines": lines(rows[:PAGE], request.user.interface_language),
            "older": query(request, before=rows[PAGE - 1].pk) if len(rows) > PAGE else "",
            "newest": query(request) if "before" in request.GET else "",
            "asked": query(request),
        }
        return TemplateResponse(request, "admin/articles/auditentry/list.html", context)

    def export(self, request, kind: str) -> HttpResponseBase:
        """Send the entries asked for as a table; CSV row by row, as they are read."""
        self.refuse_who_may_not(request)
        entries, most = FilterForm(request.GET).entries(), spreadsheets.MOST_XLSX_ROWS
        if kind == spreadsheets.XLSX and entries[: most + 1].count() > most:
            words = _("Too many rows for Excel: choose a shorter period or CSV.")
            messages.error(request, words)
            address = reverse("admin:articles_auditentry_changelist")
            return HttpResponseRedirect(f"{address}{query(request)}")
        place, asked = client_address(request), request.GET.urlencode()[:500]
        audit_log.write(Action.EXPORTED, by=request.user, address=place, asked=asked)
        name = f"audit-{timezone.localdate():%Y-%m-%d}"
        rows = table(entries, request.user.interface_language)
        return spreadsheets.as_file(name, kind, HEADINGS, rows, streams=True)

    def refuse_who_may_not(self, request) -> None:
        if not self.has_view_permission(request):
            raise PermissionDenied


def page_before(entries: QuerySet, pk: str) -> QuerySet:
    """Return the entries older than one. A query for its moment."""
    last = row_of(AuditEntry.objects.all(), pk)
    if last is None:
        return entries
    # The first of the two is what an index can begin at.
    return entries.filter(at__lte=last.at).filter(Q(at__lt=last.at) | Q(pk__lt=last.pk))


def query(request: HttpRequest, **more) -> str:
    """Return the address of the same question with other words in it."""
    asked = request.GET.copy()
    asked.pop("before", None)
    for name, value in more.items():
        asked[name] = value
    return f"?{asked.urlencode()}"


def lines(entries: list[AuditEntry], language: str) -> list[dict]:
    """Return what the page shows of each entry. One query."""
    titles = titles_of(entries, language)
    return [
        {"entry": entry, "sentence": sentence(entry, titles), "asides": asides(entry)}
        for entry in entries
    ]


def table(entries: QuerySet, language: str) -> Iterator[list]:
    """Yield the rows of the file: the sentences in a language, the rest for machines."""
    rows = entries.iterator(chunk_size=CHUNK)
    while some := list(islice(rows, CHUNK)):
        titles = titles_of(some, language)
        # The request's own language has ended by the time that this runs.
        with translation.override(language):
            written = [cells(entry, titles) for entry in some]
        yield from written


def cells(entry: AuditEntry, titles: dict[int, str]) -> list:
    return [
        timezone.localtime(entry.at).isoformat(timespec="seconds"),
        entry.by or "",
        entry.action,
        sentence(entry, titles),
        entry.language,
        entry.article_id or "",
        entry.address or "",
        json.dumps(entry.details, ensure_ascii=False) if entry.details else "",
        title_then(entry, get_language()),
        change_of(entry),
    ]
