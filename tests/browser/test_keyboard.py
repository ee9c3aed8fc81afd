"""Everything with the keys alone: each stop of Tab is seen where it is, nothing holds the focus."""

import pytest
from playwright.sync_api import expect

KINDS = ("home", "category", "archive: month", "search: hits", "story: news", "story: video", "404")
MOST_STOPS = 400
# Where the focus is: its words, and what is wrong with it. null when it has left the page.
STOP = """
() => {
  const one = document.activeElement;
  if (one === document.body || one === document.documentElement) return null;
  const box = one.getBoundingClientRect();
  const outlined = [null, "::after"].some((part) => {
    const { outlineStyle, outlineWidth } = getComputedStyle(one, part);
    return outlineStyle !== "none" && parseFloat(outlineWidth) >= 2;
  });
  const isBeside = box.right <= 0 || box.left >= innerWidth;
  const isOutside = isBeside || box.bottom <= 0 || box.top >= innerHeight;
  // A link over several lines is seen where its first line is.
  const { left, top, width, height } = one.getClientRects()[0] ?? box;
  const above = document.elementFromPoint(left + width / 2, top + height / 2);
  const isCovered = above && !one.contains(above) && !above.contains(one);
  const wrong = [!outlined && "no outline", isOutside && "outside", isCovered && "covered"];
  return { words: one.outerHTML.slice(0, 120), wrong: wrong.filter(Boolean).join(", ") };
}
"""


@pytest.mark.parametrize("language, width", [("ru", 1280), ("hy", 390), ("en", 768)])
def test_every_stop_of_the_tab_key_is_seen(open_page, kinds, language, width):
    page = open_page(width=width, height=800, reduced_motion="reduce")

    wrong, stops = {}, {}
    for kind in KINDS:
        page.goto(kinds[language][kind], wait_until="load")
        for number in range(MOST_STOPS):
            page.keyboard.press("Tab")
            stop = page.evaluate(STOP)
            if stop and stop["wrong"]:  # a stream that grows above it is put right a frame later
                page.wait_for_timeout(300)
                stop = page.evaluate(STOP)
            if stop is None:
                break
            if stop["wrong"]:
                wrong[kind, number] = (stop["wrong"], stop["words"])
        stops[kind] = number

    assert wrong == {}
    assert all(10 < number < MOST_STOPS - 1 for number in stops.values())


@pytest.mark.parametrize("language", ["ru", "hy", "en"])
def test_first_stop_leads_past_the_header(open_page, kinds, language):
    page = open_page()
    page.goto(kinds[language]["story: news"])

    page.keyboard.press("Tab")
    skip = page.locator(".skip")
    expect(skip).to_be_focused()
    expect(skip).to_be_in_viewport()
    page.keyboard.press("Enter")
    page.keyboard.press("Tab")

    assert page.evaluate("document.activeElement.closest('main') !== null")
