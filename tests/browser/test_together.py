"""Two people in one story, each in a browser of their own: nothing that either wrote is lost."""

import time

import pytest
from playwright.sync_api import expect

LIST = "/admin/articles/article/"
SAVE = ".actions button[name=_continue]:visible"
HERE, GONE = 10_000, 30_000  # milliseconds, as promised
TITLE, LEAD = "#id_title_ru", "#id_lead_ru"
BODY = "<p>Один</p>\n\n<p>Два</p>\n\n<p>Три</p>\n"


@pytest.fixture
def story(signed_in):
    """Write a story as somebody, in Russian; return its page and its address."""

    def begin(username="reporter", **options):
        page = signed_in(username, **options)
        page.goto(f"{LIST}add/#ru")
        page.fill(TITLE, "Озеро")
        page.fill(LEAD, "Лид")
        write(page, BODY)
        save(page)
        return page, page.url.split("#")[0]

    return begin


@pytest.fixture
def both(story, signed_in):
    """The reporter and the editor in one story: their pages and its address."""
    first, address = story()
    second = signed_in("editor_ru")
    for page in (first, second):
        open_form(page, address)
    return first, second, address


def open_form(page, address: str) -> None:
    page.goto(LIST)
    page.goto(f"{address}#ru")
    page.wait_for_selector(".cke_wysiwyg_frame")


def write(page, html: str) -> None:
    """Put a text into the editor, as typing does."""
    page.wait_for_selector(".cke_wysiwyg_frame")
    put = "CKEDITOR.instances.id_body_ru.setData(html, { callback: done })"
    page.evaluate(f"html => new Promise(done => {put})", html)


def save(page) -> None:
    with page.expect_navigation():
        page.locator(SAVE).first.click()


def saved(page, address: str) -> tuple[str, str, str]:
    """Return title, lead and body as they are kept."""
    page.goto(LIST)
    page.goto(f"{address}#ru")
    kept = [page.locator(one).evaluate("one => one.defaultValue") for one in (TITLE, LEAD)]
    body = page.locator("#id_body_ru").evaluate("one => one.defaultValue")
    return (*kept, "".join(body.split()))


def questions(page):
    return page.locator("[data-clash]")


def test_different_fields_of_two_people_are_both_kept(both):
    mine, theirs, address = both
    mine.fill(TITLE, "Моё озеро")
    theirs.fill(LEAD, "Их лид")

    save(theirs)
    save(mine)

    assert saved(mine, address)[:2] == ("Моё озеро", "Их лид")


@pytest.mark.parametrize("choice, title", [("mine", "Моё"), ("theirs", "Чужое"), ("own", "Третье")])
def test_same_field_of_two_people_is_chosen_by_the_later(both, choice, title):
    mine, theirs, address = both
    mine.fill(TITLE, "Моё")
    theirs.fill(TITLE, "Чужое")
    save(theirs)

    save(mine)
    question = questions(mine)
    expect(question).to_have_count(1)
    question.locator(f"[value={choice}]").check()
    if choice == "own":
        question.locator("textarea").fill(title)
    with mine.expect_navigation():
        mine.click(".clashes__bar .primary")

    assert saved(mine, address)[0] == title
    mine.goto(f"{address.replace('change/', 'versions/')}?part=ru")
    # The first, theirs, mine beside them, what was chosen where that is a new one.
    expect(mine.locator(".versions__list > li")).to_have_count(3 if choice == "theirs" else 4)


def test_same_paragraph_of_two_people_is_the_only_one_asked_about(both):
    mine, theirs, address = both
    write(mine, BODY.replace("Два", "Два мой").replace("Три", "Три мой"))
    write(theirs, BODY.replace("Один", "Один их").replace("Два", "Два их"))
    save(theirs)

    save(mine)
    expect(questions(mine)).to_have_count(1)
    questions(mine).locator("[value=own]").check()
    mine.frame_locator("[data-clash] .cke_wysiwyg_frame").locator("body").fill("Два общий")
    with mine.expect_navigation():
        mine.click(".clashes__bar .primary")

    assert saved(mine, address)[2] == "<p>Одиних</p><p>Дваобщий</p><p>Тримой</p>"


def test_same_field_is_chosen_without_a_script_too(story, signed_in):
    theirs, address = story("editor_ru")
    mine = signed_in("chief", java_script_enabled=False)
    mine.goto(address)
    mine.fill(TITLE, "Моё")
    theirs.fill(TITLE, "Чужое")
    save(theirs)

    mine.locator("button.primary[name=_continue], button[name=_continue].quiet").first.click()
    questions(mine).locator("[value=own]").check()
    questions(mine).locator("textarea").fill("Третье")
    mine.click(".clashes__bar .primary")
    mine.goto(address)

    assert mine.input_value(TITLE) == "Третье"


@pytest.mark.parametrize(
    "choice, body",
    [("theirs", "<p>Один</p><p>Три</p>"), ("mine", "<p>Один</p><p>Три</p><p>Два</p>")],
)
def test_deleted_or_moved_is_chosen_without_a_script_too(story, signed_in, choice, body):
    theirs, address = story()
    mine = signed_in("editor_ru", java_script_enabled=False, width=360, height=740)
    mine.goto(address)
    mine.fill("#id_body_ru", "<p>Один</p><p>Три</p><p>Два</p>")
    write(theirs, BODY.replace("<p>Два</p>\n\n", ""))
    save(theirs)

    mine.locator("button.primary[name=_continue], button[name=_continue].quiet").first.click()
    deeds = mine.locator(".clash__deed")
    expect(deeds).to_have_text(
        ["Удалено: этого текста не будет", "Перенесено: теперь стоит после «Три»"]
    )
    assert mine.evaluate("document.documentElement.scrollWidth") <= 360
    questions(mine).locator(f"[value={choice}]").check()
    mine.click(".clashes__bar .primary")

    assert saved(theirs, address)[2] == body


