"""Impressions and clicks: each once, by day in the newsroom's time zone."""

from datetime import UTC, date, datetime

from articles import ad_counting
from articles.models import AdCount, AdReceipt

KEY = "0123456789abcdef" * 2


def test_impression_is_counted_once_for_its_key(make_ad):
    ad = make_ad()

    told = [ad_counting.count_seen(ad, KEY), ad_counting.count_seen(ad, KEY)]

    assert told == [True, False]
    assert ad.counts.get().seen == 1


def test_impressions_without_a_good_key_are_all_counted(make_ad):
    ad = make_ad()

    for key in ("", "", "short", "x" * 500):
        ad_counting.count_seen(ad, key)

    assert ad.counts.get().seen == 4
    assert not AdReceipt.objects.exists()


def test_clicks_are_counted_beside_impressions(make_ad):
    ad = make_ad()

    ad_counting.count_seen(ad)
    ad_counting.count_click(ad)
    ad_counting.count_click(ad)

    counted = ad.counts.get()
    assert (counted.seen, counted.clicks) == (1, 2)


def test_report_adds_up_the_days_of_the_newsroom(make_ad):
    ad = make_ad()
    for hour, seen, clicks in ((19, 100, 1), (20, 10, 1), (21, 30, 0)):
        moment = datetime(2026, 4, 1, hour, tzinfo=UTC)
        AdCount.objects.create(ad=ad, hour=moment, seen=seen, clicks=clicks)

    days = ad_counting.days(ad)

    assert [(one.day, one.seen, one.clicks) for one in days] == [
        (date(2026, 4, 1), 100, 1),
        (date(2026, 4, 2), 40, 1),
    ]
    assert days[1].rate == 2.5
