"""A story in a browser: pictures, posts, tables, odd texts, paper, weight, and nothing moves."""

from io import BytesIO

import pytest
from axe_playwright_python.sync_playwright import Axe
from PIL import Image
from playwright.sync_api import expect

from tests.browser.conftest import wait_until

KB = 1024
# What has moved without the reader having pressed anything, as the layout shift score counts it.
SHIFTS = """
window.shifted = 0;
new PerformanceObserver((list) => {
  for (const one of list.getEntries()) if (!one.hadRecentInput) shifted += one.value;
}).observe({ type: "layout-shift", buffered: true });
"""
# Links inside of sentences are as high as their line; a card is pressed as a whole.
SMALL_TARGETS = """
() => Array.from(document.querySelectorAll(
  ".article :is(a, button, summary, textarea), .neighbours a, .newest-end a",
)).filter((one) => {
  const { width, height } = one.getBoundingClientRect();
  return width && !one.closest("[data-text] p") && Math.min(width, height) < 43.9;
}).map((one) => one.outerHTML)
"""


@pytest.fixture
def gallery(open_page, odd):
    page = open_page()
    page.goto(odd["gallery"])
    return page


def button(page, name: str):
    return page.get_by_role("button", name=name, exact=True)


def pictures_of_gallery(page):
    return page.locator("[data-gallery] [data-view]:visible")


def test_gallery_opens_and_moves_by_keys(gallery):
    pictures_of_gallery(gallery).nth(1).press("Enter")

    viewer = gallery.get_by_role("dialog")
    expect(viewer.locator("[data-viewer-counter]")).to_have_text("2 / 3")
    expect(viewer.locator("[data-viewer-caption]")).not_to_be_empty()
    gallery.keyboard.press("ArrowRight")
    expect(viewer.locator("[data-viewer-counter]")).to_have_text("3 / 3")
    gallery.keyboard.press("ArrowRight")
    expect(viewer.locator("[data-viewer-counter]")).to_have_text("1 / 3")
    gallery.keyboard.press("ArrowLeft")
    expect(viewer.locator("[data-viewer-counter]")).to_have_text("3 / 3")


def test_picture_without_a_caption_has_that_of_its_gallery_in_the_viewer(gallery):
    first, second = gallery.locator("[data-gallery] figure > figcaption").all()[:2]
    first.evaluate("(one) => one.replaceChildren(' ', one.querySelector('.credit'))")
    second.evaluate("(one) => { one.firstChild.data = 'Мост '; }")

    pictures_of_gallery(gallery).first.press("Enter")

    said = gallery.locator("[data-viewer-caption]")
    credit = first.inner_text().strip()
    expect(said).to_have_text(f"Озеро в ноябре {credit}")
    gallery.keyboard.press("ArrowRight")
    expect(said).not_to_contain_text("Озеро в ноябре")


def test_viewer_gives_the_focus_back(gallery):
    link = pictures_of_gallery(gallery).first
    link.press("Enter")
    expect(gallery.get_by_role("dialog")).to_be_visible()

    gallery.keyboard.press("Escape")

    expect(gallery.get_by_role("dialog")).to_be_hidden()
    expect(link).to_be_focused()


def test_viewer_moves_by_swipe_and_shows_the_whole_picture(gallery):
    pictures_of_gallery(gallery).first.click()
    picture = gallery.locator("[data-viewer-stage] img")
    expect(picture).to_be_in_viewport(ratio=1)

    gallery.mouse.move(900, 400)
    gallery.mouse.down()
    gallery.mouse.move(700, 400)
    gallery.mouse.up()

    expect(gallery.locator("[data-viewer-counter]")).to_have_text("2 / 3")


def test_cover_alone_opens_without_a_counter(gallery):
    gallery.locator(".cover [data-view]").click()

    expect(gallery.get_by_role("dialog")).to_be_visible()
    expect(gallery.locator("[data-viewer-counter]")).to_be_hidden()
    expect(gallery.locator("[data-viewer-move]").first).to_be_hidden()


def test_without_javascript_a_picture_leads_to_its_full_size(open_page, odd):
    page = open_page(java_script_enabled=False)
    page.goto(odd["gallery"])

    address = pictures_of_gallery(page).first.get_attribute("href")

    answer = page.request.get(address)
    assert answer.ok
    assert answer.headers["content-type"] == "image/jpeg"


def test_graphic_picture_is_covered_until_it_is_pressed(open_page, odd):
    page = open_page()
    page.goto(odd["graphic"])
    expect(page.locator(".cover img")).to_be_hidden()
    card = page.locator("meta[property='og:image']").get_attribute("content")
    assert "/cards/" in card

    page.locator(".cover summary").click()

    expect(page.locator(".cover img")).to_be_visible()


