"""The column beside the form: for each language its state, its verbs, what is missing."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from urllib.parse import urlencode

from django.urls import reverse
from django.utils.translation import gettext as _

from articles.admin.publishing.publish_checks import Line, lines
from articles.admin.publishing.verbs import VERBS, Verb
from articles.admin.words import moment
from articles.editorial import checks, undo
from articles.editorial.checks.rules import Result
from articles.editorial.permissions import can_publish, facts_need_approval, needs_approval
from articles.editorial.states import LanguageState, State, states_of
from articles.models import Article, Former, Plan
from articles.models.version import SHARED
from articles.text.moments_in_words import full_moment
from articles.workflow import available, next_step
from newsroom import languages
from newsroom.models import User

# States in which a language goes live by itself.
COMING = {State.SCHEDULED, State.SCHEDULED_CHANGED}


@dataclass(frozen=True)
class Panel:
    language: languages.Language
    state: LanguageState
    moment: str
    note: str
    primary: Verb | None
    others: list[Verb]
    asks_change: bool
    checks: list[Line]
    # Until when the person can take back what they published, "" when they cannot.
    take_back_until: str = ""
    # Whether one press of theirs publishes the story's newer facts in every language.
    may_publish_facts: bool = False
    # When it goes live without what was saved since, "" where it does not; the way to what differs.
    left_out_at: str = ""
    left_out: str = ""
    # Whether somebody else has to approve the text before the person publishes it.
    wants_other_eyes: bool = False


def panels(
    user: User,
    article: Article,
    writable: set[str],
    newest: dict[str, int],
    plans: Iterable[Plan],
    has_author: bool,
) -> list[Panel]:
    """Return a panel a language: of a new story those that the person may write.

    `newest` are the numbers of the newest versions of the parts. Three queries at most.
    """
    if article.pk is None:
        states = dict.fromkeys(languages.CODES, LanguageState(State.MISSING, None))
        shown = [one for one in languages.LANGUAGES if one.code in writable]
    else:
        states, shown = states_of(article, newest, plans), languages.LANGUAGES
    found = checks.check(article, has_author=has_author)
    kept = {code: undo.still(state.edition) for code, state in states.items()}
    facts = may_publish_facts(user, article, states)
    return [
        panel(
            user, article, one, states[one.code], found[one.code], kept.get(one.code), facts, newest
        )
        for one in shown
    ]


def may_publish_facts(user, article: Article, states: dict[str, LanguageState]) -> bool:
    """Tell whether the person may publish every language whose readers have older facts."""
    older = {code: one.edition for code, one in states.items() if one.has_new_facts}
    return bool(older) and all(
        can_publish(user, article, code) and not facts_need_approval(user, article, edition)
        for code, edition in older.items()
    )


def panel(
    user,
    article: Article,
    language: languages.Language,
    state: LanguageState,
    found: list[Result],
    kept: Former | None,
    facts: bool,
    newest: dict[str, int],
) -> Panel:
    """Return what stands beside the tab of one language."""
    names = offered(user, article, language.code, state, kept)
    can_take_back = "take_back" in names
    first = next_step(names, state)
    edition = state.edition
    return Panel(
        language=language,
        state=state,
        moment=said_moment(state),
        note=article.text("note", language.code),
        primary=verb_of(first, state) if first else None,
        others=[VERBS[name] for name in names if name not in (first, "take_back")],
        asks_change=edition is not None and edition.is_live and "publish" in names,
        checks=lines(found, language.code),
        take_back_until=moment(kept.until) if kept and can_take_back else "",
        may_publish_facts=facts and state.has_new_facts,
        left_out_at=moment(state.at) if state.leaves_changes_out else "",
        left_out=difference(article, state, newest) if state.leaves_changes_out else "",
        wants_other_eyes=can_publish(user, article, language.code)
        and article.has_text(language.code)
        and needs_approval(user, article, language.code, edition),
    )


def verb_of(name: str, state: LanguageState) -> Verb:
    """Return a verb with its words: what goes out at a moment says at which."""
    if name != "schedule_changes":
        return VERBS[name]
    words = _("Use latest version at %(moment)s") % {"moment": moment(state.at)}
    return replace(VERBS[name], label=words)


def difference(article: Article, state: LanguageState, newest: dict[str, int]) -> str:
    """Return the address of what was saved since beside what goes live."""
    edition = state.edition
    is_text = newest.get(edition.language, 0) > edition.version
    query = {"part": edition.language if is_text else SHARED, "old": "coming", "new": "now"}
    return f"{reverse('admin:articles_article_compare', args=[article.pk])}?{urlencode(query)}"


def said_moment(state: LanguageState) -> str:
    """Say when a language went live; of one that will, the day too."""
    if state.at is None:
        return ""
    return full_moment(state.at) if state.code in COMING else moment(state.at)


def offered(
    user, article: Article, language: str, state: LanguageState, kept: Former | None
) -> list[str]:
    """Name the verbs to show as buttons.

    A press saves first, so a title that is only typed yet counts: nobody has to save a new
    story before the button to publish it appears.
    """
    hints = {"state": state, "former": kept}
    if article.text("title", language):
        return available(user, article, language, state.edition, **hints)
    article.set_text("title", language, "…")
    names = available(user, article, language, state.edition, **hints)
    article.set_text("title", language, "")
    return names


def part_label(part: str) -> str:
    return _("Story") if part == SHARED else languages.by_code(part).label
