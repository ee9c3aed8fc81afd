"""The category's newest stories under a story: they go on as the reader scrolls or presses."""

import re

import pytest
from playwright.sync_api import expect

from tests.browser.conftest import wait_until


def card(number: int) -> str:
    return f'<li><article data-edition="{number}"><h2>Story {number}</h2></article></li>'


def stream(numbers, next_url: str = "") -> str:
    more = f'<a data-stream-next href="{next_url}">More</a>' if next_url else ""
    return f"<ol data-stream-list>{''.join(map(card, numbers))}</ol>{more}"


@pytest.fixture
def long_category(open_page, odd):
    """A story whose category has three pages; the second one fails the first time."""
    failures, page = [True], open_page()

    def answer(route):
        if "page=2" in route.request.url and failures:
            failures.pop()
            return route.fulfill(status=429)
        pages = {"page=2": stream([9003], "?page=3"), "page=3": stream([9003, 9004])}
        found = (html for key, html in pages.items() if key in route.request.url)
        html = next(found, stream([9001, 9002], "?page=2"))
        return route.fulfill(body=html, content_type="text/html; charset=utf-8")

    page.route("**/ru/category/**", answer)
    page.goto(odd["one word"])
    return page


def test_more_of_the_category_comes_as_the_reader_scrolls(long_category):
    block = long_category.locator("[data-newest]")
    block.scroll_into_view_if_needed()

    block.locator(".newest-end").scroll_into_view_if_needed()
    block.get_by_role("button", name="Попробовать ещё раз").click()

    expect(block).to_contain_text("Это всё.")
    numbers = block.locator("[data-newest-list] h2").all_inner_texts()
    assert numbers == ["Story 9001", "Story 9002", "Story 9003", "Story 9004"]


@pytest.fixture
def endless_category(open_page, odd):
    """A story whose category has ever more pages of two stories."""
    page = open_page()
    page.goto(odd["one word"])
    numbers = iter(range(9000, 9100))
    item = '<li><article data-edition="%d"><a href="#">%d</a></article></li>'

    def answer(route):
        items = "".join(item % (number, number) for number in (next(numbers), next(numbers)))
        html = f'<ol data-stream-list>{items}</ol><a data-stream-next href="?page=2">More</a>'
        route.fulfill(body=html, content_type="text/html; charset=utf-8")

    page.route("**/ru/category/sport/**", answer)
    return page


def test_after_three_loads_a_link_leads_to_the_category(endless_category):
    page = endless_category

    page.locator(".newest-end").scroll_into_view_if_needed()

    link = page.locator("[data-newest-more]")
    expect(link).to_have_text("Все материалы")
    expect(link).to_have_attribute("href", re.compile(r"/ru/category/sport/$"))
    assert page.locator("[data-newest-list] > li").count() == 6


def test_focus_stays_with_its_story_while_more_come(endless_category):
    page = endless_category
    link = page.locator("[data-newest] .cards a").first
    link.focus()

    page.locator(".newest-end").scroll_into_view_if_needed()
    expect(page.locator("[data-newest-list] > li")).to_have_count(6)

    assert link.evaluate("(one) => one === document.activeElement")


def test_whoever_pressed_for_more_goes_on_with_the_first_new_story(endless_category):
    page = endless_category
    page.locator("[data-newest-more]").evaluate("(link) => link.focus({ preventScroll: true })")

    page.keyboard.press("Enter")
    expect(page.locator("[data-newest-list] > li")).not_to_have_count(0)

    wait_until(page, "document.activeElement.matches('[data-newest-list] li:first-child a')")
