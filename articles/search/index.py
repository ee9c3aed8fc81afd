"""What is searched: the words of an edition, written when it is published."""

from articles.models import Edition, SearchEntry
from articles.text import fold, plain


def index(edition: Edition) -> None:
    """Keep the words of an edition (title, subtitle, lead, body). One query."""
    texts = (edition.title, edition.subtitle, edition.lead, plain(edition.body))
    words = fold(" ".join(texts)).replace("\0", " ")
    SearchEntry.objects.bulk_create(
        [SearchEntry(edition=edition, words=words)],
        update_conflicts=True,
        unique_fields=["edition"],
        update_fields=["words"],
    )
