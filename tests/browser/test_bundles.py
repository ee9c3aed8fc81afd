"""The scripts of a page travel in one file: one of them that throws stops no other."""

import re
import tomllib

import pytest
from playwright.sync_api import expect

from newsroom.server import es_modules
from newsroom.server.statics import LIST, SCRIPTS
from tests.browser.kinds import lite

PARTS = sorted(path.stem for path in SCRIPTS.glob("*.js"))
# What stands before several parts, each of which it takes along.
SHARED = tomllib.loads(LIST.read_text())["shared"]


def throwing(part: str):
    """Return a route that lets one part of a bundle throw before it does anything."""
    text = es_modules.plain((SCRIPTS / f"{part}.js").read_text())

    def answer(route):
        response = route.fetch()
        body = response.text().replace(text, "throw Error('bad day');\n")
        route.fulfill(response=response, body=body)

    return answer


@pytest.mark.parametrize("part", PARTS)
def test_part_that_throws_takes_nothing_else_with_it(browser, live_site, kinds, part):
    # The worker of the site would ask for the files itself.
    page, errors = browser.new_page(base_url=live_site, service_workers="block"), []
    page.on("pageerror", lambda error: errors.append(str(error)))
    page.route(re.compile(r"/bundles/[a-z-]+(\.[0-9a-f]+)?\.js$"), throwing(part))

    visited = [
        "home",
        "category",
        "search: hits",
        *(kind for kind in kinds["ru"] if kind.startswith("story")),
    ]
    for kind in visited:
        address = kinds["ru"][kind]
        page.goto(lite(address) if part == "lite" else address, wait_until="load")
        page.wait_for_timeout(50)
        if errors and kind.startswith("story"):
            break

    taken = {f"{name}.js" for name in [part, *(one for one in SHARED if SHARED[one] == part)]}
    assert errors
    assert set(errors) <= taken
    assert len(page.locator("[data-text]").inner_text()) > 100
    if "type-size.js" not in taken:
        page.get_by_role("button", name="Увеличить шрифт").click()
        expect(page.locator("html")).to_have_attribute("data-type-size", "2")
    page.close()


@pytest.mark.parametrize("kind", ["home", "category", "story: news"])
def test_page_waits_for_one_style_sheet_before_its_first_paint(open_page, kinds, kind):
    page = open_page()

    page.goto(kinds["hy"][kind])

    blocking = page.evaluate(
        """() => performance.getEntriesByType("resource")
            .filter((one) => one.renderBlockingStatus === "blocking")
            .map((one) => one.name.replace(/.*\\/bundles\\/|\\.[0-9a-f]+\\.css$/g, ""))"""
    )

    assert blocking == [{"category": "stream", "story: news": "article"}.get(kind, kind)]
