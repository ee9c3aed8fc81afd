"""What a reader does with a page, in a browser: theme, type size, search, sharing, more."""

import re

import pytest
from playwright.sync_api import expect

from tests.browser.conftest import button

# Notes theme, type size and paper of the first frame in which there is something to paint.
FIRST_FRAME = """
requestAnimationFrame(function look() {
  if (!document.body) return requestAnimationFrame(look);
  const root = document.documentElement;
  window.firstFrame = [
    root.dataset.theme, root.dataset.typeSize, getComputedStyle(document.body).backgroundColor,
  ];
});
"""
NIGHT_PAPER = "rgb(16, 18, 21)"
VIDEO = "/en/search/?q=chips"


def size_of_text(page) -> float:
    size = page.locator("[data-text]").evaluate("text => getComputedStyle(text).fontSize")
    return float(size.removesuffix("px"))


def height_of_headline(page) -> float:
    return page.locator("h1").bounding_box()["height"]


def test_theme_is_remembered_and_right_in_the_first_frame(browser_page):
    browser_page.goto("/en/")

    button(browser_page, "Night theme").click()

    expect(button(browser_page, "Night theme")).to_have_attribute("aria-pressed", "true")
    visit = browser_page.context.new_page()
    visit.add_init_script(FIRST_FRAME)
    visit.goto("/ru/")
    assert visit.evaluate("firstFrame") == ["night", "1", NIGHT_PAPER]


def test_theme_follows_the_device_until_it_is_pressed(open_page):
    page = open_page(color_scheme="dark")

    page.goto("/en/")

    assert page.locator("html").get_attribute("data-theme") == "auto"
    expect(button(page, "Night theme")).to_have_attribute("aria-pressed", "true")
    button(page, "Night theme").click()
    assert page.locator("html").get_attribute("data-theme") == "day"


def test_type_size_has_five_steps_for_the_text_only(story):
    text, headline = size_of_text(story), height_of_headline(story)

    for _press in range(5):
        button(story, "Larger text").press("Enter")

    assert size_of_text(story) == pytest.approx(1.5 * text, rel=0.01)
    assert height_of_headline(story) == headline
    for _press in range(5):
        button(story, "Smaller text").press("Enter")
    assert size_of_text(story) == pytest.approx(0.875 * text, rel=0.01)


def test_type_size_is_remembered_and_right_in_the_first_frame(story):
    button(story, "Larger text").click()

    visit = story.context.new_page()
    visit.add_init_script(FIRST_FRAME)
    visit.goto(story.url)

    assert visit.evaluate("firstFrame")[:2] == ["auto", "2"]


@pytest.mark.parametrize(
    "prefix, name, words",
    [
        ("ru", "Скопировать ссылку", "Ссылка скопирована"),
        ("arm", "Պատճենել հղումը", "Հղումը պատճենվեց"),
        ("en", "Copy link", "Link copied"),
    ],
)
def test_copied_link_is_the_canonical_one_and_announced(open_page, prefix, name, words):
    page = open_page(permissions=["clipboard-read", "clipboard-write"])
    page.goto(f"/{prefix}/")
    page.locator("main h2 a").first.click()
    page.wait_for_url(f"**/{prefix}/post/**")

    button(page, name).click()

    expect(page.get_by_role("status").first).to_have_text(words)
    canonical = page.locator("link[rel='canonical']").get_attribute("href")
    assert page.evaluate("navigator.clipboard.readText()") == canonical


def test_link_is_copied_where_the_clipboard_is_refused(open_page):
    page = open_page(permissions=["clipboard-read"])
    page.add_init_script(
        "navigator.clipboard.writeText = () => Promise.reject(new DOMException('refused'));"
    )
    page.goto("/en/")
    page.locator("main h2 a").first.click()
    page.wait_for_url("**/en/post/**")

    button(page, "Copy link").click()

    expect(page.locator("[data-toast]")).to_have_text("Link copied")
    expect(button(page, "Copy link")).to_be_focused()
    canonical = page.locator("link[rel='canonical']").get_attribute("href")
    assert page.evaluate("navigator.clipboard.readText()") == canonical


