"""Ads in a browser: the choice, the caps, what is seen, what stays where it was."""

import json

import pytest
from playwright.sync_api import expect

from tests.browser.conftest import manage
from tests.browser.test_offline import wait_until

# Every place gets a house ad and what `campaign` says, in English.
MAKE = """
import json
from articles.models import Ad, Image
image = Image.objects.order_by("pk").first()
Ad.objects.filter(language="en").exclude(name__startswith="test ").update(language="hy")
given = json.loads({given!r})
for place in given.pop("places", Ad.Place.values):
    common = dict(place=place, language="en", url="https://bread.example/")
    Ad.objects.create(name="test house", image=image, words="The house", is_house=True, **common)
    if given:
        image_or_none = None if "html" in given else image
        ad = Ad.objects.create(name="test campaign", image=image_or_none, **common | given)
print(json.dumps([[ad.pk, ad.place, ad.is_house] for ad in Ad.objects.filter(language="en")]))
"""
END = """
from articles.models import Ad
Ad.objects.filter(name__startswith="test ").delete()
Ad.objects.filter(language="hy", name__endswith=", en").update(language="en")
"""
COUNTS = """
import json
from articles.models import AdCount
print(json.dumps([[one.ad_id, one.seen, one.clicks] for one in AdCount.objects.all()]))
"""
SHIFT = """
window.shift = 0;
new PerformanceObserver((list) => {
  for (const one of list.getEntries()) window.shift += one.value;
}).observe({ type: "layout-shift", buffered: true });
"""


@pytest.fixture
def run(live_site, server_environment):
    """Run some lines in the site's shell; return what they printed as JSON."""

    def lines(code: str):
        printed = manage(server_environment, "shell", "-v0", "-c", code)
        return json.loads(printed) if printed.strip() else None

    return lines


@pytest.fixture
def make(run):
    """Put ads into the places of English pages: `make(cap=1, places=["header"])`."""

    def with_fields(**given) -> list:
        return run(MAKE.format(given=json.dumps(given)))

    yield with_fields
    run(END)


@pytest.fixture
def rough_page(browser, live_site):
    """A page in whose console there may be errors."""
    context = browser.new_context(base_url=live_site)
    yield context.new_page()
    context.close()


def box(page, place: str):
    return page.locator(f".ad-{place} .ad-box")


def scroll_through(page) -> None:
    height = page.evaluate("document.documentElement.scrollHeight")
    for top in range(0, height, 500):
        page.evaluate("(top) => scrollTo(0, top)", top)
        page.wait_for_timeout(150)


def longest_story(page) -> str:
    return page.evaluate(
        """async () => {
          const home = new DOMParser().parseFromString(
            await (await fetch("/en/category/politics/")).text(), "text/html");
          return home.querySelector("article:has([datetime]) h2 a").getAttribute("href");
        }"""
    )


@pytest.mark.parametrize("width", [360, 768, 1440])
@pytest.mark.parametrize("kind", ["filled", "absent", "slow"])
def test_nothing_moves_whatever_becomes_of_a_place(open_page, make, kind, width):
    make(**{"places": []} if kind == "absent" else {"html": "<p>Bread</p>"})
    page = open_page(width=width)
    page.add_init_script(SHIFT)
    if kind == "slow":
        page.route("**/ads/creative/**", lambda route: None)
    page.goto("/en/category/politics/", wait_until="domcontentloaded")
    page.goto(longest_story(page), wait_until="domcontentloaded")

    scroll_through(page)

    assert page.evaluate("shift") <= 0.002
    assert page.locator("[data-ad-place]").count() == (0 if kind == "absent" else 5)


def test_cap_is_kept_and_the_house_fills_the_place(open_page, make):
    campaign = next(pk for pk, _place, house in make(cap=2, places=["header"]) if not house)
    page = open_page()

    shown = []
    for _visit in range(4):
        page.goto("/en/")
        page.locator("[data-ad-shown]").wait_for()
        shown.append(page.locator("[data-ad-place]").get_attribute("data-ad-shown"))

    assert shown.count(str(campaign)) == 2
    expect(box(page, "header")).to_contain_text("The house")


