"""What stands on the board in words: the lists beside the matrix, and the matrix's cells."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from datetime import datetime
from itertools import groupby

from django.urls import reverse
from django.utils import timezone
from django.utils.functional import cached_property
from django.utils.text import Truncator
from django.utils.translation import gettext as _

from articles.admin.publishing.verbs import VERBS
from articles.admin.words import best_title, moment
from articles.editorial import board
from articles.editorial.board import Row
from articles.editorial.states import LanguageState, State
from articles.models import Article
from articles.models.article import Kind
from articles.workflow import available
from newsroom import languages
from newsroom.models import User

# The step that a state waits for: what one press on the board leads to.
NEXT = {
    State.DRAFT: "submit",
    State.SENT_BACK: "submit",
    State.REVIEW: "approve",
    State.APPROVED: "publish",
    State.SCHEDULED_CHANGED: "schedule_changes",
    State.LIVE_CHANGED: "publish",
}
OWN_STEPS = (State.DRAFT, State.SENT_BACK)


@dataclass(frozen=True)
class Step:
    """A verb that the person may use now, and the page that asks for what it needs."""

    label: str
    address: str


@dataclass(frozen=True)
class Line:
    """A story in a list of the board."""

    key: str
    title: str
    address: str
    words: list[str]
    step: Step | None = None
    is_late: bool = False
    here: str = ""  # who else has the story open


@dataclass(frozen=True)
class Panel:
    """A list of the board: how many there are of it, and the first of them."""

    name: str
    title: str
    number: int
    lines: list[Line]
    nothing: str = ""
    more: str = ""


@dataclass(frozen=True)
class Cell:
    """A language of a story in the matrix."""

    language: languages.Language
    state: LanguageState
    address: str
    words: str
    step: Step | None


@dataclass(frozen=True)
class Story:
    """A row of the matrix."""

    key: int
    title: str
    address: str
    words: list[str]
    cells: list[Cell]
    here: str = ""


@dataclass
class Desk:
    """What is known of the stories on somebody's board once they are read."""

    user: User
    articles: dict[int, Article]
    states: dict[int, dict[str, LanguageState]]
    people: dict[int, str]
    categories: dict[int, str]
    rows: dict[str, list[Row]] = field(default_factory=dict)
    # Story → person → parts that they have open: presence.places.
    places: dict[int, dict[int, list[str]]] = field(default_factory=dict)

    def rows_of(self, what: str) -> list[Row]:
        return self.rows.get(what, [])

    def state(self, row: Row) -> LanguageState:
        return self.states[row.story][row.language]

    def name(self, who: int | None) -> str:
        return self.people.get(who, "")

    def here(self, story: int) -> str:
        """Say who else has a story open, and in which language; "" where nobody has."""
        named = [
            f"{self.name(who)} ({labels})" if (labels := labels_of(parts)) else self.name(who)
            for who, parts in self.places.get(story, {}).items()
        ]
        return _("Open in: %(who)s") % {"who": ", ".join(named)} if named else ""

    def step(self, article: Article, code: str) -> Step | None:
        """Return the next step of a language, when this person may take it. No queries."""
        state = self.states[article.pk][code]
        verb = NEXT.get(state.code)
        if state.code in OWN_STEPS and not self.is_theirs(article, code):
            return None
        if verb not in available(self.user, article, code, state.edition, state=state):
            return None
        address = reverse("admin:articles_article_verb", args=[article.pk, code, verb])
        return Step(str(VERBS[verb].label), address)

    def is_theirs(self, article: Article, code: str) -> bool:
        return self.user.pk in (article.created_by_id, article.asked.get(code))

    def line(self, row: Row, words: Iterable[str], *, stepped=True, is_late=False) -> Line:
        article = self.articles[row.story]
        return Line(
            key=f"{row.what}-{row.story}-{row.language}",
            title=best_title(article, self.user),
            address=f"{article.get_admin_url()}#{row.language}",
            words=[word for word in words if word],
            step=self.step(article, row.language) if stepped else None,
            is_late=is_late,
            here=self.here(row.story),
        )

    def story(self, article: Article, shown: Iterable[languages.Language]) -> Story:
        """Return a row of the matrix, in the languages that are shown."""
        address = article.get_admin_url()
        cells = [self.cell(article, one, f"{address}#{one.code}") for one in shown]
        kind = "" if article.kind == Kind.NEWS else article.get_kind_display()
        words = [kind, self.categories.get(article.category_id), self.name(article.created_by_id)]
        title = best_title(article, self.user)
        words = [one for one in words if one]
        return Story(article.pk, title, address, words, cells, self.here(article.pk))

    def cell(self, article: Article, language: languages.Language, address: str) -> Cell:
        state = self.states[article.pk][language.code]
        words = self.aside(article, language.code, state)
        return Cell(language, state, address, words, self.step(article, language.code))

    def aside(self, article: Article, code: str, state: LanguageState) -> str:
        """Return what stands under a state in the matrix: when, how long, from whom, why."""
        since = self.since.get((article.pk, code))
        if state.code == State.REVIEW and since:
            return waits(since)
        if state.code == State.SENT_BACK:
            return Truncator(article.text("note", code)).chars(80)
        if state.code == State.WITHDRAWN:
            return Truncator(state.edition.withdrawn_reason).chars(60)
        if state.edition and state.code != State.ENDED:
            return moment(state.at)
        plan = next((one for one in article.plans.all() if one.language == code), None)
        if plan is None or state.code == State.NOT_PLANNED:
            return ""
        words = [_("due %(moment)s") % {"moment": moment(plan.wanted_at)}] * bool(plan.wanted_at)
        return ", ".join(filter(None, [*words, self.name(plan.person_id)]))

    @cached_property
    def since(self) -> dict[tuple[int, str], datetime]:
        """Since when the languages of stories wait for review."""
        return {(row.story, row.language): row.at for row in self.rows_of(board.REVIEW)}


