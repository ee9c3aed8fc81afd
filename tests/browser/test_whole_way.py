"""The whole way once: an editor publishes in three languages, a reader reads.

The steps build on each other, so they are one test: what breaks at one of them is said by its
line.
"""

import re
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from tests.browser.conftest import TAKEABLE, manage
from tests.browser.test_days_work import answer

TITLE = "Старый мост через Дебед открыли после реставрации"
TITLE_HY = "Դեբեդի հին կամուրջը վերականգնումից հետո բացվել է"
NEW_TITLE = "Старый мост через Дебед открыли раньше срока"
SLUG = "stary-most-cherez-debed-otkryli-posle-restavratsii"
RU, HY = f"/ru/post/{SLUG}/", "/arm/post/debedi-hin-kamurjy-verakangnumits-heto-batsvel-e/"
WALK = ("", "category/culture/", "search/?q=Дебед", "feed/", "archive/{day}/")


def choose(page, field: str, *words: str) -> None:
    """Choose by typing in an autocomplete field."""
    for word in words:
        page.click(f"#id_{field} + .select2 .select2-selection")
        page.locator(".select2-search__field:focus").press_sequentially(word)
        page.click(f".select2-results__option--highlighted:has-text('{word}')")


def tab(page, name: str) -> None:
    page.click(f"[data-tab='{name}']")


def press(page, verb: str) -> None:
    """Press a verb's button and wait until its answer is there."""
    with page.expect_navigation():
        page.click(f"button[name='_verb'][value='{verb}']:visible")


def write_body(page, language: str) -> None:
    """Write a body in CKEditor: words, a quotation, a table, a picture, a video."""
    editor = page.locator(f".field--body_{language} .cke")
    text = editor.frame_locator("iframe").locator("body")
    text.click()
    page.keyboard.type("Мост закрыли весной. Реставраторы укрепили две опоры.")
    page.keyboard.press("Enter")
    editor.locator(".cke_button__picture").click()
    page.locator(TAKEABLE).first.click()
    text.locator("figure[data-image]").wait_for()
    page.keyboard.press("Control+End")
    page.keyboard.press("ArrowDown")
    page.keyboard.type("Теперь по мосту можно ходить.")
    page.keyboard.press("Enter")
    editor.locator(".cke_button__blockquote").click()
    page.keyboard.type("Камень помнит каждую весну.")
    page.keyboard.press("Enter")
    page.keyboard.press("Enter")
    editor.locator(".cke_button__table").click()
    page.locator(".cke_dialog_ui_button_ok").click()
    text.locator("td").first.click()
    page.keyboard.type("Опора")
    page.keyboard.press("Control+End")
    editor.locator(".cke_button__embed").click()
    page.fill("dialog[open] input[inputmode='url']", "https://youtu.be/aqz-KE-bpKQ")
    page.click("dialog[open] button.primary")
    text.locator("figure[data-embed]").wait_for()


def surfaces(reader, language: str) -> dict[str, str]:
    """Return the HTML of every surface of a language that a story could be on."""
    day = datetime.now(ZoneInfo("Asia/Yerevan")).strftime("%Y/%m/%d")
    paths = [f"/{language}/{path.format(day=day)}" for path in WALK]
    paths += [f"/{language}/author/levon-abgaryan/", f"/sitemap-{language}-1.xml"]
    return {path: reader.request.get(path).text() for path in paths}


def shown_on(reader, language: str, words: str) -> list[str]:
    """Return the addresses that say the words; what a search has marked is said, too."""
    said = {path: re.sub("</?mark>", "", html) for path, html in surfaces(reader, language).items()}
    return [path for path, html in said.items() if words in html]


@pytest.fixture
def reader(open_page):
    return open_page()


