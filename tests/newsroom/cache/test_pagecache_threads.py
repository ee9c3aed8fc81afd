"""Many readers at one address."""

import threading

from newsroom.cache import pagecache
from tests.newsroom.cache.cached_site import PAGE


def all_at_once(site, readers=50):
    """Let many readers ask at the same moment; return the bodies (or what was raised)."""
    start, bodies = threading.Barrier(readers), []

    def read():
        start.wait()
        try:
            bodies.append(site.get().body)
        except Exception as error:
            bodies.append(type(error))

    threads = [threading.Thread(target=read) for _ in range(readers)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return bodies


def pause():
    threading.Event().wait(0.05)


def test_fifty_readers_cost_one_render(site):
    site.while_rendering = pause

    assert all_at_once(site) == [PAGE] * 50
    assert site.renders == 1


def test_readers_wait_on_when_the_page_was_outdated_while_rendered(site):
    def change_once():
        pause()
        if site.clock.last == 1:
            site.body, site.clock.last = b"new", 2

    site.while_rendering = change_once

    assert sorted(all_at_once(site)) == [b"new"] * 49 + [PAGE]
    assert site.renders == 2


def test_failed_render_frees_who_waits(site):
    def fail_once():
        site.while_rendering = lambda: None
        pause()
        raise OSError

    site.while_rendering = fail_once

    bodies = all_at_once(site)

    assert (bodies.count(OSError), bodies.count(PAGE)) == (1, 49)
    assert site.get().body == PAGE


def test_readers_of_what_cannot_be_kept_do_not_queue(site):
    site.headers["Cache-Control"] = "no-store"
    site.while_rendering = pause

    assert all_at_once(site, readers=8) == [PAGE] * 8
    assert site.renders == 8


def test_readers_who_waited_for_a_page_that_failed_fail_with_it(site):
    site.status, site.body = "503 Service Unavailable", b"Come back."
    site.while_rendering = pause

    assert all_at_once(site, readers=8) == [b"Come back."] * 8
    assert site.renders == 1

    site.status, site.body = "200 OK", PAGE
    assert site.get().body == PAGE


def test_pages_are_rendered_one_after_the_other(site):
    at_once, most = [], []

    def render():
        at_once.append(1)
        most.append(len(at_once))
        pause()
        at_once.pop()

    site.while_rendering = render
    threads = [threading.Thread(target=site.get, args=(f"/ru/{one}/",)) for one in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    assert most == [1, 1, 1, 1]


def test_page_that_waits_for_the_database_is_passed_by(site, monkeypatch):
    monkeypatch.setattr(pagecache, "LONGEST_RENDER", 0.05)
    hangs, answered = threading.Event(), threading.Event()

    def hang_first():
        site.while_rendering = lambda: None
        hangs.set()
        assert answered.wait(10)

    site.while_rendering = hang_first
    hanging = threading.Thread(target=site.get, args=("/ru/one/",))
    hanging.start()
    assert hangs.wait(5)

    assert site.get("/ru/two/").body == PAGE
    assert hanging.is_alive()
    answered.set()
    hanging.join()
