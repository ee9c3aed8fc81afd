"""The drawn card of a story: what it says, and taking it out of the store with the story."""

import logging

from django.db import transaction
from django.utils import translation

from articles.images.removal import leave, remove
from articles.images.social_cards import Card, card_url, forget
from articles.models import Edition, Leftover, context

logger = logging.getLogger(__name__)


def card_of(edition: Edition) -> Card:
    """Return the card that stands where a picture was. Site-wide rows, the category at most."""
    with translation.override(edition.language):
        section = context.category(edition.category_id)
        above = ((section.name or "") if section else "", edition.needed_label)
        return Card(
            title=edition.social_title or edition.title,
            section=" · ".join(filter(None, above)),
            colour=section.colour if section else "",
            site=context.site().name or "",
        )


def take_away(edition: Edition) -> None:
    """Remove the card of a story that is off the site: its headline stands on it. One query."""
    take_off(card_of(edition))


def take_off(card: Card) -> None:
    """Remove a card that no story has any more. One query.

    Behind the transaction; what the store does not let go then, the daily sweep removes.
    """
    name = card.name
    leave(name)
    transaction.on_commit(lambda: _remove(name))


def bring_back(edition: Edition) -> None:
    """Have the card of a story again that is back: other processes may think it is there."""
    card = card_of(edition)
    Leftover.objects.filter(name=card.name).delete()
    if edition.is_live:
        transaction.on_commit(lambda: _draw(card))


def _remove(name: str) -> None:
    forget(name)
    if remove([name]):
        Leftover.objects.filter(name=name).delete()


def _draw(card: Card) -> None:
    try:
        card_url(card)
    except OSError:  # the next page that names it tries again
        logger.exception("A card could not be kept.")
