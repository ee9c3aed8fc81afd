"""Notes between colleagues: beside a story, on the board, and a page of those to oneself."""

from django import forms
from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.db.models import Prefetch, QuerySet
from django.http import HttpResponse, HttpResponseRedirect, JsonResponse
from django.shortcuts import get_object_or_404
from django.template.response import TemplateResponse
from django.urls import path, reverse
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST, require_safe

from articles.admin.story.story_page import story_page
from articles.admin.words import best_title
from articles.editorial import notes
from articles.editorial.permissions import can_see
from articles.models import Article, Mention, Note
from newsroom import languages
from newsroom.models import User

BESIDE_A_STORY = 10
ON_THE_BOARD = 8
ON_THE_PAGE = 100


class NoteForm(forms.Form):
    """What is asked for; how long it may be is said by notes.write."""

    text = forms.CharField(required=False, strip=False)


def of_story(article: Article, number: int | None = BESIDE_A_STORY) -> list[Note]:
    """Return the newest notes on a story with whom they name. Two queries, one without any."""
    if article.pk is None:
        return []
    named = Prefetch("mentions", Mention.objects.select_related("person"))
    return list(article.notes.select_related("by").prefetch_related(named)[:number])


def to_me(user: User) -> list[Mention]:
    """Return what the board shows: the newest notes that wait for the person. Two queries."""
    return titled(notes.to(user)[:ON_THE_BOARD], user)


def titled(mentions: QuerySet[Mention], user: User) -> list[Mention]:
    """Put the title of its story on each note, in the person's language, and whom it names."""
    bodies = [f"note__article__{languages.column('body', code)}" for code in languages.CODES]
    named = Prefetch("note__mentions", Mention.objects.select_related("person"))
    rows = mentions.select_related("note__by", "note__article").prefetch_related(named)
    rows = list(rows.defer("note__article__body", *bodies))
    for mention in rows:
        mention.story = best_title(mention.note.article, user)
    return rows


def story_of(request, pk: int) -> Article:
    """Return a story that the person may see; 404 or PermissionDenied else."""
    article = get_object_or_404(Article, pk=pk)
    if not can_see(request.user, article):
        raise PermissionDenied
    return article


def story_notes(request, pk: int) -> HttpResponse:
    """Show all notes on a story with a form; write one, for the script too."""
    article = story_of(request, pk)
    form = NoteForm(request.POST if request.method == "POST" else {"text": greeting(request)})
    if request.method == "POST" and form.is_valid():
        try:
            note = notes.write(article, by=request.user, text=form.cleaned_data["text"])
        except ValidationError as refusal:
            form.add_error("text", refusal)
        else:
            return written(request, note)
    if is_script(request):
        return HttpResponse(" ".join(form.errors.get("text", [])), status=422)
    context = story_page(request, article, _("Notes to colleagues")) | {
        "form": form,
        "notes": of_story(article, None),
        "colleagues": notes.colleagues(),
    }
    return TemplateResponse(request, "admin/articles/notes/story.html", context)


def greeting(request) -> str:
    """Begin an answer with the name of whom it is to."""
    name = request.GET.get("to", "")
    return f"@{name} " if name and len(name) <= 150 else ""


def is_script(request) -> bool:
    """Tell whether the script of the story's form asks, which wants a fragment."""
    return request.headers.get("X-Requested-With") == "fetch"


def written(request, note: Note) -> HttpResponse:
    """Say who was told, and whom nobody here knows."""
    told = ", ".join(str(mention.person) for mention in note.mentions.select_related("person"))
    sentence = _("Notified: %(people)s.") % {"people": told} if told else _("Note sent.")
    if strangers := notes.unknown(note.text):
        names = ", ".join(f"@{name}" for name in strangers)
        sentence += " " + _("No such colleague: %(names)s.") % {"names": names}
    if is_script(request):
        context = {
            "notes": of_story(note.article),
            "article": note.article,
            "user": request.user,
            "said": sentence,
        }
        return TemplateResponse(request, "admin/articles/notes/_list.html", context)
    messages.success(request, sentence)
    return HttpResponseRedirect(reverse("admin:articles_article_notes", args=[note.article_id]))


@require_POST
def drop(request, pk: int, note: int) -> HttpResponse:
    """Take back a note of one's own."""
    kept = get_object_or_404(Note, pk=note, article=story_of(request, pk))
    notes.drop(kept, by=request.user)
    messages.success(request, _("Note deleted."))
    return back(request, reverse("admin:articles_article_notes", args=[pk]))


@require_POST
def put_away(request, pk: int, note: int) -> HttpResponse:
    """Take a note to oneself off the board."""
    kept = get_object_or_404(Note, pk=note, article__pk=pk)
    notes.put_away(kept, by=request.user)
    return back(request, reverse("admin:articles_notes"))


def back(request, otherwise: str) -> HttpResponseRedirect:
    """Go where the page wants to, if that is ours."""
    wanted = request.POST.get("next", "")
    is_ours = url_has_allowed_host_and_scheme(wanted, allowed_hosts={request.get_host()})
    return HttpResponseRedirect(wanted if is_ours else otherwise)


@require_safe
def my_notes(request) -> HttpResponse:
    """Show the notes to oneself: what waits, then what was put away."""
    everything = Mention.objects.filter(person=request.user, note__article__binned_at=None)
    read = everything.filter(read_at__isnull=False).order_by("-read_at")[:ON_THE_PAGE]
    context = admin.site.each_context(request) | {
        "title": _("Notes to me"),
        "waiting": titled(notes.to(request.user)[:ON_THE_PAGE], request.user),
        "read": titled(read, request.user),
    }
    return TemplateResponse(request, "admin/articles/notes/mine.html", context)


@require_POST
def by_mail(request) -> HttpResponse:
    """Keep whether the person wants their notes by mail, too."""
    request.user.wants_mail = "wants_mail" in request.POST
    request.user.save(update_fields=["wants_mail"])
    sentence = _("Your notes will also be emailed.")
    messages.success(
        request,
        sentence if request.user.wants_mail else _("Your notes will appear only on your board."),
    )
    return HttpResponseRedirect(reverse("admin:articles_notes"))


@require_GET
def people(request) -> JsonResponse:
    """Return who can be named, for the suggestions while one types. One query."""
    if not can_see(request.user):
        raise PermissionDenied
    return JsonResponse({"people": [described(one) for one in notes.colleagues()]})


def described(person: User) -> dict[str, str]:
    desks = " ".join(languages.by_code(code).label for code in person.languages)
    return {
        "username": person.username,
        "name": str(person),
        "role": " · ".join(filter(None, [str(person.get_role_display()), desks])),
    }


def urls(view) -> list:
    """Return the addresses below a story's; `view` is the admin's own door."""
    return [
        path("notes/", view(my_notes), name="articles_notes"),
        path("notes/by-mail/", view(by_mail), name="articles_notes_by_mail"),
        path("notes/people/", view(people), name="articles_notes_people"),
        path("<int:pk>/notes/", view(story_notes), name="articles_article_notes"),
        path("<int:pk>/notes/<int:note>/drop/", view(drop), name="articles_note_drop"),
        path("<int:pk>/notes/<int:note>/put-away/", view(put_away), name="articles_note_put_away"),
    ]
