"""A cleaned body in pieces, with the pictures and rows that its blocks name."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from html import escape

from django.conf import settings
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext

from articles.models import Edition, File, Image
from articles.site import rows
from articles.site.block_references import Named
from articles.text.blocks import Figure
from articles.text.cleaning import figures, images_in
from articles.text.markup import headings, tables


@dataclass(frozen=True)
class Piece:
    """One piece of a body: "html", the place of an "ad", or what a block shows.

    Of a block `kind` is the name of its template in templates/articles/blocks/; `row` is what it
    names (articles/text/blocks/), `images` are its pictures, None in the place of one that is gone.
    """

    kind: str
    html: SafeString | str = ""
    figure: Figure | None = None
    images: tuple[Image | None, ...] = ()
    row: Edition | File | None = None

    @property
    def template(self) -> str:
        return f"articles/blocks/{self.kind}.html"

    @property
    def caption(self) -> SafeString:
        return mark_safe(self.figure.caption_html)

    @property
    def size(self) -> str:
        return next(iter(self.figure.classes), "")

    @property
    def still(self) -> Image | None:
        """Its picture, the first of several that is there."""
        return next(filter(None, self.images), None)

    @property
    def is_film(self) -> bool:
        return self.figure is not None and self.figure.is_film(self.row)

    @property
    def shows_pictures(self) -> bool:
        return self.figure is not None and self.figure.is_picture and self.still is not None


# An ad stands behind so many paragraphs.
AD_AFTER = 2
TAG = re.compile(r"<(?P<closing>/?)(?P<name>[a-z][a-z0-9]*)[^>]*>")
VOID = ("br", "hr", "img")
# A link to a place of ours, as articles/text/markup/ writes it.
OWN_PLACE = re.compile(r'<a href="(/[^"]*)"')


def pieces(
    body: str, pictures: Mapping[int, Image] | None = None, named: Named | None = None
) -> list[Piece]:
    """Return a cleaned body in pieces, with its pictures where they were read before.

    Else one query, none without pictures. What `named` does not know
    (articles/site/block_references.py) is not shown.
    """
    known = rows.images(images_in(body)) if pictures is None else pictures
    return list(_pieces(for_readers(body), known, named or {}))


def for_readers(body: str) -> str:
    """Return a cleaned body as a page needs it: headings, tables, links that paper can show."""
    html = tables.for_readers(headings.without_gaps(body), gettext("Table"))
    # A sheet of paper shows where a link leads: the host must stand somewhere without a script.
    return OWN_PLACE.sub(rf'\g<0> data-address="{escape(settings.SITE_URL)}\1"', html)


def _pieces(body: str, images: Mapping[int, Image], named: Named) -> Iterator[Piece]:
    for part in figures(body):
        if isinstance(part, str):
            if part.strip():
                yield Piece("html", html=mark_safe(part))
            continue
        row = named.get((part.name, part.row))
        if kind := part.drawn_as(row):
            yield Piece(kind, figure=part, images=tuple(map(images.get, part.ids)), row=row)


def with_ad(body: list[Piece]) -> list[Piece]:
    """Put the place of an ad behind the second paragraph, when a third one follows."""
    before = 0
    depth = 0
    for number, piece in enumerate(body):
        ends, depth = paragraph_ends(piece.html, depth) if piece.kind == "html" else ([], depth)
        if before + len(ends) > AD_AFTER:
            cut = ends[AD_AFTER - before - 1] if before < AD_AFTER else 0
            first, second = mark_safe(piece.html[:cut]), mark_safe(piece.html[cut:])
            start = [Piece("html", html=first)] if cut else []
            rest = [Piece("html", html=second), *body[number + 1 :]]
            return [*body[:number], *start, Piece("ad"), *rest]
        before += len(ends)
    return body


def paragraph_ends(html: str, depth: int = 0) -> tuple[list[int], int]:
    """Return where each paragraph or block of cleaned HTML ends, and the depth behind it all.

    Those within quotes, tables and blocks count for nothing. `depth` is that of the beginning: a
    picture may stand in a list, and what follows it there is a piece of its own.
    """
    ends = []
    for tag in TAG.finditer(html):
        if tag["name"] in VOID:
            continue
        depth += -1 if tag["closing"] else 1
        if depth == 0 and tag["closing"] and tag["name"] in ("p", "section"):
            ends.append(tag.end())
    return ends, depth


def video_first(body: list[Piece]) -> tuple[Piece | None, list[Piece]]:
    """Return the first video or post of a body, None without one, and the rest of the body."""
    place = next((n for n, piece in enumerate(body) if piece.is_film), None)
    if place is None:
        return None, body
    return body[place], body[:place] + body[place + 1 :]
