"""Which ads come with a page, and with which chances."""

from datetime import timedelta

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.utils.timezone import now
from django.utils.translation import override

from articles.models import Ad, AdCount
from articles.site import ads

PLACE = Ad.Place.AFTER_TEXT
HOUR = timedelta(hours=1)


def numbers(found) -> list[int]:
    return [ad.pk for ad in found]


def test_place_without_a_house_ad_is_empty(make_ad):
    make_ad()

    assert ads.running_in(PLACE, "ru") == []


def test_list_ends_with_the_house_ad_of_its_place_and_language(make_ad):
    house, campaign = make_ad(is_house=True), make_ad()
    make_ad(language="hy")
    make_ad(place=Ad.Place.FOOT)

    assert numbers(ads.running_in(PLACE, "ru")) == [campaign.pk, house.pk]
    assert ads.running_in(PLACE, "hy") == []


def test_list_names_what_runs_now_only(make_ad):
    house = make_ad(is_house=True)
    make_ad(starts_at=now() + HOUR)
    make_ad(ends_at=now() - HOUR)
    running = make_ad(starts_at=now() - HOUR, ends_at=now() + HOUR)

    assert numbers(ads.running_in(PLACE, "ru")) == [running.pk, house.pk]
    assert set(Ad.objects.running()) == {running, house}


def test_ad_of_a_category_stands_on_its_pages_only(make_ad, category):
    house, campaign = make_ad(is_house=True), make_ad()
    campaign.categories.add(category)

    assert numbers(ads.running_in(PLACE, "ru")) == [house.pk]
    assert numbers(ads.running_in(PLACE, "ru", category.pk)) == [campaign.pk, house.pk]


def test_entries_tell_weight_cap_and_house(make_ad):
    house, campaign = make_ad(is_house=True), make_ad(weight=20, cap=3)

    found = ads.entries(ads.running_in(PLACE, "ru"))

    assert found == [
        {"id": campaign.pk, "weight": 20, "cap": 3},
        {"id": house.pk, "weight": 10, "house": True},
    ]


@pytest.fixture
def paced(make_ad):
    """A campaign in the middle of its two hours, wanting 7,200 impressions: one a second."""
    make_ad(is_house=True)
    return make_ad(goal=7200, starts_at=now() - HOUR, ends_at=now() + HOUR)


def count(ad: Ad, seen: int) -> None:
    AdCount.objects.create(ad=ad, hour=ads.recent_hour(now()), seen=seen)


def chance_of(ad: Ad) -> float:
    return next((one["chance"] for one in offered() if one["id"] == ad.pk), 0.0)


def offered() -> list[dict]:
    return ads.entries(ads.running_in(PLACE, "ru"))


def test_goal_asks_for_its_part_of_what_the_place_is_seen(paced):
    count(paced, 3600)
    house = Ad.objects.get(is_house=True)
    seconds = (now() - ads.recent_hour(now())).total_seconds()
    count(house, round(10 * seconds) - 3600)

    assert chance_of(paced) == pytest.approx(0.1, abs=0.01)


def test_goal_that_is_ahead_waits(paced):
    count(paced, 3900)

    assert chance_of(paced) == 0
    assert len(offered()) == 1


def test_goal_that_is_behind_takes_the_place(paced):
    count(paced, 100)

    assert chance_of(paced) == 1


def test_goals_share_the_place_when_all_are_behind(paced, make_ad):
    make_ad(goal=7200, starts_at=now() - HOUR, ends_at=now() + HOUR)

    assert sum(one.get("chance", 0) for one in offered()) == pytest.approx(1, abs=0.001)


@pytest.mark.parametrize(
    "address", ["javascript:alert(1)", "http://e.am", "//e.am", "data:text/html,x", "https://"]
)
def test_address_that_is_not_secure_is_refused_with_a_sentence(make_ad, address):
    ad = make_ad()
    ad.url = address

    with override("en"), pytest.raises(ValidationError, match="beginning with https"):
        ad.full_clean()


@pytest.mark.parametrize(
    "fields, sentence",
    [
        ({"html": "x" * (200 * 1024 + 1), "image": None}, "too large"),
        ({"html": "<p>"}, "either a picture or HTML"),
        ({"image": None}, "either a picture or HTML"),
        ({"is_house": True, "cap": 3}, "no limit per reader"),
        ({"goal": 10}, "a start and an end date"),
        ({"starts_at": now(), "ends_at": now() - HOUR}, "before the start"),
    ],
)
def test_campaign_that_makes_no_sense_is_refused(make_ad, fields, sentence):
    ad = make_ad()
    for name, value in fields.items():
        setattr(ad, name, value)

    with override("en"), pytest.raises(ValidationError, match=sentence):
        ad.full_clean()


@pytest.mark.parametrize("fields", [{"url": "javascript:x"}, {"weight": 0}, {"image": None}])
def test_database_refuses_it_too(make_ad, fields):
    with pytest.raises(IntegrityError), transaction.atomic():
        make_ad(**fields)