def test_wide_table_moves_inside_of_the_page(open_page, odd):
    page = open_page(width=360)
    page.goto(odd["table"])

    place = page.get_by_role("region", name="Таблица")

    assert place.evaluate("one => one.scrollWidth > one.clientWidth")
    assert place.get_attribute("tabindex") == "0"
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
    # A table that fits is nothing to be moved.
    expect(page.get_by_role("region", name="Узкая")).to_have_count(0)
    assert page.locator("[data-table]").nth(1).get_attribute("tabindex") is None


def test_wide_table_is_moved_by_keys_without_scripts(open_page, odd):
    page = open_page(width=360, java_script_enabled=False)
    page.goto(odd["table"])
    place = page.get_by_role("region", name="Таблица", exact=True)

    place.focus()
    page.keyboard.press("End")
    page.keyboard.press("ArrowRight")

    page.wait_for_timeout(400)
    assert place.get_by_role("cell").first.bounding_box()["x"] < 0


@pytest.mark.parametrize("theme", ["light", "dark"])
def test_side_where_a_table_goes_on_is_shaded(open_page, odd, theme):
    page = open_page(width=360, color_scheme=theme, reduced_motion="reduce")
    page.goto(odd["table"])
    place = page.get_by_role("region", name="Таблица", exact=True)

    shades = {"start": shaded(page, place)}
    place.evaluate("one => one.scrollLeft = 200")
    shades["middle"] = shaded(page, place)
    place.evaluate("one => one.scrollLeft = one.scrollWidth")
    shades["end"] = shaded(page, place)
    fits = shaded(page, page.locator("[data-table]").nth(1))

    assert shades == {"start": [False, True], "middle": [True, True], "end": [True, False]}
    assert fits == [False, False]


def shaded(page, place) -> list[bool]:
    """Tell of the left and the right edge of a place whether it is another colour than paper."""
    page.wait_for_timeout(100)
    picture = Image.open(BytesIO(place.screenshot())).convert("RGB")
    # A line of pixels between the words of the first row and its rule.
    paper = page.evaluate("getComputedStyle(document.body).backgroundColor")
    colours = [picture.getpixel((x, 3)) for x in (1, picture.width - 2)]
    return [f"rgb{colour}" != paper for colour in colours]


def test_figures_stand_right_with_their_heading(open_page, odd):
    page = open_page(width=360)
    page.goto(odd["table"])
    cells = page.locator("[data-table]").nth(1).locator("th, td")

    sides = cells.evaluate_all(
        "all => all.map(one => [getComputedStyle(one).textAlign,"
        " getComputedStyle(one).fontVariantNumeric])"
    )

    assert sides == [["start", "tabular-nums"], ["end", "tabular-nums"]] * 2


def test_video_stands_on_top_and_plays_in_its_place(browser, live_site, odd):
    page = browser.new_page(base_url=live_site)
    asked = []
    page.on("request", lambda request: asked.append(request.url))
    page.route("https://**", lambda route: route.fulfill(body="A video"))
    page.goto(odd["video"])
    stage = page.locator(".cover [data-embed-stage]")
    before = size_of(stage)
    assert all(url.startswith((live_site, "data:")) for url in asked)

    page.locator("[data-embed-show]").click()

    expect(stage.locator("iframe")).to_be_focused()
    assert size_of(stage) == before
    assert any("youtube-nocookie.com/embed/" in url for url in asked)
    page.close()


def size_of(place) -> tuple[float, float]:
    box = place.bounding_box()
    return box["width"], box["height"]


def test_without_javascript_a_video_is_a_link(open_page, odd):
    page = open_page(java_script_enabled=False)
    page.goto(odd["video"])

    assert page.locator("[data-embed] a:visible").get_attribute("href").startswith("https://www.y")
    assert page.locator("[data-embed] button:visible").count() == 0


def test_share_opens_the_sheet_of_the_device_where_it_has_one(open_page, odd):
    page = open_page()
    page.add_init_script("navigator.share = async (what) => { window.passedOn = what; };")
    page.goto(odd["gallery"])

    page.locator("[data-share]").click()

    canonical = page.locator("link[rel='canonical']").get_attribute("href")
    assert page.evaluate("passedOn.url") == canonical


def test_report_carries_the_sentence_of_the_selected_words(gallery):
    gallery.locator("[data-text] p").first.evaluate(
        """one => {
          const at = one.firstChild.data.indexOf("её дважды");
          getSelection().setBaseAndExtent(one.firstChild, at, one.firstChild, at + 9);
        }"""
    )

    gallery.locator("[data-mistake] summary").click()

    expect(gallery.locator("#mistake-selected")).to_have_value("её дважды")
    sentence = gallery.locator("[name='sentence']").input_value()
    assert sentence == "Учёные посчитали её дважды!"
    expect(gallery.locator("#mistake-comment")).to_be_focused()


