"""What is typed is kept: while one types, on the worst days, and on return."""

import contextlib
import json
import random
import re
import sqlite3

import psycopg
import pytest

from articles import deltas
from tests.browser.conftest import PASSWORD, manage, serving, wait_until

WORDS = ["дом", "река", "город", "мост", "поезд", "зима", "стол", "берег", "окно", "дорога", "сад"]
PARAGRAPHS = 60  # of 84 words: 5,000 words
STORIES = (
    *("line", "wire", "often", "crash", "laptop", "tabs", "expired", "frame", "other", "token"),
    *("without", "offline", "lost", "twice", "late", "paste", "broken", "plain", "day", "killed"),
    *("away", "deltas"),
)

MAKE = f"""
import json, random
from articles import workflow
from articles.models import Article
from newsroom import second_factor
from newsroom.models import User

words, chief = {WORDS!r}, User.objects.get(username="chief")
chance = random.Random(7)
body = "".join(
    "<p>" + " ".join(chance.choice(words) for _ in range(84)) + ".</p>" for _ in range({PARAGRAPHS})
)
made = {{}}
for name in {STORIES!r}:
    story = Article(title_ru="История " + name, lead_ru="Лид", body_ru=body, source_language="ru")
    made[name] = workflow.save(story, by=chief).pk
armed = User.objects.create_user("armed", password={PASSWORD!r}, role="chief",
    languages=["ru", "hy", "en"], interface_language="en")
codes = second_factor.switch_on(armed, second_factor.new_secret(), 0)
User.objects.filter(username="chief").update(interface_language="en")
print(json.dumps({{"stories": made, "codes": codes}}))
"""

LOOK = """
import json
from articles.models import Article, Autosave, Version
rows = [
    {{"form": row.form, "fields": row.fields, "person": row.person.username}}
    for row in Autosave.objects.filter(article={pk}, saved_at=None)
]
story = Article.objects.get(pk={pk})
versions = Version.objects.filter(article={pk}, part="ru").count()
print(json.dumps({{"rows": rows, "title": story.title_ru, "lead": story.lead_ru,
    "body": story.body_ru, "versions": versions}}))
"""


@pytest.fixture(scope="module")
def made(live_site, server_environment):
    program = manage(server_environment, "shell", "-v0", "-c", MAKE)
    return json.loads(program.splitlines()[-1])


@pytest.fixture
def look(server_environment, made):
    """Return what the database holds of a story: its unsaved rows, its texts, its versions."""

    def of(name: str) -> dict:
        program = LOOK.format(pk=made["stories"][name])
        return json.loads(
            manage(server_environment, "shell", "-v0", "-c", program).splitlines()[-1]
        )

    return of


@pytest.fixture
def address(made):
    return lambda name: f"/admin/articles/article/{made['stories'][name]}/change/"


def open_form(page, address: str, tab: str = "ru", *, editor: bool = True) -> None:
    page.goto(f"{address}#{tab}")
    if editor:
        page.frame_locator(".field--body_ru iframe").locator("body p").first.wait_for()


def said(page, words: str) -> str:
    """Wait until the line near the main action says something; return it."""
    line = page.locator("[data-autosave-status]")
    line.filter(has_text=words).wait_for(timeout=45_000)
    return line.inner_text()


def write_into(page, place: int, words: str) -> None:
    """Type at the end of a paragraph of the text."""
    page.evaluate(
        """place => { const editor = CKEDITOR.instances.id_body_ru;
        editor.focus();
        const range = editor.createRange();
        range.moveToElementEditEnd(editor.editable().find('p').getItem(place));
        range.select(); }""",
        place,
    )
    page.keyboard.type(words)


def press_save(page) -> None:
    page.locator(".actions button[name=_continue]:visible").first.click()


def saved(page) -> None:
    page.locator(".messagelist").filter(has_text="Saved.").wait_for(timeout=30_000)


def sign_in_over(page, name: str, password: str = PASSWORD):
    frame = page.frame_locator("[data-sign-in-frame]")
    frame.locator("#id_username").fill(name)
    frame.locator("#id_password").fill(password)
    frame.locator("#id_password").press("Enter")
    return frame