def labels_of(parts: Iterable[str]) -> str:
    """Name the languages among parts of a story, in the newsroom's order."""
    return ", ".join(one.label for one in languages.LANGUAGES if one.code in parts)


def waits(since: datetime) -> str:
    """Say how long something has waited, in units that no number inflects."""
    minutes = max(0, int((timezone.now() - since).total_seconds() // 60))
    if minutes < 60:
        return _("waiting %(number)d min") % {"number": minutes}
    if minutes < 48 * 60:
        return _("waiting %(number)d h") % {"number": minutes // 60}
    return _("waiting %(number)d d") % {"number": minutes // (24 * 60)}


def panels(desk: Desk, codes: list[str], most: int) -> Iterator[Panel]:
    """Yield the lists beside the matrix, the most pressing first; empty ones mostly not at all."""
    yield from filter(None, (late(desk, most), mine(desk, most), tasks(desk, most)))
    yield for_review(desk, codes, most)
    yield from filter(None, (wanted(desk, most), behind(desk, most)))
    yield scheduled(desk, most)


def late(desk: Desk, most: int) -> Panel | None:
    """What went live unnoticed, and the embargoes that are about to end."""
    unnoticed, ending = desk.rows_of(board.LATE), desk.rows_of(board.EMBARGO)
    if not unnoticed and not ending:
        return None
    sentence = _("live since %(moment)s, services not notified")
    lines = [
        desk.line(
            row,
            [languages.by_code(row.language).name, sentence % {"moment": moment(row.at)}],
            is_late=True,
        )
        for row in unnoticed[:most]
    ]
    sentence = _("the embargo ends at %(moment)s")
    lines += [
        desk.line(row, [sentence % {"moment": moment(row.at)}], stepped=False)
        for row in ending[:most]
    ]
    return Panel("late", _("Late or nearly late"), len(unnoticed) + len(ending), lines)


def mine(desk: Desk, most: int) -> Panel | None:
    """What came back to the person, and what is ready and theirs to publish."""
    rows = desk.rows_of(board.MINE)
    lines = [
        desk.line(
            row,
            [
                f"{languages.by_code(row.language).name} · {desk.state(row).label}",
                Truncator(desk.articles[row.story].text("note", row.language)).chars(120),
            ],
        )
        for row in rows[:most]
    ]
    return Panel("mine", _("Waiting for you"), len(rows), lines) if rows else None


def tasks(desk: Desk, most: int) -> Panel | None:
    """Corrections in other languages that the person's desks have not looked at."""
    rows = desk.rows_of(board.TASK)
    lines = [
        desk.line(
            row,
            [languages.by_code(row.language).name, desk.name(row.who), moment(row.at)],
            stepped=False,
        )
        for row in rows[:most]
    ]
    if not rows:
        return None
    return Panel("tasks", _("Corrected in another language: check yours"), len(rows), lines)


def for_review(desk: Desk, codes: list[str], most: int) -> Panel:
    """What waits on the person's desks, the longest first."""
    rows = desk.rows_of(board.REVIEW)
    lines = [
        desk.line(row, [languages.by_code(row.language).name, desk.name(row.who), waits(row.at)])
        for row in rows[:most]
    ]
    more = stories(**{codes[0]: State.REVIEW.value}) if len(codes) == 1 else ""
    return Panel(
        "review",
        _("Waiting for review"),
        len(rows),
        lines,
        nothing=_("Nothing waiting."),
        more=more,
    )


def wanted(desk: Desk, most: int) -> Panel | None:
    rows = desk.rows_of(board.WANTED)
    now = timezone.now()
    lines = [
        desk.line(
            row,
            [
                languages.by_code(row.language).name,
                _("due %(moment)s") % {"moment": moment(row.at)},
                _("late") if row.at < now else "",
            ],
            is_late=row.at < now,
        )
        for row in rows[:most]
    ]
    return Panel("wanted", _("Assigned to you"), len(rows), lines) if rows else None


def behind(desk: Desk, most: int) -> Panel | None:
    """Translations of the person's languages whose original went on, the newest change first."""
    rows = desk.rows_of(board.TRANSLATE)
    if not rows:
        return None
    lines = [desk.line(several[0], [labels(several)]) for several in together(rows[:most])]
    return Panel("behind", _("Behind the original"), len(rows), lines)


def scheduled(desk: Desk, most: int) -> Panel:
    """What goes live next."""
    rows = desk.rows_of(board.SCHEDULED)
    lines = [
        desk.line(
            several[0],
            [moment(several[0].at), labels(several), left_out(desk, several)],
            stepped=False,
        )
        for several in together(rows[:most])
    ]
    return Panel(
        "scheduled",
        _("Scheduled stories"),
        len(rows),
        lines,
        nothing=_("Nothing is scheduled."),
        more=reverse("admin:articles_week_plan"),
    )


def together(rows: list[Row]) -> Iterator[list[Row]]:
    """Yield the rows of the languages of a story that have one moment."""
    for _moment, several in groupby(rows, lambda row: (row.story, row.at)):
        yield list(several)


def labels(rows: Iterable[Row]) -> str:
    return ", ".join(languages.by_code(row.language).label for row in rows)


def left_out(desk: Desk, rows: list[Row]) -> str:
    """Say which languages go live without what was saved since; "" where none does."""
    older = [row for row in rows if desk.state(row).leaves_changes_out]
    words = _("without the latest changes: %(languages)s")
    return words % {"languages": labels(older)} if older else ""


def stories(**query: str) -> str:
    address = reverse("admin:articles_article_changelist")
    return f"{address}?{'&'.join(f'{name}={value}' for name, value in query.items())}"
