"""Two people wrote in the same place: the page that shows both and lets the later one choose.

The page needs three snapshots of a part: the common origin and what was saved since (versions by
their numbers), and what the person typed, which lies in the history already (`workflow.set_aside`).
Everything else that the form held travels through it in hidden fields.
"""

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from django import forms
from django.http import HttpResponse, QueryDict
from django.template.response import TemplateResponse
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from articles import workflow
from articles.admin.story import merged_post
from articles.admin.story.autosave import form_name
from articles.admin.story.differences import Change, label_of, words_of
from articles.admin.story.history import images_of
from articles.admin.story.story_page import story_page
from articles.admin.words import moment, tab_name
from articles.editorial import versions
from articles.models import Article, Version
from articles.models.rich_text import RichTextWidget
from articles.models.story_fields import BODIES, TEXTS
from articles.models.version import SHARED
from articles.text import cleaning, diff, merge
from articles.text.three_way import Deed
from articles.workflow.concurrent_edits import origin_of, savers
from newsroom.json_input import read_json
from newsroom.models import User

MINE, THEIRS, OWN = merge.MINE, merge.THEIRS, "own"
PLACE = 60  # letters of the paragraph after which something stands now
ANSWERED = "_asides"  # the field by which an answer is known: part → id of what was set aside
OURS = ("csrfmiddlewaretoken", "base", ANSWERED, "_seen", "_verb", "_continue")


@dataclass
class Question:
    """One place in which both wrote: `base`, `theirs` and `mine` are values of the field.

    `deeds` says in words what became of a paragraph there, where it is more than other words.
    """

    name: str
    field: str
    label: str
    base: str
    theirs: str
    mine: str
    language: str = ""
    chosen: str = ""
    own: str = ""
    deeds: tuple[str, str] = ("", "")

    @property
    def is_html(self) -> bool:
        return self.field in BODIES

    @property
    def may_write(self) -> bool:
        """Whether a third answer can be written: in a text; a fact is one or the other."""
        return self.field in TEXTS

    @property
    def origin(self) -> Change:
        return self.change(self.base, self.base)

    @property
    def their_change(self) -> Change:
        return self.change(self.base, self.theirs)

    @property
    def my_change(self) -> Change:
        return self.change(self.base, self.mine)

    def change(self, old, new) -> Change:
        """Return how a value differs from the origin, in words."""
        if self.is_html:
            return Change(self.field, self.label, [], diff.bodies(old or "", new or ""))
        if not self.may_write:
            words = ", ".join(words_of(self.field, new))
            return Change(self.field, self.label, [diff.Run(diff.SAME, words)], [])
        return Change(self.field, self.label, diff.lines(old or "", new or ""), [])

    @property
    def widget(self) -> str:
        """Render where other words are written; it begins with one's own, if there are any."""
        widget = forms.Textarea({"rows": 3, "lang": self.language})
        if self.is_html:
            widget = RichTextWidget(language=self.language)
        name, value = f"{self.name}-own", self.own or self.mine or self.theirs
        return widget.render(name, value, attrs={"id": name})

    @property
    def answer(self):
        """The value that was chosen."""
        return {MINE: self.mine, THEIRS: self.theirs, OWN: self.own}[self.chosen]


@dataclass(frozen=True)
class Meeting:
    """A part in which both wrote: who they are, and the places in question."""

    part: str
    label: str
    who: str
    at: str
    is_own: bool
    merged: dict
    pieces: dict[str, list] = field(default_factory=dict)
    questions: list[Question] = field(default_factory=list)

    def fields(self) -> dict:
        """Return the snapshot of the part with the answers in their places."""
        found = dict(self.merged)
        for question in self.questions:
            if question.field not in self.pieces:
                found[question.field] = question.answer
        for name, pieces in self.pieces.items():
            asked = [one for one in self.questions if one.field == name]
            given = [merge.Own(one.own) if one.chosen == OWN else one.chosen for one in asked]
            found[name] = merge.chosen(pieces, given)
        return found


def response(request, article: Article, refusal: workflow.Conflict) -> HttpResponse:
    """Keep what was typed in the history and ask what is to be saved."""
    asides = workflow.set_aside(article, refusal.mine, by=request.user, form=form_name(request))
    met = list(meetings(article, asides, refusal.base, refusal.seen, request.user))
    base = numbers(request.POST, "base") | refusal.base
    return page(request, article, met, asides, base, refusal.seen)


def answered(request, article: Article) -> HttpResponse | QueryDict:
    """Return the form as it stands with the answers, or the page again where one is missing."""
    base, seen = numbers(request.POST, "base"), numbers(request.POST, "_seen")
    ids = numbers(request.POST, ANSWERED)
    rows = Version.everything.filter(pk__in=ids.values(), article=article, by=request.user)
    asides = {row.part: row for row in rows.filter(is_aside=True)}
    met = list(meetings(article, asides, base, seen, request.user, request.POST))
    if not all(one.chosen for meeting in met for one in meeting.questions):
        sentence = _("For each passage, choose your version, theirs, or new wording.")
        return page(request, article, met, asides, base, seen, error=sentence)
    data = request.POST.copy()
    for meeting in met:
        for name, value in meeting.fields().items():
            merged_post.set_value(data, meeting.part, name, value)
        base[meeting.part] = seen[meeting.part]
    data["base"] = json.dumps(base)
    return data


