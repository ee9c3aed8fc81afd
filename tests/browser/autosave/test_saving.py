"""What is typed between the press of Save and its answer, whatever becomes of the request."""

import re

import pytest

from tests.browser.autosave.hands import (
    crash,
    open_form,
    press_save,
    said,
    saved,
    write_into,
)

SAVE = "POST /admin/articles/article/{}/change/"
TELL = "POST /admin/articles/article/autosave/"


@pytest.fixture
def save_of(made):
    return lambda name: SAVE.format(made["stories"][name])


@pytest.mark.parametrize("held", ["request", "answer"])
def test_words_typed_while_a_save_is_held_stay_and_are_kept(
    far, proxy, address, save_of, look, held
):
    page = far()
    open_form(page, address(held))
    page.fill("#id_title_ru", "До нажатия")
    rule = proxy.hold(save_of(held), answer=held == "answer")
    press_save(page)
    rule.wait()
    page.fill("#id_title_ru", "После нажатия")
    write_into(page, 4, " Тем временем.")
    said(page, "Saving… Anything you type now is kept in this browser.")

    rule.release()
    saved(page)
    said(page, "Autosaved at")

    assert page.input_value("#id_title_ru") == "После нажатия"
    now = look(held)
    assert (now["title"], now["versions"]) == ("До нажатия", 2)
    assert now["rows"][0]["fields"]["ru"]["title_ru"] == ["После нажатия"]
    press_save(page)
    page.wait_for_url("**/change/*")
    said_after = page.locator("[data-clash]").count()
    page.locator("[data-history] li").nth(3).wait_for()
    now = look(held)
    assert (now["title"], now["versions"], said_after) == ("После нажатия", 3, 0)
    assert "Тем временем." in now["body"]
    assert now["rows"] == []


def test_letters_typed_right_behind_the_press_are_all_there(far, address, look):
    page = far()
    open_form(page, address("letters"), editor=False)
    page.fill("#id_lead_ru", "")
    page.focus("#id_lead_ru")

    page.keyboard.press("Control+s")
    page.keyboard.type("шестьбукв")

    saved(page)
    said(page, re.compile("Saved at|Autosaved at"))
    assert page.input_value("#id_lead_ru") == "шестьбукв"
    assert page.evaluate("document.activeElement.id") == "id_lead_ru"
    kept = look("letters")
    told = [row["fields"]["ru"]["lead_ru"][0] for row in kept["rows"]]
    assert (told or [kept["lead"]]) == ["шестьбукв"]


def test_stopped_save_leaves_a_form_that_lives(far, proxy, address, save_of, look):
    page = far()
    open_form(page, address("stopped"), editor=False)
    page.fill("#id_lead_ru", "Остановлено")
    rule = proxy.hold(save_of("stopped"), answer=True)
    press_save(page)
    rule.wait()
    page.evaluate("window.stop()")
    said(page, "No response yet, so the save is unconfirmed.")
    page.fill("#id_lead_ru", "Остановлено и дальше")

    press_save(page)
    saved(page)

    after = look("stopped")
    assert (after["lead"], after["versions"], after["rows"]) == ("Остановлено и дальше", 3, [])
    assert page.locator("[data-clash]").count() == 0


def test_doubled_save_is_one_save(far, proxy, address, save_of, look):
    page = far()
    open_form(page, address("doubled"), editor=False)
    proxy.double(TELL, times=3)
    rule = proxy.double(save_of("doubled"))
    page.fill("#id_lead_ru", "Вдвойне")

    press_save(page)
    rule.wait()
    saved(page)

    after = look("doubled")
    assert (after["lead"], after["versions"], after["rows"]) == ("Вдвойне", 2, [])


