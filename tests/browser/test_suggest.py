"""Suggestions in the search overlay: by keys, for screen readers, without losing the focus."""

import pytest
from playwright.sync_api import expect


@pytest.fixture
def overlay(browser_page):
    browser_page.goto("/en/")
    browser_page.keyboard.press("/")
    return browser_page.get_by_role("combobox", name="What are you looking for?")


def options(page):
    return page.get_by_role("listbox", name="Suggestions").get_by_role("option")


def test_suggestions_come_while_typing_and_are_announced(browser_page, overlay):
    browser_page.keyboard.type("eco")

    expect(options(browser_page).first).to_contain_text("Economy")
    expect(overlay).to_have_attribute("aria-expanded", "true")
    number = options(browser_page).count()
    expect(browser_page.locator("[data-suggestions-status]")).to_have_text(f"Suggestions: {number}")


def test_arrows_choose_and_enter_follows(browser_page, overlay):
    browser_page.keyboard.type("eco")
    expect(options(browser_page).first).to_be_visible()

    browser_page.keyboard.press("ArrowDown")

    expect(overlay).to_be_focused()
    chosen = options(browser_page).first
    expect(chosen).to_have_attribute("aria-selected", "true")
    expect(overlay).to_have_attribute("aria-activedescendant", chosen.get_attribute("id"))
    browser_page.keyboard.press("Enter")
    browser_page.wait_for_url("**/en/category/economy/")


def test_enter_without_a_choice_searches(browser_page, overlay):
    browser_page.keyboard.type("bread")
    expect(options(browser_page).first).to_be_visible()

    browser_page.keyboard.press("Enter")

    browser_page.wait_for_url("**/en/search/?q=bread")


def test_arrows_come_round_to_the_words_typed(browser_page, overlay):
    browser_page.keyboard.type("eco")
    expect(options(browser_page).first).to_be_visible()

    browser_page.keyboard.press("ArrowUp")
    expect(options(browser_page).last).to_have_attribute("aria-selected", "true")
    browser_page.keyboard.press("ArrowDown")

    expect(overlay).not_to_have_attribute("aria-activedescendant", "suggestion-0")
    assert browser_page.locator("[aria-selected='true']").count() == 0


def test_escape_closes_and_the_next_time_is_empty_of_suggestions(browser_page, overlay):
    browser_page.keyboard.type("eco")
    expect(options(browser_page).first).to_be_visible()

    browser_page.keyboard.press("Escape")

    expect(overlay).to_be_hidden()
    browser_page.keyboard.press("/")
    expect(overlay).to_be_visible()
    expect(options(browser_page)).to_have_count(0)


def test_focus_stays_inside_of_the_overlay(browser_page, overlay):
    browser_page.keyboard.type("eco")
    expect(options(browser_page).first).to_be_visible()

    outside = []
    for _step in range(8):
        browser_page.keyboard.press("Tab")
        outside.append(
            browser_page.evaluate(
                "document.activeElement !== document.body"
                " && !document.activeElement.closest('dialog')"
            )
        )

    assert not any(outside)


def test_form_searches_when_nobody_answers(open_page):
    page = open_page()
    page.route("**/search/suggest/**", lambda route: route.abort())
    page.on("console", lambda line: None)
    page.goto("/en/search/")

    page.locator("main").get_by_role("searchbox").fill("bread")
    page.keyboard.press("Enter")

    page.wait_for_url("**/en/search/?q=bread**")
    expect(page.locator("main").get_by_role("searchbox")).to_have_value("bread")
    expect(page.locator("main h2 a").first).to_be_visible()