def test_impression_counts_after_a_second_of_half_and_click_is_led_on(open_page, make, run):
    ((house, _place, _is),) = make(places=["header"])
    page = open_page()
    page.context.route("https://bread.example/", lambda route: route.fulfill(body="Bread"))
    page.add_init_script("addEventListener('ad', () => { window.filledAt = Date.now(); })")
    with page.expect_request("**/ads/seen/**"):
        page.goto("/en/")
    assert page.evaluate("Date.now() - filledAt") >= 1000

    for _press in range(2):
        with page.expect_popup() as popup:
            box(page, "header").locator("a").click()
        popup.value.wait_for_url("https://bread.example/")

    wait_until(page, "() => localStorage['ads-untold'] === '[]'")
    assert [house, 1, 1] in run(COUNTS)
    assert page.context.cookies() == []


def test_place_that_is_not_seen_is_not_filled_nor_counted(open_page, make):
    make(places=["foot"])
    page = open_page()
    asked = []
    page.on(
        "request", lambda request: asked.append(request.url) if "/ads/" in request.url else None
    )

    page.goto("/en/")
    page.wait_for_timeout(1500)

    assert page.locator("[data-ad-shown]").count() == 0
    assert asked == []


def test_what_could_not_be_told_is_told_later_and_once(rough_page, make, run):
    ((house, _place, _is),) = make(places=["header"])
    page = rough_page
    page.route("**/ads/seen/**", lambda route: route.fulfill(status=503))
    page.goto("/en/")
    wait_until(page, "() => JSON.parse(localStorage['ads-untold'] || '[]').length === 1")

    page.unroute("**/ads/seen/**")
    # The next page is to tell of the first one, and to see nothing itself.
    page.add_init_script("IntersectionObserver = class { observe() {} unobserve() {} }")
    page.goto("/en/category/politics/")

    wait_until(page, "() => localStorage['ads-untold'] === '[]'")
    assert [seen for pk, seen, _clicks in run(COUNTS) if pk == house] == [1]


def test_creative_that_throws_harms_nothing_and_reaches_nothing(rough_page, make):
    html = """<p id=p>quiet</p><script>
      try { parent.document.title = "taken"; } catch (failed) { p.textContent = "alone"; }
      fetch("/en/").catch(() => { p.textContent += " cut off"; });
      setTimeout(() => { throw new Error("bread"); });
    </script>"""
    make(html=html, places=["header"])
    page = rough_page
    page.goto("/en/")

    frame = page.frame_locator(".ad-header iframe")

    expect(frame.locator("p")).to_have_text("alone cut off")
    assert page.title() != "taken"


def test_creative_that_loops_leaves_the_page_to_the_reader(open_page, make):
    make(html="<script>for (;;);</script>", places=["header"])
    page = open_page()
    page.goto("/en/", wait_until="commit")
    page.locator(".ad-header iframe").wait_for(state="attached")

    page.get_by_role("button", name="Night theme").first.click(timeout=5000)

    expect(page.locator("html")).to_have_attribute("data-theme", "night")


def test_creative_leads_through_our_address_in_a_new_window(open_page, make, run):
    ads = make(html='<a href="{click}">Bread</a>', places=["header"])
    campaign = next(pk for pk, _place, house in ads if not house)
    page = open_page()
    page.context.route("https://bread.example/", lambda route: route.fulfill(body="Bread"))
    page.goto("/en/")

    with page.expect_popup() as popup:
        page.frame_locator(".ad-header iframe").locator("a").click()
    popup.value.wait_for_url("https://bread.example/")

    assert [hour[1:] for hour in run(COUNTS) if hour[0] == campaign] == [[1, 1]]


def test_without_script_the_house_ad_stands_there(open_page, make):
    make(cap=2, places=["header"])
    page = open_page(java_script_enabled=False)

    page.goto("/en/")

    # Playwright's own comparison passes over noscript.
    assert box(page, "header").inner_text() == "The house"
    assert box(page, "header").bounding_box()["height"] == 90
