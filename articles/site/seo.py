"""What search engines and messengers are told of a story beside its JSON-LD (jsonld.py)."""

import logging
import re
from collections.abc import Iterable

from django.templatetags.static import static
from django.utils.timezone import localtime

from articles.images import url as image_url
from articles.images.sizes import CROPS
from articles.images.social_cards import HEIGHT, WIDTH, Card, card_url
from articles.images.story_card import card_of
from articles.models import Author, Edition, Image, Kind, Tag, context
from articles.site.page import SocialImage, absolute
from articles.text.cleaning import first_words

logger = logging.getLogger(__name__)

DESCRIPTION = 200
# Messengers show a smaller picture as a stamp beside the words.
SMALLEST_PICTURE = 600
_OUTSIDE = re.compile(r'(<a href="https?://[^"]*" rel=")noopener"')


def description(edition: Edition) -> str:
    """Return the sentence under the title of a search result."""
    return first_words(edition.lead or edition.subtitle, DESCRIPTION)


def stream_description(editions: Iterable[Edition]) -> str:
    """Return the first titles of a stream, as many as there is room for."""
    return first_words(" · ".join(one.stream_title for one in editions), DESCRIPTION)


def social_image(edition: Edition) -> SocialImage:
    """Return the cover cut for messengers; a drawn card where none is shown, or it is small."""
    return picture_card(edition.stream_cover) or social_card(edition)


def picture_card(image: Image | None) -> SocialImage | None:
    """Return a picture cut for messengers, which readers may see; None where it is too small."""
    ready = image.renditions.get("social", {}).get("jpeg") if image else None
    if not ready or max(ready) < SMALLEST_PICTURE:
        return None
    width = max(ready)
    return SocialImage(
        absolute(image_url(image)),
        width,
        round(width / CROPS["social"].ratio),
        image.alt or "",
        "image/jpeg",
    )


def social_card(edition: Edition) -> SocialImage:
    """Return the card of a story, drawn now if nobody asked for it yet."""
    return drawn(card_of(edition))


def words_card(words: str) -> SocialImage:
    """Return a card of the site, in the language of the page."""
    return drawn(Card(title=words, section="", colour="", site=context.site().name or ""))


def drawn(card: Card) -> SocialImage:
    """Return a card as messengers are told of it."""
    try:
        return SocialImage(absolute(card_url(card)), WIDTH, HEIGHT, card.title, "image/png")
    except OSError:  # a full or lost store: the page must stand
        logger.exception("A card could not be kept.")
        return SocialImage(absolute(static("icons/icon-512.png")), 512, 512, "", "image/png")


def properties(edition: Edition, tags: Iterable[Tag], writers: Iterable[Author]):
    """Return what Open Graph says of an article: pairs of property and words."""
    yield "article:published_time", localtime(edition.published_at).isoformat(timespec="seconds")
    if edition.updated_at:
        yield "article:modified_time", localtime(edition.updated_at).isoformat(timespec="seconds")
    if edition.category and edition.category.name:
        yield "article:section", edition.category.name
    yield from (("article:tag", tag.name) for tag in tags)
    yield from (("article:author", absolute(one.get_absolute_url())) for one in writers)


def body_for_readers(edition: Edition) -> str:
    """Return the body; links that lead out of a partner's story are marked as paid for."""
    if edition.kind != Kind.PARTNER:
        return edition.body
    return _OUTSIDE.sub(r'\1sponsored noopener"', edition.body)
