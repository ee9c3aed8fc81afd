"""What a file says of its picture, put into the fields that are empty."""

import datetime
import re

from django.utils import timezone

from articles.models import Image
from articles.text.cleaning import safe_line

_CYRILLIC, _ARMENIAN = re.compile("[Ѐ-ӿ]"), re.compile("[Ա-֏ﬓ-ﬗ]")
_LATIN = re.compile("[A-Za-zÀ-ɏ]")


def fill_empty_fields(image: Image, found: dict) -> None:
    """Fill fields of a picture that are empty from what was read of its file. Saves no row.

    `found` holds the fields of `newsroom.decoding.images.metadata.Metadata`. Captions and
    credits go to the language that their letters tell.
    """
    for field, texts in (("caption", found["captions"]), ("credit", found["credits"])):
        for text in texts:
            fill(image, f"{field}_{language_of(text)}", text)
    fill(image, "source", found["source"])
    fill(image, "copyright", found["copyright"])
    fill(image, "people", ", ".join(found["people"]))
    fill(image, "keywords", ", ".join(found["keywords"]))
    image.taken_at = image.taken_at or moment(found["taken"])


def fill(image: Image, field: str, text: str) -> None:
    """Put a text into a field that is empty, on one line and no longer than it may be."""
    longest = Image._meta.get_field(field).max_length
    if not getattr(image, field):
        setattr(image, field, shortened(safe_line(text), longest))


def shortened(text: str, longest: int) -> str:
    """Return a text that fits, cut before a word where there is one."""
    if len(text) <= longest:
        return text
    cut = text[: longest - 1]
    return f"{cut[: cut.rfind(' ')] if ' ' in cut[longest // 2 :] else cut}…"


def language_of(text: str) -> str:
    """Return the language that most letters of a text belong to; English where none do."""
    counts = {
        "en": len(_LATIN.findall(text)),
        "ru": len(_CYRILLIC.findall(text)),
        "hy": len(_ARMENIAN.findall(text)),
    }
    return max(counts, key=counts.get)


def moment(text: str) -> datetime.datetime | None:
    """Return when a picture was taken; None for no moment, or one that has not come.

    Without an offset it is the newsroom's own time.
    """
    try:
        found = datetime.datetime.fromisoformat(text)
        found = found if found.tzinfo else timezone.make_aware(found)
        return found.astimezone(datetime.UTC) if found <= timezone.now() else None
    except (ValueError, OverflowError):
        return None
