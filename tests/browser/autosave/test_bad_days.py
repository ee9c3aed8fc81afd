"""No connection, no server, no database, too much at once: nothing is lost, and it is said."""

import contextlib
import sqlite3

import psycopg

from tests.browser.autosave.hands import (
    PARAGRAPHS,
    enter,
    open_form,
    press_save,
    said,
    saved,
    write_into,
)
from tests.browser.conftest import serving


def test_lost_connection_is_said_and_made_good(rough, address, look):
    page = rough("chief")
    open_form(page, address("offline"), editor=False)
    page.context.set_offline(True)
    page.fill("#id_lead_ru", "В поезде")
    said(page, "You are offline. Autosaved in this browser at")
    press_save(page)
    said(page, "Not saved yet: you are offline.")
    assert page.input_value("#id_lead_ru") == "В поезде"

    page.context.set_offline(False)

    said(page, "You are back online. Autosaved at")
    assert look("offline")["rows"][0]["fields"]["ru"]["lead_ru"] == ["В поезде"]


def test_save_pressed_twice_is_one_save(signed_in, address, look):
    page = signed_in("chief")
    open_form(page, address("twice"), editor=False)
    sent = []
    place = address("twice")
    page.on("request", lambda one: one.url.endswith(place) and sent.append(one.method))
    page.fill("#id_lead_ru", "Дважды")

    page.locator(".actions button[name=_continue]:visible").first.dblclick()

    saved(page)
    assert sent.count("POST") == 1
    assert look("twice")["versions"] == 2


def test_autosave_that_comes_after_its_save_is_not_kept(signed_in, address, look):
    page = signed_in("chief")
    open_form(page, address("late"), editor=False)
    page.fill("#id_lead_ru", "До сохранения")
    with page.expect_request("**/autosave/") as told:
        said(page, "Autosaved at")
    late = told.value.post_data_json | {"number": 9_000_000_000_000_000}
    press_save(page)
    saved(page)

    answer = page.evaluate(
        "async told => (await import('/static/admin/newsroom/autosave/tell.js'))"
        ".tell('/admin/articles/article/autosave/', told)",
        late,
    )

    assert answer == {"state": "saved"}
    assert look("late")["rows"] == []


def test_server_killed_between_autosave_and_answer_loses_nothing(rough, address, look):
    page = rough("chief")
    open_form(page, address("killed"))
    taken = []

    def lose_the_answer(route):
        taken.append(route.fetch().status)
        route.abort()

    page.route("**/autosave/", lose_the_answer, times=1)
    write_into(page, 5, " Первое.")
    said(page, "You are offline. Autosaved in this browser at")
    write_into(page, 9, " Второе.")
    said(page, "You are back online. Autosaved at")

    kept = look("killed")["rows"][0]["fields"]["ru"]["body_ru"]
    assert taken == [200]
    assert (kept[5].endswith("Первое.</p>"), kept[9].endswith("Второе.</p>")) == (True, True)
    assert len(kept) == PARAGRAPHS


def test_paste_of_five_megabytes_is_said_and_stays(signed_in, address, look):
    page = signed_in("chief")
    open_form(page, address("paste"), editor=False)
    # Into a tab that is not shown: the browser itself takes minutes to lay such a line out.
    paste = """words => { const field = document.querySelector('#id_lead_en');
        field.value = words; field.dispatchEvent(new Event('input', { bubbles: true })); }"""
    page.evaluate(paste, "слово " * 500_000)

    said(page, "The text is too long: the limit is one million characters.")
    press_save(page)
    said(page, "Not saved yet. The text is too long")

    assert page.evaluate("document.querySelector('#id_lead_en').value.length") == 3_000_000
    assert look("paste")["versions"] == 1
    page.evaluate(paste, "Short")
    press_save(page)
    saved(page)
    assert page.input_value("#id_lead_en") == "Short"


@contextlib.contextmanager
def database_away(environment):
    """Let the database take no work until the block ends."""
    url = environment["DATABASE_URL"]
    if url.startswith("sqlite"):
        base = sqlite3.connect(url.removeprefix("sqlite:///"), isolation_level=None)
        base.execute("BEGIN IMMEDIATE")
        yield
        base.execute("ROLLBACK")
        base.close()
        return
    server, _slash, name = url.rpartition("/")
    with psycopg.connect(f"{server}/postgres", autocommit=True) as base:
        base.execute(f"ALTER DATABASE {name} ALLOW_CONNECTIONS false")
        base.execute(
            "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname=%s", [name]
        )
        yield
        base.execute(f"ALTER DATABASE {name} ALLOW_CONNECTIONS true")


def test_database_away_for_a_minute_is_said_and_made_good(rough, address, look, server_environment):
    page = rough("chief")
    open_form(page, address("away"), editor=False)
    with database_away(server_environment):
        page.fill("#id_lead_ru", "Без базы")
        said(page, "The server is not responding. Autosaved in this browser at")
        press_save(page)
        said(page, "Not saved yet: the server is not responding.")
        assert page.input_value("#id_lead_ru") == "Без базы"

    said(page, "You are back online. Autosaved at")
    press_save(page)

    saved(page)
    assert look("away")["lead"] == "Без базы"


def test_server_killed_before_a_save_leaves_the_form_and_the_save_goes_on_later(
    browser, live_site, made, server_environment
):
    own = server_environment | {"PORT": str(int(server_environment["PORT"]) + 1)}
    place = f"/admin/articles/article/{made['stories']['killed']}/change/"
    with serving(own) as site:
        context = browser.new_context(base_url=site)
        page = context.new_page()
        enter(page)
        open_form(page, place, editor=False)
    page.fill("#id_subtitle_ru", "Без сервера")
    press_save(page)
    said(page, "Not saved yet: you are offline.")
    assert page.input_value("#id_subtitle_ru") == "Без сервера"

    with serving(own):
        said(page, "You are back online. Autosaved at")
        press_save(page)
        saved(page)
        assert page.input_value("#id_subtitle_ru") == "Без сервера"
        context.close()
