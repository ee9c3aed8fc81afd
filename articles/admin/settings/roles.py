"""Who may do what, as a page for everybody at work, made from the tables of permissions.py."""

from collections.abc import Iterable
from dataclasses import dataclass

from django.apps import apps
from django.contrib import admin
from django.http import HttpResponse
from django.template.response import TemplateResponse
from django.urls import path
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext_lazy
from django.views.decorators.http import require_safe

from articles.editorial import permissions as p
from newsroom import languages
from newsroom.models import Role, User

# A verb of permissions.STORIES → what people call it.
VERBS = {
    p.CREATE: gettext_lazy("Start a story"),
    p.WRITE: gettext_lazy("Write its texts"),
    p.WRITE_FACTS: gettext_lazy("Edit shared details: cover, category, tags"),
    p.SUBMIT: gettext_lazy("Submit for review"),
    p.APPROVE: gettext_lazy("Approve, send back"),
    p.PUBLISH: gettext_lazy("Publish, schedule, correct, withdraw"),
    p.RESTORE: gettext_lazy("Restore withdrawn stories"),
    p.BREAK_EMBARGO: gettext_lazy("Publish before an embargo ends, with a reason"),
    p.NO_CHANGE: gettext_lazy("Mark a translation as needing no change"),
    p.PLAN: gettext_lazy("Plan deadlines and assignments"),
    p.SHARE: gettext_lazy("Share a draft with someone without an account"),
    p.BIN: gettext_lazy("Move stories to the bin, restore them"),
    p.RAISE: gettext_lazy("Put up the breaking news bar"),
    p.ARRANGE: gettext_lazy("Edit the home page"),
}
# A right of permissions.ADMIN → the word for it, in the order in which they are named.
RIGHTS = {
    "view": pgettext_lazy("a right", "see"),
    "add": pgettext_lazy("a right", "add"),
    "change": pgettext_lazy("a right", "change"),
    "delete": pgettext_lazy("a right", "delete"),
    "merge": pgettext_lazy("a right", "merge"),
    "bin": pgettext_lazy("a right", "delete"),
    "replace": pgettext_lazy("a right", "replace the file"),
    "withdraw": pgettext_lazy("a right", "withdraw"),
}


@dataclass(frozen=True)
class Line:
    """A line of a table: what, and for each role how far (empty: not at all)."""

    label: str
    cells: list[tuple[Role, str]]


def on_stories() -> list[Line]:
    """Return a line a verb: how far the right of each role reaches."""
    return [
        Line(
            str(VERBS[verb]),
            [(role, str(scopes[role].value) if role in scopes else "") for role in Role],
        )
        for verb, scopes in p.STORIES.items()
    ]


def on_pages() -> list[Line]:
    """Return a line a kind of row: what each role may do with it."""
    lines = [
        Line(
            capfirst(str(apps.get_model(model)._meta.verbose_name_plural)),
            [(role, ", ".join(rights_of(role, rights))) for role in Role],
        )
        for model, rights in p.ADMIN.items()
        if model != "articles.article"  # the table of verbs says more
    ]
    return sorted(lines, key=lambda line: line.label)


def rights_of(role: Role, rights: dict[str, Iterable[Role]]) -> list[str]:
    return [str(word) for right, word in RIGHTS.items() if role in rights.get(right, ())]


def desks(user: User) -> str:
    """Name the languages that "their languages" means for the person."""
    return ", ".join(languages.by_code(code).name for code in user.languages)


@require_safe
def roles_view(request) -> HttpResponse:
    """Show both tables, the person's own role marked."""
    context = admin.site.each_context(request) | {
        "title": _("Roles and permissions"),
        "roles": Role,
        "stories": on_stories(),
        "pages": on_pages(),
        "desks": desks(request.user),
    }
    return TemplateResponse(request, "admin/articles/roles.html", context)


def urls(view) -> list:
    return [path("roles/", view(roles_view), name="roles")]