def test_who_else_is_here_appears_with_the_field_and_goes_with_the_laptop(both):
    mine, theirs, _address = both
    started = time.monotonic()
    theirs.focus(LEAD)

    mark = mine.locator(".field--lead_ru .person__mark")
    expect(mark).to_be_visible(timeout=HERE)
    assert time.monotonic() - started < HERE / 1000
    expect(mine.locator("[data-people] .person")).to_have_count(1)

    # A closed lid: no word of farewell.
    theirs.evaluate("() => { window.fetch = () => new Promise(() => {}); }")
    expect(mark).to_have_count(0, timeout=GONE)
    expect(mine.locator(".presence__here")).to_be_hidden()


def test_who_closes_the_page_is_gone_at_the_next_look(both):
    mine, theirs, _address = both
    expect(mine.locator("[data-people] .person")).to_have_count(1, timeout=HERE)

    theirs.goto("about:blank")

    expect(mine.locator("[data-people] .person")).to_have_count(0, timeout=HERE)


def test_words_that_a_colleague_saved_are_told_and_come_into_the_form(both):
    mine, theirs, address = both
    mine.fill(TITLE, "Моё озеро")
    write(mine, BODY.replace("Три", "Три мой"))
    theirs.fill(LEAD, "Их лид")
    write(theirs, BODY.replace("Один", "Один их"))
    save(theirs)

    mine.locator("[data-take]:visible").click(timeout=HERE)
    expect(mine.locator(LEAD)).to_have_value("Их лид")
    expect(mine.frame_locator(".cke_wysiwyg_frame").locator("body")).to_contain_text("Один их")
    assert mine.input_value(TITLE) == "Моё озеро"
    save(mine)

    assert saved(mine, address) == ("Моё озеро", "Их лид", "<p>Одиних</p><p>Два</p><p>Тримой</p>")


def test_typing_goes_on_while_one_publishes_and_a_third_withdraws(both, signed_in):
    mine, editor, address = both
    mine.fill(TITLE, "Пишу дальше")
    news = mine.locator("[data-news] > li")

    editor.goto(address.replace("change/", "ru/publish/"))
    if editor.locator("[name=anyway]").count():
        editor.check("[name=anyway]")
    editor.locator(".ask__buttons .primary, form .primary").first.click()
    expect(news).to_have_count(1, timeout=HERE)
    chief = signed_in("chief")
    chief.goto(address.replace("change/", "ru/withdraw/"))
    for field in chief.locator("textarea:visible").all():
        field.fill("Ошибка в цифрах")
    chief.click(".danger")
    expect(news).to_have_count(2, timeout=HERE)
    mine.fill(LEAD, "И ещё лид")
    save(mine)

    assert saved(mine, address)[:2] == ("Пишу дальше", "И ещё лид")


def press(page, address: str, verb: str) -> None:
    """Do what the page of a verb asks for."""
    page.goto(address.replace("change/", f"ru/{verb}/"))
    if page.locator("[name=anyway]").count():
        page.check("[name=anyway]")
    page.locator(".ask__buttons .primary").click()
    page.wait_for_url("**/change/**")


def test_open_form_shows_what_a_colleague_did_and_the_buttons_of_now(story, signed_in):
    _reporter, address = story()
    mine, chief = signed_in("editor_ru"), signed_in("chief")
    open_form(mine, address)
    panel = mine.locator("[data-language-panel=ru]")
    state, news = panel.locator("p .state"), mine.locator("[data-news] > li")
    first = panel.locator("button.primary")
    expect(first).to_have_attribute("value", "publish:ru")
    mine.fill(TITLE, "Пишу дальше")
    mine.fill(LEAD, "")

    press(chief, address, "publish")

    expect(state).to_have_class("state state--live", timeout=HERE)
    expect(mine.locator("[data-tab=ru] .state")).to_have_class("state state--live")
    expect(panel.locator("button[value='withdraw:ru']")).to_be_visible()
    choice = panel.locator("[name=_change_ru]")
    choice.select_option("typo")
    choice.focus()
    press(chief, address, "submit")
    expect(state).to_have_class("state state--review", timeout=HERE)
    expect(choice).to_have_value("typo")
    expect(choice).to_be_focused()
    expect(panel.locator("button[value='send_back:ru']")).to_be_visible()
    chief.goto(address.replace("change/", "ru/withdraw/"))
    for field in chief.locator("textarea:visible").all():
        field.fill("Ошибка в цифрах")
    chief.click(".danger")
    expect(state).to_have_class("state state--withdrawn", timeout=HERE)
    expect(first).to_have_attribute("name", "_continue")
    expect(news).to_have_count(3)
    assert mine.input_value(TITLE) == "Пишу дальше"
    assert mine.input_value(LEAD) == ""


def test_two_windows_of_one_person_raise_no_alarm(story):
    first, address = story("chief")
    second = first.context.new_page()
    for page in (first, second):
        open_form(page, address)
    expect(first.locator("[data-people] .person")).to_have_count(1, timeout=HERE)
    first.fill(TITLE, "Из первого окна")
    second.fill(LEAD, "Из второго окна")

    save(first)
    save(second)

    expect(questions(second)).to_have_count(0)
    assert saved(second, address)[:2] == ("Из первого окна", "Из второго окна")