def test_print_opens_the_dialog_of_the_browser(open_page):
    page = open_page()
    page.add_init_script("window.printed = 0; window.print = () => { window.printed += 1; };")
    page.goto("/en/")
    page.locator("main h2 a").first.click()
    page.wait_for_url("**/en/post/**")

    button(page, "Print").click()

    assert page.evaluate("printed") == 1


def test_slash_opens_the_search_and_escape_closes_it(browser_page):
    browser_page.goto("/en/")
    question = browser_page.get_by_role("combobox", name="What are you looking for?")

    browser_page.keyboard.press("/")

    expect(question).to_be_focused()
    browser_page.keyboard.type("bread/")
    expect(question).to_have_value("bread/")
    browser_page.keyboard.press("Escape")
    expect(question).to_be_hidden()


def test_closed_search_gives_the_focus_back(browser_page):
    browser_page.goto("/en/")
    link = browser_page.get_by_role("link", name="Search", exact=True).first
    link.click()
    expect(browser_page.get_by_role("dialog")).to_be_visible()

    browser_page.keyboard.press("Escape")

    expect(link).to_be_focused()


def test_search_overlay_leads_to_the_results(browser_page):
    browser_page.goto("/en/")
    browser_page.keyboard.press("/")
    browser_page.keyboard.type("bread")

    browser_page.keyboard.press("Enter")

    browser_page.wait_for_url("**/en/search/?q=bread")
    expect(browser_page.locator("main [name=q]")).to_have_value("bread")
    hits = browser_page.locator("main [data-stream-list] h2").all_inner_texts()
    assert [hit for hit in hits if hit.startswith("Bread is up 15")]


def test_first_hit_is_seen_on_a_phone_without_scrolling(open_page):
    page = open_page(width=360, height=800)

    page.goto("/en/search/?q=bread")

    title = page.locator("[data-stream-list] h2").first.bounding_box()
    assert title["y"] + title["height"] < 800
    assert page.evaluate("document.documentElement.scrollWidth") == 360


def test_view_is_counted_and_shown(open_page):
    page = open_page(user_agent="Mozilla/5.0 (a reader of their own)")
    page.goto("/en/")
    address = page.locator("main h2 a").first.get_attribute("href")
    html = page.request.get(address, headers={"User-Agent": "bot"}).text()
    before = int(re.search(r"Views: ([\d,]+)", html)[1].replace(",", ""))

    with page.expect_response(re.compile(r"/views/\d+/$")) as counted:
        page.goto(address)

    views = counted.value.json()["views"]
    assert views > before
    expect(page.locator("[data-views]")).to_have_text(f"Views: {views:,}")


def test_pressed_language_is_where_the_site_begins_next_time(browser_page):
    browser_page.goto("/ru/")

    browser_page.locator(".bar a[hreflang='hy']").click()

    browser_page.wait_for_url("**/arm/")
    browser_page.goto("/")
    assert browser_page.url.endswith("/arm/")


def test_video_is_asked_for_only_after_a_press(browser, live_site):
    page = browser.new_page(base_url=live_site)
    asked = []
    page.on("request", lambda request: asked.append(request.url))
    page.route("https://**", lambda route: route.fulfill(body="A video"))
    page.goto(VIDEO)
    page.locator("[data-stream-list] h2 a").first.click()
    page.wait_for_url("**/en/post/**")
    assert all(url.startswith((live_site, "data:")) for url in asked)

    page.get_by_role("button", name="Show here: ").click()

    expect(page.locator(".embed iframe")).to_have_attribute("src", re.compile("youtube-nocookie"))
    assert any("youtube-nocookie.com/embed/" in url for url in asked)
    page.close()


def test_without_javascript_a_story_reads_and_counts(open_page):
    page = open_page(java_script_enabled=False, user_agent="Mozilla/5.0 (without script)")
    page.goto("/en/")
    address = page.locator("main h2 a").first.get_attribute("href")

    with page.expect_response(re.compile(r"/views/\d+\.gif$")) as pixel:
        page.goto(address)

    assert pixel.value.ok
    assert page.locator("[data-script]:visible").count() == 0
    assert len(page.locator("[data-text]").inner_text()) > 500
    assert page.locator("#share a:visible").count() == 6


