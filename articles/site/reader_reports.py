"""What readers report about a story, to the desk of its language."""

import re
from datetime import timedelta
from urllib.parse import quote

from django.db.models import Q
from django.utils.timezone import now

from articles.models import Edition, MistakeReport
from articles.statistics.readers import network_in
from articles.text.cleaning import plain

# Of one reader in an hour, and of all behind one address, whatever browsers they say they have:
# more is no help.
MOST, MOST_OF_PLACE = 5, 20
HOUR = timedelta(hours=1)
# So many words at either end say where a longer passage is.
ENDS = 4
SENTENCE = re.compile(r"(?:(?<=[.!?…։])|(?<=[.!?…։][»”\")]))\s+")


def may_report(reader: str, before: str = "") -> bool:
    """Tell whether the reader, and the network, have reports left in this hour. One query.

    `reader` and `before` are what `readers.hashes_of` returns.
    """
    of_network = Q()
    for one in filter(None, (reader, before)):
        # As a range, which the index knows; behind "f" comes no digit of a hash.
        network = network_in(one)
        of_network |= Q(reader__gte=network, reader__lt=f"{network}g")
    recent = MistakeReport.objects.filter(of_network, at__gt=now() - HOUR)
    found = list(recent.values_list("reader", flat=True)[:MOST_OF_PLACE])
    own = sum(one in (reader, before) for one in found)
    return own < MOST and len(found) < MOST_OF_PLACE


def report(
    edition: Edition, *, reader: str, selected: str, comment: str, sentence: str = ""
) -> MistakeReport | None:
    """Keep what a reader reported, without control characters and cut to what the row holds.

    `sentence` is the one around the selected words; without it the first in the story that has
    them. None when nothing was said.
    """
    selected, comment, sentence = (
        text.replace("\0", "").strip() for text in (selected, comment, sentence)
    )
    if not selected and not comment:
        return None
    return MistakeReport.objects.create(
        edition=edition,
        reader=reader,
        selected=selected[:500],
        sentence=(sentence or sentence_with(selected, edition))[:1000],
        comment=comment[:2000],
    )


def sentence_with(words: str, edition: Edition) -> str:
    """Return the first sentence of a story in which some words stand, "" when there is none."""
    words = " ".join(words.split())
    texts = (edition.title, edition.subtitle, edition.lead, plain(edition.body))
    sentences = (one for text in texts for one in SENTENCE.split(text))
    return next((one for one in sentences if words and words in one), "")


def way_back(words: str, edition: Edition) -> str:
    """Return the address of a story at the sentence with some words of it, percent-encoded.

    As a text fragment; what is not found there leads to the form. No queries.
    """
    found = (sentence_with(words, edition) or words).split()
    pieces = [found[:ENDS], found[-ENDS:]] if len(found) > 2 * ENDS else [found]
    # A hyphen is a sign of the fragment's own.
    ends = (quote(" ".join(piece), safe="").replace("-", "%2D") for piece in pieces if piece)
    text = ",".join(ends)
    return f"{edition.get_absolute_url()}#mistake{f':~:text={text}' if text else ''}"