def test_the_whole_way(signed_in, reader, server_environment):
    # 1. The reporter writes; there is no button to publish with.
    page = signed_in("reporter")
    page.goto("/admin/articles/article/add/")
    choose(page, "category", "Культура")
    choose(page, "tags", "реставрация", "история")
    # The byline is the reporter's own already; choosing a name once more would take it out.
    assert page.locator("#id_authors option:checked").all_inner_texts() == ["Левон Абгарян"]
    page.click("[data-picture-field] [data-choose]")
    page.locator(TAKEABLE).first.click()
    tab(page, "ru")
    page.fill("#id_title_ru", TITLE)
    page.fill("#id_subtitle_ru", "Пешеходы вернулись")
    page.fill("#id_lead_ru", "Работы шли семь месяцев, движение открыли в субботу.")
    write_body(page, "ru")
    with page.expect_navigation():
        page.locator("aside button[name='_continue']:visible").click()
    story = re.search(r"/article/(\d+)/", page.url)[1]
    form = f"/admin/articles/article/{story}/change/"
    assert page.locator("button[value='publish:ru']").count() == 0
    assert page.request.post(f"/admin/articles/article/{story}/ru/publish/").status == 403
    tab(page, "ru")
    press(page, "submit:ru")
    assert shown_on(reader, "ru", TITLE) == []

    # 2. The editor publishes the Russian: on every surface within a second, in no other language.
    editor = signed_in("editor_ru")
    editor.goto(f"{form}#ru")
    press(editor, "publish:ru")
    reader.wait_for_timeout(1000)
    assert shown_on(reader, "ru", TITLE) == [
        path for path in surfaces(reader, "ru") if "sitemap" not in path
    ]
    assert RU in reader.request.get("/sitemap-ru-1.xml").text()
    for language in ("arm", "en"):
        assert shown_on(reader, language, TITLE) == []
        assert SLUG not in reader.request.get(f"/sitemap-{language}-1.xml").text()
    reader.goto(RU)
    for part in ("blockquote", "td", "figure picture", "[data-embed], .embed"):
        assert reader.locator(f"main {part}").count() > 0
    for code, section in (("hy", "/arm/category/culture/"), ("en", "/en/category/culture/")):
        assert reader.locator(f"a[hreflang='{code}']").first.get_attribute("href") == section
        assert reader.request.get(section).ok
    for name in ("restavratsiya", "istoriya"):
        assert TITLE in reader.request.get(f"/ru/tag/{name}/").text()

    # 3. The translator adds Armenian, its editor publishes it; English stays away.
    translator = signed_in("translator")
    translator.goto(f"{form}#hy")
    translator.fill("#id_title_hy", TITLE_HY)
    press(translator, "submit:hy")
    editor_hy = signed_in("editor_hy")
    editor_hy.goto(f"{form}#hy")
    press(editor_hy, "publish:hy")
    answer(editor_hy)  # there is no lead yet
    reader.wait_for_timeout(1000)
    reader.goto(RU)
    reader.locator("a[hreflang='hy']:visible").first.click()
    reader.wait_for_url(f"**{HY}")
    assert reader.locator("h1").inner_text() == TITLE_HY
    alternates = reader.locator("link[rel='alternate'][hreflang]")
    codes = alternates.evaluate_all("links => links.map(link => link.hreflang)")
    assert codes == ["ru", "hy", "x-default"]
    reader.locator("a[hreflang='ru']:visible").first.click()
    reader.wait_for_url(f"**{RU}")
    assert shown_on(reader, "en", "Debed") == []

    # 4. A change of the Russian is unseen until it is published again.
    editor.goto(f"{form}#ru")
    editor.fill("#id_title_ru", NEW_TITLE)
    with editor.expect_navigation():
        editor.locator("aside button[name='_continue']:visible").click()
    assert shown_on(reader, "ru", NEW_TITLE) == []
    assert TITLE in reader.request.get(RU).text()
    editor.locator("select[name='_change_ru']:visible").select_option("update")
    press(editor, "publish:ru")
    reader.wait_for_timeout(1000)
    assert NEW_TITLE in reader.request.get(RU).text()

    # 5. The Armenian is withdrawn with a reason; the Russian stays.
    editor_hy.goto(f"{form}#hy")
    press(editor_hy, "withdraw:hy")
    editor_hy.fill("#id_reason", "Նյութը կրկնվում է")
    answer(editor_hy)
    reader.wait_for_timeout(1000)
    gone = reader.request.get(HY)
    assert gone.status == 410
    assert "Նյութը կրկնվում է" in gone.text()
    assert shown_on(reader, "arm", TITLE_HY) == []
    assert HY not in reader.request.get("/sitemap-arm-1.xml").text()
    assert NEW_TITLE in reader.request.get(RU).text()
    assert TITLE_HY not in reader.request.get("/arm/search/?q=Դեբեդի").text()

    # 6. A scheduled story is hidden until its minute, then there, with no worker running.
    chief = signed_in("chief")
    chief.goto(f"{form}#en")
    chief.fill("#id_title_en", "Old Debed bridge reopens")
    press(chief, "schedule:en")
    moment = datetime.now(ZoneInfo("Asia/Yerevan")) + timedelta(seconds=65)
    chief.fill("#id_at", moment.strftime("%Y-%m-%dT%H:%M"))
    answer(chief)
    assert reader.request.get("/en/post/old-debed-bridge-reopens/").status == 404
    assert shown_on(reader, "en", "Old Debed bridge") == []
    reader.wait_for_timeout(max(0, seconds_until(moment)) * 1000 + 1000)
    assert reader.request.get("/en/post/old-debed-bridge-reopens/").status == 200
    assert "Old Debed bridge" in reader.request.get("/en/").text()

    # 7. Views go up by one.
    script = "from articles.models import Views; print(sum(Views.objects.filter({}).values_list("
    script += "'count', flat=True)))"
    counted = script.format("edition__slug='old-debed-bridge-reopens'")
    before = int(manage(server_environment, "shell", "--no-imports", "-c", counted))
    with reader.expect_response("**/views/*/"):
        reader.goto("/en/post/old-debed-bridge-reopens/")
    assert int(manage(server_environment, "shell", "--no-imports", "-c", counted)) == before + 1


def seconds_until(moment: datetime) -> float:
    """Return the seconds until the minute of a moment begins."""
    minute = moment.replace(second=0, microsecond=0)
    return (minute - datetime.now(minute.tzinfo)).total_seconds()