def end_session(page) -> None:
    page.context.clear_cookies(name="sessionid")


def crash(page) -> None:
    """Let the page die without a word, as a browser does whose laptop lost its power."""
    with contextlib.suppress(Exception):
        page.goto("chrome://crash", timeout=3000)


# While one types


def test_line_says_when_and_where_words_were_kept(signed_in, address, look):
    page = signed_in("chief")
    open_form(page, address("line"))
    page.fill("#id_title_ru", "Новый заголовок")

    line = said(page, "Kept for you at")

    assert re.fullmatch(r"Kept for you at \d\d:\d\d\. Others see it once you save\.", line)
    assert look("line")["rows"][0]["fields"] == {"ru": {"title_ru": ["Новый заголовок"]}}
    assert look("line")["title"] == "История line"


def test_changed_paragraph_of_5000_words_takes_two_kilobytes_at_most(signed_in, address, look):
    page = signed_in("chief")
    open_form(page, address("wire"))
    sizes = []
    for place, words in ((7, " И ещё одно слово."), (40, " А здесь другое.")):
        write_into(page, place, words)
        with page.expect_response("**/autosave/") as answered:
            pass
        answer = answered.value
        answer.finished()
        size = answer.request.sizes()
        sizes.append(sum(size.values()))
        assert answer.json()["state"] == "kept"

    kept = look("wire")["rows"][0]["fields"]["ru"]["body_ru"]
    before = deltas.split(look("wire")["body"])
    assert [n for n, (one, other) in enumerate(zip(kept, before, strict=True)) if one != other] == [
        7,
        40,
    ]
    assert kept[40].endswith("А здесь другое.</p>")
    assert max(sizes) <= 2048, sizes


def test_deltas_of_the_browser_are_those_of_the_server(signed_in, address):
    page = signed_in("chief")
    open_form(page, address("deltas"))
    chance = random.Random(11)

    def text():
        pieces = [*WORDS, "🏔️", "Çay", "<em>да</em>", "&nbsp;", "а" * 40, "<br>", "  "]
        return " ".join(chance.choice(pieces) for _ in range(chance.randrange(1, 12)))

    for _round in range(60):
        known = [f"<p>{text()}</p>" for _ in range(chance.randrange(8))]
        now = list(known)
        for _edit in range(chance.randrange(4)):
            place = chance.randrange(len(now) + 1)
            now[place : place + chance.randrange(2)] = [f"<p>{text()}</p>"] * chance.randrange(3)
        html = "\n".join(now) + chance.choice(["", "голый <b>текст", "</p>", "<p>не закрыт"])
        told = page.evaluate(
            "([known, html]) => { const { split, delta } = newsroomBlocks;"
            " return { now: split(html), told: delta(known, split(html)) }; }",
            [known, html],
        )
        delta = deltas.Delta(told["told"]["parts"], told["told"]["of"], told["told"]["is"])

        assert told["now"] == deltas.split(html)
        assert delta.of == deltas.fingerprint(known)
        assert deltas.apply(delta, known) == told["now"]


def test_words_are_kept_while_one_types_without_a_pause(signed_in, address):
    page = signed_in("chief")
    page.clock.install()
    open_form(page, address("often"), editor=False)
    told = []
    page.on("request", lambda one: "/autosave/" in one.url and told.append(one.post_data))
    for _second in range(12):
        page.type("#id_lead_ru", "о")
        page.clock.run_for(2000)
    wait_until(page, "document.querySelector('[data-autosave-status]').textContent")

    assert len(told) == 1


def test_plain_textarea_is_kept_where_the_editor_does_not_load(browser, live_site, address, look):
    context = browser.new_context(base_url=live_site, service_workers="block")
    context.route("**/ckeditor*.js", lambda route: route.abort())
    page = context.new_page()
    enter(page)
    open_form(page, address("plain"), editor=False)
    text = page.input_value("#id_body_ru")
    page.fill("#id_body_ru", text.replace("</p>", " и конец.</p>", 1))

    said(page, "Kept for you at")

    kept = look("plain")["rows"][0]["fields"]["ru"]["body_ru"]
    assert (len(kept), kept[0].endswith(" и конец.</p>")) == (PARAGRAPHS, True)
    context.close()


