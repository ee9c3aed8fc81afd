"""A form that is sent when its session is over, or by somebody else: held for whose form it is."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import DatabaseError
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.utils.translation import gettext as _

from articles.admin.story import autosave
from articles.admin.story.restore_unsaved import address_of, form_address
from articles.models import Autosave
from articles.workflow import autosave as autosaving
from newsroom.accounts import form_owner
from newsroom.models import User
from newsroom.parameters import parse_id

FORMS = ("articles_article_add", "articles_article_change")


def hold_form(request: HttpRequest) -> str:
    """Keep a story's form for the person whose mark it bears; return where they go on, or "".

    The mark is ours, was given to nobody but that person, and opens nothing: what is held is shown
    to them only, once they have signed in.
    """
    match = request.resolver_match
    person = form_owner.person_of(request.POST.get(autosave.WHOSE, ""))
    if person is None or match is None or match.url_name not in FORMS:
        return ""
    row = held_for(request, person, article_of(match.kwargs))
    return address_of(row) if row else ""


def held_for(request: HttpRequest, person: User, article: int | None) -> Autosave | None:
    """Keep what was posted for a person; None where it cannot be kept."""
    form = autosave.form_name(request) or autosaving.new_form()
    try:
        typed = autosave.posted(request.POST, form=form)
        return autosaving.hold_form(article, by=person, typed=typed)
    except (PermissionDenied, ValidationError, ValueError, DatabaseError):
        return None


def article_of(kwargs: dict) -> int | None:
    """Return the number of the story that an address is about, None of a new one."""
    return parse_id(kwargs.get("object_id"))


def refuse_another(request: HttpRequest, object_id: str | None) -> HttpResponse | None:
    """Hold what was typed into somebody else's form and say so; None where it is one's own."""
    mark = request.POST.get(autosave.WHOSE, "")
    if request.method != "POST" or form_owner.number_of(mark) in (request.user.pk, None):
        return None
    article = article_of({"object_id": object_id or ""})
    owner = form_owner.person_of(mark)
    names = {"owner": owner or "—", "you": request.user}
    if owner and held_for(request, owner, article):
        sentence = _(
            "Not saved: this form belongs to %(owner)s, and you are signed in as %(you)s. The "
            "text has been kept for %(owner)s."
        )
    else:
        sentence = _("Not saved: this form belongs to %(owner)s, and you are signed in as %(you)s.")
    messages.error(request, sentence % names)
    return HttpResponseRedirect(form_address(article))
