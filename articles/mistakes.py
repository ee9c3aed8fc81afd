"""What readers report about a story, to the desk of its language."""

from datetime import timedelta

from django.utils.timezone import now

from articles.models import Edition, MistakeReport

# Of one reader in an hour: more is no help.
MOST = 5
HOUR = timedelta(hours=1)


def may_report(reader: str) -> bool:
    """Tell whether the reader has reports left in this hour. One query."""
    return MistakeReport.objects.filter(reader=reader, at__gt=now() - HOUR).count() < MOST


def report(edition: Edition, *, reader: str, selected: str, comment: str) -> MistakeReport | None:
    """Keep what a reader reported, without control characters and cut to what the row holds.

    None when nothing was said.
    """
    selected, comment = selected.replace("\0", "").strip(), comment.replace("\0", "").strip()
    if not selected and not comment:
        return None
    return MistakeReport.objects.create(
        edition=edition, reader=reader, selected=selected[:500], comment=comment[:2000]
    )
