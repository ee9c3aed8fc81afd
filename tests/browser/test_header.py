"""The header and its menus in a browser: what fits, what goes under "More", the phone's menu."""

import pytest
from playwright.sync_api import expect

# Notes every shift of the layout from the first paint on.
SHIFTS = """
window.shifts = [];
new PerformanceObserver(list => window.shifts.push(...list.getEntries().map(one => one.value)))
  .observe({ type: "layout-shift", buffered: true });
"""
SMALL_TARGETS = """
[...document.querySelectorAll(`.masthead :is(a, button, summary), .breaking :is(a, button),
  .site-footer :is(a, button)`)].filter(one => {
  const box = one.getBoundingClientRect();
  const inText = one.closest(".reuse, .breaking p");
  return one.checkVisibility({ visibilityProperty: true }) && box.width > 1 && !inText
    && (box.height < 44 || (box.width < 44 && !one.textContent.trim()));
}).map(one => one.outerHTML.slice(0, 90))
"""
LANGUAGES = ["ru", "arm", "en"]


def seen(locator) -> list[str]:
    return [one.inner_text() for one in locator.all() if one.is_visible()]


@pytest.mark.parametrize("width", [970, 1100, 1440])
@pytest.mark.parametrize("prefix", LANGUAGES)
def test_every_category_is_in_the_row_or_under_more(open_page, prefix, width):
    page = open_page(width=width)
    page.goto(f"/{prefix}/")
    everything = page.locator("[data-more-rest] a").evaluate_all(
        "all => all.map(a => a.textContent)"
    )

    in_row = seen(page.locator("[data-more-fits] a"))
    more = page.locator(".more > summary")
    if more.is_visible():
        more.click()

    assert in_row + seen(page.locator("[data-more-rest] a")) == everything
    assert in_row
    assert page.locator(".menu").bounding_box()["height"] < 60


def test_what_is_under_more_is_reached_and_closed_by_keys(open_page):
    page = open_page(width=970)
    page.goto("/arm/")
    more = page.locator(".more > summary")
    more.focus()

    page.keyboard.press("Enter")

    link = page.locator("[data-more-rest] a:visible").last
    expect(link).to_be_visible()
    page.keyboard.press("Escape")
    expect(link).to_be_hidden()
    expect(more).to_be_focused()


def test_measuring_the_menu_moves_nothing(open_page):
    page = open_page(width=970)
    page.add_init_script(SHIFTS)

    page.goto("/arm/", wait_until="networkidle")

    expect(page.locator(".more > summary")).to_be_visible()
    assert sum(page.evaluate("shifts")) <= 0.002


def test_without_script_every_category_is_in_the_rows(open_page):
    page = open_page(width=970, java_script_enabled=False)

    page.goto("/arm/")

    assert (
        len(seen(page.locator("[data-more-fits] a"))) == page.locator("[data-more-rest] a").count()
    )
    assert page.locator(".more").is_hidden()


@pytest.mark.parametrize("width", [320, 360])
@pytest.mark.parametrize("prefix", LANGUAGES)
def test_header_is_one_row_on_a_phone(open_page, prefix, width):
    page = open_page(width=width)
    page.goto(f"/{prefix}/")

    parts = [page.locator(one) for one in (".phone-menu > summary", ".name-link", ".phone-search")]
    boxes = [part.bounding_box() for part in parts]

    middles = [box["y"] + box["height"] / 2 for box in boxes]
    assert max(middles) - min(middles) < 2
    assert boxes[0]["x"] + boxes[0]["width"] <= boxes[1]["x"]
    assert boxes[1]["x"] + boxes[1]["width"] <= boxes[2]["x"]
    assert page.locator(".masthead").bounding_box()["height"] <= 72


@pytest.mark.parametrize("script", [True, False])
def test_menu_of_a_phone_holds_everything(open_page, script):
    page = open_page(width=360, java_script_enabled=script)
    page.goto("/en/")

    page.locator(".phone-menu > summary").click()

    panel = page.locator(".phone-panel")
    for name in ("Politics", "Sport", "Support us", "Telegram", "App Store", "About us", "Search"):
        expect(panel.get_by_role("link", name=name, exact=True)).to_be_visible()
    assert panel.locator("a[hreflang]:visible").count() == 3
    for name in ("Night theme", "Smaller text", "Larger text"):
        expect(panel.get_by_role("button", name=name)).to_have_count(1 if script else 0)


def test_menu_of_a_phone_reaches_its_end_under_a_breaking_bar(open_page):
    page = open_page(width=360, height=500)
    page.goto("/en/")

    page.locator(".phone-menu > summary").click()

    last = page.locator(".phone-pages a").last
    last.scroll_into_view_if_needed()
    box = last.bounding_box()
    assert box["y"] + box["height"] <= 500
    assert last.evaluate("""one => {
      const box = one.getBoundingClientRect();
      return document.elementFromPoint(box.x + 5, box.y + box.height / 2) === one;
    }""")


def test_theme_and_type_size_work_from_the_menu_of_a_phone(open_page):
    page = open_page(width=360)
    page.goto("/en/")
    page.locator(".phone-menu > summary").click()

    page.locator(".phone-panel").get_by_role("button", name="Night theme").click()
    page.locator(".phone-panel").get_by_role("button", name="Larger text").click()

    expect(page.locator("html")).to_have_attribute("data-theme", "night")
    expect(page.locator("html")).to_have_attribute("data-type-size", "2")


@pytest.mark.parametrize("width", [320, 768, 1280])
@pytest.mark.parametrize("prefix", LANGUAGES)
def test_everything_in_header_and_footer_is_large_enough_to_touch(open_page, prefix, width):
    page = open_page(width=width)
    page.goto(f"/{prefix}/")
    if width < 960:
        page.locator(".phone-menu > summary").click()
        assert page.evaluate(SMALL_TARGETS) == []
        page.keyboard.press("Escape")

    assert page.evaluate(SMALL_TARGETS) == []


@pytest.mark.parametrize("prefix", LANGUAGES)
def test_footer_names_reuse_year_accounts_pages_and_support(browser_page, prefix):
    browser_page.goto(f"/{prefix}/")
    footer = browser_page.locator(".site-footer")

    year = browser_page.evaluate("new Date().getFullYear()")
    expect(footer).to_contain_text(f"© {year}")
    expect(footer.locator(".reuse a")).to_have_count(1)
    expect(footer.locator(".accounts a")).to_have_count(5)
    expect(footer.locator(".support a")).to_have_count(1)
    expect(footer.locator(f"a[href='/{prefix}/page/privacy/']")).to_have_count(1)
