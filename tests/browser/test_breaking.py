"""The breaking bar in a browser: closed once it stays closed, without a flash."""

import pytest
from playwright.sync_api import expect

from tests.browser.conftest import wait_until

# Notes in the first frame that has a bar whether it is seen.
FIRST_FRAME = """
requestAnimationFrame(function look() {
  const bar = document.querySelector("[data-breaking-bar]");
  if (!bar) return requestAnimationFrame(look);
  window.firstHeight = bar.getBoundingClientRect().height;
});
"""


def bar(page):
    return page.locator("[data-breaking-bar]")


def test_closed_bar_stays_closed_from_the_first_frame_on(browser_page):
    browser_page.goto("/en/")
    bar(browser_page).get_by_role("button").click()
    expect(bar(browser_page)).to_be_hidden()

    visit = browser_page.context.new_page()
    visit.add_init_script(FIRST_FRAME)
    visit.goto("/en/category/politics/")
    wait_until(visit, "window.firstHeight !== undefined")

    assert visit.evaluate("firstHeight") == 0


def test_another_bar_is_shown_to_who_closed_the_last_one(browser_page):
    browser_page.add_init_script("localStorage.setItem('breaking', '0')")

    browser_page.goto("/en/")

    expect(bar(browser_page)).to_be_visible()


def test_bar_of_another_language_is_not_closed_with_it(browser_page):
    browser_page.goto("/en/")
    bar(browser_page).get_by_role("button").click()

    browser_page.goto("/ru/")

    expect(bar(browser_page)).to_be_visible()


def test_without_script_the_bar_stays_and_leads_to_its_story(open_page):
    page = open_page(java_script_enabled=False)
    page.goto("/en/")
    assert bar(page).get_by_role("button").count() == 0

    bar(page).get_by_role("link").click()

    page.wait_for_url("**/en/post/**")
    expect(bar(page)).to_be_visible()


@pytest.mark.parametrize("width", [320, 1440])
def test_bar_is_the_first_thing_and_overflows_nothing(open_page, width):
    page = open_page(width=width)

    page.goto("/arm/")

    assert bar(page).bounding_box()["y"] == 0
    assert page.evaluate("document.documentElement.scrollWidth") == width


def test_editor_raises_a_bar_that_readers_see_at_once_and_ends_it(signed_in, open_page):
    reader = open_page()
    reader.goto("/en/")
    before = bar(reader).inner_text()
    editor = signed_in("editor_en")
    editor.goto("/admin/articles/breaking/add/")
    editor.fill("[name=text]", "The pass is open again")
    editor.locator("[name=_save]").click()
    editor.wait_for_url("**/admin/articles/breaking/")

    reader.reload()
    expect(bar(reader)).to_contain_text("The pass is open again")
    editor.locator("#result_list a", has_text="The pass is open again").click()
    editor.locator("[name=_end]").click()

    reader.reload()
    assert bar(reader).inner_text() == before


# What has the focus, seen from the bar: 4 is "behind it".
FROM_BAR = """
document.querySelector("[data-breaking-bar]").compareDocumentPosition(document.activeElement)
"""


@pytest.mark.parametrize("width, first", [(360, ".phone-menu summary"), (1440, ".bar a")])
def test_focus_goes_on_behind_a_closed_bar(open_page, width, first):
    page = open_page(width=width)
    page.goto("/en/")

    bar(page).get_by_role("button").press("Enter")

    expect(bar(page)).to_be_hidden()
    assert page.evaluate(FROM_BAR) == 4
    expect(page.locator(first).locator("visible=true").first).to_be_focused()
    assert page.evaluate("scrollY") == 0
