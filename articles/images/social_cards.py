"""Cards for messengers: 1200×630, drawn with headline and category where a story has no picture.

A card is `public/cards/<hash of what it says>.png`, drawn when it is first asked for; another
headline makes another file, so an address never shows an old one.
"""

import hashlib
import io
import unicodedata
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

import PIL.Image
from django.conf import settings
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from PIL import ImageDraw, ImageFont

WIDTH, HEIGHT = 1200, 630
MARGIN = 72
FONT = Path(__file__).parent / "fonts" / "noto-serif-headline.ttf"
# Raised when cards are drawn otherwise: then all get new addresses.
DRAWING = 1

PAPER, INK, QUIET, RULE = "#ffffff", "#16181d", "#565c66", "#dcd8d0"
# The day values of static/css/tokens.css.
COLOURS = {
    "teal": "#0a6b62",
    "blue": "#0b4f8a",
    "purple": "#6a3d8a",
    "ochre": "#855600",
    "red": "#a3201f",
    "green": "#2c6a2a",
    "plum": "#8a2a5f",
    "slate": "#4a5666",
}
SECTION_SIZE, SITE_SIZE = 34, 32
TOP, BOTTOM = 160, HEIGHT - 130  # of the headline
LARGEST, SMALLEST, STEP = 88, 32, 4
LEADING = 1.22
ELLIPSIS = "…"
MOST_KNOWN = 20_000
# Names that were seen in a store that is far away; `forget` takes one out.
_known: set[str] = set()


@dataclass(frozen=True)
class Card:
    """What a card says: a headline, the category above it in its colour, the site's name."""

    title: str
    section: str
    colour: str
    site: str

    @property
    def name(self) -> str:
        """The name of its file in the store."""
        said = "\0".join((str(DRAWING), self.title, self.section, self.colour, self.site))
        digest = hashlib.sha256(said.encode("utf-8", "replace")).hexdigest()
        return f"public/cards/{digest[:32]}.png"


def card_url(card: Card) -> str:
    """Return the address of a card, drawn if it is not there yet."""
    if not is_drawn(card.name):
        out = io.BytesIO()
        draw(card).quantize(64).save(out, "PNG", optimize=True)
        default_storage.save(card.name, ContentFile(out.getvalue()))
    return f"{settings.MEDIA_URL}{card.name.removeprefix('public/')}"


def is_drawn(name: str) -> bool:
    """Tell whether a card is in the store; one that is far away is asked once for each."""
    if name in _known:
        return True
    found = default_storage.exists(name)
    if found and getattr(default_storage, "is_far", False):
        if len(_known) >= MOST_KNOWN:
            _known.clear()
        _known.add(name)
    return found


def forget(name: str) -> None:
    """Look for a card anew that was taken out of the store."""
    _known.discard(name)


def draw(card: Card) -> PIL.Image.Image:
    """Draw a card."""
    colour = COLOURS.get(card.colour, COLOURS["blue"])
    section, site = drawable(card.section), drawable(card.site)
    picture = PIL.Image.new("RGB", (WIDTH, HEIGHT), PAPER)
    pen = ImageDraw.Draw(picture)
    pen.rectangle((0, 0, WIDTH, 14), fill=colour)
    line = one_line(section, font(SECTION_SIZE))
    pen.text((MARGIN, 106), line, fill=colour, font=font(SECTION_SIZE), anchor="ls")
    size, lines = fit(drawable(card.title) or site)
    for number, words in enumerate(lines):
        baseline = TOP + size + round(number * size * LEADING)
        pen.text((MARGIN, baseline), words, fill=INK, font=font(size), anchor="ls")
    pen.rectangle((MARGIN, HEIGHT - 104, WIDTH - MARGIN, HEIGHT - 103), fill=RULE)
    line = one_line(site, font(SITE_SIZE))
    pen.text((MARGIN, HEIGHT - 46), line, fill=QUIET, font=font(SITE_SIZE), anchor="ls")
    return picture


def fit(text: str) -> tuple[int, list[str]]:
    """Return the largest size at which a headline fits, and its lines; cut with … at the least."""
    for size in range(LARGEST, SMALLEST - 1, -STEP):
        lines, room = balanced(text, font(size)), room_for(size)
        if len(lines) <= room:
            return size, lines
    lines = lines[:room]
    lines[-1] = one_line(f"{lines[-1]}{ELLIPSIS}", font(SMALLEST), ending=ELLIPSIS)
    return SMALLEST, lines


def room_for(size: int) -> int:
    """Return how many lines of a size stand between category and site."""
    return int((BOTTOM - TOP - size) / (size * LEADING)) + 1


def balanced(text: str, face: ImageFont.FreeTypeFont) -> list[str]:
    """Wrap a text into as few lines as the width allows, and those about equally long."""
    widest = WIDTH - 2 * MARGIN
    lines = wrapped(text, face, widest)
    narrow, wide = widest // 2, widest
    while wide - narrow > 8:
        middle = (narrow + wide) // 2
        if len(wrapped(text, face, middle)) > len(lines):
            narrow = middle
        else:
            wide = middle
    return wrapped(text, face, wide)


def wrapped(text: str, face: ImageFont.FreeTypeFont, width: int) -> list[str]:
    """Wrap a text at spaces; a word wider than the line is broken."""
    lines = [""]
    for word in text.split():
        longer = f"{lines[-1]} {word}".lstrip()
        if face.getlength(longer) <= width:
            lines[-1] = longer
            continue
        lines.append("")
        for sign in word:
            if face.getlength(lines[-1] + sign) > width:
                lines.append("")
            lines[-1] += sign
    return [line for line in lines if line]


def one_line(text: str, face: ImageFont.FreeTypeFont, ending: str = ELLIPSIS) -> str:
    """Return as much of a text as one line holds, ended with … where something is missing."""
    width = WIDTH - 2 * MARGIN
    if face.getlength(text) <= width:
        return text
    text = text.removesuffix(ending)
    while text and face.getlength(text + ending) > width:
        text = text[:-1]
    return text.rstrip() + ending


def drawable(text: str) -> str:
    """Return a text in letters that the font has: others in their plain form, or left out."""
    kept = []
    for sign in unicodedata.normalize("NFC", text):
        if sign.isspace():
            kept.append(" ")
        elif unicodedata.category(sign)[0] != "C":
            plain = sign if has(sign) else unicodedata.normalize("NFKD", sign)
            kept += [one for one in plain if has(one)]
    return " ".join("".join(kept).split())


@lru_cache(maxsize=64)
def font(size: int) -> ImageFont.FreeTypeFont:
    return ImageFont.truetype(FONT, size)


@lru_cache(maxsize=2048)
def has(sign: str) -> bool:
    """Tell whether the font has a letter: others look like the empty box."""
    face = font(SMALLEST)
    return bytes(face.getmask(sign)) != bytes(face.getmask("\U0010ffff"))
