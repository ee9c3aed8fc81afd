"""The first page: what waits for whom, and the stories of the last days in their languages."""

import hashlib
from dataclasses import dataclass
from urllib.parse import urlencode

from django.core.exceptions import PermissionDenied
from django.db.models import Count, Subquery
from django.template.response import TemplateResponse
from django.urls import path, reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import condition, require_safe

from articles import images
from articles.admin.planning.board_form import FILTERS, BoardForm
from articles.admin.planning.board_lists import Desk, panels, stories
from articles.admin.story import notes
from articles.editorial import board as what
from articles.editorial import presence, versions
from articles.editorial.board import Row
from articles.editorial.permissions import asks_other_eyes, can_publish, can_see
from articles.editorial.states import language_states
from articles.models import Article, AuditEntry, Mention, context
from newsroom import languages
from newsroom.models import User

SHORT_LIST = 8
# The page looks again after so many seconds.
EVERY = 20
# What of people, and of the authors that they are, the board does not say.
_texts = [
    languages.column(field, code) for field in ("position", "bio") for code in languages.CODES
]
DULL = [
    *("password", "welcome", "sealed_factor", "email"),
    *(f"author__{text}" for text in ("position", "bio", *_texts)),
]
# After so many seconds what the board says of time ("waits 18 min") is told anew.
MINUTE = 60


@dataclass(frozen=True)
class Number:
    """A number at the top, its words, the state whose colour it has, the list behind it."""

    key: str
    number: int
    words: str
    state: str
    address: str


def board(request) -> dict:
    """Return what the first page shows to the person. Ten queries, whatever there is."""
    user = request.user
    people = everybody()
    form = BoardForm(request.GET, people=[one for one in people if one.is_active])
    choice, codes = form.choice(), desks(user)
    desk = load_desk(user, people, chosen(user, codes, what.rows(user, codes, choice)))
    newest = [desk.articles[row.story] for row in desk.rows_of(what.STORY)[: what.MATRIX]]
    shown = [one for one in languages.LANGUAGES if choice.desk in ("", one.code)]
    mentions = notes.to_me(user)
    return {
        "numbers": numbers(desk),
        "panels": list(panels(desk, codes, SHORT_LIST)),
        "matrix": [desk.story(one, shown) for one in newest],
        "columns": shown,
        "form": form,
        "asked": urlencode(form.asked),
        "fragment": f"{reverse('admin:articles_board')}?{request.GET.urlencode()}",
        "rest": stories(**in_the_list(form)) if len(desk.rows_of(what.STORY)) > what.MATRIX else "",
        "notes_to_me": mentions,
        "now": timezone.localtime(),
        "every": EVERY,
        "own_photo": next((photo(one) for one in people if one == user), ""),
    }


def everybody() -> list[User]:
    """Return all people with their portraits, by name. One query."""
    people = User.objects.select_related("author__portrait").defer(*DULL)
    return list(people.order_by("first_name", "last_name", "username"))


def photo(person: User) -> str:
    """Return the address of a person's portrait, where it was read with them."""
    author = getattr(person, "author", None)
    return images.url(author.portrait, "1x1", 96) if author and author.portrait else ""


def desks(user: User) -> list[str]:
    """The languages whose reviews this person looks after: their own, else all."""
    return [code for code in languages.CODES if user.works_in(code)] or list(languages.CODES)


def chosen(user: User, codes: list[str], rows: list[Row]) -> dict[str, list[Row]]:
    """Return the lists of this person, each in its order; they come in the order of time."""
    lists: dict[str, list[Row]] = {}
    for row in rows:
        lists.setdefault(row.what, []).append(row)
    sent_back = [row for row in lists.pop(what.SENT_BACK, []) if row.who == user.pk]
    ready = lists.pop(what.APPROVED, [])
    lists[what.MINE] = [
        *sent_back,
        *(row for row in ready if can_publish(user, None, row.language)),
    ]
    lists[what.REVIEW] = [row for row in lists.get(what.REVIEW, []) if row.language in codes]
    for newest_first in (what.TRANSLATE, what.STORY):
        lists[newest_first] = lists.get(newest_first, [])[::-1]
    return lists