def test_save_whose_answer_was_dropped_is_told_by_itself(far, proxy, address, save_of, look):
    page = far()
    open_form(page, address("dropped"), editor=False)
    page.fill("#id_lead_ru", "Ответ пропал")
    proxy.drop(save_of("dropped"), answer=True)
    press_save(page)
    said(page, "No response yet, so the save is unconfirmed.")

    said(page, "Saved at")
    page.fill("#id_lead_ru", "Ответ пропал, но ничего")
    said(page, "Autosaved at")
    crash(page)

    back = page.context.new_page()
    open_form(back, address("dropped"), editor=False)
    back.locator("[data-unsaved]").get_by_text("Restore it").click()
    back.locator(".unsaved--taken").wait_for()
    press_save(back)
    saved(back)
    after = look("dropped")
    assert (after["lead"], after["versions"]) == ("Ответ пропал, но ничего", 3)
    assert after["rows"] == []


def test_new_story_whose_answer_was_dropped_is_saved_once(far, proxy, look_for):
    page = far()
    page.goto("/admin/articles/article/add/#ru")
    page.fill("#id_title_ru", "Единственная новая")
    proxy.drop("POST /admin/articles/article/add/", answer=True)
    press_save(page)
    said(page, "No response yet, so the save is unconfirmed.")
    page.fill("#id_title_ru", "Единственная новая, дальше")

    press_save(page)
    saved(page)

    assert look_for("Единственная новая") == ["Единственная новая, дальше"]
    assert page.url.split("#")[0].endswith("/change/")


@pytest.mark.parametrize("verb", ["submit:ru", "publish_more:ru"])
def test_words_typed_while_a_verb_is_held_are_there_or_offered(
    far, proxy, made, address, save_of, verb
):
    page = far()
    open_form(page, address("verbs"), editor=False)
    rule = proxy.hold(save_of("verbs"))
    # A button as those of the verbs: which of them stand there depends on state and role.
    page.evaluate(
        """verb => { const button = document.createElement("button");
        Object.assign(button, { name: "_verb", value: verb, id: "pressed" });
        document.querySelector("#article_form .side").append(button); button.click(); }""",
        verb,
    )
    rule.wait()
    page.fill("#id_lead_ru", f"Тем временем {verb}")
    said(page, "Saving… Anything you type now is kept in this browser.")
    rule.release()

    if verb == "publish_more:ru":
        page.wait_for_url("**/publish/")
        open_form(page, address("verbs"), editor=False)
        page.locator("[data-unsaved]").get_by_text("Restore it").first.click()
        page.locator(".unsaved--taken").wait_for()
    else:
        page.locator("[data-language-panel=ru] .state--review").wait_for()
    assert page.input_value("#id_lead_ru") == f"Тем временем {verb}"


def test_page_that_dies_after_a_pause_has_lost_nothing(far, proxy, address):
    page = far()
    open_form(page, address("pause"))
    held = proxy.hold(TELL, times=9)
    write_into(page, 2, " Последнее.")
    said(page, "Autosaved in this browser at")
    crash(page)
    held.release()

    back = page.context.new_page()
    open_form(back, address("pause"))
    back.locator("[data-unsaved]").get_by_text("Restore it").click()
    back.locator(".unsaved--taken").wait_for()

    kept = back.frame_locator(".field--body_ru iframe").get_by_text("Последнее.")
    kept.wait_for()
    assert kept.count() == 1


def test_large_paste_and_a_link_at_once_loses_nothing(far, address):
    page = far()
    open_form(page, address("link"))
    asked = []
    page.on("dialog", lambda one: (asked.append(one.type), one.accept()))
    page.evaluate(
        """() => { CKEDITOR.instances.id_body_ru.insertHtml(
            "<p>Начало вставки " + "вставка ".repeat(14000) + " конец вставки</p>");
        document.querySelector(".breadcrumbs a").click(); }"""
    )
    page.wait_for_url("**/article/")

    open_form(page, address("link"))
    page.locator("[data-unsaved]").get_by_text("Restore it").click()
    page.locator(".unsaved--taken").wait_for()

    text = page.input_value("#id_body_ru")
    assert text.count("вставка") == 14_000
    assert "конец вставки" in text
    assert asked in ([], ["beforeunload"])


