"""Where the form of a story tells what is typed into it, and what is left of it at a save.

Every answer is JSON with a `state`; one that the form has to say to a person has a `sentence`.
The states of a session that is over and of a stale token come from newsroom/accounts/refusals.py.
"""

import hashlib
import json
from contextlib import contextmanager
from http import HTTPStatus

from django.core.exceptions import PermissionDenied, RequestDataTooBig, ValidationError
from django.db import DatabaseError
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.urls import path
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from articles.admin.story.article_form import ArticleForm
from articles.admin.words import moment
from articles.editorial import versions
from articles.models import Article
from articles.models.story_fields import BODIES
from articles.text import deltas
from articles.text.cleaning import LONGEST
from articles.workflow import autosave
from articles.workflow.concurrent_edits import reached
from newsroom import languages
from newsroom.accounts import form_owner, refusals
from newsroom.json_input import Unreadable, read_json
from newsroom.parameters import parse_id

FORM, TAKEN, WHOSE = "_form", "_taken", "_whose"
SAVE = "_save"  # what a script calls this press of Save: a number that grows
AGAIN = "_again"  # a script sends the form once more, since a save of it has had no answer
# What is sent with a form and is no field that somebody fills in.
NOT_TYPED = {"csrfmiddlewaretoken", AGAIN, SAVE}
MOST_VALUES = 500
# Where somebody without script writes names: articles/admin/widgets.py.
WRITTEN = "_written"
BODIES = {languages.column(field, code): code for field in BODIES for code in languages.CODES}
PARTS = {name: part for part in versions.PARTS for name in ArticleForm.names(part)}
PARTS |= {f"{name}{WRITTEN}": part for name, part in PARTS.items()}


@require_POST
def autosave_view(request: HttpRequest) -> JsonResponse:
    """Keep what a form tells (`values`, `bodies`), or hear that it is open or was closed."""
    response = told_and_kept(request)
    # The policy of pages is longer than all else that travels here.
    response["Content-Security-Policy"] = "default-src 'none'"
    return response


def told_and_kept(request: HttpRequest) -> JsonResponse:
    try:
        told = parse_body(request.body)
    except RequestDataTooBig:
        return refuse(_("The text is too long: the limit is one million characters."))
    except Unreadable:
        sentence = _("The browser sent unreadable data. Reopen the form.")
        return JsonResponse({"state": "nonsense", "sentence": sentence}, status=400)
    except ValueError:
        return JsonResponse({"state": "nonsense"}, status=400)
    if refusal := refusals.of_another_person(request, told.get("whose", "")):
        return refusal
    try:
        return answer(request, told)
    except autosave.NeedsWhole as unknown:
        return JsonResponse({"state": "whole", "names": unknown.names})
    except autosave.AlreadySaved:  # the usual end of a form: no error, for the console neither
        return JsonResponse({"state": "saved"})
    except PermissionDenied as refused:
        return JsonResponse({"state": "refused", "sentence": str(refused)}, status=403)
    except autosave.TooMany as refused:
        sentence = " ".join(refused.messages)
        return JsonResponse({"state": "full", "sentence": sentence}, status=409)
    except ValidationError as refused:
        return refuse(" ".join(refused.messages))
    except DatabaseError:  # away, or its disk is full
        return JsonResponse({"state": "away"}, status=503)
    except ValueError:
        return JsonResponse({"state": "nonsense"}, status=400)


def refuse(sentence: str) -> JsonResponse:
    return JsonResponse({"state": "refused", "sentence": sentence}, status=413)


def answer(request: HttpRequest, told: dict) -> JsonResponse:
    """Hear or keep; a form whose save had no answer is told that it went through (`saved`)."""
    user, follows = request.user, told["follows"]
    if "is_open" in told:
        autosave.hear_of(told["form"], by=user, is_open=bool(told["is_open"]))
        said = {"state": "heard"}
    else:
        row = autosave.store(told["article"], by=user, typed=typed_of(told))
        if told["taken"]:
            autosave.drop_taken(told["taken"], by=user)
        said = {"state": "kept", "at": time_of(row.at), "number": row.number, "row": row.pk}
    if saved := autosave.saved_as(follows, by=user):
        base = base_of(told.get("base"))
        said["saved"] = told_of_save(request, saved.article, base, follows)
        said["saved"]["number"] = saved.number
    return JsonResponse(said)


def time_of(moment) -> str:
    return date_format(timezone.localtime(moment), "H:i")


def told_of_save(request, story: Article, base: dict[str, int], form: str) -> dict:
    """Return what a form needs to go on with a story that it saved, or began. Five queries."""
    numbers = reached(story, base, by=request.user, form=form)
    newest = {part: one.number for part, one in versions.latest(story).items()}
    return {
        "article": story.pk,
        "form": story.get_admin_url(),
        "base": numbers,
        "at": time_of(timezone.now()),
        # Others wrote between: their words stand in the story, and not in the form.
        "is_joined": any(newest.get(part, number) != number for part, number in numbers.items()),
    }