def test_without_javascript_menu_and_search_are_links(open_page):
    page = open_page(java_script_enabled=False, width=360)
    page.goto("/en/")

    page.locator(".phone-menu summary").click()

    page.locator(".phone-panel").get_by_role("link", name="Culture").click()
    page.wait_for_url("**/en/category/culture/")
    page.locator(".phone-search").click()
    page.wait_for_url("**/en/search/")
    expect(page.locator("main").get_by_role("searchbox")).to_be_visible()


@pytest.mark.parametrize(
    "prefix, name, words",
    [
        ("en", "Larger text", "This is the largest size"),
        ("en", "Smaller text", "This is the smallest size"),
        ("ru", "Увеличить шрифт", "Это самый крупный размер"),
        ("arm", "Փոքրացնել տառերը", "Սա ամենափոքր չափն է"),
    ],
)
def test_last_step_says_so_and_keeps_the_focus(browser_page, prefix, name, words):
    browser_page.goto(f"/{prefix}/")
    browser_page.locator("main h2 a").first.click()
    browser_page.wait_for_url(f"**/{prefix}/post/**")
    pressed = button(browser_page, name)
    expect(pressed).to_be_enabled()

    for _press in range(5):
        pressed.press("Enter")

    expect(pressed).to_be_disabled()
    expect(pressed).to_be_focused()
    expect(browser_page.locator("[data-toast]")).to_have_text(words)


def test_last_step_is_left_by_the_other_button(story):
    larger, smaller = button(story, "Larger text"), button(story, "Smaller text")
    for _press in range(3):
        larger.click()
    expect(larger).to_be_disabled()

    smaller.click()

    expect(larger).to_be_enabled()
    expect(smaller).to_be_enabled()
    assert story.locator("html").get_attribute("data-type-size") == "3"


def test_last_step_is_known_when_the_page_opens(open_page):
    page = open_page(width=360)
    page.add_init_script("localStorage.setItem('type-size', '4')")
    page.goto("/en/")

    page.locator(".phone-menu summary").click()

    expect(button(page, "Larger text")).to_be_disabled()
    expect(button(page, "Smaller text")).to_be_enabled()


# What each part of a story that is read has for a size, by a mark for it.
SIZES = """
names => names.map((one) => parseFloat(getComputedStyle(document.querySelector(one)).fontSize))
"""


def test_all_that_is_read_of_a_story_grows(open_page, odd):
    page = open_page()
    for address, parts in [
        ("/en/", [".standfirst", ".cover figcaption", ".correction", ".source"]),
        (odd["gallery"], [".gallery figcaption"]),
        (odd["table"], [".text table", ".text td", ".embed-site", ".embed-words small"]),
    ]:
        page.goto(address)
        if address == "/en/":
            page.locator("main h2 a").first.click()
            page.wait_for_url("**/en/post/**")
        page.evaluate("document.documentElement.dataset.typeSize = '1'")
        before = page.evaluate(SIZES, parts)
        around = page.evaluate(SIZES, ["h1", ".views", ".article-meta"])

        page.evaluate("document.documentElement.dataset.typeSize = '4'")

        assert page.evaluate(SIZES, parts) == pytest.approx([1.5 * one for one in before])
        assert page.evaluate(SIZES, ["h1", ".views", ".article-meta"]) == around
        page.emulate_media(media="print")
        on_paper = page.evaluate(SIZES, parts)
        page.evaluate("document.documentElement.dataset.typeSize = '1'")
        assert page.evaluate(SIZES, parts) == on_paper
        page.emulate_media(media="screen")


def test_largest_words_of_a_phone_do_not_pass_the_headline(open_page):
    page = open_page(width=360)
    page.add_init_script("localStorage.setItem('type-size', '4')")
    page.goto("/en/")
    page.goto(page.locator("main h2 a").first.get_attribute("href"))

    standfirst, text, headline = page.evaluate(SIZES, [".standfirst", "[data-text]", "h1"])

    assert text <= standfirst < headline
