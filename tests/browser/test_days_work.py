"""The day's work of each role, in the interface of their own language, on a laptop and a phone.

The steps of a day build on each other, so a day is one test: what breaks is said by its line.
"""

import itertools
import re

import pytest
from playwright.sync_api import expect

from tests.conftest import a_picture

LAPTOP, PHONE = 1280, 390
ARTICLE = "/admin/articles/article"
# A day that is tried again finds what the first try has left: its names are new ones.
ATTEMPTS = itertools.count(1)


@pytest.fixture(params=[LAPTOP, PHONE], ids=["laptop", "phone"])
def width(request):
    return request.param


@pytest.fixture
def at_work(signed_in):
    """Sign somebody in once, and give their page: `at_work("reporter", width)`."""
    pages = {}

    def person(username: str, width: int):
        if (username, width) not in pages:
            pages[username, width] = signed_in(username, width=width)
        return pages[username, width]

    return person


def go(page, path: str) -> None:
    """Open a page of the admin; it has to fit the screen."""
    if page.url.partition("#")[0].endswith(path.partition("#")[0]):
        page.goto("about:blank")  # else another part of the same page would only be scrolled to
    page.goto(path)
    fits(page)


def fits(page) -> None:
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")


def press(page, what: str) -> None:
    """Press a button that leaves the page, and wait for what comes."""
    with page.expect_navigation():
        page.locator(what).first.click()
    fits(page)


def do(page, verb: str) -> None:
    """Press the button of a verb beside the story: `submit:ru`."""
    press(page, f"button[name='_verb'][value='{verb}']:visible")


def answer(page) -> None:
    """Press the button of the page that asks; say that it is to be done anyway where asked."""
    anyway = page.locator("input[name='anyway']")
    if anyway.count():
        anyway.check()
    press(page, "form.ask .ask__buttons button.primary")


def said(page) -> str:
    return " ".join(page.locator(".messagelist li").all_inner_texts())


def state(page, language: str) -> str:
    """Return the state that stands beside the story."""
    return page.locator(f"[data-language-panel='{language}'] .state").first.inner_text()


def text_of(reader, path: str) -> str:
    return reader.request.get(path).text()


def live_address(page, language: str) -> str:
    return page.locator(f".messagelist a[hreflang='{language}']").first.get_attribute("href")


