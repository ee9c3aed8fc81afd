"""The front page of a language: which story stands where.

An editor's arrangement (arranging.py) comes first; the newest stories fill what it leaves open, so
what ended or was withdrawn leaves no hole. Nine queries at most, whatever the number of stories
and categories, all of them driven by an index; five where pictures and authors are kept. The
arrangement is read once, until it changes.
"""

import copy
import itertools
from collections.abc import Collection
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from django.utils.timezone import now

from articles.models import (
    Category,
    Credit,
    Edition,
    EditionCredit,
    Image,
    Kind,
    context,
    lineup,
    shown,
)
from articles.models.lineup import Lineup
from articles.site import home_arrangement, popular, rows
from articles.site import lists as blocks
from articles.site.lists import Blocks, ask_ids, block, cards
from articles.site.popular import Period
from newsroom.cache.per_key import per_generation_by_key

# Enough to find leads with pictures and a stream behind them.
NEWEST = 30
FURTHER, LINKS, OPINIONS, BAND, VIDEOS, MOST_READ = 3, 3, 3, 5, 4, 5
# Links under the large lead are news.
WEEK = timedelta(days=7)
# Beside two leads of the same size there is less room than beside a large one.
LATEST = {1: 10, 2: 8}
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
    """A story on top of the front page, with others as links under it.

    Its headline and picture are those for the front page; `is_bare`: without the picture.
    """

    edition: Edition
    links: list[Edition] = field(default_factory=list)
    is_bare: bool = False


@dataclass(frozen=True)
class Band:
    """A category on the front page, in one of LAYOUTS."""

    category: Category
    editions: list[Edition]
    layout: str


@dataclass(frozen=True)
class Block:
    """What stands under the leads: its name (a name of lineup.py, or "band") and its band."""

    name: str
    band: Band | None = None


@dataclass
class Front:
    """What the front page shows. No story stands twice among leads, links, opinion, videos, bands.

    The first `opening` of `leads` stand on top: one large one, or two equal ones. `opinion`
    editions have `first_author` (Author with portrait, or None); `latest` may repeat a story of a
    band, never a lead. `blocks` say in which order all but leads and latest stand.
    """

    opening: int = 1
    leads: list[Lead] = field(default_factory=list)
    latest: list[Edition] = field(default_factory=list)
    opinion: list[Edition] = field(default_factory=list)
    bands: list[Band] = field(default_factory=list)
    videos: list[Edition] = field(default_factory=list)
    most_read_day: list[Edition] = field(default_factory=list)
    most_read_week: list[Edition] = field(default_factory=list)
    blocks: list[Block] = field(default_factory=list)

    @property
    def top(self) -> list[Lead]:
        return self.leads[: self.opening]

    @property
    def further(self) -> list[Lead]:
        return self.leads[self.opening :]


def front_page(
    language: str, *, moment: datetime | None = None, arranged: Lineup | None = None
) -> Front:
    """Put together the front page of a language; empty when it has no live story.

    As it is now, or as it will be at a moment; `arranged` stands for the arrangement of that
    moment. Such a page holds what readers may not see yet.
    """
    moment = moment or now()
    arranged = home_arrangement.at(language, moment) if arranged is None else arranged
    newest = blocks.newest(language, NEWEST, moment)
    if not newest:
        return Front()
    chosen = chosen_editions(language, arranged, newest, moment)
    leads = choose_leads(arranged, chosen, newest)
    menu = shown_categories(language, arranged)
    shown = [edition for lead in leads for edition in (lead.edition, *lead.links)]
    found = ask_blocks(language, [one.pk for one in shown], menu, arranged, moment)
    found |= most_read(language, arranged)
    shares = share_out(found, {one.pk for one in shown})
    editions = {one.pk: one for one in newest}
    editions |= cards({pk for ids in shares.values() for pk in ids} - editions.keys(), moment)
    lists = {name: [editions[pk] for pk in ids if pk in editions] for name, ids in shares.items()}
    leads[0].links = leads[0].links or lists["links"]
    on_top = [lead.edition for lead in leads]
    opening = min(arranged.opening, len(leads))
    front = Front(
        opening=opening,
        leads=leads,
        latest=[one for one in newest if one not in on_top][: LATEST[opening]],
        opinion=with_first_authors(lists["opinion"], language),
        bands=bands(menu, lists),
        videos=lists["video"],
        most_read_day=lists["day"][:MOST_READ],
        most_read_week=lists["week"][:MOST_READ],
    )
    front.blocks = in_order(front, arranged)
    return front


