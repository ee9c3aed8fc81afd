"""The forms of pages, authors, categories and terms: one press, no loss, what is typed is kept."""

import pytest
from playwright.sync_api import expect

from tests.browser.autosave.hands import crash, enter

FORMS = {
    "page": "title_en",
    "author": "bio_en",
    "category": "description_en",
    "term": "note",
    "background": "name",
    "tag": "name_en",
    "ad": "name",
}
OFFER = "[data-row-form-offer]"


@pytest.fixture
def chief(rough):
    return rough("chief")


def add(model: str) -> str:
    return f"/admin/articles/{model}/add/"


@pytest.mark.parametrize("model", FORMS)
def test_form_asks_before_what_is_typed_is_left_behind(chief, model):
    asked = []
    chief.on("dialog", lambda one: (asked.append(one.type), one.dismiss()))
    chief.goto(add(model))
    board = chief.locator(".breadcrumbs a").first
    board.click()
    chief.wait_for_url("**/admin/")
    chief.goto(add(model))

    chief.locator(f"[name={FORMS[model]}]").press_sequentially("Набрано")
    board.click()
    chief.wait_for_timeout(300)

    assert asked == ["beforeunload"]
    assert chief.url.endswith(add(model))


@pytest.mark.parametrize("model", ["author", "page", "category", "term"])
def test_form_pressed_twice_is_sent_once(chief, model):
    sent, column = [], "title_en" if model == "page" else "name_en"
    chief.route(
        f"**{add(model)}",
        lambda route: sent.append(route) if route.request.method == "POST" else route.continue_(),
    )
    chief.goto(add(model))
    chief.fill(f"[name={column}]", f"Twice {model}")

    chief.evaluate(
        """() => {
            const save = document.querySelector("[name=_save]");
            save.click();
            save.click();
        }"""
    )
    chief.wait_for_timeout(500)

    assert len(sent) == 1
    sent[0].continue_()
    expect(chief.locator(".messagelist .success")).to_be_visible()


def test_words_of_a_page_that_died_are_offered_and_saved(chief):
    context = chief.context
    chief.goto("/admin/articles/page/")
    address = chief.locator("#result_list tbody th a").first.get_attribute("href")
    chief.goto(address)
    title = chief.locator("[name=title_en]").input_value()
    body = chief.frame_locator(".field-body_en iframe").locator("body")
    body.wait_for()
    chief.fill("[name=title_en]", "A new title")
    body.click()
    chief.keyboard.type("Words that nobody saved. ")
    expect(chief.locator("[data-row-form-line]")).to_contain_text("Autosaved in this browser at")
    crash(chief)

    back = context.new_page()
    back.goto(address)
    expect(back.locator(OFFER)).to_be_visible()
    expect(back.locator("[name=title_en]")).to_have_value(title)
    back.frame_locator(".field-body_en iframe").locator("body").wait_for()
    back.click("[data-row-form-take]")
    expect(back.locator("[name=title_en]")).to_have_value("A new title")
    expect(back.frame_locator(".field-body_en iframe").locator("body")).to_contain_text(
        "Words that nobody saved."
    )
    back.locator("[name=_save]").first.click()
    expect(back.locator(".messagelist .success")).to_be_visible()

    back.goto(address)
    expect(back.locator("[name=title_en]")).to_have_value("A new title")
    expect(back.locator(OFFER)).to_be_hidden()
    assert back.evaluate("Object.keys(localStorage).filter(one => /^row-form/.test(one))") == []


def test_words_whose_session_was_over_are_offered_after_signing_in(chief):
    chief.goto(add("author"))
    chief.fill("[name=name_en]", "Anna")
    chief.fill("[name=bio_en]", "Writes about lakes")
    chief.context.clear_cookies(name="sessionid")
    chief.locator("[name=_save]").first.click()
    chief.wait_for_url("**/login/**")

    enter(chief)
    chief.goto(add("author"))
    expect(chief.locator(OFFER)).to_be_visible()
    chief.click("[data-row-form-take]")
    expect(chief.locator("[name=bio_en]")).to_have_value("Writes about lakes")
    chief.locator("[name=_save]").first.click()
    expect(chief.locator(".messagelist .success")).to_be_visible()

    chief.goto(add("author"))
    expect(chief.locator(OFFER)).to_be_hidden()


def test_nobody_else_is_offered_them(chief):
    chief.goto(add("term"))
    chief.fill("[name=note]", "Mine")
    expect(chief.locator("[data-row-form-line]")).to_be_visible()
    crash(chief)

    other = chief.context.new_page()
    other.context.clear_cookies(name="sessionid")
    enter(other, "editor_ru")
    other.goto(add("term"))

    expect(other.locator("[name=note]")).to_be_visible()
    expect(other.locator(OFFER)).to_be_hidden()
