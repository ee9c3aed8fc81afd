"""Small things that readers' pages say in many places: moments, counts, icons, the frame."""

import functools
from datetime import date, datetime, timedelta

from django import template
from django.template.loader import render_to_string
from django.templatetags.static import static
from django.utils.formats import date_format
from django.utils.functional import SimpleLazyObject
from django.utils.html import format_html
from django.utils.safestring import SafeString, mark_safe
from django.utils.timezone import get_current_timezone_name, localtime
from django.utils.translation import gettext, gettext_noop, pgettext

from articles.models import context as rows
from articles.models.today import today
from articles.site import breaking_bar, lite
from articles.text import cleaning
from newsroom import languages, paths
from newsroom.cache.generation import per_generation

register = template.Library()

# Translators: a city, as the name of its time zone, in brackets behind a time
gettext_noop("Yerevan")

NO_BREAK_SPACE = "\u00a0"


@register.filter
def cleaned(html: str) -> SafeString:
    """Return what readers get of HTML that some other way than a form may have written."""
    return mark_safe(cleaning.clean(html))


@register.filter
def absolute(path: str) -> str:
    """Return an address with its host, for paper."""
    return paths.absolute(path)


@register.filter
def grouped(number: int) -> str:
    """Write a count as the active language does: 1,078 in English, 1078 and 12 345 elsewhere."""
    if languages.active() == "en":
        return f"{number:,}"
    return str(number) if number < 10_000 else f"{number:,}".replace(",", NO_BREAK_SPACE)


@register.simple_tag
def when(moment: datetime) -> SafeString:
    """Write a moment as a stream does: a time today, else the day, the year only if another."""
    return _time(moment, _words(localtime(moment), today()))


@register.simple_tag
def moment(value: datetime) -> SafeString:
    """Write a moment in full, with the newsroom's zone."""
    local = localtime(value)
    words = pgettext("moment", "%(date)s, %(time)s (%(zone)s)") % {
        "date": date_format(local, "DATE_FORMAT"),
        "time": date_format(local, "H:i"),
        "zone": gettext(get_current_timezone_name().rsplit("/", 1)[-1].replace("_", " ")),
    }
    return _time(value, words)


@register.simple_tag
def bundle(kind: str) -> SafeString:
    """Name the styles and scripts of a kind of page (templates/bundles.toml)."""
    name = f"bundles/{kind}-lite" if lite.is_on() else f"bundles/{kind}"
    return format_html(
        '<link rel="stylesheet" href="{}">\n'
        '<script type="module" fetchpriority="low" src="{}"></script>',
        static(f"{name}.css"),
        static(f"{name}.js"),
    )


@register.simple_tag
@functools.cache
def icon(name: str) -> SafeString:
    """Draw an icon of static/icons/sprite.svg; the words beside it say what it means."""
    return format_html(
        '<svg class="icon" aria-hidden="true" focusable="false"><use href="{}#{}"></use></svg>',
        static("icons/sprite.svg"),
        name,
    )


@register.simple_tag
def frame(name: str, current: str | int = "") -> SafeString:
    """Show a part that every page of a language has, rendered once per generation and process.

    `current` is the slug of the page's category, or the number of the breaking bar; the fragment
    gets it beside the site's rows.
    """
    return _frame(name, languages.active(), current, today(), lite.is_on())


@per_generation
def _frame(name: str, code: str, current: str | int, today: date, is_lite: bool) -> SafeString:
    # Rows are read by the fragments that show them. The bar leads to a story, and they change all
    # the time.
    read = {
        "site": rows.site,
        "menu": lambda: rows.menu(code),
        "footer_pages": lambda: rows.footer_pages(code),
        "bar": lambda: breaking_bar.bar_by(current),
    }
    context = {
        "language": languages.by_code(code),
        "current": current,
        "today": today,
        "lite": is_lite,
    } | {row: SimpleLazyObject(reading) for row, reading in read.items()}
    return mark_safe(render_to_string(f"articles/{name}.html", context))


def _time(moment: datetime, words: str) -> SafeString:
    """Return the words as the moment that they tell, in ISO 8601 with the newsroom's offset."""
    iso = localtime(moment).isoformat(timespec="seconds")
    return format_html('<time datetime="{}">{}</time>', iso, words)


def _words(local: datetime, today: date) -> str:
    clock = date_format(local, "H:i")
    if local.date() == today:
        return clock
    if local.date() == today - timedelta(days=1):
        return gettext("Yesterday, %(time)s") % {"time": clock}
    same_year = local.year == today.year
    return date_format(local, "MONTH_DAY_FORMAT" if same_year else "DATE_FORMAT")