def chosen_editions(
    language: str, arranged: Lineup, newest: list[Edition], moment: datetime
) -> dict[int, Edition]:
    """Return what an arrangement names and readers may see, by story.

    No query where all of it is among the newest, else one.
    """
    wanted = arranged.all_stories
    found = {one.article_id: one for one in newest if one.article_id in wanted}
    if missing := wanted - found.keys():
        older = Edition.objects.live(moment).in_language(language).for_stream()
        found |= {one.article_id: one for one in older.filter(article__in=missing)}
    return found


def choose_leads(arranged: Lineup, chosen: dict[int, Edition], newest: list[Edition]) -> list[Lead]:
    """Return the leads, those on top first: at least one.

    What an editor chose comes first, then the newest with a picture, or the newest of all where
    there is nothing else.
    """
    leads = only_once([lead_of(one, chosen) for one in arranged.leads if one.story in chosen])
    taken = [edition for lead in leads for edition in (lead.edition, *lead.links)]
    fit = [one for one in newest if one.kind not in NO_LEADS and one not in taken]
    with_picture = [Lead(one) for one in fit if one.stream_cover]
    leads += with_picture[: max(0, arranged.opening + FURTHER - len(leads))]
    return leads or [Lead(one) for one in (fit[:1] or newest[:1])]


def only_once(leads: list[Lead]) -> list[Lead]:
    """Take off the links that lead to what stands above them already."""
    seen = [lead.edition for lead in leads]
    for lead in leads:
        lead.links = [one for one in lead.links if one not in seen]
        seen += lead.links
    return leads


def lead_of(wanted: lineup.Lead, chosen: dict[int, Edition]) -> Lead:
    """Return a lead with its headline, picture and links for the front page."""
    picture = shown(home_arrangement.pictures().get(wanted.picture)) if wanted.picture else None
    if picture and picture.is_graphic:  # marked so since: the story's own cover then
        picture = None
    return Lead(
        dressed(chosen[wanted.story], wanted.title, picture),
        [dressed(chosen[one.story], one.words) for one in wanted.links if one.story in chosen],
        wanted.is_bare,
    )


def dressed(edition: Edition, title: str, picture: Image | None = None) -> Edition:
    """Return a copy with another headline and picture; other lists keep the story's own."""
    if not title and not picture:
        return edition
    shown = copy.copy(edition)
    shown.short_title = title or edition.short_title
    shown.cover = picture or edition.cover
    return shown


def shown_categories(language: str, arranged: Lineup) -> list[Category]:
    """Return the categories whose bands are not hidden, in their order."""
    menu = {str(category.pk): category for category in context.menu(language)}
    order = lineup.ordered(arranged, menu)
    return [menu[key] for key in order if key not in arranged.hidden]


def ask_blocks(
    language: str, shown: list[int], menu: list[Category], arranged: Lineup, moment: datetime
) -> dict[str, list[int]]:
    """Return the ids of the editions that each block could show, by its name. One query.

    `shown` are the ids of what stands on top, the large lead first.
    """
    ours = "e.language = %(language)s"
    # What stands elsewhere on the page must not leave a list short.
    spare = len(shown) + LINKS
    parts = [chosen_block(spare), related_block(spare)]
    if lineup.OPINION not in arranged.hidden:
        parts.append(block("opinion", f"{ours} AND e.kind = 'opinion'", OPINIONS + spare))
    if lineup.VIDEOS not in arranged.hidden:
        parts.append(block("video", f"{ours} AND e.kind = 'video'", VIDEOS + spare))
    values = {"language": language, "now": moment, "week": now() - WEEK}
    for number, category in enumerate(menu):
        where = f"{ours} AND e.category_id = %(category_{number})s"
        parts.append(block(f"band_{number}", where, BAND + OPINIONS + VIDEOS + spare))
        values[f"category_{number}"] = category.pk
    return ask_ids(parts, lead=shown[0], **values)


