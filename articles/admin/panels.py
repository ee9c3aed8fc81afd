"""The column beside the form: for each language its state, its verbs, what is missing."""

from dataclasses import dataclass

from django.utils.translation import gettext as _

from articles import text
from articles.admin.verbs import VERBS, Verb, primary
from articles.admin.words import moment
from articles.models import Article, Image, Version
from articles.models.version import SHARED
from articles.states import LanguageState, State, language_states
from articles.workflow import available
from newsroom import languages
from newsroom.models import User

SHOWN_VERSIONS = 20


@dataclass(frozen=True)
class Check:
    """One thing to look at before publishing; only the empty title stops it."""

    is_done: bool
    sentence: str
    stops: bool = False


@dataclass(frozen=True)
class Panel:
    language: languages.Language
    state: LanguageState
    moment: str
    note: str
    primary: Verb | None
    others: list[Verb]
    asks_change: bool
    checks: list[Check]


def panels(user: User, article: Article, writable: set[str]) -> list[Panel]:
    """Return a panel a language: of a new story those that the person may write."""
    if article.pk is None:
        return [
            panel(user, article, one, LanguageState(State.MISSING, None))
            for one in languages.LANGUAGES
            if one.code in writable
        ]
    states = language_states([article])[article.pk]
    credited = article.credits.exists()
    return [
        panel(user, article, one, states[one.code], credited=credited)
        for one in languages.LANGUAGES
    ]


def panel(
    user,
    article: Article,
    language: languages.Language,
    state: LanguageState,
    *,
    credited: bool = False,
) -> Panel:
    """Return what stands beside the tab of one language."""
    names = offered(user, article, language.code, state)
    first = primary(names)
    edition = state.edition
    return Panel(
        language=language,
        state=state,
        moment=moment(state.at) if state.at else "",
        note=article.text("note", language.code),
        primary=VERBS[first] if first else None,
        others=[VERBS[name] for name in names if name != first],
        asks_change=edition is not None and edition.is_live and "publish" in names,
        checks=checks(article, language.code, credited=credited),
    )


def offered(user, article: Article, language: str, state: LanguageState) -> list[str]:
    """Name the verbs to show as buttons.

    A press saves first, so a title that is only typed yet counts: nobody has to save a new
    story before the button to publish it appears.
    """
    if article.text("title", language):
        return available(user, article, language, state.edition)
    article.set_text("title", language, "…")
    names = available(user, article, language, state.edition)
    article.set_text("title", language, "")
    return names


def checks(article: Article, language: str, *, credited: bool) -> list[Check]:
    """List what readers would miss. One query when the body has pictures."""
    cover = article.cover
    pictures = pictures_without_alt(article, language)
    return [
        Check(bool(article.text("title", language)), _("Title"), stops=True),
        Check(bool(article.text("lead", language)), _("Lead")),
        Check(article.category_id is not None, _("Category")),
        Check(credited or bool(article.text("source", language)), _("Author or source")),
        Check(cover is not None, _("Cover")),
        Check(bool(cover and said(cover, "alt", language)), _("Alt text of the cover")),
        Check(bool(cover and said(cover, "credit", language)), _("Credit of the cover")),
        Check(not pictures, _("Alt texts of the pictures in the text")),
    ]


def said(image: Image, field: str, language: str) -> str:
    return getattr(image, languages.column(field, language)) or ""


def pictures_without_alt(article: Article, language: str) -> bool:
    used = text.images_in(article.text("body", language))
    if not used:
        return False
    return Image.objects.filter(pk__in=used, **{languages.column("alt", language): ""}).exists()


def history(article: Article) -> list[Version]:
    """Return the newest versions of all parts. One query."""
    if article.pk is None:
        return []
    return list(article.versions.select_related("by").defer("fields")[:SHOWN_VERSIONS])


def part_label(part: str) -> str:
    return _("Story") if part == SHARED else languages.by_code(part).label
