"""After a change the pages asked for most are made anew before readers ask."""

import pytest

from newsroom.cache.pagecache import HOTTEST


def paths(site):
    return [environ["PATH_INFO"] for environ in site.seen]


def ask(site, path, times):
    for _ in range(times):
        site.get(path)


def test_hottest_pages_are_made_anew_at_once(site):
    ask(site, "/ru/", 3)
    ask(site, "/en/", 5)
    ask(site, "/arm/", 1)
    site.seen.clear()
    site.body, site.clock.last = b"new", 2

    site.cache.rebuild_hottest()

    assert sorted(paths(site)) == ["/en/", "/ru/"]
    assert [site.get("/en/").body, site.get("/ru/").body, len(site.seen)] == [b"new", b"new", 2]


@pytest.mark.parametrize("coding", ["br", "gzip", "zstd"])
def test_page_is_made_anew_in_the_coding_that_readers_take(site, coding):
    for _ in range(2):
        site.get("/ru/", HTTP_ACCEPT_ENCODING=coding)
    site.clock.last = 2

    site.cache.rebuild_hottest()

    (key,) = site.cache.pages.most_asked(HOTTEST, least=0)
    assert list(site.cache.find(key).packed) == [coding]


def test_page_that_a_reader_asked_for_meanwhile_is_made_once(site):
    ask(site, "/ru/", 3)
    ask(site, "/en/", 2)
    site.clock.last = 2
    site.get("/ru/")
    site.seen.clear()

    site.cache.rebuild_hottest()

    assert paths(site) == ["/en/"]


def test_two_changes_in_a_row_forget_nothing_that_is_hot(site):
    ask(site, "/ru/", 8)
    for site.clock.last in (2, 3):
        site.cache.rebuild_hottest()

    assert site.renders == 3


def test_what_nobody_asks_for_any_more_cools_down(site):
    ask(site, "/ru/", 2)
    renders = []
    for site.clock.last in (2, 3, 4, 5):
        site.cache.rebuild_hottest()
        renders.append(site.renders)

    assert renders == [2, 3, 3, 3]


def test_next_change_ends_the_work_for_the_old_one(site):
    ask(site, "/ru/", 3)
    ask(site, "/en/", 2)
    site.clock.last = 2
    site.seen.clear()

    def change():
        site.clock.last = 3

    site.while_rendering = change
    site.cache.rebuild_hottest()

    assert len(paths(site)) == 1


def test_only_so_many_are_made_anew(site):
    for number in range(HOTTEST + 3):
        ask(site, f"/ru/{number}", 2)
    site.clock.last = 2
    site.seen.clear()

    site.cache.rebuild_hottest()

    assert len(site.seen) == HOTTEST


def test_nothing_is_made_nor_forgotten_while_the_database_is_away(site):
    ask(site, "/ru/", 3)
    site.clock.lose(away=True)

    site.cache.rebuild_hottest()

    assert (site.renders, site.get("/ru/").status) == (1, "200 OK")
    assert site.renders == 1


def test_page_that_may_not_be_kept_any_more_is_closed(site):
    class Body(list):
        closed = 0

        def close(self):
            Body.closed += 1

    ask(site, "/ru/", 3)
    site.clock.last = 2
    site.cache.renderer = lambda _, start: start("500 Oops", []) or Body([b"x"])

    site.cache.rebuild_hottest()

    assert Body.closed == 1
    assert len(site.cache.pages) == 0