def test_a_story_goes_round_the_desks(at_work, open_page, width):
    reader, name = open_page(), f"Ремонт моста в Дилижане, {width}-{next(ATTEMPTS)}"

    # The reporter plans a story, writes it and hands it in; publishing is nobody's button here.
    reporter = at_work("reporter", width)
    go(reporter, f"{ARTICLE}/plan/new/")
    reporter.fill("#new_title", name)
    reporter.fill("#new_wanted_at", "2031-05-06T18:00")
    answer(reporter)
    assert name in reporter.locator("main, #content").first.inner_text()
    press(reporter, f"a:has-text('{name}')")
    story = re.search(r"/article/(\d+)/", reporter.url)[1]
    form = f"{ARTICLE}/{story}/change/"
    reporter.fill("#id_lead_ru", "Движение откроют к началу лета.")
    assert reporter.locator("button[value='publish:ru']").count() == 0
    do(reporter, "submit:ru")
    assert state(reporter, "ru") == "на редактуре"

    # The editor finds it on the board and sends it back with a note.
    editor_ru = at_work("editor_ru", width)
    go(editor_ru, "/admin/")
    press(editor_ru, f"#review a:has-text('{name}')")
    assert f"/{story}/" in editor_ru.url
    do(editor_ru, "send_back:ru")
    editor_ru.fill("#id_note", "Назовите подрядчика.")
    answer(editor_ru)
    assert state(editor_ru, "ru") == "возвращено"

    # The reporter reads the note on the board and beside the text, and puts it right.
    go(reporter, "/admin/")
    assert "Назовите подрядчика." in reporter.locator("#mine").inner_text()
    press(reporter, f"#mine li:has-text('{name}') > a:first-child")
    assert "Назовите подрядчика." in reporter.locator("blockquote.note:visible").inner_text()
    reporter.fill("#id_subtitle_ru", "Работы ведёт «Дорстрой»")
    do(reporter, "submit:ru")
    assert state(reporter, "ru") == "на редактуре"

    # The editor approves; the checks ask before readers get it.
    go(editor_ru, f"{form}#ru")
    do(editor_ru, "approve:ru")
    assert state(editor_ru, "ru") == "готово к выпуску"
    do(editor_ru, "publish:ru")
    assert "Обложка" in editor_ru.locator(".ask__checks").inner_text()
    assert name not in text_of(reader, "/ru/")
    answer(editor_ru)
    assert "На сайте" in said(editor_ru)
    russian = live_address(editor_ru, "ru")
    assert name in text_of(reader, russian)

    # The translators add their languages, the desks publish them.
    for translator, editor, code, title, waits, on_site in (
        ("translator", "editor_hy", "hy", "Դիլիջանի կամուրջը", "խմբագրվում է", "հրապարակված է"),
        ("translator_en", "editor_en", "en", "Dilijan bridge repair", "in review", "live"),
    ):
        page = at_work(translator, width)
        go(page, f"{form}#{code}")
        page.fill(f"#id_title_{code}", f"{title} {width}")
        do(page, f"submit:{code}")
        assert state(page, code) == waits
        desk = at_work(editor, width)
        go(desk, f"{form}#{code}")
        do(desk, f"publish:{code}")
        answer(desk)
        assert state(desk, code) == on_site
        assert title in text_of(reader, live_address(desk, code))

    # A correction of the Russian is a task for the other desks.
    go(editor_ru, f"{form}#ru")
    editor_ru.fill("#id_lead_ru", "Движение откроют в июле.")
    editor_ru.locator("select[name='_change_ru']:visible").select_option("correction")
    do(editor_ru, "publish:ru")
    editor_ru.locator("input[name='kind']").first.check()
    editor_ru.fill("#id_text", "Неверно назвали срок.")
    answer(editor_ru)
    assert "Неверно назвали срок." in text_of(reader, russian)
    editor_en = at_work("editor_en", width)
    go(editor_en, f"{form}#en")
    assert state(editor_en, "en") == "behind the original"
    do(editor_en, "no_change_needed:en")
    assert "Движение откроют" in editor_en.locator(".difference").inner_text()
    answer(editor_en)
    assert state(editor_en, "en") == "live"
    editor_hy = at_work("editor_hy", width)
    go(editor_hy, f"{ARTICLE}/corrections/")
    task = editor_hy.locator(f".rows > li:has(a[href*='/{story}/'])")
    assert "Неверно назвали срок." in task.inner_text()
    go(editor_hy, f"{form}#hy")
    editor_hy.fill("#id_lead_hy", "Երթևեկությունը կբացվի հուլիսին։")
    do(editor_hy, "publish:hy")
    editor_hy.locator("input[name='change'][value='update']").check()
    answer(editor_hy)
    assert state(editor_hy, "hy") == "հրապարակված է"

    # The editor takes it off the site, the chief puts it back.
    go(editor_ru, f"{form}#ru")
    do(editor_ru, "withdraw:ru")
    editor_ru.fill("#id_reason", "Сведения проверяются.")
    editor_ru.fill("#id_private", "Ждём ответа министерства.")
    answer(editor_ru)
    assert state(editor_ru, "ru") == "снято с сайта"
    gone = reader.request.get(russian)
    assert (gone.status, "Сведения проверяются." in gone.text()) == (410, True)
    assert "министерства" not in gone.text()
    chief = at_work("chief", width)
    go(chief, f"{form}#ru")
    do(chief, "restore:ru")
    assert state(chief, "ru") == "հրապարակված է"
    assert reader.request.get(russian).status == 200


