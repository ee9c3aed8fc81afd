"""Bad days of a browser: no storage, no cookies, a module that throws: the page reads well."""

import re

import pytest
from playwright.sync_api import expect

NO_STORAGE = """
Object.defineProperty(window, "localStorage", { get() { throw new DOMException("refused"); } });
Object.defineProperty(window, "sessionStorage", { get() { throw new DOMException("refused"); } });
"""
NO_COOKIES = """
Object.defineProperty(Document.prototype, "cookie", { get() { return ""; }, set() {} });
"""


def read_story(page) -> None:
    page.goto("/en/")
    page.locator("main h2 a").first.click()
    page.wait_for_url("**/en/post/**")
    assert len(page.locator("[data-text]").inner_text()) > 500


def test_without_storage_everything_holds_for_the_page(open_page):
    page = open_page()
    page.add_init_script(NO_STORAGE)
    read_story(page)

    page.get_by_role("button", name="Night theme").click()
    page.get_by_role("button", name="Larger text").click()
    page.locator("[data-breaking-close]").click()

    root = page.locator("html")
    expect(root).to_have_attribute("data-theme", "night")
    expect(root).to_have_attribute("data-type-size", "2")
    expect(page.locator("[data-breaking-bar]")).to_be_hidden()


@pytest.mark.parametrize(
    "kept", [{"theme": "<b>", "type-size": "9"}, {"theme": "", "type-size": "-1"}]
)
def test_strange_values_in_the_storage_are_as_none(open_page, kept):
    page = open_page()
    for name, value in kept.items():
        page.add_init_script(f"localStorage.setItem('{name}', '{value}')")

    page.goto("/en/")

    root = page.locator("html")
    expect(root).to_have_attribute("data-theme", "auto")
    expect(root).to_have_attribute("data-type-size", "1")


def test_without_cookies_the_languages_still_lead_on(open_page):
    page = open_page()
    page.add_init_script(NO_COOKIES)
    page.goto("/en/")

    page.locator(".bar a[hreflang='ru']").click()

    page.wait_for_url("**/ru/")
    assert page.context.cookies() == []


def test_blocked_fonts_and_pictures_leave_a_page_that_reads(browser, live_site):
    page = browser.new_page(base_url=live_site, viewport={"width": 360, "height": 800})
    page.route(re.compile(r"\.(woff2|jpeg|webp|avif)$"), lambda route: route.abort())

    read_story(page)

    assert page.evaluate("document.documentElement.scrollWidth") == 360
    page.close()


TRANSLATE = """() => {
  const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  const found = [];
  while (walker.nextNode()) found.push(walker.currentNode);
  for (const node of found) {
    if (!node.data.trim() || node.parentElement.closest("script, noscript, style")) continue;
    const outer = document.createElement("font");
    const inner = outer.appendChild(document.createElement("font"));
    inner.textContent = node.data.toUpperCase();
    node.replaceWith(outer);
  }
  document.documentElement.lang = "fr";
}"""


def test_page_that_a_translation_tool_rewrote_still_works(open_page):
    """Such tools put every piece of text into elements of their own."""
    page = open_page()
    read_story(page)
    title = page.locator("h1").inner_text()
    page.evaluate(TRANSLATE)

    page.get_by_role("button", name="Night theme").click()
    page.get_by_role("button", name="Larger text").click()
    page.get_by_role("button", name="Copy link").first.click()

    root = page.locator("html")
    expect(root).to_have_attribute("data-theme", "night")
    expect(root).to_have_attribute("data-type-size", "2")
    expect(page.get_by_role("status").filter(has_text="Link copied")).to_be_visible()
    expect(page.locator("h1")).to_have_text(title.upper())
