"""What a feed says of a story: HTML that needs nothing of our site to be read elsewhere."""

import re
from collections.abc import Iterable, Mapping

from django.conf import settings
from django.utils.formats import date_format
from django.utils.html import escape, format_html, format_html_join
from django.utils.timezone import localtime
from django.utils.translation import pgettext

from articles.images import sources
from articles.models import Edition, Image
from articles.site.block_references import Named
from articles.site.page import absolute
from articles.site.seo import body_for_readers
from articles.text.blocks import Figure
from articles.text.cleaning import figures, plain
from articles.text.markup.headings import without_gaps

# What XML 1.0 cannot hold, escaped or not, and controls that validators take for a wrong encoding.
FORBIDDEN = re.compile("[^\t\n\r\x20-\x7e\xa0-\ud7ff\ue000-\ufffc\U00010000-\U0010ffff]")
# A link to a place of ours, as articles/text/markup/ writes it.
_OWN_PLACE = re.compile(r'(<a href=")(/[^"]*)"')


def xml(text: str) -> str:
    """Return the text without the characters that no XML document can hold."""
    return FORBIDDEN.sub("", text)


def content(
    edition: Edition,
    notes: Iterable,
    images: Mapping[int, Image],
    others: Named,
    *,
    is_full: bool,
) -> str:
    """Return the HTML of a story: its text where `is_full`, and always its corrections.

    `notes` are (label, text, moment); `others` are the stories and files that it names. "" when
    there is nothing but the lead. No query.
    """
    corrections = format_html_join(
        "", "<p><em>{}</em></p>", ((correction_html(*one),) for one in notes)
    )
    if not is_full and not corrections:
        return ""
    beginning = format_html("<p>{}</p>", edition.lead) if edition.lead else ""
    whole = body(edition, images, others) if is_full else ""
    return xml(f"{beginning}{whole}{corrections}")


def correction_html(label: str, text: str, moment) -> str:
    """Write one correction with its day."""
    # Translators: a correction in a feed: "Correction, 24 November 2026: It was …"
    words = pgettext("correction in a feed", "%(label)s, %(date)s: %(text)s")
    return words % {
        "label": label,
        "date": date_format(localtime(moment), "DATE_FORMAT"),
        "text": text,
    }


def body(edition: Edition, images: Mapping[int, Image], others: Named) -> str:
    """Return the text of a story with whole addresses, and plain pictures and links in it."""
    parts = (
        figure(part, images, others) if isinstance(part, Figure) else part
        for part in figures(without_gaps(body_for_readers(edition), looks=False))
    )
    # Addresses stand escaped in a body already.
    return _OWN_PLACE.sub(rf'\1{settings.SITE_URL}\2"', "".join(parts))


def figure(part: Figure, images: Mapping[int, Image], others: Named) -> str:
    """Return plain HTML for a figure; nothing for graphic pictures, which the page covers."""
    found = [images[pk] for pk in part.ids if pk in images and not images[pk].is_graphic]

    def pictures(caption: str) -> str:
        return "".join(picture(one, caption) for one in found)

    return part.fed(others.get((part.name, part.row)), plain(part.caption_html), pictures)


def picture(image: Image, caption: str) -> str:
    """Return an `<img>` with its caption and credit, if any; "" where it has no file yet."""
    ready = sources(image, "full")
    if ready is None:
        return ""
    words = " ".join(filter(None, (caption or escape(image.caption or ""), credit(image))))
    below = f"<figcaption>{words}</figcaption>" if words else ""
    shown = f'<img src="{escape(absolute(ready.src))}" alt="{escape(image.alt or "")}">'
    return f"<figure>{shown}{below}</figure>"


def credit(image: Image) -> str:
    """Return the credit of a picture as HTML."""
    return f"({escape(image.credit)})" if image.credit else ""
