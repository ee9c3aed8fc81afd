"""The desk under the hands: keys, the board that looks again, choosing without a script."""

import re

import pytest
from playwright.sync_api import expect

LIST = "/admin/articles/article/"


def first_story(page) -> str:
    """Return the address of the newest story's form."""
    page.goto(LIST)
    return page.locator("#result_list tbody th a").first.get_attribute("href").split("?")[0]


@pytest.fixture
def chief(signed_in):
    return signed_in("chief")


def is_listing(page) -> bool:
    return page.locator("dialog[data-shortcuts]").evaluate("(one) => one.open")


def test_question_mark_lists_the_keys_but_not_while_typing(chief):
    chief.goto(LIST)
    chief.focus("#searchbar")
    chief.keyboard.press("?")
    typed = chief.input_value("#searchbar"), is_listing(chief)

    chief.evaluate("document.activeElement.blur()")
    chief.keyboard.press("?")

    assert typed == ("?", False)
    assert is_listing(chief)


def test_keys_are_found_in_the_menu_of_the_person(chief):
    chief.click(".menu--end summary")
    chief.click("[data-shortcuts-open]")

    assert is_listing(chief)


def test_keys_without_control_can_be_switched_off(chief):
    chief.keyboard.press("?")
    chief.uncheck("[data-shortcuts-on]")
    chief.reload()

    chief.keyboard.press("?")

    assert not is_listing(chief)


def test_keys_lead_around_the_desk(chief):
    chief.keyboard.press("/")
    assert chief.evaluate("document.activeElement.name") == "q"

    chief.evaluate("document.activeElement.blur()")
    chief.keyboard.press("n")
    chief.wait_for_url("**/article/add/")

    chief.keyboard.press("b")
    chief.wait_for_url("**/admin/")


def test_control_s_saves_while_one_types_and_nothing_else(chief):
    chief.goto(first_story(chief) + "#en")
    chief.fill("#id_lead_en", "Written with the keyboard only")
    chief.focus("#id_lead_en")

    chief.keyboard.press("Shift+P")
    with chief.expect_navigation():
        chief.keyboard.press("Control+s")

    assert chief.input_value("#id_lead_en") == "Written with the keyboard onlyP"
    assert chief.locator(".messagelist .success").count() == 1


def test_next_language_goes_round(chief):
    chief.goto(first_story(chief) + "#ru")
    chief.evaluate("document.activeElement.blur()")
    seen = []
    for _one in range(4):
        chief.keyboard.press("l")
        seen.append(chief.locator("[data-tab][aria-current=true]").get_attribute("data-tab"))

    assert seen == ["hy", "en", "ru", "hy"]


def test_verbs_have_keys_where_their_button_stands(chief, signed_in):
    chief.goto(f"{LIST}?ru=review")
    chief.locator("#result_list tbody th a").first.click()
    chief.locator("[data-tab=ru]").click()
    chief.evaluate("document.activeElement.blur()")

    with chief.expect_navigation():
        chief.keyboard.press("Shift+A")

    assert chief.locator("[data-language-panel=ru] .state--approved").count() == 1


def test_keys_hand_a_story_in_ask_before_publishing_and_look_at_it(signed_in):
    page = signed_in("editor_en")
    page.goto(f"{LIST}add/#en")
    page.fill("#id_title_en", "Written, handed in and looked at by keys")
    with page.expect_navigation():
        page.keyboard.press("Control+s")
    saved = page.url

    page.evaluate("document.activeElement.blur()")
    with page.expect_navigation():
        page.keyboard.press("Shift+S")
    handed_in = page.locator("[data-language-panel=en] .state--review").count()
    page.evaluate("document.activeElement.blur()")
    page.keyboard.press("p")
    page.locator("iframe[data-preview-frame]").wait_for()
    page.goto(saved)
    with page.expect_navigation():
        page.keyboard.press("Shift+P")

    assert handed_in == 1
    assert page.url.split("#")[0].endswith("/en/publish/")
    assert page.locator(".ask__buttons button.primary").count() == 1


def test_board_puts_in_what_is_new_and_keeps_focus_and_place(signed_in):
    page, other = signed_in("chief"), signed_in("chief")
    page.evaluate("document.querySelector('[data-board]').dataset.seen = 'the same page'")
    link = page.locator(".matrix tbody tr").nth(9).locator(".story a")
    link.focus()
    page.evaluate("scrollTo(0, 400)")
    before = page.evaluate("scrollY"), link.get_attribute("href")

    story = first_story(other)
    other.goto(story + "#en")
    other.fill("#id_title_en", "A title that nobody had seen")
    with other.expect_navigation():
        other.keyboard.press("Control+s")
    page.evaluate("document.dispatchEvent(new Event('visibilitychange'))")
    page.wait_for_function(
        "(path) => document.querySelector('.matrix tbody tr a').getAttribute('href') === path",
        arg=re.sub(r"#.*", "", story),
    )

    focused = page.evaluate("document.activeElement.getAttribute('href')")
    assert (page.evaluate("scrollY"), focused) == before
    assert page.get_attribute("[data-board]", "data-seen") == "the same page"


def test_board_says_when_it_cannot_look(chief):
    chief.route("**/article/board/**", lambda route: route.fulfill(status=404))

    chief.evaluate("document.dispatchEvent(new Event('visibilitychange'))")

    note = chief.locator("[data-live=as-of]")
    expect(note).to_have_text(note.get_attribute("data-stale"))


@pytest.mark.parametrize("path", ["/admin/", LIST])
def test_board_and_list_are_whole_without_a_script(signed_in, path):
    page = signed_in("editor_en", width=390, java_script_enabled=False)
    page.goto(path)

    assert page.locator(".state").count() > 20
    with page.expect_navigation():
        page.locator(".filters__form button").last.click()
    assert "category=" in page.url


def test_headline_like_no_other_has_nothing_under_it(chief):
    chief.goto(LIST)
    known = chief.locator("#result_list tbody th a").first.inner_text()
    chief.goto(f"{LIST}add/#en")
    hint = chief.locator("#id_title_en + .similar")
    chief.fill("#id_title_en", known)
    expect(hint.locator("li").first).to_be_visible()

    with chief.expect_response("**/similar/**"):
        chief.fill("#id_title_en", "Zyxwv qponm lkjih")

    expect(hint).to_have_text("")
    assert hint.evaluate("(one) => one.offsetHeight") == 0