@pytest.fixture
def rough(browser, live_site):
    """Sign somebody in, in a browser whose errors are expected: of what cannot be reached."""
    contexts = []

    def sign_in(name: str):
        contexts.append(browser.new_context(base_url=live_site))
        page = contexts[-1].new_page()
        enter(page, name)
        return page

    yield sign_in
    for context in contexts:
        context.close()


def enter(page, name: str = "chief") -> None:
    page.goto("/admin/login/")
    page.fill("#id_username", name)
    page.fill("#id_password", PASSWORD)
    page.press("#id_password", "Enter")
    page.wait_for_url("**/admin/")


# On return


def test_crash_loses_nothing(rough, address, look):
    page = rough("chief")
    open_form(page, address("crash"))
    write_into(page, 3, " Перед самой бедой.")
    said(page, "Kept for you at")
    crash(page)

    back = page.context.new_page()
    open_form(back, address("crash"))
    offer = back.locator("[data-unsaved-offer] [data-unsaved]")
    offer.wait_for()
    offer.get_by_text("What is different?").click()
    assert back.locator("ins").inner_text().strip() == "Перед самой бедой."
    back.locator(".ask__buttons").get_by_text("Take it in").click()
    back.frame_locator(".field--body_ru iframe").get_by_text("Перед самой бедой.").wait_for()
    assert "is in the form again" in back.locator(".unsaved--taken").inner_text()
    press_save(back)
    saved(back)

    after = look("crash")
    assert "Перед самой бедой." in after["body"]
    assert (after["versions"], after["rows"]) == (2, [])


def test_another_laptop_is_offered_what_a_closed_one_kept(signed_in, address):
    page = signed_in("chief")
    open_form(page, address("laptop"), editor=False)
    page.fill("#id_lead_ru", "С первого ноутбука")
    said(page, "Kept for you at")
    other = signed_in("chief")
    open_form(other, address("laptop"), editor=False)
    other.wait_for_load_state("networkidle")
    assert other.locator("[data-unsaved]").count() == 0  # the first one is still open

    page.close(run_before_unload=True)
    other.wait_for_timeout(1500)
    other.reload()

    other.locator("[data-unsaved]").wait_for()
    other.locator("[data-unsaved] button").click()
    other.locator("[data-unsaved]").wait_for(state="detached")
    other.reload()
    other.wait_for_load_state("networkidle")
    assert other.locator("[data-unsaved]").count() == 0


def test_two_tabs_of_one_person_give_no_alarm(signed_in, address, look):
    one = signed_in("chief")
    open_form(one, address("tabs"), editor=False)
    one.fill("#id_title_ru", "Из первой вкладки")
    said(one, "Kept for you at")

    two = one.context.new_page()
    open_form(two, address("tabs"), editor=False)
    two.fill("#id_lead_ru", "Из второй вкладки")
    said(two, "Kept for you at")
    assert two.locator("[data-unsaved]").count() == 0
    press_save(two)
    saved(two)
    press_save(one)
    saved(one)

    after = look("tabs")
    assert (after["title"], after["lead"]) == ("Из первой вкладки", "Из второй вкладки")
    assert after["rows"] == []


def test_new_story_that_was_never_saved_is_offered(rough):
    page = rough("reporter")
    page.goto("/admin/articles/article/add/#ru")
    page.fill("#id_title_ru", "Ещё не сохранённая")
    page.locator(".autosave").wait_for(timeout=30_000)
    crash(page)

    back = page.context.new_page()
    back.goto("/admin/articles/article/add/#ru")
    back.locator("[data-unsaved] a").nth(1).click()

    wait_until(back, "document.querySelector('#id_title_ru')?.value === 'Ещё не сохранённая'")
    back.goto("/admin/articles/article/unsaved/")
    back.locator("[data-unsaved] button").first.click()


