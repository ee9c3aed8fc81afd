"""The front page of a language: which story stands where.

Until editors choose the leads, they are the newest with a picture. Six queries at most, whatever
the number of stories and categories, all of them driven by an index.
"""

from collections.abc import Iterable
from dataclasses import dataclass, field

from articles import context, counting
from articles.blocks import block, fetch
from articles.models import Category, Credit, Edition, EditionCredit, Kind

# Enough to find leads with pictures and a stream behind them.
NEWEST = 30
SECONDS, LATEST, OPINIONS, BAND, VIDEOS, MOST_READ = 3, 12, 3, 5, 4, 5
LAYOUTS = ("large-list", "cards", "row")


@dataclass(frozen=True)
class Band:
    """A category on the front page, in one of LAYOUTS."""

    category: Category
    editions: list[Edition]
    layout: str


@dataclass
class Front:
    """What the front page shows. No story stands twice among lead, seconds, opinion, videos, bands.

    `opinion` editions have `first_author` (Author with portrait, or None); `latest` may repeat a
    story of a band, never a lead.
    """

    lead: Edition | None = None
    seconds: list[Edition] = field(default_factory=list)
    latest: list[Edition] = field(default_factory=list)
    opinion: list[Edition] = field(default_factory=list)
    bands: list[Band] = field(default_factory=list)
    videos: list[Edition] = field(default_factory=list)
    most_read_day: list[Edition] = field(default_factory=list)
    most_read_week: list[Edition] = field(default_factory=list)


def front_page(language: str) -> Front:
    """Put together the front page of a language; empty when it has no live story."""
    live = Edition.objects.live().in_language(language)
    newest = list(live.for_stream()[:NEWEST])
    if not newest:
        return Front()
    leads = choose_leads(newest)
    front = Front(lead=leads[0], seconds=leads[1:])
    front.latest = [one for one in newest if one not in leads][:LATEST]
    fill_blocks(front, live, language, leads)
    add_first_authors(front.opinion, language)
    return front


def choose_leads(newest: list[Edition]) -> list[Edition]:
    """Return the lead and the seconds: the newest with a picture, or the newest of all."""
    with_picture = [one for one in newest if one.cover and not one.cover.is_graphic]
    return with_picture[: 1 + SECONDS] or newest[:1]


def fill_blocks(front: Front, live, language: str, leads: list[Edition]) -> None:
    """Fill the opinions, videos, bands and most read. Four queries."""
    others = live.exclude(pk__in=[one.pk for one in leads]).newest_first()
    menu = context.menu(language)
    day, week = counting.most_read(language, MOST_READ)
    found = fetch(
        [
            block(Kind.OPINION, others.filter(kind=Kind.OPINION)[:OPINIONS]),
            block(Kind.VIDEO, others.filter(kind=Kind.VIDEO)[:VIDEOS]),
            # What opinion and video take away from a band must not leave it short.
            *(
                block(category.slug, others.in_category(category)[: BAND + OPINIONS + VIDEOS])
                for category in menu
            ),
        ],
        {"day": day, "week": week},
    )
    front.opinion, front.videos = found[Kind.OPINION], found[Kind.VIDEO]
    front.most_read_day, front.most_read_week = found["day"], found["week"]
    shown = {*front.opinion, *front.videos}
    streams = [(one, without(found[one.slug], shown)[:BAND]) for one in menu]
    filled = [(category, editions) for category, editions in streams if editions]
    front.bands = [
        Band(category, editions, LAYOUTS[number % len(LAYOUTS)])
        for number, (category, editions) in enumerate(filled)
    ]


def without(editions: Iterable[Edition], shown: set[Edition]) -> list[Edition]:
    """Return the editions that are not shown elsewhere."""
    return [one for one in editions if one not in shown]


def add_first_authors(editions: list[Edition], language: str) -> None:
    """Give each edition `first_author`: who wrote it and has a name in the language. One query."""
    rows = EditionCredit.objects.filter(
        edition__in=[one.pk for one in editions], role=Credit.Role.TEXT
    ).select_related("author__portrait")
    named = context.named([row.author for row in rows], "name", language)
    writers = {}
    for row in rows:
        if row.author in named:
            writers.setdefault(row.edition_id, row.author)
    for edition in editions:
        edition.first_author = writers.get(edition.pk)
