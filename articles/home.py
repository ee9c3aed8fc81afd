"""The front page of a language: which story stands where.

Until editors choose the leads, they are the newest with a picture. Four queries at most, whatever
the number of stories and categories, all of them driven by an index.
"""

from collections.abc import Iterable
from dataclasses import dataclass, field

from django.db.models import OuterRef, QuerySet, Subquery, Sum
from django.utils.timezone import now

from articles import context, counting
from articles.blocks import Blocks, block, prepared
from articles.models import Category, Credit, Edition, EditionCredit, Kind, Views

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
    newest = list(Edition.objects.live().in_language(language).for_stream()[:NEWEST])
    if not newest:
        return Front()
    lead, *seconds = leads = choose_leads(newest)
    menu = context.menu(language)
    found = ask_blocks(language, leads, menu)
    opinion, videos = found[Kind.OPINION], found[Kind.VIDEO]
    add_first_authors(opinion, language)
    return Front(
        lead=lead,
        seconds=seconds,
        latest=[one for one in newest if one not in leads][:LATEST],
        opinion=opinion,
        bands=bands(menu, found, shown={*opinion, *videos}),
        videos=videos,
        most_read_day=found["day"],
        most_read_week=found["week"],
    )


def choose_leads(newest: list[Edition]) -> list[Edition]:
    """Return the lead and the seconds: the newest with a picture, or the newest of all."""
    with_picture = [one for one in newest if one.cover and not one.cover.is_graphic]
    return with_picture[: 1 + SECONDS] or newest[:1]


def ask_blocks(language: str, leads: list[Edition], menu: list[Category]) -> Blocks:
    """Return the editions of every block by its name. Two queries."""
    moment = now()
    # The same number of leads each time, so that the SQL stays the same.
    taken = [one.pk for one in leads] + [0] * (1 + SECONDS - len(leads))
    sections = [category.pk for category in menu]
    return blocks(
        moment, moment - counting.DAY, moment - counting.WEEK, language, *taken, *sections
    )


@prepared
def blocks(moment, day, week, language, *numbers) -> list[QuerySet]:
    """The blocks of the front page; `numbers` are the ids of the leads, then of categories."""
    taken, sections = numbers[: 1 + SECONDS], numbers[1 + SECONDS :]
    live = Edition.objects.live(moment).in_language(language)
    others = live.exclude(pk__in=taken).newest_first()
    # What opinion and video take away from a band must not leave it short.
    length = BAND + OPINIONS + VIDEOS
    return [
        block(Kind.OPINION.value, others.filter(kind=Kind.OPINION)[:OPINIONS]),
        block(Kind.VIDEO.value, others.filter(kind=Kind.VIDEO)[:VIDEOS]),
        most_read_block("day", live, day),
        most_read_block("week", live, week),
        *(
            block(band_block(number), others.in_category(section)[:length])
            for number, section in enumerate(sections)
        ),
    ]


def most_read_block(name: str, live: QuerySet[Edition], since) -> QuerySet:
    """The block of what was read most since a moment."""
    counts = Views.objects.filter(edition=OuterRef("pk"), hour__gt=since).values("edition")
    total = Subquery(counts.annotate(total=Sum("count")).values("total"))
    return block(name, counting.most_read(live, since)[:MOST_READ], rank=-total)


def band_block(number: int) -> str:
    return f"band {number}"


def bands(menu: list[Category], found: Blocks, shown: set[Edition]) -> list[Band]:
    """Return the bands that have stories which stand nowhere else."""
    streams = [
        (category, without(found[band_block(number)], shown)[:BAND])
        for number, category in enumerate(menu)
    ]
    filled = [(category, editions) for category, editions in streams if editions]
    return [
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
