"""What a person reads of a story in lists: its title, and where a language of it stands."""

from django.utils import timezone
from django.utils.formats import date_format
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from articles.editorial.states import LanguageState, State
from articles.models import Article
from articles.models.version import SHARED
from newsroom import languages
from newsroom.models import User

# States whose moment says something: when it went or goes live.
TIMED = {State.SCHEDULED, State.SCHEDULED_CHANGED, State.LIVE, State.LIVE_CHANGED, State.BEHIND}


def best_title(article: Article, user: User) -> str:
    """Return the title in the person's language, else in one of their desks', else any."""
    for code in (user.interface_language, *user.languages):
        if title := article.text("title", code):
            return title
    return article.working_title()


def title_in(article: Article, language: str) -> str:
    """Return the title in a language, else the working title."""
    return article.text("title", language) or article.working_title()


def tab_name(part: str) -> str:
    """Name a part of a story as its tab in the form does."""
    return _("Story") if part == SHARED else languages.by_code(part).name


def moment(at) -> str:
    """Write a moment as short as it can be understood: the time today, else the day too."""
    at = timezone.localtime(at)
    if at.date() == timezone.localdate():
        return date_format(at, "TIME_FORMAT")
    return date_format(at, "SHORT_DATETIME_FORMAT")


def state_mark(state: LanguageState) -> SafeString:
    """Return the coloured dot and the word of a state."""
    return format_html('<span class="state state--{}">{}</span>', state.code.value, state.label)


def state_cell(state: LanguageState) -> SafeString:
    """Return the mark of a state, and its moment where that says something."""
    if state.code in TIMED and state.at:
        return format_html("{}<small>{}</small>", state_mark(state), moment(state.at))
    return state_mark(state)