def numbers(data: QueryDict, name: str) -> dict[str, int]:
    """Read part → number from a hidden field; nonsense counts as nothing."""
    try:
        found = read_json(data.get(name, ""), dict)
    except ValueError:
        return {}
    return {
        part: number
        for part, number in found.items()
        if part in versions.PARTS and type(number) is int and 0 <= number < 2**31
    }


def meetings(
    article: Article,
    asides: Mapping[str, Version],
    base: Mapping[str, int],
    seen: Mapping[str, int],
    user: User,
    answers: QueryDict | None = None,
) -> Iterator[Meeting]:
    """Yield the parts that were set aside with their questions. Three queries a part."""
    for part in versions.PARTS:
        theirs = article.versions.filter(part=part, number=seen.get(part, 0)).first()
        if part not in asides or theirs is None:
            continue
        began, mine = base.get(part, 0), asides[part].fields
        origin = origin_of(article, part, began)
        found = merge.merge_fields(origin, theirs.fields, mine, bodies=BODIES)
        pieces = {
            name: merge.pieces(clash.base or "", clash.theirs or "", clash.mine or "")
            for name, clash in found.conflicts.items()
            if clash.places
        }
        rows = savers(article, part, since=began, until=theirs.number)
        others = [row for row in rows if row.by_id != user.pk]
        people = dict.fromkeys(str(row.by) for row in others)
        yield Meeting(
            part=part,
            label=tab_name(part),
            who=", ".join(people),
            at=moment((others or rows or [theirs])[0].at),
            is_own=not others,
            merged=found.fields,
            pieces=pieces,
            questions=list(questions(part, found.conflicts, answers)),
        )


def questions(part: str, clashes: Mapping[str, merge.Conflict], answers) -> Iterator[Question]:
    """Yield a question for each place: of a body one for each paragraph that both changed."""
    for name, clash in clashes.items():
        for place, one in enumerate(clash.places or [clash]):
            key = f"clash-{part}-{name}-{place}"
            label = label_of(name)
            if clash.places and len(clash.places) > 1:
                label = _("%(field)s, no. %(number)d") % {"field": label, "number": place + 1}
            question = Question(key, name, label, one.base, one.theirs, one.mine)
            question.language = "" if part == SHARED else part
            question.deeds = deeds_of(one)
            if answers is not None:
                answer(question, answers)
            yield question


def deeds_of(place: merge.Conflict) -> tuple[str, str]:
    """Say what they and the person did to a paragraph; nothing where both only changed it."""
    if set(place.deeds) <= {Deed.LEFT, Deed.CHANGED}:
        return "", ""
    theirs, mine = zip(place.deeds, place.after, strict=True)
    return deed_in_words(*theirs), deed_in_words(*mine)


def deed_in_words(deed: str, after: str | None) -> str:
    """Say what was done to a paragraph, and where it stands now if that was changed."""
    place = cleaning.first_words(cleaning.plain(after), PLACE)
    if place:
        return {
            Deed.ADDED: _("Added after “%(words)s”"),
            Deed.MOVED: _("Moved: now after “%(words)s”"),
            Deed.MOVED_AND_CHANGED: _("Moved and changed: now after “%(words)s”"),
        }[Deed(deed)] % {"words": place}
    at_beginning = {
        Deed.ADDED: _("Added at the beginning"),
        Deed.MOVED: _("Moved to the beginning"),
        Deed.MOVED_AND_CHANGED: _("Moved to the beginning and changed"),
    }
    if after == "" and deed in at_beginning:
        return at_beginning[Deed(deed)]
    return {
        Deed.LEFT: _("Unchanged"),
        Deed.ADDED: pgettext("paragraph", "Added"),
        Deed.CHANGED: pgettext("paragraph", "Changed"),
        Deed.DELETED: _("Deleted: leave it out"),
        Deed.JOINED: _("Merged with the adjacent paragraph"),
        Deed.MOVED: pgettext("paragraph", "Moved"),
        Deed.MOVED_AND_CHANGED: _("Moved and changed"),
        Deed.SPLIT: _("Split into parts"),
    }[Deed(deed)]


def answer(question: Question, data: QueryDict) -> None:
    """Read what was chosen."""
    chosen = data.get(question.name, "")
    if chosen in (MINE, THEIRS) or (chosen == OWN and question.may_write):
        question.chosen = chosen
    if question.may_write:
        question.own = data.get(f"{question.name}-own", "")


def page(request, article: Article, met: list[Meeting], asides, base, seen, *, error=""):
    """Show the places in question. Template: clash.html."""
    kept = [
        (name, value)
        for name in request.POST
        if name not in OURS and not name.startswith("clash-")
        for value in request.POST.getlist(name)
    ]
    changes = [
        change
        for meeting in met
        for one in meeting.questions
        for change in (one.origin, one.their_change, one.my_change)
    ]
    hidden = {
        "base": json.dumps(base),
        "_seen": json.dumps(seen),
        ANSWERED: json.dumps({part: row.pk for part, row in asides.items()}),
    }
    title = pgettext("two people in one story", "You both edited this")
    context = story_page(request, article, title) | {
        "meetings": met,
        "kept": [*kept, *hidden.items()],
        "images": images_of(changes),
        "error": error,
        "pressed": "_verb" in request.POST,
    }
    return TemplateResponse(request, "admin/articles/article/clash.html", context)