def most_read(language: str, arranged: Lineup) -> dict[str, list[int]]:
    """Return the ids of what is read most, with some to spare for what is gone meanwhile."""
    if lineup.MOST_READ in arranged.hidden:
        return {"day": [], "week": []}
    ranking = popular.most_read(language)
    return {period: ranking[period][: 2 * MOST_READ] for period in (Period.DAY, Period.WEEK)}


def chosen_block(limit: int) -> str:
    """The block of what an editor chose as related to the large lead, in the editor's order."""
    return block(
        "chosen",
        "e.language = %(language)s AND s.edition_id = %(lead)s AND e.article_id = s.story_id",
        limit,
        tables="articles_editionstory s CROSS JOIN articles_edition e",
        rank="s.position",
        order="s.position, e.id",
    )


def related_block(limit: int) -> str:
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
        limit,
    )


def share_out(found: dict[str, list[int]], taken: set[int]) -> dict[str, list[int]]:
    """Return the ids that each block shows: each story once, but for what is read most.

    `taken` is what stands on top; the links under the large lead are chosen ones first.
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


def bands(menu: list[Category], lists: Blocks) -> list[Band]:
    """Return the bands that have stories, in the order of the categories."""
    streams = [(category, lists.get(f"band_{n}")) for n, category in enumerate(menu)]
    filled = [(category, editions) for category, editions in streams if editions]
    turns = {length: itertools.cycle(layouts) for length, layouts in LAYOUTS.items()}
    return [Band(category, editions, next(turns[len(editions)])) for category, editions in filled]


def in_order(front: Front, arranged: Lineup) -> list[Block]:
    """Return the blocks that have something to show, as the arrangement orders them."""
    blocks = {str(band.category.pk): Block("band", band) for band in front.bands}
    usual = lineup.usual_order(blocks)
    if front.opinion:
        blocks[lineup.OPINION] = Block(lineup.OPINION)
    if front.videos:
        blocks[lineup.VIDEOS] = Block(lineup.VIDEOS)
    if front.most_read_day or front.most_read_week:
        blocks[lineup.MOST_READ] = Block(lineup.MOST_READ)
    return [blocks[key] for key in lineup.ordered(arranged, usual) if key in blocks]


def with_first_authors(editions: list[Edition], language: str) -> list[Edition]:
    """Return copies with `first_author`: who wrote it and has a name in the language.

    Three queries with authors and portraits, none of what is kept from before.
    """
    written = _writers([one.pk for one in editions])
    people = rows.authors({pk for writers in written.values() for pk in writers})
    portraits = rows.images_of({one.portrait_id for one in people.values()})
    shown = []
    for edition in editions:
        with_author = copy.copy(edition)
        writers = [people[pk] for pk in written.get(edition.pk, ()) if pk in people]
        named = context.with_words(writers, "name", language)
        with_author.first_author = copy.copy(named[0]) if named else None
        if named:
            with_author.first_author.portrait = portraits.get(named[0].portrait_id)
        shown.append(with_author)
    return shown


@per_generation_by_key
def _writers(ids: Collection[int]) -> dict[int, list[int]]:
    """Return the ids of who wrote the editions of ids, in their order."""
    credits = EditionCredit.objects.filter(edition__in=ids, role=Credit.Role.TEXT)
    writers: dict[int, list[int]] = {pk: [] for pk in ids}
    for edition, author in credits.values_list("edition", "author"):
        writers[edition].append(author)
    return writers
