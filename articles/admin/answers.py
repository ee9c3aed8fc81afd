"""Where a person is led after a verb, and what they are told."""

from collections.abc import Iterator

from django.contrib import messages
from django.http import HttpResponseRedirect
from django.middleware.csrf import get_token
from django.urls import reverse
from django.utils import timezone
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from articles.admin.words import moment
from articles.editorial import undo
from articles.editorial.permissions import can_take_back
from articles.editorial.states import LanguageState, language_states
from articles.models import Article, Edition
from articles.text.moments_in_words import full_moment, zone_words
from articles.workflow import available
from newsroom import languages


def back_to_form(article: Article, tab: str = "") -> HttpResponseRedirect:
    """Lead to the form, with the tab of a language open."""
    anchor = f"#{tab}" if tab in (*languages.CODES, "shared") else ""
    return HttpResponseRedirect(article.get_admin_url() + anchor)


def say_published(request, article: Article, editions: list[Edition]) -> None:
    """Say what is live now, with links and the way back, and what goes live when."""
    live = [one for one in editions if one.is_live]
    if live:
        words = format_html("{} {}", _("Published:"), joined(map(link, live)))
        messages.success(request, format_html("{} {}", words, ways_back(request, article, live)))
    for one in editions:
        if one.is_scheduled:
            sentence = _("%(language)s goes live on %(moment)s (%(zone)s).") % {
                "language": languages.by_code(one.language).name,
                "moment": full_moment(one.published_at),
                "zone": zone_words(),
            }
            messages.success(request, sentence)


def left_out(article: Article) -> Iterator[tuple[LanguageState, str]]:
    """Yield the states of the languages that go live without what is saved now, with a sentence.

    One query where nothing of the story is scheduled, three where it is.
    """
    coming = article.editions.filter(published_at__gt=timezone.now(), withdrawn_at=None)
    if not coming.exists():
        return
    for code, state in language_states([article])[article.pk].items():
        if state.leaves_changes_out:
            words = {"language": languages.by_code(code).name, "moment": moment(state.at)}
            sentence = _(
                "%(language)s: the version scheduled for %(moment)s will be published, not the one "
                "just saved."
            )
            yield state, sentence % words


def say_left_out(request, article: Article) -> None:
    """Say which languages go live without what is saved now, each with the press that takes it."""
    for state, sentence in left_out(article):
        code = state.edition.language
        names = available(request.user, article, code, state.edition, state=state)
        press = ""
        if "schedule_changes" in names:
            words = _("Use latest version at %(moment)s") % {"moment": moment(state.at)}
            press = button(request, article, code, "schedule_changes", words)
        messages.warning(request, format_html("{} {}", sentence, press))


def button(request, article: Article, code: str, verb: str, words: str) -> SafeString:
    """Return a button that does a verb at one press, for a message."""
    return format_html(
        '<form class="message-form" method="post" action="{}">'
        '<input type="hidden" name="csrfmiddlewaretoken" value="{}"><button>{}</button></form>',
        reverse("admin:articles_article_verb", args=[article.pk, code, verb]),
        get_token(request),
        words,
    )


def say_refused(request, refused: list[tuple[str, str]]) -> None:
    """Say of each language (a code) that was not published why."""
    for code, sentence in refused:
        words = {"language": languages.by_code(code).name, "reason": sentence}
        messages.warning(request, _("%(language)s is not published: %(reason)s") % words)


def link(edition: Edition) -> SafeString:
    """Return a link to what readers see, called by its language."""
    language = languages.by_code(edition.language)
    return format_html(
        '<a href="{}" hreflang="{}" lang="{}">{}</a>',
        edition.get_absolute_url(),
        language.code,
        language.code,
        language.name,
    )


def joined(links) -> SafeString:
    return format_html_join(", ", "{}", ((one,) for one in links))


def ways_back(request, article: Article, editions: list[Edition]) -> SafeString:
    """Return a button for each language that the person can take back: one press does it."""
    kept = undo.of_story(article)
    mine = [
        (one, kept[one.language])
        for one in editions
        if one.language in kept
        and can_take_back(request.user, article, one.language, kept[one.language])
    ]
    words = _("Undo publishing (%(language)s, until %(moment)s)")
    buttons = [
        button(
            request,
            article,
            one.language,
            "take_back",
            words
            % {"language": languages.by_code(one.language).label, "moment": moment(row.until)},
        )
        for one, row in mine
    ]
    return format_html_join(" ", "{}", ((one,) for one in buttons))
