"""Ways of looking at the list of stories, kept by a name: one's own, or for everybody."""

from collections.abc import Iterable

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import Q, QuerySet
from django.http import QueryDict
from django.utils.translation import gettext as _

from articles.editorial.permissions import can_drop_view, can_see, require
from articles.models import Action, SavedView, audit_log
from articles.models.saved_view import LONGEST_NAME
from articles.text.cleaning import safe_line
from newsroom.models import User

MOST = 40  # of one person
LONGEST = 1000  # characters of a query


def views_for(user: User) -> QuerySet[SavedView]:
    """Return one's own and those for everybody, by name. One query."""
    return SavedView.objects.filter(Q(owner=user) | Q(is_shared=True)).select_related("owner")


def tidy(query: str, names: Iterable[str]) -> str:
    """Return a query with what the list knows only, always in the same order."""
    asked = QueryDict(query)
    kept = QueryDict(mutable=True)
    for name in names:
        if value := asked.get(name, "").strip():
            kept[name] = value
    return kept.urlencode()


@transaction.atomic
def save_view(*, by: User, name: str, query: str, is_shared: bool) -> SavedView:
    """Keep a view under a name; the person's own of that name is replaced."""
    require(can_see(by))
    name = safe_line(name)
    if not name or len(name) > LONGEST_NAME:
        sentence = _("Name the view in %(most)d characters or fewer.")
        raise ValidationError(sentence % {"most": LONGEST_NAME})
    if not query:
        raise ValidationError(_("Filter the list first, then save the view."))
    if len(query) > LONGEST:
        raise ValidationError(_("This view is too long to save."))
    mine = SavedView.objects.filter(owner=by)
    view = mine.filter(name=name).first()
    if view is None and mine.count() >= MOST:
        raise ValidationError(_("You have too many saved views: delete one first."))
    view = view or SavedView(owner=by, name=name)
    was_shared = view.is_shared
    view.query, view.is_shared = query, is_shared
    view.save()
    if is_shared or was_shared:
        write_audit(Action.ROW_CHANGED if was_shared else Action.ROW_ADDED, view, by=by)
    return view


@transaction.atomic
def drop(view: SavedView, *, by: User) -> None:
    """Delete a view: one's own, or as the chief one for everybody."""
    require(can_drop_view(by, view))
    if view.is_shared:
        write_audit(Action.ROW_DELETED, view, by=by)
    view.delete()


def write_audit(action: Action, view: SavedView, *, by: User) -> None:
    """Write an audit entry: what everybody sees is everybody's business."""
    audit_log.write(
        action, by=by, about=view.name, model=view._meta.label_lower, pk=view.pk, query=view.query
    )
