"""Light pages in a browser: what they weigh, that they stay light, pictures on press."""

import re

import pytest
from playwright.sync_api import expect

from tests.browser.conftest import wait_until

LIMIT = 40 * 1024
WEIGHT = """
[...performance.getEntriesByType("navigation"), ...performance.getEntriesByType("resource")]
  .map(one => [new URL(one.name).pathname, one.transferSize])
"""


def asked(page) -> list[str]:
    """Note the kinds of what the page asks for."""
    kinds = []
    page.on("request", lambda request: kinds.append(request.resource_type))
    return kinds


def lead(page) -> str:
    return page.locator("main h2 a").first.get_attribute("href")


@pytest.mark.parametrize("prefix", ["ru", "arm", "en"])
def test_light_pages_weigh_little_and_ask_for_no_picture_or_font(open_page, prefix):
    page = open_page()
    kinds = asked(page)
    page.goto(f"/{prefix}/?lite=1")
    addresses = [f"/{prefix}/?lite=1", lead(page), f"/{prefix}/category/politics/?lite=1"]

    weights = {}
    for address in addresses:
        visit = open_page()
        visited = asked(visit)
        visit.goto(address, wait_until="networkidle")
        weights[address] = sum(size for _name, size in visit.evaluate(WEIGHT))
        kinds += visited

    assert {address: size for address, size in weights.items() if size > LIMIT} == {}
    assert not {"image", "font", "media"} & set(kinds)


def test_light_pages_stay_light_and_the_footer_leaves_them(open_page):
    page = open_page()
    page.goto("/en/")
    page.get_by_role("link", name="Light version, without pictures").click()
    page.wait_for_url("**/en/?lite=1")

    page.locator("main h2 a").first.click()
    page.wait_for_url("**/en/post/**lite=1")
    page.locator(".menu a:visible").first.click()
    page.wait_for_url("**/category/**lite=1")
    page.get_by_role("link", name="Full version, with pictures").click()

    page.wait_for_url(lambda url: "/en/category/" in url and "lite" not in url)
    expect(page.locator("main img").first).to_be_visible()


def test_search_of_a_light_page_is_light(open_page):
    page = open_page()
    page.goto("/en/?lite=1")
    page.keyboard.press("/")
    page.keyboard.type("bread")
    page.keyboard.press("Enter")

    page.wait_for_url("**/en/search/?q=bread&lite=1")
    expect(page.locator("h1")).to_have_text("Search")
    expect(page.locator("main h2 a").first).to_have_attribute("href", re.compile(r"\?lite=1$"))
    expect(page.locator("main img")).to_have_count(0)


def test_press_shows_the_picture(open_page):
    page = open_page()
    page.goto("/en/?lite=1")
    page.goto(lead(page))
    link = page.locator(".cover [data-lite-picture]")
    alt = link.get_attribute("data-alt")

    link.click()

    picture = page.locator(".cover img")
    expect(picture).to_have_attribute("alt", alt)
    wait_until(page, "document.querySelector('.cover img').naturalWidth > 0")
    expect(picture).to_be_focused()


def test_without_script_the_picture_is_a_link(open_page):
    page = open_page(java_script_enabled=False)
    page.goto("/en/?lite=1")
    page.goto(lead(page))

    link = page.locator(".cover a[data-lite-picture]")

    expect(link).to_be_visible()
    answer = page.request.get(link.get_attribute("href"))
    assert (answer.status, answer.headers["content-type"]) == (200, "image/jpeg")
