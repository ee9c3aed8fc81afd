"""A save waits three seconds at most for what is being told; whatever fails, the next one saves."""

import time

from tests.browser.autosave.hands import open_form, press_save, said, saved

AUTOSAVE = "**/articles/article/autosave/"
# The next look at the form throws: while it is told, or while it is sent.
THROWS_ONCE = """
() => {
  const usual = window.FormData;
  window.FormData = function () {
    window.FormData = usual;
    throw Error("bad day");
  };
}
"""


def test_save_goes_its_way_where_an_autosave_hangs(rough, address, look):
    page, hung = rough("chief"), []
    page.route(AUTOSAVE, lambda route: hung.append(route))
    open_form(page, address("hanging"))
    page.fill("#id_title_ru", "Не ждёт")
    page.wait_for_timeout(4000)
    assert len(hung) == 1

    began = time.monotonic()
    with page.expect_response(lambda one: one.request.method == "POST" and "/change/" in one.url):
        press_save(page)
    waited = time.monotonic() - began
    saved(page)
    page.unroute(AUTOSAVE)

    assert 2.5 < waited < 8
    assert look("hanging")["title"] == "Не ждёт"
    assert look("hanging")["rows"] == []


def test_autosave_that_throws_stops_no_later_one(rough, address, look):
    page = rough("chief")
    open_form(page, address("poisoned"))
    page.evaluate(THROWS_ONCE)
    with page.expect_event("pageerror") as failed:
        page.fill("#id_title_ru", "Раз")
    page.fill("#id_title_ru", "Два")

    said(page, "Autosaved at")

    assert failed.value.message == "bad day"
    assert look("poisoned")["rows"][0]["fields"] == {"ru": {"title_ru": ["Два"]}}


def test_save_that_throws_is_sent_by_the_browser(rough, address, look):
    page = rough("chief")
    open_form(page, address("thrown"))
    page.fill("#id_title_ru", "Всё равно сохранено")
    said(page, "Autosaved at")
    page.evaluate(THROWS_ONCE)

    press_save(page)
    saved(page)

    assert look("thrown")["title"] == "Всё равно сохранено"