def test_a_flash_from_a_tram_is_taken_back(at_work, open_page):
    reader, editor = open_page(), at_work("editor_hy", PHONE)

    go(editor, "/admin/")
    press(editor, ".top__flash")
    editor.fill("#id_title", "Երևանում երկրաշարժ է զգացվել")
    answer(editor)
    assert "Հրապարակված է" in said(editor)
    address = live_address(editor, "hy")
    assert "Երևանում երկրաշարժ է զգացվել" in text_of(reader, "/arm/")
    editor.fill("#id_words", "Տուժածներ չկան։")
    answer(editor)
    assert "Տուժածներ չկան։" in text_of(reader, address)

    press(editor, ".message-form button")
    assert "Տուժածներ չկան։" not in text_of(reader, address)
    assert reader.request.get(address).status == 200


def test_the_chief_arranges_the_home_page(at_work, open_page, width):
    reader, chief = open_page(), at_work("chief", width)
    bar = f"Ճանապարհը փակ է, {width}"

    # What stands second goes up; no story that is not chosen is above it.
    go(chief, "/admin/")
    press(chief, ".top__nav a[href*='/arrangement/']:visible")
    press(chief, ".home-head__languages a[lang='hy']")
    found = chief.locator("[data-found] .home-story:not(:has(.state--scheduled))").first
    title = found.locator(".home-story__title").inner_text()
    found.locator("[data-add]").click()
    words = chief.locator(".home-lead__title", has_text=title)
    row = chief.locator(".home-lead").filter(has=words)
    while row.locator("[data-place='large']:visible").count() == 0:
        row.locator("[data-step='-1']").click()
    press(chief, "#desk .home-desk__save button.primary")
    assert title in reader_lead(reader)

    # The bar stands above every page until it ends.
    chief.click("section[aria-labelledby='bar'] summary")
    chief.fill("#id_bar-text", bar)
    press(chief, "button[value='bar_raise']")
    assert bar in text_of(reader, "/arm/category/society/")
    assert bar not in text_of(reader, "/ru/")
    press(chief, "button[value='bar_end']")
    assert bar not in text_of(reader, "/arm/category/society/")


def reader_lead(reader) -> str:
    """Return the headline at the very top of the Armenian home page."""
    reader.goto("/arm/")
    return reader.locator("main h2, main h3").first.inner_text()


def test_several_stories_at_once(at_work, width):
    editor, names = at_work("editor_ru", width), [f"Список {width}: {n}" for n in "АБ"]
    for name in names:
        go(editor, f"{ARTICLE}/add/#ru")
        editor.fill("#id_title_ru", name)
        press(editor, "aside button[name='_continue']:visible")
    do(editor, "submit:ru")  # the second one is at the desk already

    go(editor, f"{ARTICLE}/?q=Список+{width}")
    for box in editor.locator("input.action-select").all():
        box.check()
    editor.select_option("select[name='action']", "submit")
    press(editor, "button[name='index']")
    assert editor.locator(".bulk__stories li").all_inner_texts() == names[::-1]
    answer(editor)

    assert names[0] in editor.locator("section[aria-labelledby='done']").inner_text()
    left = editor.locator("section[aria-labelledby='left']").inner_text()
    assert (names[0] in left, names[1] in left) == (False, True)