def parse_body(body: bytes) -> dict:
    """Return what a form told, its outer shape checked; ValueError for nonsense."""
    told = read_json(body, dict)
    for name in ("form", "whose", "taken", "follows"):
        if not isinstance(told.setdefault(name, ""), str):
            raise ValueError(f"{name} is no text")
    for name in (told["form"], told["follows"] or told["form"]):
        if not 0 < len(name) <= 40 or not name.isascii():
            raise ValueError("no name of a form")
    article, number = told.setdefault("article", None), told.setdefault("number", 0)
    for value in (article, number):
        if value is not None and (type(value) is not int or not 0 <= value < 2**53):
            raise ValueError("no number")
    return told


def typed_of(told: dict) -> autosave.Typed:
    """Return what is typed: fields that the form does not have are not read."""
    values, bodies = told.get("values", {}), told.get("bodies", {})
    if not isinstance(values, dict) or not isinstance(bodies, dict):
        raise ValueError("no fields")
    typed = autosave.Typed(told["form"], told["number"] or 0, base_of(told.get("base")))
    typed.follows = told["follows"]
    for name, given in values.items():
        if name in PARTS and name not in BODIES:
            typed.values.setdefault(PARTS[name], {})[name] = strings(given)
    for name, given in bodies.items():
        if name in BODIES:
            typed.bodies.setdefault(BODIES[name], {})[name] = delta_of(given)
    return typed


def base_of(base) -> dict[str, int]:
    """Return the version numbers that a form was opened with; nonsense counts as none."""
    if not isinstance(base, dict):
        return {}
    return {
        part: number
        for part, number in base.items()
        if part in versions.PARTS and type(number) is int and 0 <= number < 2**31
    }


def strings(given) -> list[str]:
    if not isinstance(given, list) or len(given) > MOST_VALUES:
        raise ValueError("no list of values")
    return [storable(one) for one in given]


def storable(value) -> str:
    """Return a text without what a database does not keep: NUL, halves of characters."""
    if not isinstance(value, str):
        raise ValueError("no text")
    return value.replace("\0", "").encode("utf-8", "replace").decode()


def delta_of(given) -> deltas.Delta:
    if not isinstance(given, dict) or not isinstance(given.get("parts"), list):
        raise ValueError("no delta")
    of, becomes = str(given.get("of", "")), str(given.get("is", ""))
    parts = [storable(one) if isinstance(one, str) else one for one in given["parts"]]
    return deltas.Delta(parts, of=of, becomes=becomes)


# A form as it is posted


def in_background(request, response: HttpResponse) -> HttpResponse:
    """Tell a script that sends the form what came of it: where it leads, or `page` for a page
    (of mistakes, of a question), which it gets by sending the form once more for itself."""
    if request.method != "POST" or not refusals.wants_json(request):
        return response
    if response.status_code != HTTPStatus.FOUND:
        return JsonResponse({"state": "page"})
    told = {"state": "saved", "address": response["Location"]}
    if story := getattr(request, "saved", None):
        base = posted_base(request.POST)
        told |= told_of_save(request, story, base, form_name(request))
    return JsonResponse(told)


def posted(data, *, form: str) -> autosave.Typed:
    """Return what a whole posted form holds."""
    typed = autosave.Typed(form, 1, posted_base(data))
    for name, given in data.lists():
        if name in BODIES:
            blocks = deltas.split(storable(given[-1][: LONGEST + 1]))
            typed.bodies.setdefault(BODIES[name], {})[name] = deltas.Delta(blocks)
        elif name in PARTS:
            values = [storable(one) for one in given[:MOST_VALUES]]
            typed.values.setdefault(PARTS[name], {})[name] = values
    return typed


def posted_base(data) -> dict[str, int]:
    try:
        return base_of(read_json(data.get("base", ""), dict))
    except ValueError:
        return {}


def digest_of(data) -> str:
    """Return the digest of what was typed into a posted form and which button was pressed."""
    given = sorted((name, values) for name, values in data.lists() if name not in NOT_TYPED)
    return hashlib.sha256(json.dumps(given).encode()).hexdigest()


def form_name(request) -> str:
    """Return the name of the form that was posted, "" where it has none."""
    name = request.POST.get(FORM, "")
    return name if name.isascii() and len(name) <= 40 else ""


@contextmanager
def taking_in(request, article: Article):
    """Let what the form told go with the save inside of the block; gives the form's name.

    Raises autosaving.AlreadySaved for a new story whose form was sent twice.
    """
    if not (name := form_name(request)):
        yield name
        return
    is_new = article.pk is None
    try:
        row = autosave.begin_saving(
            name,
            by=request.user,
            digest=digest_of(request.POST),
            number=parse_id(request.POST.get(SAVE)) or 0,
        )
    except autosave.AlreadySaved:
        if is_new:
            raise
        yield name
        return
    yield name
    autosave.end_saving(row, article, takes_in=request.POST.get(TAKEN, ""))


def form_context(request, form: ArticleForm) -> dict:
    """Return what the page of a form says of itself to its scripts, and to the next save."""
    bound, taken = form.is_bound, form.taken
    return {
        "form": (form_name(request) if bound else "") or autosave.new_form(),
        "whose": form_owner.mark(request.user),
        "taken": request.POST.get(TAKEN, "") if bound else autosave.mark(taken) if taken else "",
        # Words stand in the form that are saved nowhere.
        "is_unsaved": bound or taken is not None,
        "taken_at": moment(taken.at) if taken else "",
    }


def urls(view) -> list:
    """Return the addresses below the stories'; `view` is the admin's own door."""
    return [path("autosave/", view(autosave_view), name="articles_autosave")]