def press_link(page) -> None:
    """Press a link, and wait for nothing: whether the page is left is asked."""
    press = "document.querySelector('.breadcrumbs a').click()"
    page.evaluate(f"() => {{ setTimeout(() => {press}); }}")


# The browser takes what it is to keep and never says that it has.
NEVER_WRITTEN = """
() => {
  const store = { put() {}, delete() {} };
  IDBDatabase.prototype.transaction = () => ({ objectStore: () => store });
}
"""


def test_leaving_with_words_that_are_nowhere_asks_first(far, address):
    page = far()
    open_form(page, address("asked"), editor=False)
    page.evaluate(NEVER_WRITTEN)
    asked = []
    page.on("dialog", lambda one: (asked.append(one.type), one.dismiss()))
    page.focus("#id_lead_ru")
    page.keyboard.type("Нигде")
    said(page, "Not autosaved yet: your latest typing is only in this window.")

    press_link(page)
    said(page, "Autosaved at")

    assert asked == ["beforeunload"]
    assert "Нигде" in page.input_value("#id_lead_ru")
    press_link(page)
    page.wait_for_url("**/article/")
    assert asked == ["beforeunload"]


OPTION = ".select2-results__option[aria-selected=false], .select2-results__option--selectable"


@pytest.mark.parametrize("field", ["category", "tags", "authors", "related"])
def test_choice_by_typing_is_kept_when_the_page_is_closed(far, address, look, field):
    page = far()
    open_form(page, address("chosen"), "shared", editor=False)
    box = page.locator(f".field--{field} .select2-selection")
    box.click()
    option = page.locator(OPTION).first
    option.wait_for()
    option.click()
    values = f"[...document.querySelector('#id_{field}').selectedOptions].map(one => one.value)"
    chosen = page.evaluate(values)
    page.on("dialog", lambda one: one.accept())
    page.close(run_before_unload=True)

    back = page.context.new_page()
    open_form(back, address("chosen"), "shared", editor=False)
    back.locator("[data-unsaved]").first.wait_for()
    kept = [row["fields"].get("shared", {}).get(field) for row in look("chosen")["rows"]]
    assert chosen in kept


def test_page_of_mistakes_offers_what_was_typed_meanwhile(far, proxy, address, save_of):
    page = far()
    open_form(page, address("wrong"), editor=False)
    page.fill("#id_slug_ru", "не адрес / совсем")
    rule = proxy.hold(save_of("wrong"))
    press_save(page)
    rule.wait()
    page.fill("#id_lead_ru", "Пока ждали ошибку")
    said(page, "Saving… Anything you type now is kept in this browser.")

    rule.release()
    page.locator("[data-problems]").wait_for()

    assert page.input_value("#id_lead_ru") == "Пока ждали ошибку"
    assert page.input_value("#id_slug_ru") == "не адрес / совсем"


def test_flash_that_was_stopped_on_its_way_can_be_sent_again(far, proxy):
    page = far()
    page.goto("/admin/articles/article/flash/")
    headline = page.locator("[data-press-once] textarea").first
    headline.fill("Остановленная молния")
    rule = proxy.hold("POST /admin/articles/article/flash/")
    page.evaluate(
        """() => { const field = document.querySelector("[data-press-once] textarea");
        addEventListener("submit", () => setTimeout(() => {
            window.wasReadOnly = field.readOnly; window.stop(); }, 500), { once: true }); }"""
    )

    page.locator("[data-press-once] button.primary").click(no_wait_after=True)
    rule.wait()
    headline.fill("Молния, которую отправили снова")

    assert page.evaluate("wasReadOnly") is True
    page.locator("[data-press-once] button.primary").click()
    page.wait_for_url("**/add_update/")
    page.get_by_text("Молния, которую отправили снова").first.wait_for()
