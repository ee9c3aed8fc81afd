"""How a home page is arranged, as one value: leads, bands, and what two people made of it.

Pure: stories, pictures and categories are known by their numbers. How it is kept stands in
`models/arrangement.py`, what readers get of it in `home.py`.
"""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import datetime

# How many of the leads stand on top: one large one, or two of the same size.
OPENINGS = (1, 2)
# Leads that follow those on top, and links under a lead.
MOST_FURTHER, MOST_LINKS = 4, 3
# Blocks that are no category's; a category's key is its number.
OPINION, MOST_READ, VIDEOS = "opinion", "most_read", "videos"
NAMED = (OPINION, MOST_READ, VIDEOS)


@dataclass(frozen=True)
class Link:
    """A story as a line under a lead; without words of its own it has its title."""

    story: int
    words: str = ""


@dataclass(frozen=True)
class Lead:
    """A story that was put on top: a headline and a picture for the home page, and how long."""

    story: int
    title: str = ""
    picture: int | None = None
    is_bare: bool = False
    until: datetime | None = None
    links: tuple[Link, ...] = ()


# What of a lead two people may change without meeting.
PARTS = ("title", "picture", "is_bare", "until", "links")


@dataclass(frozen=True)
class Lineup:
    """What stands where on the home page of a language.

    `bands` are the keys of blocks in their order (see `ordered`), `hidden` those not shown.
    """

    opening: int = 1
    leads: tuple[Lead, ...] = ()
    bands: tuple[str, ...] = ()
    hidden: frozenset[str] = frozenset()

    @property
    def stories(self) -> list[int]:
        """The leads' stories in their order."""
        return [lead.story for lead in self.leads]

    @property
    def all_stories(self) -> set[int]:
        """The leads' stories and those of their links."""
        return {*self.stories, *(link.story for lead in self.leads for link in lead.links)}

    @property
    def pictures(self) -> set[int]:
        return {lead.picture for lead in self.leads if lead.picture}

    @property
    def most_leads(self) -> int:
        return self.opening + MOST_FURTHER

    def at(self, moment: datetime) -> "Lineup":
        """Return it without the leads whose time is over."""
        staying = [lead for lead in self.leads if lead.until is None or lead.until > moment]
        return self if len(staying) == len(self.leads) else replace(self, leads=tuple(staying))

    def to_json(self) -> dict:
        return {
            "opening": self.opening,
            "leads": [
                {
                    "story": lead.story,
                    "title": lead.title,
                    "picture": lead.picture,
                    "is_bare": lead.is_bare,
                    "until": lead.until.isoformat() if lead.until else None,
                    "links": [{"story": one.story, "words": one.words} for one in lead.links],
                }
                for lead in self.leads
            ],
            "bands": list(self.bands),
            "hidden": sorted(self.hidden),
        }

    @classmethod
    def from_json(cls, kept: dict) -> "Lineup":
        return cls(
            opening=kept.get("opening", 1),
            leads=tuple(_lead(one) for one in kept.get("leads", ())),
            bands=tuple(kept.get("bands", ())),
            hidden=frozenset(kept.get("hidden", ())),
        )


EMPTY = Lineup()


def _lead(kept: dict) -> Lead:
    until = kept.get("until")
    return Lead(
        story=kept["story"],
        title=kept.get("title", ""),
        picture=kept.get("picture"),
        is_bare=kept.get("is_bare", False),
        until=datetime.fromisoformat(until) if until else None,
        links=tuple(Link(one["story"], one.get("words", "")) for one in kept.get("links", ())),
    )


def usual_order(categories: Iterable[str]) -> list[str]:
    """Return the keys of blocks as they stand until somebody orders them."""
    first, second, *others = [*categories, None, None]
    order = [OPINION, first, MOST_READ, second, VIDEOS, *others]
    return [key for key in order if key is not None]


def ordered(lineup: Lineup, usual: Iterable[str]) -> list[str]:
    """Return the blocks of the usual order as a lineup orders them; new ones come last."""
    usual = list(usual)
    if not lineup.bands:
        return usual
    known = [key for key in lineup.bands if key in usual]
    return known + [key for key in usual if key not in known]


