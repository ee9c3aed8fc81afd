"""Which ads may stand in a place of a page: the list that comes with it.

The page is the same for every reader; the choice is made in the browser (static/js/ads.js),
where the caps are kept too. A list ends with its house ads, which have no cap; without one the
place is not on the page.
"""

from collections import defaultdict
from contextlib import contextmanager
from contextvars import ContextVar
from datetime import datetime, timedelta

from django.utils.timezone import now
from django.utils.translation import gettext_lazy as _

from articles.models import Ad
from articles.site import rows
from newsroom.cache.generation import per_generation
from newsroom.server.databases import adapted

# How soon what is missing of a goal is made up for: well above what pages lag behind (a minute).
HORIZON = timedelta(minutes=2)
RECENTLY = timedelta(hours=1)

NO_HOUSE = _(
    "Not visible to readers yet: its slot needs a house ad in this language as a fallback."
)

_previewed: ContextVar[Ad | None] = ContextVar("previewed_ad", default=None)
_is_uncounted: ContextVar[bool] = ContextVar("uncounted_ads", default=False)


@contextmanager
def previewing(ad: Ad):
    """Show this ad and no other in the pages that are rendered inside of this."""
    token = _previewed.set(ad)
    try:
        yield
    finally:
        _previewed.reset(token)


def previewed() -> Ad | None:
    """Return the ad that is being previewed."""
    return _previewed.get()


@contextmanager
def uncounted():
    """Fill the places of the pages inside of this with house ads that count nothing."""
    token = _is_uncounted.set(True)
    try:
        yield
    finally:
        _is_uncounted.reset(token)


def is_uncounted() -> bool:
    """Tell whether the page that is being rendered counts nothing."""
    return _is_uncounted.get()


# By hand: Django takes four times as long to write it as the database to answer it, and every
# process asks after every change, before its first page.
ADS = """
    SELECT a.*,
        CASE WHEN a.goal IS NULL THEN 0 ELSE (
            SELECT COALESCE(SUM(c.seen), 0) FROM articles_adcount c WHERE c.ad_id = a.id
        ) END AS seen,
        (
            SELECT COALESCE(SUM(c.seen), 0) FROM articles_adcount c
            WHERE c.ad_id = a.id AND c.hour >= %(since)s
        ) AS seen_recently
    FROM articles_ad a WHERE a.ends_at IS NULL OR a.ends_at > %(since)s ORDER BY a.id
"""


@per_generation
def all_ads() -> tuple[Ad, ...]:
    """Return the ads that have not ended, with pictures, categories and counts. Three queries.

    `seen` is all the impressions of one with a goal, `seen_recently` those since `recent_hour`.
    """
    moment = now()
    ads = tuple(Ad.objects.raw(ADS, {"since": adapted(recent_hour(moment))}))
    pictures = rows.images_of({ad.image_id for ad in ads})
    categories = defaultdict(set)
    for ad, category in Ad.categories.through.objects.values_list("ad_id", "category_id"):
        categories[ad].add(category)
    for ad in ads:
        ad.image = pictures.get(ad.image_id)
        ad.counted_at = moment
        ad.category_ids = frozenset(categories[ad.pk])
    return ads


def recent_hour(moment: datetime) -> datetime:
    """Return the beginning of the hour that lay an hour ago."""
    return (moment - RECENTLY).replace(minute=0, second=0, microsecond=0)


def running_in(place: str, language: str, category: int | None = None) -> list[Ad]:
    """Return what may stand in a place now, house ads last; [] without one of them."""
    ads = [
        ad
        for ad in ads_of(place, language)
        if (not ad.category_ids or category in ad.category_ids)
        and ad.is_running
        and ad.is_presentable
    ]
    return ads if ads and ads[-1].is_house else []


@per_generation
def ads_of(place: str, language: str) -> tuple[Ad, ...]:
    """Return what is for a place of a language's pages, running or not, house ads last."""
    ads = [ad for ad in all_ads() if ad.place == place and ad.language == language]
    return tuple(sorted(ads, key=lambda ad: ad.is_house))


def has_house(ad: Ad) -> bool:
    """Tell whether a house ad runs in the place of this one, on one of its pages."""
    shelves = ad.categories.values_list("pk", flat=True) if ad.pk else ()
    return any(running_in(ad.place, ad.language, one) for one in [None, *shelves])


def entries(ads: list[Ad]) -> list[dict]:
    """Return the list for the browser: id, weight and, where they have them, cap, chance, house."""
    chances = chances_of(ads, now())
    return [entry(ad, chances) for ad in ads if ad.goal is None or chances.get(ad.pk)]


def entry(ad: Ad, chances: dict[int, float]) -> dict:
    found = {"id": ad.pk, "weight": ad.weight}
    if ad.cap:
        found["cap"] = ad.cap
    if ad.goal is not None:
        found["chance"] = round(chances[ad.pk], 4)
    if ad.is_house:
        found["house"] = True
    return found


def chances_of(ads: list[Ad], moment: datetime) -> dict[int, float]:
    """Return with which chance each ad that has a goal is to be shown, together at most one."""
    found = {ad.pk: chance(ad, rate_of(ad), moment) for ad in ads if ad.goal is not None}
    total = sum(found.values())
    return {pk: one / max(total, 1.0) for pk, one in found.items()}


def rate_of(ad: Ad) -> float:
    """Return how many impressions a second all ads of the place together had of late."""
    seen = sum(
        one.seen_recently
        for one in all_ads()
        if (one.place, one.language) == (ad.place, ad.language)
    )
    return seen / (ad.counted_at - recent_hour(ad.counted_at)).total_seconds()


def chance(ad: Ad, rate: float, moment: datetime) -> float:
    """Return with which chance an ad is shown so that its goal is reached evenly.

    What it should have been seen a little from now, less what it was, in what the place will be
    seen until then. A feedback: what caps and categories take away is made up for.
    """
    until = min(moment + HORIZON, ad.ends_at)
    due = ad.goal * (until - ad.starts_at) / (ad.ends_at - ad.starts_at)
    missing = min(due, ad.goal) - ad.seen
    expected = rate * max((until - ad.counted_at).total_seconds(), 1)
    if missing <= 0:
        return 0.0
    return min(1.0, missing / expected) if expected else 1.0
