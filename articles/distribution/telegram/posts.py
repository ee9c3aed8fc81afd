"""What stands in a channel: the editor's words, the picture, the link, within Telegram's limits."""

import io
from dataclasses import dataclass
from html import escape

from django.conf import settings
from django.core.files.storage import default_storage
from django.utils import translation
from django.utils.translation import gettext as _

from articles.images.renditions import file_name
from articles.images.social_cards import draw
from articles.images.story_card import card_of
from articles.models import Edition, Image, TelegramPost
from articles.text.cleaning import first_words, safe_line

# Characters, in UTF-16 as Telegram counts, of what is seen: tags are free.
TEXT, CAPTION = 4096, 1024


@dataclass(frozen=True)
class Content:
    """What a post is to show; `picture` names the cover's files or a drawn card, "" without one."""

    html: str
    picture: str


def text_of(title: str, lead: str) -> str:
    """Return what a post says when nobody wrote anything else."""
    return f"{title}\n\n{lead}".strip()


def content(post: TelegramPost) -> Content:
    """Return what the post is to show now. A message keeps being a text or a picture.

    A cover that is graphic, or whose time is over, is never sent; where it was, a drawn card takes
    its place.
    """
    edition = post.edition
    cover = edition.stream_cover
    has_picture = bool(post.picture) if post.message_id else bool(file_of(cover))
    name = (cover.key if file_of(cover) else card_of(edition).name) if has_picture else ""
    limit = CAPTION if has_picture else TEXT
    return Content(message(post.text, edition, limit), name)


def message(text: str, edition: Edition, limit: int) -> str:
    """Return the HTML of a post: the first line stands out, the link is last and never cut."""
    link = settings.SITE_URL + edition.get_absolute_url()
    label = label_of(edition)
    lines = [safe_line(line) for line in text.strip().splitlines()]
    # Three breaks of two lines, one of which may be one line in the text.
    room = limit - length(link) - length(label) - 5
    headline, _end, rest = cut("\n".join(lines), room).partition("\n")
    parts = [escape(label, quote=False), f"<b>{escape(headline, quote=False)}</b>"]
    parts += [escape(rest.strip(), quote=False), escape(link, quote=False)]
    return "\n\n".join(filter(None, parts))


def label_of(edition: Edition) -> str:
    """Return the words that mark what is paid for, or an opinion, in the story's language."""
    with translation.override(edition.language):
        return edition.needed_label


def withdrawn_sentence(language: str) -> str:
    """Return what takes the place of a post that cannot be deleted any more."""
    with translation.override(language):
        return escape(_("This story was withdrawn from the site."), quote=False)


def length(text: str) -> int:
    """Count as Telegram does: emoji and rare signs are two."""
    return len(text.encode("utf-16-le")) // 2


def cut(text: str, limit: int) -> str:
    """Return at most `limit` of Telegram's characters, cut after a word."""
    if length(text) <= limit:
        return text
    head = text.encode("utf-16-le")[: 2 * limit].decode("utf-16-le", "ignore")
    return first_words(text, len(head))


def file_of(image: Image | None) -> str:
    """Return the path of the picture's file in the store, "" without one. No query."""
    ready = image.renditions.get("social", {}).get("jpeg") if image else None
    return file_name(image, "social", max(ready), "jpeg") if ready else ""


def picture_of(edition: Edition) -> bytes | None:
    """Read the JPEG of the cover; None when there is none to show or its file is lost."""
    path = file_of(edition.stream_cover)
    try:
        with default_storage.open(path) as file:
            return file.read() if path else None
    except (OSError, ValueError):
        return None


def card_picture(edition: Edition) -> bytes:
    """Draw the card as a JPEG."""
    out = io.BytesIO()
    draw(card_of(edition)).save(out, "JPEG", quality=90)
    return out.getvalue()