# A session that is over


def test_save_goes_on_after_signing_in_over_the_form(signed_in, address, look):
    page = signed_in("chief")
    open_form(page, address("expired"))
    write_into(page, 2, " После ужина.")
    end_session(page)
    page.fill("#id_lead_ru", "Новый лид")
    assert "You are signed out. Kept in this browser at" in said(page, "signed out")

    press_save(page)
    page.locator("[data-sign-in][open]").wait_for()
    frame = sign_in_over(page, "chief", "not the password")
    frame.get_by_text("The name or the password is wrong.").wait_for()
    sign_in_over(page, "chief")
    saved(page)

    after = look("expired")
    assert after["lead"] == "Новый лид"
    assert "После ужина." in after["body"]
    assert (after["versions"], after["rows"]) == (2, [])


def test_signing_in_over_the_form_asks_for_the_second_step(signed_in, address, made, open_page):
    page = open_page()
    page.goto("/admin/login/")
    page.fill("#id_username", "armed")
    page.fill("#id_password", PASSWORD)
    page.press("#id_password", "Enter")
    page.fill("#id_code", made["codes"][0])
    page.press("#id_code", "Enter")
    page.wait_for_url("**/admin/")
    open_form(page, address("frame"), editor=False)
    page.fill("#id_lead_ru", "Со вторым шагом")
    end_session(page)

    press_save(page)
    page.locator("[data-sign-in-close]").click()
    said(page, "Nothing is saved yet: you are signed out.")
    page.locator("[data-autosave-sign-in]").click()
    frame = sign_in_over(page, "armed")
    frame.locator("#id_code").fill(made["codes"][1])
    frame.locator("#id_code").press("Enter")

    saved(page)
    assert page.input_value("#id_lead_ru") == "Со вторым шагом"


def test_somebody_else_cannot_go_on_with_the_form(signed_in, address, look):
    page = signed_in("chief")
    open_form(page, address("other"), editor=False)
    page.fill("#id_lead_ru", "Слова главного")
    end_session(page)
    press_save(page)

    frame = sign_in_over(page, "editor_ru")
    frame.locator(".errornote").wait_for()
    assert look("other")["versions"] == 1
    frame.locator("button.primary").click()
    sign_in_over(page, "chief")

    saved(page)
    assert look("other")["lead"] == "Слова главного"


def test_stale_token_is_renewed_without_a_word(signed_in, address, look):
    page = signed_in("chief")
    open_form(page, address("token"), editor=False)
    page.fill("#id_lead_ru", "Со старым ключом")
    end_session(page)
    enter(page.context.new_page())

    press_save(page)

    saved(page)
    assert look("token")["lead"] == "Со старым ключом"


def test_form_without_script_goes_on_after_signing_in_and_with_a_stale_token(
    open_page, address, look
):
    page = open_page(java_script_enabled=False)
    enter(page)
    page.goto(address("without"))
    page.fill("#id_lead_ru", "Без скриптов")
    end_session(page)
    press_save(page)
    page.fill("#id_username", "chief")
    page.fill("#id_password", PASSWORD)
    page.press("#id_password", "Enter")
    assert page.input_value("#id_lead_ru") == "Без скриптов"
    assert look("without")["lead"] == "Лид"

    end_session(page)
    tab = page.context.new_page()
    enter(tab)
    page.fill("#id_lead_ru", "Без скриптов и снова")
    press_save(page)
    page.get_by_role("button", name="Send it again").click()

    saved(page)
    assert look("without")["lead"] == "Без скриптов и снова"
    assert look("without")["rows"] == []