def test_the_photo_editor_brings_a_picture_to_readers(at_work, open_page, width):
    reader, name = open_page(), f"Туман над Дебедом, {width}-{next(ATTEMPTS)}"
    colour = "teal" if width == LAPTOP else "brown"

    # The photo editor uploads it and says what it shows, in every language; stories are only read.
    photo = at_work("photo", width)
    go(photo, "/admin/articles/image/add/")
    file = {"name": f"debed-{width}.jpg", "mimeType": "image/jpeg", "buffer": a_picture(colour)}
    photo.set_input_files("#id_files", [file])
    kept = photo.locator("[data-kept] a[href*='/image/']")
    number = re.search(r"/image/(\d+)/", kept.get_attribute("href"))[1]
    go(photo, kept.get_attribute("href"))
    for code, alt in (("ru", "Туман"), ("hy", "Մառախուղ"), ("en", "Fog")):
        photo.fill(f"#id_alt_{code}", f"{alt} {width}")
        photo.fill(f"#id_credit_{code}", "Ն. Մելքոնյան")
    photo.fill("#id_caption_ru", "Река Дебед утром")
    picture = photo.locator("[data-focal] img")
    picture.scroll_into_view_if_needed()
    box = picture.bounding_box()
    photo.mouse.click(box["x"] + box["width"] / 4, box["y"] + box["height"] / 4)
    assert photo.input_value("#id_focal_x").startswith("0.2")
    press(photo, "button[name='_save']")
    go(photo, f"/admin/articles/image/?q=Fog+{width}")
    assert photo.locator(".shot").count() == 1
    assert photo.request.get(f"{ARTICLE}/add/").status == 403

    # An editor finds it by its words and takes it as the cover.
    editor = at_work("editor_ru", width)
    go(editor, f"{ARTICLE}/add/#ru")
    editor.fill("#id_title_ru", name)
    editor.locator("[data-tab='shared']").click()
    field = editor.locator(".field--cover")
    field.locator("[data-choose]").click()
    editor.fill("dialog input[type='search']", f"Туман {width}")
    editor.press("dialog input[type='search']", "Enter")
    expect(editor.locator("dialog [data-picture]")).to_have_count(1)
    editor.locator("dialog [data-picture]").click()
    assert field.locator("input[name='cover']").input_value() == number
    editor.locator("[data-tab='ru']").click()
    do(editor, "publish:ru")
    answer(editor)
    address = live_address(editor, "ru")
    assert f'alt="Туман {width}"' in text_of(reader, address)

    # Its caption lacks languages: they stand in the list of gaps, and are filled in there.
    go(photo, f"{ARTICLE}/gaps/?kind=caption")
    gap = photo.locator(f"li.gap:has(a[href*='/image/{number}/'])")
    gap.locator("input[name='value_hy']").fill("Դեբեդը առավոտյան")
    gap.locator("input[name='value_en']").fill("The Debed in the morning")
    press(photo, f"li.gap:has(a[href*='/image/{number}/']) button")
    assert "The Debed in the morning" in said(photo)
    assert photo.locator(f"li.gap a[href*='/image/{number}/']").count() == 0

    # A better word for it reaches readers at once, where the picture stands already.
    go(photo, f"/admin/articles/image/{number}/change/")
    photo.fill("#id_alt_ru", f"Река в тумане {width}")
    press(photo, "button[name='_save']")
    assert f'alt="Река в тумане {width}"' in text_of(reader, address)


def test_the_administrator_makes_a_person(at_work, open_page, width):
    admin, username = at_work("admin", width), f"newcomer_{width}_{next(ATTEMPTS)}"
    go(admin, "/admin/newsroom/user/add/")
    admin.fill("#id_username", username)
    admin.select_option("#id_role", "translator")
    admin.locator("input[name='languages'][value='ru']").check()
    admin.select_option("#id_interface_language", "ru")
    admin.fill("#id_password1", "Тихий дождь над Севаном 7")
    admin.fill("#id_password2", "Тихий дождь над Севаном 7")
    press(admin, "input[name='_save']")
    assert username in said(admin)

    page = open_page(width=width)
    page.goto("/admin/login/")
    page.fill("#id_username", username)
    page.fill("#id_password", "Тихий дождь над Севаном 7")
    page.press("#id_password", "Enter")
    page.wait_for_url("**/admin/")

    assert page.locator("html").get_attribute("lang") == "ru"
    assert page.locator("#review h2").inner_text().startswith("Ждут редактуры")
    assert page.locator(".top__new").count() == 0
    assert page.request.get("/admin/newsroom/user/").status == 403
