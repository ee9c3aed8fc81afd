"""Readers' pages for everybody: axe finds nothing, nothing is cut off, one headline a page."""

import pytest
from axe_playwright_python.sync_playwright import Axe

PAGES = ("", "category/politics/", "search/?q=15", "page/about/", "no-such-page/")


def troubles(page) -> list[str]:
    found = Axe().run(page).response
    assert found["passes"]
    return [f"{one['id']}: {one['nodes'][0]['html']}" for one in found["violations"]]


def addresses(page, prefix: str) -> list[str]:
    """Return one page of each kind, a story among them."""
    page.goto(f"/{prefix}/")
    story = page.locator("main h2 a").first.get_attribute("href")
    return [f"/{prefix}/{path}" for path in PAGES] + [story]


@pytest.mark.parametrize("prefix", ["ru", "arm", "en"])
@pytest.mark.parametrize("theme, width", [("light", 1280), ("dark", 360)])
def test_pages_are_accessible(open_page, prefix, theme, width):
    page = open_page(width=width, color_scheme=theme)

    found = {}
    for address in addresses(page, prefix):
        page.goto(address, wait_until="load")
        found[address] = troubles(page)
        assert page.locator("h1").count() == 1

    assert found == dict.fromkeys(found, [])


@pytest.mark.parametrize("prefix", ["ru", "arm", "en"])
def test_nothing_is_wider_than_a_small_phone(open_page, prefix):
    page = open_page(width=320)

    wide = []
    for address in addresses(page, prefix):
        page.goto(address)
        if page.evaluate("document.documentElement.scrollWidth > innerWidth"):
            wide.append(address)

    assert wide == []
