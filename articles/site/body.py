"""A cleaned body in pieces, with the pictures and embeds that its figures name."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from html import escape

from django.conf import settings
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext

from articles.models import Edition, File, Image
from articles.site import rows
from articles.site.block_references import NOTHING, Named
from articles.text.blocks import Figure
from articles.text.cleaning import figures, images_in
from articles.text.embed_maps import ADDRESSES as MAPS
from articles.text.embeds import PROVIDERS, Embed, frame
from articles.text.markup import headings, tables


@dataclass(frozen=True)
class Picture:
    """A picture of the body; without `image` its row is gone and a placeholder stands there."""

    image: Image | None
    caption: SafeString | str = ""


@dataclass(frozen=True)
class Player:
    """Something of another site: who has it, its address there, the address of its frame.

    `site` is its name in styles; `is_video` says that it is as wide as a film, `is_upright` that it
    is one of a phone, `is_map` that it shows a place.
    """

    provider: str
    address: str
    player: str = ""
    site: str = ""

    @property
    def is_video(self) -> bool:
        return self.site in ("youtube", "vimeo")

    @property
    def is_upright(self) -> bool:
        return self.site == "tiktok"

    @property
    def is_map(self) -> bool:
        return self.site in MAPS


@dataclass(frozen=True)
class Piece:
    """One piece of a body. `kind` says which fields count.

    "html": `html`; "picture": `image`, `caption`, `size`; "gallery": `images` (Picture);
    "embed": `embed` (Player), `title`, `still` (its picture, where one was chosen and is there);
    "story": `edition`, live in the language of the page; "file" and "audio": `file`, `title`;
    "film": the same, `still`;
    "ad": the place of one.
    """

    kind: str
    html: SafeString | str = ""
    image: Image | None = None
    caption: SafeString | str = ""
    size: str = ""
    images: tuple[Picture, ...] = ()
    embed: Player | None = None
    still: Image | None = None
    title: SafeString | str = ""
    is_film: bool = False
    edition: Edition | None = None
    file: File | None = None


# An ad stands behind so many paragraphs.
AD_AFTER = 2
TAG = re.compile(r"<(?P<closing>/?)(?P<name>[a-z][a-z0-9]*)[^>]*>")
VOID = ("br", "hr", "img")
# A link to a place of ours, as articles/text/markup/ writes it.
OWN_PLACE = re.compile(r'<a href="(/[^"]*)"')


def pieces(
    body: str, pictures: Mapping[int, Image] | None = None, named: Named = NOTHING
) -> list[Piece]:
    """Return a cleaned body in pieces, with its pictures where they were read before.

    Else one query, none without pictures. What `named` does not know
    (articles/site/block_references.py) is not shown.
    """
    known = rows.images(images_in(body)) if pictures is None else pictures
    return list(_pieces(for_readers(body), known, named))


def for_readers(body: str) -> str:
    """Return a cleaned body as a page needs it: headings, tables, links that paper can show."""
    html = tables.for_readers(headings.without_gaps(body), gettext("Table"))
    # A sheet of paper shows where a link leads: the host must stand somewhere without a script.
    return OWN_PLACE.sub(rf'\g<0> data-address="{escape(settings.SITE_URL)}\1"', html)


def _pieces(body: str, images: Mapping[int, Image], named: Named) -> Iterator[Piece]:
    for part in figures(body):
        if isinstance(part, Figure):
            yield from _figure(part, images, named)
        elif part.strip():
            yield Piece("html", html=mark_safe(part))


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


def _figure(figure: Figure, images: Mapping[int, Image], named: Named) -> Iterator[Piece]:
    caption = mark_safe(figure.caption_html)
    size = next((name for name in figure.classes), "")
    if figure.name == "embed":
        if figure.embed is not None:
            yield Piece(
                "embed",
                embed=player(figure.embed),
                still=next((images[pk] for pk in figure.ids if pk in images), None),
                title=caption,
                is_film=figure.embed.is_film,
            )
    elif figure.name == "story":
        if edition := named.stories.get(figure.row):
            yield Piece("story", edition=edition)
    elif figure.name == "file":
        if file := named.files.get(figure.row):
            yield of_file(file, figure, images, caption)
    elif figure.name == "gallery":
        shown = tuple(Picture(images.get(pk)) for pk in figure.ids)
        yield Piece("gallery", images=shown, caption=caption, size=size)
    else:
        for pk in figure.ids:
            yield Piece("picture", image=images.get(pk), caption=caption, size=size)


def of_file(file: File, figure: Figure, images: Mapping[int, Image], caption: SafeString) -> Piece:
    """Return a document, a recording, or a film with the picture before it."""
    if not file.is_film:
        return Piece("audio" if file.is_audio else "file", file=file, title=caption)
    still = next((images[pk] for pk in figure.ids if pk in images), None)
    return Piece("film", file=file, title=caption, still=still, is_film=True)


def player(embed: Embed) -> Player:
    """Return what a page needs to offer an embed; no frame where the site has none for all."""
    return Player(PROVIDERS[embed.provider], embed.address, frame(embed), embed.provider)