# Two people at once


@dataclass(frozen=True)
class Clash:
    """Something that both changed, each in another way: its name, the story, and both values."""

    part: str
    story: int | None
    theirs: object
    mine: object

    @property
    def key(self) -> str:
        return f"{self.part}-{self.story}" if self.story else self.part


def merge(base: Lineup, theirs: Lineup, mine: Lineup) -> tuple[Lineup, list[Clash]]:
    """Join what two people made of the same lineup; where they clash, `mine` stays."""
    joining = _Joining()
    leads = {lead.story: lead for lead in joining.same_list(base, theirs, mine)}
    before, others, own = ({one.story: one for one in side.leads} for side in (base, theirs, mine))
    for story in leads.keys() & others.keys() & own.keys():
        leads[story] = joining.lead(before.get(story), others[story], own[story])
    merged = Lineup(
        opening=joining.join("opening", base.opening, theirs.opening, mine.opening),
        leads=tuple(leads.values()),
        bands=joining.join("bands", base.bands, theirs.bands, mine.bands),
        hidden=joining.join("hidden", base.hidden, theirs.hidden, mine.hidden),
    )
    return merged, joining.clashes


def taking(mine: Lineup, theirs: Lineup, keys: Iterable[str]) -> Lineup:
    """Return `mine` with the other's values for the clashes of these keys."""
    keys = set(keys)
    whole = {part: getattr(theirs, part) for part in keys & {"opening", "bands", "hidden"}}
    own, others = ({lead.story: lead for lead in side.leads} for side in (mine, theirs))
    leads = mine.leads
    if "leads" in keys:
        leads = tuple(own.get(lead.story, lead) for lead in theirs.leads)
    return replace(mine, leads=tuple(_taking(one, others, keys) for one in leads), **whole)


def _taking(lead: Lead, others: dict[int, Lead], keys: set[str]) -> Lead:
    other = others.get(lead.story, lead)
    parts = [part for part in PARTS if f"{part}-{lead.story}" in keys]
    return replace(lead, **{part: getattr(other, part) for part in parts})


class _Joining:
    """One merge: remembers where the two clashed."""

    def __init__(self):
        self.clashes: list[Clash] = []

    def join(self, part: str, base, theirs, mine, story: int | None = None):
        if theirs in (mine, base):
            return mine
        if mine == base:
            return theirs
        self.clashes.append(Clash(part, story, theirs, mine))
        return mine

    def lead(self, base: Lead | None, theirs: Lead, mine: Lead) -> Lead:
        """Join a lead that both have; one that both added began with nothing."""
        base = base or Lead(mine.story)
        joined = {}
        for part in PARTS:
            values = [getattr(side, part) for side in (base, theirs, mine)]
            joined[part] = self.join(part, *values, mine.story)
        return replace(mine, **joined)

    def same_list(self, base: Lineup, theirs: Lineup, mine: Lineup) -> tuple[Lead, ...]:
        """Join which leads there are and in which order.

        Taking a lead off clashes with a change of it: else the change would be lost.
        """
        before, others, own = (tuple(side.stories) for side in (base, theirs, mine))
        if others == own:
            return mine.leads
        if before in (others, own) and not _dropped_changed(base, theirs, mine):
            return mine.leads if others == before else theirs.leads
        self.clashes.append(Clash("leads", None, others, own))
        return mine.leads


def _dropped_changed(base: Lineup, theirs: Lineup, mine: Lineup) -> bool:
    """Tell whether one side took off a lead that the other changed."""
    before = {lead.story: lead for lead in base.leads}

    def drops(one: Lineup, other: Lineup) -> bool:
        kept = one.stories
        return any(
            lead.story in before and lead.story not in kept and lead != before[lead.story]
            for lead in other.leads
        )

    return drops(theirs, mine) or drops(mine, theirs)


def swapped(items: Iterable, index: int, step: int) -> tuple:
    """Return the items with one of them moved a place; at an end it stays."""
    moved = list(items)
    target = index + step
    if 0 <= index < len(moved) and 0 <= target < len(moved):
        moved[index], moved[target] = moved[target], moved[index]
    return tuple(moved)
