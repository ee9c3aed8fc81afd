"""What ends a kept page by time alone."""

from datetime import UTC, timedelta

from newsroom.cache.pagecache import register_next_moment
from tests.newsroom.cache.cached_site import NOON, PAGE, Site, later


def test_page_lives_30_seconds(site):
    site.get()

    later(site, seconds=29.9)
    site.get()
    assert site.renders == 1

    later(site, seconds=0.1)
    site.get()
    assert site.renders == 2


def test_page_lives_no_longer_when_the_clock_is_set_back(site):
    site.get()

    site.jump = timedelta(hours=-5)
    later(site, seconds=30)
    site.get()

    assert site.renders == 2


def test_moment_is_asked_anew_when_the_clock_is_set_back():
    site = Site(moments=[lambda: NOON if site.now + site.jump < NOON else None])
    site.get("/ru/")
    site.jump = timedelta(seconds=-10)

    site.get("/en/")
    later(site, seconds=11)
    site.get("/en/")

    assert site.renders == 3


def test_page_ends_at_the_newsrooms_midnight(site):
    site.now = NOON.replace(hour=23, minute=59, second=59)
    site.get()

    later(site, seconds=0.9)
    site.get()
    assert site.renders == 1

    later(site, seconds=0.1)
    site.get()
    assert site.renders == 2


def test_page_ends_at_the_next_moment_of_any_source():
    later_in_utc = (NOON + timedelta(hours=1)).astimezone(UTC)
    moments = [lambda: None, lambda: NOON + timedelta(seconds=5), lambda: later_in_utc]
    site = Site(moments=moments)
    site.get()

    later(site, seconds=4.9)
    site.get()
    assert site.renders == 1

    later(site, seconds=0.1)
    site.get()
    assert site.renders == 2


def test_page_made_just_before_a_moment_is_not_served_after_it():
    site = Site(moments=[lambda: NOON + timedelta(seconds=1)])
    site.while_rendering = lambda: later(site, seconds=2)

    site.get()
    site.get()

    assert site.renders == 2


def test_next_moment_is_asked_once_a_generation_and_after_it_passed():
    asked = []

    def ask():
        asked.append((site.clock.last, (site.now - NOON).seconds))
        return site.now + timedelta(seconds=10)

    site = Site(moments=[ask])
    for path in ("/ru/", "/en/", "/arm/"):
        site.get(path)
    site.clock.last = 2
    site.get("/ru/")
    later(site, seconds=10)
    site.get("/ru/")

    assert asked == [(1, 0), (2, 0), (2, 10)]


def test_next_moment_that_fails_leaves_the_page_standing_and_unkept():
    site = Site(moments=[lambda: 1 / 0])

    assert [site.get().body, site.get().body] == [PAGE, PAGE]
    assert (site.renders, site.cache.size) == (2, 0)


def test_registered_moment_is_asked(monkeypatch):
    moments = []
    monkeypatch.setattr("newsroom.cache.pagecache._moments", moments)
    site = Site(moments=moments)

    register_next_moment(lambda: NOON)
    site.get()
    site.get()

    assert site.renders == 2
