"""The front page of a language: which story stands where.

Four queries at most, whatever the number of stories and categories, all of them driven by an
index.
"""

import itertools
from dataclasses import dataclass, field

from django.utils.timezone import now

from articles import context, counting
from articles.blocks import Blocks, ask_ids, block, cards, most_read
from articles.models import Category, Credit, Edition, EditionCredit, Kind

# Enough to find leads with pictures and a stream behind them.
NEWEST = 30
LEADS, LINKS, LATEST, OPINIONS, BAND, VIDEOS, MOST_READ = 4, 3, 10, 3, 5, 4, 5
# How a band of so many stories can be laid out; the bands of a page take turns.
LAYOUTS = {
    1: ("alone",),
    2: ("pair", "pair-side"),
    3: ("cards",),
    4: ("cards",),
    5: ("large-list", "cards", "pair-list"),
}
# These have blocks of their own, or must not look as if the newsroom had put them first.
NO_LEADS = (Kind.OPINION, Kind.VIDEO, Kind.PARTNER)


@dataclass
class Lead:
    """A story on top of the front page, with related ones as links under it."""

    edition: Edition
    links: list[Edition] = field(default_factory=list)


@dataclass(frozen=True)
class Band:
    """A category on the front page, in one of LAYOUTS."""

    category: Category
    editions: list[Edition]
    layout: str


@dataclass
class Front:
    """What the front page shows. No story stands twice among leads, links, opinion, videos, bands.

    The first of `leads` is the large one. `opinion` editions have `first_author` (Author with
    portrait, or None); `latest` may repeat a story of a band, never a lead.
    """

    leads: list[Lead] = field(default_factory=list)
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
    leads = choose_leads(language, newest)
    menu = context.menu(language)
    shares = share_out(ask_blocks(language, leads[0], menu), {lead.pk for lead in leads})
    editions = {one.pk: one for one in newest}
    editions |= cards({pk for ids in shares.values() for pk in ids} - editions.keys())
    blocks = {name: [editions[pk] for pk in ids if pk in editions] for name, ids in shares.items()}
    add_first_authors(blocks["opinion"], language)
    return Front(
        leads=[Lead(leads[0], blocks["links"]), *(Lead(one) for one in leads[1:])],
        latest=[one for one in newest if one not in leads][:LATEST],
        opinion=blocks["opinion"],
        bands=bands(menu, blocks),
        videos=blocks["video"],
        most_read_day=blocks["day"],
        most_read_week=blocks["week"],
    )


def choose_leads(language: str, newest: list[Edition]) -> list[Edition]:
    """Return the leads of a language, the large one first: at least one, LEADS at most.

    Where editors choose them, they are asked here; else the newest with a picture stand for
    them, or the newest of all.
    """
    fit = [one for one in newest if one.kind not in NO_LEADS]
    with_picture = [one for one in fit if one.stream_cover]
    return with_picture[:LEADS] or fit[:1] or newest[:1]


def ask_blocks(language: str, lead: Edition, menu: list[Category]) -> dict[str, list[int]]:
    """Return the ids of the editions that each block could show, by its name. One query."""
    moment = now()
    ours = "e.language = %(language)s"
    # What stands elsewhere on the page must not leave a list short.
    spare = LEADS + LINKS
    parts = [
        chosen_block(),
        related_block(),
        block("opinion", f"{ours} AND e.kind = 'opinion'", OPINIONS + spare),
        block("video", f"{ours} AND e.kind = 'video'", VIDEOS + spare),
        most_read("day", "day", MOST_READ),
        most_read("week", "week", MOST_READ),
    ]
    values = {"language": language, "day": moment - counting.DAY, "week": moment - counting.WEEK}
    for number, category in enumerate(menu):
        where = f"{ours} AND e.category_id = %(category_{number})s"
        parts.append(block(f"band_{number}", where, BAND + OPINIONS + VIDEOS + spare))
        values[f"category_{number}"] = category.pk
    return ask_ids(parts, lead=lead.pk, **values)


def chosen_block() -> str:
    """The block of what an editor chose as related to the large lead, in the editor's order."""
    return block(
        "chosen",
        "e.language = %(language)s AND s.edition_id = %(lead)s AND e.article_id = s.story_id",
        LEADS + LINKS,
        tables="articles_editionstory s CROSS JOIN articles_edition e",
        rank="s.position",
        order="s.position, e.id",
    )


def related_block() -> str:
    """The block of the week's stories that share topics with the large lead."""
    # Older ones of a large topic would take the database long, and are no news.
    return block(
        "related",
        """e.language = %(language)s AND e.published_at > %(week)s
        AND e.kind NOT IN ('opinion', 'video', 'partner') AND e.id IN (
            SELECT t.edition_id FROM articles_editiontag own
            JOIN articles_editiontag t ON t.tag_id = own.tag_id
            WHERE own.edition_id = %(lead)s
            AND t.language = %(language)s AND t.published_at > %(week)s
        )""",
        LEADS + LINKS,
    )


def share_out(found: dict[str, list[int]], taken: set[int]) -> dict[str, list[int]]:
    """Return the ids that each block shows: each story once, but for what is read most.

    `taken` are the leads; the links under the large one are chosen ones first.
    """
    found["links"] = [*found["chosen"], *found["related"]]
    lengths = {"links": LINKS, "opinion": OPINIONS, "video": VIDEOS}
    lengths |= {name: BAND for name in found if name.startswith("band_")}
    shares = {"day": found["day"], "week": found["week"]}
    for name, length in lengths.items():
        fresh = dict.fromkeys(pk for pk in found[name] if pk not in taken)
        shares[name] = list(fresh)[:length]
        taken = taken.union(shares[name])
    return shares


def bands(menu: list[Category], blocks: Blocks) -> list[Band]:
    """Return the bands that have stories, in the order of the menu."""
    streams = [(category, blocks.get(f"band_{n}")) for n, category in enumerate(menu)]
    filled = [(category, editions) for category, editions in streams if editions]
    turns = {length: itertools.cycle(layouts) for length, layouts in LAYOUTS.items()}
    return [Band(category, editions, next(turns[len(editions)])) for category, editions in filled]


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
