"""The plan in the admin: a day, a week to drag in, a story's own, and stories yet to be written."""

from datetime import date, datetime, time, timedelta

from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.http import Http404, HttpResponse, HttpResponseRedirect
from django.template.response import TemplateResponse
from django.urls import path, re_path, reverse
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from articles import workflow
from articles.admin.answers import say_left_out
from articles.admin.planning.planning_forms import ChoiceForm, MoveForm, NewStoryForm, colleagues
from articles.admin.planning.story_plan import story_plan
from articles.admin.publishing.verbs import edition_of
from articles.admin.story.notes import back
from articles.admin.words import best_title
from articles.editorial import planning
from articles.editorial.permissions import can_create, can_plan, can_publish, can_see
from articles.models import Article
from newsroom.models import User
from newsroom.parameters import parse_day

DEADLINE = time(18, 0)  # what a day's new story is wanted by, until somebody says otherwise


def asked_day(day: str | None) -> date:
    """Return the day of an address, today without one; 404 where there is no such day."""
    if day is None:
        return timezone.localdate()
    found = parse_day(day)
    if found is None:
        raise Http404
    return found


def context_of(request) -> dict:
    """Return what every page of the plan shows; whoever may not see stories is refused."""
    if not can_see(request.user):
        raise PermissionDenied
    people = colleagues()
    form = ChoiceForm(request.GET, people=people)
    return admin.site.each_context(request) | {
        "is_plan": True,
        "filters": form,
        "choice": form.choice(),
        "query": f"?{request.GET.urlencode()}" if request.GET else "",
        "here": request.get_full_path(),
        "may_begin": can_create(request.user),
        "people": people,
        "today": timezone.localdate(),
    }


def dressed(pieces: list[planning.Piece], user: User) -> list[dict]:
    """Say of each piece how it is called and whether the person may move it. No queries."""
    return [
        {
            "piece": piece,
            "title": best_title(piece.article, user),
            "may_move": may_move(user, piece),
            "at": timezone.localtime(piece.at),
        }
        for piece in pieces
    ]


def may_move(user: User, piece: planning.Piece) -> bool:
    may = can_plan if piece.is_wanted else can_publish
    return may(user, piece.article, piece.language.code)


@require_safe
def day_plan(request, day: str | None = None) -> HttpResponse:
    """Show what comes in on a day and what goes live, and today what is late from before."""
    shown = asked_day(day)
    context = context_of(request)
    begin, end = planning.span(shown)
    pieces = dressed(planning.between(begin, end, context["choice"]), request.user)
    late = planning.late_before(begin, context["choice"]) if shown == context["today"] else []
    context |= {
        "title": _("Daily plan"),
        "day": shown,
        "words": capfirst(f"{date_format(shown, 'l')}, {date_format(shown)}"),
        "is_today": shown == context["today"],
        "before": shown - timedelta(days=1),
        "after": shown + timedelta(days=1),
        "wanted": [one for one in pieces if one["piece"].is_wanted],
        "scheduled": [one for one in pieces if not one["piece"].is_wanted],
        "late": dressed(late, request.user),
        "new_story": new_story_form(context["people"], shown, request.user),
    }
    return TemplateResponse(request, "admin/articles/planning/day.html", context)


@require_safe
def week_plan(request, day: str | None = None) -> HttpResponse:
    """Show the days of a week with what is wanted and what goes live on each."""
    first = planning.monday(asked_day(day))
    context = context_of(request)
    begin, end = planning.span(first, 7)
    pieces = dressed(planning.between(begin, end, context["choice"]), request.user)
    days = [first + timedelta(days=n) for n in range(7)]
    context |= {
        "title": _("Weekly plan"),
        "words": week_words(first, days[-1]),
        "is_today": first == planning.monday(context["today"]),
        "before": first - timedelta(days=7),
        "after": first + timedelta(days=7),
        "days": [(one, [piece for piece in pieces if piece["at"].date() == one]) for one in days],
    }
    return TemplateResponse(request, "admin/articles/planning/week.html", context)


def week_words(first: date, last: date) -> str:
    """Write a week as its first and last day."""
    begin, end = (date_format(day, "MONTH_DAY_FORMAT") for day in (first, last))
    return f"{begin} – {end} {last.year}"


def new_story_form(people: list[User], day: date, user: User) -> NewStoryForm:
    at = datetime.combine(day, DEADLINE)
    initial = {"wanted_at": at, "language": user.first_language, "translations": []}
    return NewStoryForm(people=people, initial=initial)


def new_story(request) -> HttpResponse:
    """Plan a story that nobody has begun (POST), or ask for it once more with what was wrong."""
    if not can_create(request.user):
        raise PermissionDenied
    people = colleagues()
    if request.method != "POST":
        return ask_for_story(request, new_story_form(people, timezone.localdate(), request.user))
    form = NewStoryForm(request.POST, people=people)
    if form.is_valid():
        try:
            article = workflow.plan_story(by=request.user, **form.cleaned_data)
        except ValidationError as refusal:
            form.add_error(None, refusal)
        else:
            messages.success(request, _("Added to the plan."))
            return HttpResponseRedirect(day_address(form.cleaned_data["wanted_at"], article))
    return ask_for_story(request, form)


def ask_for_story(request, form: NewStoryForm) -> HttpResponse:
    context = admin.site.each_context(request) | {
        "title": _("Plan a story"),
        "form": form,
    }
    return TemplateResponse(request, "admin/articles/planning/new.html", context)


def day_address(at: datetime, article: Article) -> str:
    day = timezone.localtime(at).date().isoformat()
    return f"{reverse('admin:articles_day_plan', args=[day])}#story-{article.pk}"


@require_POST
def move(request) -> HttpResponse:
    """Give a piece of the plan another moment: when it is wanted, or when it goes live."""
    if not can_see(request.user):
        raise PermissionDenied
    form = MoveForm(request.POST)
    if form.is_valid():
        try:
            do_move(request.user, **form.cleaned_data)
        except ValidationError as refusal:
            messages.error(request, " ".join(refusal.messages))
        else:
            at = timezone.localtime(form.cleaned_data["at"])
            words = {"story": best_title(form.cleaned_data["article"], request.user)}
            words["moment"] = date_format(at, "SHORT_DATETIME_FORMAT")
            messages.success(request, _("Rescheduled for %(moment)s: %(story)s") % words)
            say_left_out(request, form.cleaned_data["article"])
    else:
        messages.error(request, " ".join(sum(form.errors.values(), [])))
    return back(request, reverse("admin:articles_week_plan"))


def do_move(by: User, *, article: Article, language: str, kind: str, at: datetime) -> None:
    """Move a piece by its verb, which asks for the right."""
    if kind == "wanted":
        workflow.plan(article, language, by=by, wanted_at=at)
    else:
        workflow.reschedule(edition_of(article, language), by=by, at=at)


def urls(view) -> list:
    """Return the addresses below the stories'; `view` is the admin's own door."""
    day = r"(?P<day>\d{4}-\d{2}-\d{2})/"
    return [
        path("plan/", view(day_plan), name="articles_day_plan"),
        path("plan/week/", view(week_plan), name="articles_week_plan"),
        path("plan/move/", view(move), name="articles_plan_move"),
        path("plan/new/", view(new_story), name="articles_plan_new"),
        path("<int:pk>/plan/<str:language>/", view(story_plan), name="articles_article_plan"),
        re_path(rf"^plan/{day}$", view(day_plan), name="articles_day_plan"),
        re_path(rf"^plan/week/{day}$", view(week_plan), name="articles_week_plan"),
    ]
