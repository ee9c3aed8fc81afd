"""Where things stand: nothing is cut off or moves by itself, a thumb meets what it presses."""

import pytest

LANGUAGES = ["ru", "hy", "en"]
# 1280 px at 400 % is a window of 320 × 256.
SMALL_PHONE, FOUR_TIMES_LARGER = (320, 640), (320, 256)
SHIFTS = """
window.shifted = 0;
new PerformanceObserver((list) => {
  for (const one of list.getEntries()) if (!one.hadRecentInput) shifted += one.value;
}).observe({ type: "layout-shift", buffered: true });
"""
WIDE = "document.documentElement.scrollWidth > innerWidth"
# Of what can be pressed, what is under 44 px high or wide. As WCAG has it, a link inside of a
# sentence is as high as its line; a label belongs to its box; a headline whose ::after covers
# its card is as large as the card.
SMALL_TARGETS = """
() => {
  const all = "a[href], button, summary, select, textarea, input:not([type=hidden])";
  const inSentence = (one) => {
    let block = one;
    while (getComputedStyle(block).display === "inline") block = block.parentElement;
    if (block === one) return false;
    const linked = [...block.querySelectorAll("a, button")].map((link) => link.innerText);
    return block.innerText.trim().length > linked.join("").trim().length + 12;
  };
  const covers = (one) => {
    const after = getComputedStyle(one, "::after");
    return after.content !== "none" && after.position === "absolute" && after.inset === "0px";
  };
  const size = (one) => {
    const label = ["checkbox", "radio"].includes(one.type) && one.closest("label");
    const whole = covers(one) ? one.offsetParent : label || one;
    return whole.getBoundingClientRect();
  };
  return [...document.querySelectorAll(all)].filter((one) => {
    if (!one.checkVisibility({ visibilityProperty: true, opacityProperty: true })) return false;
    const { width, height } = size(one);
    return width > 1 && height > 1 && Math.min(width, height) < 43.9 && !inSentence(one);
  }).map((one) => `${Math.round(one.getBoundingClientRect().width)}×${
    Math.round(one.getBoundingClientRect().height)} ${one.outerHTML.slice(0, 160)}`);
}
"""


def resize(page, size: tuple[int, int]) -> None:
    page.set_viewport_size({"width": size[0], "height": size[1]})


@pytest.mark.parametrize("language", LANGUAGES)
def test_nothing_is_cut_off_at_320_pixels_and_at_400_percent(open_page, kinds, language):
    page = open_page()

    wide = []
    for kind, address in kinds[language].items():
        page.goto(address)
        for size in (SMALL_PHONE, FOUR_TIMES_LARGER):
            resize(page, size)
            if page.evaluate(WIDE):
                wide.append((kind, size))

    assert wide == []


@pytest.mark.parametrize("language", LANGUAGES)
def test_targets_of_a_phone_are_as_large_as_a_thumb(open_page, kinds, language):
    page = open_page(width=390, height=844, has_touch=True, is_mobile=True)

    small = {}
    for kind, address in kinds[language].items():
        page.goto(address)
        small[kind] = page.evaluate(SMALL_TARGETS)

    assert {kind: found for kind, found in small.items() if found} == {}


def test_targets_in_the_menu_of_a_phone_are_as_large_as_a_thumb(open_page):
    page = open_page(width=360, has_touch=True, is_mobile=True)
    page.goto("/ru/")

    page.locator(".phone-menu > summary").click()

    assert page.evaluate(SMALL_TARGETS) == []


@pytest.mark.parametrize("width", [390, 1366])
@pytest.mark.parametrize("language", LANGUAGES)
def test_nothing_moves_while_a_page_loads(open_page, kinds, language, width):
    page = open_page(width=width)
    page.add_init_script(SHIFTS)

    moved = {}
    for kind, address in kinds[language].items():
        page.goto(address, wait_until="load")
        page.evaluate("document.fonts.ready")
        page.wait_for_timeout(200)
        moved[kind] = page.evaluate("shifted")

    assert {kind: score for kind, score in moved.items() if score > 0.002} == {}
