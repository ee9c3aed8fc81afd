"""Readers' pages for everybody: axe finds nothing on any kind of page, one headline a page."""

import pytest
from axe_playwright_python.base import AXE_FILE_PATH

from tests.browser.kinds import lite

AXE = AXE_FILE_PATH.read_text()
RUN = """
async (only) => {
  const options = { resultTypes: ["violations"], preload: false, ...only };
  return (await axe.run(options)).violations.map((one) => `${one.id}: ${one.nodes[0].html}`);
}
"""
# The themes differ in colours alone: what is no rule about colours is asked once for each width.
OF_COLOURS = {"type": "rule", "values": ["color-contrast", "link-in-text-block"]}
ONLY = {"light": {}, "dark": {"runOnly": OF_COLOURS}}
KINDS = [
    *("home", "home: lite", "category", "category: page 2", "tag", "author"),
    *("archive: day", "archive: month", "archive: year", "popular", "corrections"),
    *("page", "offline"),
    *("search", "search: hits", "search: no hits", "404", "410"),
    *("story: news", "story: flash", "story: interview", "story: opinion", "story: analysis"),
    *("story: explainer", "story: photo_story", "story: video", "story: partner"),
    *("story with key points", "story with a box of facts", "story with questions"),
    *("story with a table", "story with a gallery", "story with a picture"),
    *("story with an embed", "story with timed updates", "story with no text"),
    *("story with an update", "story with a correction", "story with no other language"),
]
# What the demo newsroom has in some languages only.
SOMEWHERE = {"story with a file", "story with another story"}
LOOKS = [("light", 1280), ("dark", 1280), ("dark", 360), ("light", 360)]


@pytest.mark.parametrize("language", ["ru", "hy", "en"])
def test_every_kind_of_page_is_accessible(open_page, every_kind, language):
    page = open_page(reduced_motion="reduce")
    kinds = every_kind[language]
    assert set(kinds) - SOMEWHERE == set(KINDS)
    found, headlines = {}, {}

    for address in dict.fromkeys(kinds.values()):
        page.goto(address, wait_until="load")
        headlines[address] = page.locator("h1").count()
        found |= {(address, *look): axe(page, *look) for look in LOOKS}
        # The light page has the same words without the pictures.
        if "lite=1" not in address:
            page.goto(lite(address), wait_until="load")
            found[address, "lite"] = axe(page, "light", 360)

    assert {look: troubles for look, troubles in found.items() if troubles} == {}
    assert headlines == dict.fromkeys(kinds.values(), 1)


def axe(page, theme: str, width: int) -> list[str]:
    """Return what axe finds on a page that is loaded, in a theme and at a width."""
    page.emulate_media(color_scheme=theme)
    page.set_viewport_size({"width": width, "height": 900})
    if not page.evaluate("Boolean(window.axe)"):
        page.evaluate(AXE)
    return page.evaluate(RUN, ONLY[theme])
