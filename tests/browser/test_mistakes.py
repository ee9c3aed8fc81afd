"""A reader reports a mistake: the words go along, and the reader comes back to where they were."""

import pytest
from playwright.sync_api import expect

from tests.browser.conftest import button

SELECT = "one => { one.scrollIntoView(); getSelection().selectAllChildren(one); }"


def passage(page):
    return page.locator("[data-text] p").nth(2)


def comment(page):
    return page.get_by_label("What is wrong?")


@pytest.fixture
def reporting(story):
    """The page of a story with a report opened by keys, and the place where they were pressed."""
    passage(story).evaluate(SELECT)
    top = passage(story).bounding_box()["y"]
    story.keyboard.press("Control+Enter")
    expect(comment(story)).to_be_focused()
    assert passage(story).bounding_box()["y"] != top
    return story, top


def test_selected_words_go_into_the_report_of_a_mistake(story):
    story.locator("[data-text] p").first.evaluate("one => getSelection().selectAllChildren(one)")
    words = story.evaluate("getSelection().toString().trim().slice(0, 500)")

    story.keyboard.press("Control+Enter")

    expect(story.get_by_label("Text with the mistake")).to_have_value(words)
    story.get_by_label("What is wrong?").fill("A letter is missing")
    button(story, "Send").click()
    expect(story.locator("[data-toast]")).to_have_text("Thank you. Sent to the newsroom.")


@pytest.mark.parametrize(
    "status, words",
    [
        (403, "It could not be sent. Please try again."),
        (429, "Too many reports"),
    ],
)
def test_report_that_is_not_taken_stays_in_the_form(open_page, status, words):
    page = open_page(service_workers="block")
    page.goto("/en/")
    page.locator("main h2 a").first.click()
    page.wait_for_url("**/en/post/**")
    page.route("**/mistake/**", lambda route: route.fulfill(status=status))
    page.get_by_text("Report a mistake").click()
    page.get_by_label("What is wrong?").fill("A letter is missing")

    page.keyboard.press("Control+Enter")

    expect(page.locator("[data-toast]")).to_have_text(words)
    expect(page.get_by_label("What is wrong?")).to_have_value("A letter is missing")


def test_empty_report_is_told_in_the_form_what_to_write(story):
    story.get_by_text("Report a mistake").click()

    button(story, "Send").click()

    expect(story.get_by_role("alert")).to_have_text("Tell us what is wrong.")
    expect(comment(story)).to_be_focused()
    expect(comment(story)).to_have_attribute("aria-invalid", "true")
    expect(comment(story)).to_have_accessible_description("Tell us what is wrong.")
    comment(story).press_sequentially("A")
    expect(story.locator("[data-mistake-empty]")).to_have_text("")
    expect(comment(story)).to_have_attribute("aria-invalid", "false")


@pytest.mark.parametrize(
    "prefix, words",
    [("ru", "Напишите, что в тексте не так."), ("arm", "Գրեք, թե ինչն է սխալ տեքստում։")],
)
def test_empty_report_is_answered_in_the_language_of_the_page(open_page, prefix, words):
    for scripts in (True, False):
        page = open_page(java_script_enabled=scripts)
        page.goto(f"/{prefix}/")
        page.goto(page.locator("main h2 a").first.get_attribute("href"))
        page.locator("[data-mistake] summary").click()

        page.locator("[data-mistake] [type=submit]").click()

        expect(page.locator("main").get_by_text(words)).to_be_visible()


def test_keys_with_nothing_selected_open_no_report(story):
    story.keyboard.press("Control+Enter")

    expect(comment(story)).to_be_hidden()
    passage(story).evaluate(SELECT)
    story.keyboard.press("Control+Enter")
    expect(comment(story)).to_be_focused()


@pytest.mark.parametrize("overlay", ["[data-search]", "[data-viewer]"])
def test_keys_open_no_report_behind_a_dialog(story, overlay):
    dialog = story.locator(overlay)
    dialog.evaluate("one => one.showModal()")
    passage(story).evaluate(SELECT)

    story.keyboard.press("Control+Enter")

    expect(comment(story)).to_be_hidden()
    dialog.evaluate("one => one.close()")
    passage(story).evaluate(SELECT)
    story.keyboard.press("Control+Enter")
    expect(comment(story)).to_be_focused()


def test_keys_open_no_report_behind_the_menu_of_a_phone(open_page):
    page = open_page(width=360, height=740)
    page.goto("/en/")
    page.goto(page.locator("main h2 a").first.get_attribute("href"))
    page.locator(".phone-menu summary").click()
    passage(page).evaluate(SELECT)

    page.keyboard.press("Control+Enter")

    expect(comment(page)).to_be_hidden()
    page.locator(".phone-menu summary").click()
    passage(page).evaluate(SELECT)
    page.keyboard.press("Control+Enter")
    expect(comment(page)).to_be_focused()


@pytest.mark.parametrize("way", ["Escape", "Cancel", "Send"])
def test_closed_report_leads_back_to_the_passage(reporting, way):
    page, top = reporting

    if way == "Escape":
        page.keyboard.press("Escape")
    else:
        button(page, way).click()

    expect(passage(page)).to_be_focused()
    expect(comment(page)).to_be_hidden()
    assert passage(page).bounding_box()["y"] == pytest.approx(top, abs=2)
    page.keyboard.press("Tab")
    assert passage(page).get_attribute("tabindex") is None


def test_what_was_written_stays_in_a_report_that_was_closed(reporting):
    page, _top = reporting
    comment(page).fill("A letter is missing")
    page.keyboard.press("Escape")

    page.locator("[data-mistake] summary").click()

    expect(comment(page)).to_have_value("A letter is missing")


def test_report_opened_by_its_heading_closes_onto_it(story):
    heading = story.locator("[data-mistake] summary")
    heading.click()
    expect(story.get_by_label("Text with the mistake")).to_be_focused()

    story.keyboard.press("Escape")

    expect(heading).to_be_focused()
    expect(comment(story)).to_be_hidden()


def test_without_javascript_the_answer_leads_back_to_the_passage(open_page):
    page = open_page(java_script_enabled=False)
    page.goto("/en/")
    page.goto(page.locator("main h2 a").first.get_attribute("href"))
    words = " ".join(passage(page).inner_text().split()[3:6])
    page.locator("[data-mistake] summary").click()
    page.get_by_label("Text with the mistake").fill(words)
    page.locator("[data-mistake] [type=submit]").click()

    page.get_by_role("link", name="Back to the story").click()

    page.wait_for_url("**/en/post/**")
    expect(passage(page)).to_be_in_viewport()
    expect(page.locator("[data-mistake]")).not_to_be_in_viewport()


def test_without_javascript_the_answer_to_an_empty_report_leads_back_to_it(open_page):
    page = open_page(java_script_enabled=False)
    page.goto("/en/")
    page.goto(page.locator("main h2 a").first.get_attribute("href"))
    page.locator("[data-mistake] summary").click()
    page.locator("[data-mistake] [type=submit]").click()

    page.get_by_role("link", name="Back to the story").click()

    page.wait_for_url("**/en/post/**")
    expect(page.locator("[data-mistake]")).to_be_in_viewport()
