"""What readers report about a story, to the desk of its language."""

import re
from datetime import timedelta

from django.utils.timezone import now

from articles.models import Edition, MistakeReport
from articles.text import plain

# Of one reader in an hour: more is no help.
MOST = 5
HOUR = timedelta(hours=1)
SENTENCE = re.compile(r"(?:(?<=[.!?…։])|(?<=[.!?…։][»”\")]))\s+")


def may_report(reader: str) -> bool:
    """Tell whether the reader has reports left in this hour. One query."""
    return MistakeReport.objects.filter(reader=reader, at__gt=now() - HOUR).count() < MOST


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