def load_desk(user: User, people: list[User], lists: dict[str, list[Row]]) -> Desk:
    """Read the stories that the board shows, with their states.

    Five queries, and one more where nobody may let their own text out.
    """
    shown = [row for name in what.SHOWN for row in lists.get(name, [])[:SHORT_LIST]]
    shown += lists[what.STORY][: what.MATRIX]
    articles = Article.objects.prefetch_related("plans").in_bulk({row.story for row in shown})
    if asks_other_eyes(user):
        versions.know_writers(articles.values())
    return Desk(
        user=user,
        articles=articles,
        states=language_states(articles.values()),
        people={one.pk: str(one) for one in people},
        categories={one.pk: str(one) for one in context.categories()},
        rows=lists,
        places=presence.places(articles, but=user),
    )


def numbers(desk: Desk) -> list[Number]:
    """What stands at the top of the board, each with the way to what it counts."""
    today = timezone.localdate()
    late = len(desk.rows_of(what.LATE)) + len(desk.rows_of(what.EMBARGO))
    live_today = len({row.story for row in desk.rows_of(what.TODAY)})
    coming = [row for row in desk.rows_of(what.SCHEDULED) if timezone.localdate(row.at) == today]
    here = [
        ("review", len(desk.rows_of(what.REVIEW)), _("waiting for review"), "review", "#review"),
        ("draft", len(desk.rows_of(what.DRAFT)), _("my drafts"), "draft", stories(whose="drafts")),
        (
            "coming",
            len(coming),
            _("go live today"),
            "scheduled",
            reverse("admin:articles_day_plan"),
        ),
        ("today", live_today, _("published today"), "live", stories(published="1")),
        (
            "behind",
            len(desk.rows_of(what.TRANSLATE)),
            _("behind the original"),
            "behind",
            "#behind",
        ),
        ("late", late, _("late"), "withdrawn", "#late"),
    ]
    return [Number(*one) for one in here]


def in_the_list(form: BoardForm) -> dict[str, str]:
    """Return the question of the matrix as the list of stories understands it."""
    asked = {name: form.asked[name] for name in (*FILTERS, "day") if name in form.asked}
    if "state" in form.asked and "desk" in form.asked:
        asked[form.asked["desk"]] = form.asked["state"]
    return asked


def newest(request) -> str:
    """Return what tells one state of the board from another, in one query.

    Every verb leaves an entry in the audit; a note put away, a story opened and the passing of
    time do not.
    """
    unread = Mention.objects.filter(person=request.user.pk, read_at=None).order_by()
    unread = unread.values("person").annotate(number=Count("pk")).values("number")
    user = request.user
    entries = AuditEntry.objects.order_by("-pk")
    entries = entries.annotate(unread=Subquery(unread), here=presence.mark(but=user))
    last = entries.values_list("pk", "unread", "here").first()
    minute = int(timezone.now().timestamp() // MINUTE)
    seen_by = (user.pk, user.role, *user.languages, user.interface_language)
    return hashlib.sha256(
        repr((last, minute, seen_by, request.get_full_path())).encode()
    ).hexdigest()


@require_safe
@condition(etag_func=lambda request: f'"{newest(request)}"')
def fragment(request) -> TemplateResponse:
    """Answer what of the board changes by itself, or that nothing has."""
    if not can_see(request.user):
        raise PermissionDenied
    context = board(request) | {"has_permission": True}
    return TemplateResponse(request, "admin/articles/board/_live.html", context)


def urls(view) -> list:
    """Return the addresses below the stories'; `view` is the admin's own door."""
    return [path("board/", view(fragment), name="articles_board")]
