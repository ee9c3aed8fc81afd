"""What readers report about a story, to the desk of its language."""

import re
from datetime import timedelta

from django.http import HttpRequest
from django.utils.crypto import salted_hmac
from django.utils.timezone import localdate, now

from articles.models import Edition, MistakeReport
from articles.text import plain
from newsroom.proxies import network_of

# Of one reader in an hour, and of all behind one address, whatever browsers they say they have:
# more is no help.
MOST, MOST_OF_PLACE = 5, 20
HOUR = timedelta(hours=1)
SENTENCE = re.compile(r"(?:(?<=[.!?…։])|(?<=[.!?…։][»”\")]))\s+")


def reporter_of(request: HttpRequest) -> str:
    """Return two hashes that change daily, 32 letters each: of the network, of the reader in it."""
    place = network_of(request.META.get("REMOTE_ADDR", ""))
    who = f"{place}\n{request.headers.get('User-Agent', '')}"
    salt = f"articles.mistakes {localdate().isoformat()}"
    hashes = (salted_hmac(salt, one, algorithm="sha256").hexdigest() for one in (place, who))
    return "".join(one[:32] for one in hashes)


def may_report(reader: str) -> bool:
    """Tell whether the reader, and the network, have reports left in this hour. One query."""
    # As a range, which the index knows; behind "f" comes no digit of a hash.
    of_place = MistakeReport.objects.filter(reader__gte=reader[:32], reader__lt=f"{reader[:32]}g")
    found = list(
        of_place.filter(at__gt=now() - HOUR).values_list("reader", flat=True)[:MOST_OF_PLACE]
    )
    return found.count(reader) < MOST and len(found) < MOST_OF_PLACE


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
