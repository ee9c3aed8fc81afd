"""Readers' pages for everybody: axe finds nothing on any kind of page, one headline a page."""

import pytest
from axe_playwright_python.base import AXE_FILE_PATH

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
]
LOOKS = [("light", 1280), ("dark", 1280), ("dark", 360), ("light", 360)]


@pytest.mark.parametrize("language", ["ru", "hy", "en"])
def test_every_kind_of_page_is_accessible(open_page, kinds, language):
    page = open_page(reduced_motion="reduce")
    found, headlines = {}, {}

    for kind, address in kinds[language].items():
        page.goto(address, wait_until="load")
        page.evaluate(AXE)
        headlines[kind] = page.locator("h1").count()
        # The page is loaded once and looked at in each theme and width.
        for theme, width in LOOKS:
            page.emulate_media(color_scheme=theme)
            page.set_viewport_size({"width": width, "height": 900})
            found[kind, theme, width] = page.evaluate(RUN, ONLY[theme])

    assert {look: troubles for look, troubles in found.items() if troubles} == {}
    assert headlines == dict.fromkeys(KINDS, 1)