def test_laptop_asleep_for_a_day_goes_on(signed_in, address, look):
    page = signed_in("chief")
    page.clock.install()
    open_form(page, address("day"), editor=False)
    page.fill("#id_lead_ru", "Вечером")
    page.clock.run_for(5000)
    said(page, "Kept for you at")
    end_session(page)
    page.clock.fast_forward("24:00:00")
    page.fill("#id_lead_ru", "Утром")
    page.clock.run_for(5000)
    said(page, "You are signed out")

    page.locator("[data-autosave-sign-in]").click()
    sign_in_over(page, "chief")
    said(page, "connection is back")
    press_save(page)

    saved(page)
    assert look("day")["lead"] == "Утром"


# Bad days


def test_lost_connection_is_said_and_made_good(rough, address, look):
    page = rough("chief")
    open_form(page, address("offline"), editor=False)
    page.context.set_offline(True)
    page.fill("#id_lead_ru", "В поезде")
    said(page, "No connection. Kept in this browser at")
    press_save(page)
    said(page, "Nothing is saved yet: no connection.")
    assert page.input_value("#id_lead_ru") == "В поезде"

    page.context.set_offline(False)

    said(page, "The connection is back. Kept for you at")
    assert look("offline")["rows"][0]["fields"]["ru"]["lead_ru"] == ["В поезде"]


def test_words_that_only_the_browser_has_come_back_on_return(rough, address):
    page = rough("chief")
    open_form(page, address("lost"), editor=False)
    page.context.set_offline(True)
    page.fill("#id_lead_ru", "Только здесь")
    said(page, "No connection")
    back = page.context.new_page()
    page.close()
    back.context.set_offline(False)

    open_form(back, address("lost"), editor=False)

    back.locator("[data-unsaved]").get_by_text("Take it in").click()
    wait_until(back, "document.querySelector('#id_lead_ru')?.value === 'Только здесь'")


def test_save_pressed_twice_is_one_save(signed_in, address, look):
    page = signed_in("chief")
    open_form(page, address("twice"), editor=False)
    sent = []
    page.on("request", lambda one: one.is_navigation_request() and sent.append(one.method))
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
        said(page, "Kept for you at")
    late = told.value.post_data_json | {"number": 9_000_000_000_000_000}
    press_save(page)
    saved(page)

    answer = page.evaluate(
        "told => newsroomTell.tell('/admin/articles/article/autosave/', told)",
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
    said(page, "No connection. Kept in this browser at")
    write_into(page, 9, " Второе.")
    said(page, "The connection is back.")

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

    said(page, "The text is too long: one million characters at most.")
    press_save(page)
    said(page, "Nothing is saved yet. The text is too long")

    assert page.evaluate("document.querySelector('#id_lead_en').value.length") == 3_000_000
    assert look("paste")["versions"] == 1
    page.evaluate(paste, "Short")
    press_save(page)
    saved(page)
    assert page.input_value("#id_lead_en") == "Short"


def test_broken_markup_is_kept_and_taken_in(browser, live_site, address, look):
    context = browser.new_context(base_url=live_site, service_workers="block")
    context.route("**/ckeditor*.js", lambda route: route.abort())
    page = context.new_page()
    enter(page)
    open_form(page, address("broken"), editor=False)
    page.fill("#id_body_ru", "</p><p>Раз <em>два</p><table><td>три<script>alert(1)</script>")
    said(page, "Kept for you at")
    crash(page)

    back = context.new_page()
    open_form(back, address("broken"), editor=False)
    back.locator("[data-unsaved]").get_by_text("Take it in").click()
    back.locator(".unsaved--taken").wait_for()

    text = back.input_value("#id_body_ru")
    assert [word in text for word in ("Раз", "два", "три", "script")] == [True] * 3 + [False]
    context.close()


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
        said(page, "The server does not answer. Kept in this browser at")
        press_save(page)
        said(page, "Nothing is saved yet: the server does not answer.")
        assert page.input_value("#id_lead_ru") == "Без базы"

    said(page, "The connection is back.")
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
    said(page, "Nothing is saved yet: no connection.")
    assert page.input_value("#id_subtitle_ru") == "Без сервера"

    with serving(own):
        said(page, "The connection is back.")
        press_save(page)
        saved(page)
        assert page.input_value("#id_subtitle_ru") == "Без сервера"
        context.close()
