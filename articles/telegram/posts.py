"""What stands in a channel: the editor's words, the picture, the link, within Telegram's limits."""

from dataclasses import dataclass
from html import escape

from django.conf import settings
from django.core.files.storage import default_storage
from django.utils import translation
from django.utils.translation import gettext as _

from articles.images.renditions import file_name
from articles.models import Edition, Image, Kind, TelegramPost
from articles.telegram.bot import Picture
from articles.text import first_words, safe_line

# Characters, in UTF-16 as Telegram counts, of what is seen: tags are free.
TEXT, CAPTION = 4096, 1024


@dataclass(frozen=True)
class Content:
    """What a post is to show; `picture` names the cover's files, "" without one."""

    html: str
    picture: str


def text_of(title: str, lead: str) -> str:
    """Return what a post says when nobody wrote anything else."""
    return f"{title}\n\n{lead}".strip()


def content(post: TelegramPost) -> Content:
    """Return what the post is to show now. A message keeps being a text or a picture."""
    edition = post.edition
    has_picture = bool(post.picture) if post.message_id else bool(file_of(edition.cover))
    name = name_of(edition.cover) if has_picture else ""
    limit = CAPTION if has_picture else TEXT
    return Content(message(post.text, edition, limit), name or post.picture)


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
    """Return the word that marks what is paid for, in the story's language."""
    if edition.kind != Kind.PARTNER:
        return ""
    with translation.override(edition.language):
        return str(Kind.PARTNER.label)


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


def name_of(image: Image | None) -> str:
    """Name what the picture looks like in a post: its files, and whether it is covered."""
    if image is None:
        return ""
    return f"{image.key}!" if image.is_graphic else image.key


def file_of(image: Image | None) -> str:
    """Return the path of the picture's file in the store, "" without one. No query."""
    ready = image.renditions.get("social", {}).get("jpeg") if image else None
    return file_name(image, "social", max(ready), "jpeg") if ready else ""


def picture_of(image: Image | None) -> Picture | None:
    """Read the picture; None when there is none or its file is lost."""
    path = file_of(image)
    try:
        with default_storage.open(path) as file:
            return Picture(file.read(), image.is_graphic) if path else None
    except (OSError, ValueError):
        return None