def test_without_javascript_a_mistake_is_reported(open_page, odd):
    page = open_page(java_script_enabled=False)
    page.goto(odd["gallery"])
    page.locator("[data-mistake] summary").click()
    page.locator("#mistake-comment").fill("Не дважды, а трижды")

    page.locator("[data-mistake] [type=submit]").click()

    expect(page.locator("h1")).to_have_text("Спасибо")


def test_nothing_moves_while_a_story_and_more_stories_arrive(open_page, odd):
    page = open_page(width=390, height=844)
    page.add_init_script(SHIFTS)
    page.goto(odd["gallery"])
    page.wait_for_load_state("networkidle")

    for _step in range(40):
        page.mouse.wheel(0, 400)
        page.wait_for_timeout(50)
    page.locator(".newest-end").scroll_into_view_if_needed()

    expect(page.locator("[data-newest-status]")).to_have_text("Это всё.")
    assert page.locator("[data-newest-list] > li").count() > 20
    assert page.evaluate("shifted") <= 0.002


@pytest.mark.parametrize("width", [390, 1366])
def test_nothing_moves_while_fonts_arrive_late(open_page, odd, width):
    page = open_page(width=width)
    page.add_init_script(SHIFTS)
    page.route("**/*.woff2", lambda route: (page.wait_for_timeout(400), route.continue_()))

    page.goto(odd["gallery"], wait_until="load")

    wait_until(page, "document.fonts.status === 'loaded'")
    page.wait_for_timeout(200)
    assert page.evaluate("shifted") <= 0.002


@pytest.mark.parametrize("width, height", [(320, 640), (320, 256), (1280, 900)])
def test_odd_story_has_no_overflow_and_no_small_target(open_page, odd, width, height):
    page = open_page(width=width, height=height)

    troubles = {}
    for name, address in odd.items():
        page.goto(address)
        page.locator("[data-mistake] summary").click()
        wide = page.evaluate("document.documentElement.scrollWidth > innerWidth")
        troubles[name] = (wide, page.evaluate(SMALL_TARGETS))

    assert troubles == dict.fromkeys(odd, (False, []))


def test_odd_title_is_words_and_nothing_else(open_page, odd):
    page = open_page()

    page.goto(odd["markup"])

    assert page.locator("h1").inner_text().startswith('</script><b>"&amp; 😀🇦🇲')
    assert page.locator("h1").inner_text().endswith("й")
    assert page.locator("article h1 *").count() == 0


@pytest.mark.parametrize("theme", ["light", "dark"])
def test_story_of_each_kind_is_accessible(open_page, odd, theme):
    page = open_page(width=390, color_scheme=theme)

    found = {}
    for name, address in odd.items():
        page.goto(address, wait_until="load")
        found[name] = violations(page)

    assert found == dict.fromkeys(odd, [])


@pytest.mark.parametrize("theme", ["light", "dark"])
def test_open_viewer_is_accessible(open_page, odd, theme):
    page = open_page(color_scheme=theme)
    page.goto(odd["gallery"], wait_until="load")
    pictures_of_gallery(page).first.click()

    assert violations(page) == []


def violations(page) -> list[str]:
    found = Axe().run(page).response
    assert found["passes"]
    return [f"{one['id']}: {one['nodes'][0]['html']}" for one in found["violations"]]


def test_paper_is_white_and_has_only_the_story(open_page, odd, live_site):
    page = open_page(color_scheme="dark")
    page.goto(odd["table"])

    page.emulate_media(media="print", color_scheme="dark")

    paper = page.evaluate("getComputedStyle(document.body).backgroundColor")
    written = page.locator(".embed-title").first.evaluate(
        "a => getComputedStyle(a, '::after').content"
    )
    links = page.locator("[data-text] p > a").evaluate_all(
        "all => all.map(a => getComputedStyle(a, '::after').content)"
    )
    assert paper == "rgb(255, 255, 255)"
    assert links == [f'" ({live_site}/ru/search/?q=a&sort=new)"']
    assert "https://x.com/news/status/1234567890" in written
    pressed = page.locator(":is(nav, button, form, .tools, .share, .follow):visible")
    assert pressed.evaluate_all("all => all.map((one) => one.outerHTML)") == []
    assert page.locator(".printed:visible").inner_text().endswith(odd["table"])


def test_story_before_its_pictures_is_light(open_page, odd):
    page = open_page()
    sizes = {}
    page.on("requestfinished", lambda request: note_size(request, sizes))

    page.goto(odd["gallery"], wait_until="networkidle")

    scripts = sum(size for (kind, _url), size in sizes.items() if kind == "script")
    assert {kind for kind, _url in sizes} >= {"document", "stylesheet", "script", "font"}
    assert scripts <= 20 * KB
    assert sum(sizes.values()) <= 100 * KB


def note_size(request, sizes: dict) -> None:
    """Note what a file weighed on its way; pictures of the story do not count."""
    if request.resource_type != "image" or request.url.endswith(".svg"):
        sizes[request.resource_type, request.url] = request.sizes()["responseBodySize"]
