"""Impressions and clicks: each once, so many of a network, by day in the newsroom's time zone."""

import threading
from datetime import UTC, date, datetime, timedelta

import pytest
from django.db import connection
from django.utils.timezone import now

from articles.models import AdCount, AdReceipt, Quota
from articles.statistics import ad_counts, quotas

KEY = "0123456789abcdef" * 2
NETWORK, OTHER_NETWORK = "0" * 64, "f" * 64


def key(number: int) -> str:
    return f"{number:032x}"


def test_impression_is_counted_once_for_its_key(make_ad):
    ad, other = make_ad(), make_ad()

    told = [ad_counts.count_seen(ad, KEY, NETWORK) for _time in range(2)]
    ad_counts.count_seen(other, KEY, NETWORK)

    assert told == [True, True]
    assert (ad.counts.get().seen, other.counts.get().seen) == (1, 1)


def test_network_counts_twenty_impressions_of_an_ad_in_half_an_hour(make_ad):
    ad, other = make_ad(), make_ad()

    told = [ad_counts.count_seen(ad, key(number), NETWORK) for number in range(40)]
    ad_counts.count_seen(ad, key(0xF0), OTHER_NETWORK)
    ad_counts.count_seen(other, key(0), NETWORK)

    assert told == [True] * 20 + [False] * 20
    assert (ad.counts.get().seen, other.counts.get().seen) == (21, 1)
    assert AdReceipt.objects.count() == 22  # what was not counted may be told of again


def test_network_counts_again_after_half_an_hour(make_ad):
    ad = make_ad()
    for number in range(21):
        ad_counts.count_seen(ad, key(number), NETWORK)
    Quota.objects.update(since=now() - timedelta(minutes=31))

    assert ad_counts.count_seen(ad, key(20), NETWORK)
    assert sum(one.seen for one in ad.counts.all()) == 21


def test_click_is_counted_once_for_its_impression(make_ad):
    ad = make_ad()
    ad_counts.count_seen(ad, KEY, NETWORK)

    for _time in range(3):
        assert ad_counts.count_click(ad, KEY, NETWORK)

    counted = ad.counts.get()
    assert (counted.seen, counted.clicks) == (1, 1)


def test_click_before_its_impression_is_told_counts_both_once(make_ad):
    ad = make_ad()

    ad_counts.count_click(ad, KEY, NETWORK)
    ad_counts.count_seen(ad, KEY, NETWORK)

    counted = ad.counts.get()
    assert (counted.seen, counted.clicks) == (1, 1)


def test_network_counts_five_clicks_on_an_ad_in_half_an_hour(make_ad):
    ad = make_ad()

    told = [ad_counts.count_click(ad, key(number), NETWORK) for number in range(40)]

    counted = ad.counts.get()
    assert told == [True] * 5 + [False] * 35
    assert (counted.seen, counted.clicks) == (20, 5)


def test_ticket_of_an_ad_is_good_for_a_day(make_ad, monkeypatch):
    ad, other = make_ad(), make_ad()
    made, moment = ad_counts.ticket(ad.pk), now().replace(minute=30)

    assert ad_counts.ticket(ad.pk) == made != ad_counts.ticket(other.pk)
    found = []
    for hours in (0, 24, 25, -1, -2):
        monkeypatch.setattr(ad_counts, "now", lambda h=hours: moment + timedelta(hours=h))
        found.append(ad_counts.is_good(made, ad.pk))
    assert found == [True, True, False, True, False]


def test_forged_impression_has_no_key(make_ad):
    ad, other = make_ad(), make_ad()
    good = ad_counts.ticket(ad.pk)
    assert ad_counts.key_in(f"{good}.{KEY}", ad.pk, NETWORK) == KEY

    hour, mac = good.split("-")
    forged = ["", KEY, f".{KEY}", f"{hour}-{'0' * 20}.{KEY}", f"{int(hour) + 1}-{mac}.{KEY}"]
    forged += [
        f"{good}.{KEY}0",
        f"{good}.{KEY[1:]}",
        f"{good}.{KEY.upper()}",
        f"{good}.<b>",
        f"{good}é",
    ]
    forged += [f"{ad_counts.ticket(other.pk)}.{KEY}", f"{'9' * 400}-{mac}.{KEY}"]

    assert [one for one in forged if ad_counts.key_in(one, ad.pk, NETWORK) is not None] == []


def test_without_script_a_reader_has_one_key_of_a_ticket(make_ad):
    ad = make_ad()
    alone = ad_counts.ticket(ad.pk)

    one, again, other = (ad_counts.key_in(alone, ad.pk, who) for who in ("a", "a", "b"))

    assert one == again != other
    assert ad_counts.KEY.fullmatch(one)


def test_old_receipts_and_quotas_are_forgotten(make_ad, monkeypatch):
    ad = make_ad()
    ad_counts.count_seen(ad, key(1), NETWORK)
    AdReceipt.objects.update(at=now() - timedelta(days=3))
    Quota.objects.update(since=now() - timedelta(hours=1))
    monkeypatch.setattr(ad_counts, "SWEEP_EVERY", 1)

    ad_counts.count_seen(ad, key(2), OTHER_NETWORK)

    assert AdReceipt.objects.count() == 1
    kept = list(Quota.objects.values_list("key", flat=True))
    assert kept == [quotas.key(OTHER_NETWORK[:32], "seen", ad.pk)]


# SQLite's database of the tests lies in memory, where threads do not wait for each other.
@pytest.mark.only_on("postgresql")
@pytest.mark.django_db(transaction=True)
def test_many_at_once_have_one_quota(make_ad):
    ad, together = make_ad(), threading.Barrier(8)

    def press(first: int) -> None:
        together.wait()
        for number in range(first, first + 5):
            ad_counts.count_click(ad, key(number), NETWORK)
        connection.close()

    threads = [threading.Thread(target=press, args=(first,)) for first in range(0, 40, 5)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    counted = ad.counts.all()
    assert (sum(one.seen for one in counted), sum(one.clicks for one in counted)) == (20, 5)


def test_report_adds_up_the_days_of_the_newsroom(make_ad):
    ad = make_ad()
    for hour, seen, clicks in ((19, 100, 1), (20, 10, 1), (21, 30, 0)):
        moment = datetime(2026, 4, 1, hour, tzinfo=UTC)
        AdCount.objects.create(ad=ad, hour=moment, seen=seen, clicks=clicks)

    days = ad_counts.days(ad)

    assert [(one.day, one.seen, one.clicks) for one in days] == [
        (date(2026, 4, 1), 100, 1),
        (date(2026, 4, 2), 40, 1),
    ]
    assert days[1].rate == 2.5
