"""What a page offers that has nothing of its own to show: the newest, the most read. The sections
are those of the menu, which every page has.
"""

from dataclasses import dataclass

from articles.models import Edition
from articles.site.lists import cards
from articles.site.popular import Period, most_read

NEWEST, MOST_READ = 4, 5


@dataclass(frozen=True)
class Offers:
    """Live stories of a language: the newest, and what is read most in a week."""

    newest: list[Edition]
    most_read: list[Edition]


def offers(language: str) -> Offers:
    """Return what is offered in a language. Three queries at most, one more where the ranking is
    made anew.
    """
    newest = Edition.objects.live().in_language(language).for_stream()[:NEWEST]
    ids = most_read(language)[Period.WEEK][: 2 * MOST_READ]
    live = cards(ids)
    return Offers(list(newest), [live[pk] for pk in ids if pk in live][:MOST_READ])
