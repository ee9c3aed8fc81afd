"""A long stream in a browser: it grows, keeps the reader's place, loses and doubles nothing."""

import re

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import expect

from tests.browser.conftest import manage, wait_until

STORIES = 45
STREAM = "/en/tag/long-river/"
SETUP = """
from datetime import timedelta
from django.utils.timezone import now
from articles import workflow
from articles.models import Article, Edition, Tag
from newsroom.models import User

chief = User.objects.get(username="chief")
tag = Tag.objects.filter(name_en="Long river").first() or Tag(name_en="Long river")
tag.clean()
tag.save()

def publish(title, hours):
    article = workflow.save(Article(title_en=title), by=chief, tags=[tag.pk])
    workflow.publish(article, "en", by=chief, at=now() - timedelta(days=60, hours=hours))

def withdraw(title):
    workflow.withdraw(Edition.objects.get(title=title), reason="A mistake", by=chief)
"""


@pytest.fixture(scope="module")
def site(live_site, server_environment):
    """Run a line of Python in the newsroom: `site('publish("Title", 3)')`."""

    def run(line: str) -> None:
        manage(server_environment, "shell", "-v0", "-c", f"{SETUP}\n{line}")

    run(f"for number in range({STORIES}): publish(f'Bend {{number:02}}', number)")
    return run


def titles(page) -> list[str]:
    return page.locator("[data-stream-list] h2").all_inner_texts()


def troubles(page) -> list[str]:
    return [one["id"] for one in Axe().run(page).response["violations"]]


def bends(*, without=()) -> list[str]:
    return [f"Bend {number:02}" for number in range(STORIES) if number not in without]


def scroll_to_the_end(page) -> None:
    for _turn in range(40):
        page.mouse.wheel(0, 3000)
        page.wait_for_timeout(60)
        if "End of list" in page.locator("[data-stream-status]").inner_text():
            return
    raise AssertionError("The stream did not end.")


@pytest.fixture
def stream(site, open_page):
    page = open_page()
    page.goto(STREAM)
    return page


def test_stream_grows_and_its_address_moves_page_by_page(stream):
    scroll_to_the_end(stream)

    assert titles(stream) == bends()
    expect(stream).to_have_url(re.compile(r"/tag/long-river/\?page=[23]$"))
    expect(stream).to_have_title(re.compile(r"^Long river, page [23] — "))
    stream.evaluate("scrollTo(0, 0)")
    expect(stream).to_have_url(re.compile(r"/tag/long-river/$"))
    expect(stream).to_have_title(re.compile(r"^Long river — "))


def test_back_from_a_story_returns_to_the_same_place(stream):
    scroll_to_the_end(stream)
    link = stream.get_by_role("link", name="Bend 30", exact=True)
    link.evaluate("one => scrollBy(0, one.getBoundingClientRect().top - 200)")
    height = link.bounding_box()["y"]
    link.click()
    stream.wait_for_url("**/en/post/**")

    stream.go_back()

    expect(stream.locator("[data-stream-list] h2")).to_have_count(STORIES)
    assert titles(stream) == bends()
    expect(stream).to_have_url(re.compile(r"\?page=2$"))
    wait_until(stream, "scrollY > 0")
    assert link.bounding_box()["y"] == pytest.approx(height, abs=2)


def test_nothing_is_doubled_when_a_story_comes_meanwhile(stream, site):
    site('publish("New bend", -5)')

    scroll_to_the_end(stream)

    site('withdraw("New bend")')
    assert titles(stream) == bends()


def test_nothing_is_skipped_when_a_story_goes_meanwhile(stream, site):
    site('withdraw("Bend 03")')

    scroll_to_the_end(stream)

    site('workflow.restore(Edition.objects.get(title="Bend 03"), by=chief)')
    # It was there when the reader came, and slid nobody else out of sight.
    assert titles(stream) == bends()


def test_page_in_the_middle_leads_to_newer_stories(site, open_page):
    page = open_page()
    page.goto(f"{STREAM}?page=2")

    scroll_to_the_end(page)

    assert titles(page) == bends()[20:]
    page.evaluate("scrollTo(0, 0)")
    page.get_by_role("link", name="Newer stories").click()
    page.wait_for_url(f"**{STREAM}")
    assert titles(page)[:20] == bends()[:20]


def test_failure_offers_to_try_again(site, open_page):
    page = open_page()
    failures = [True]

    def answer(route):
        if failures:
            failures.pop()
            return route.fulfill(status=429)
        return route.continue_()

    page.route("**/en/tag/**page=2", answer)
    page.goto(STREAM)
    page.mouse.wheel(0, 9000)
    again = page.get_by_role("button", name="Try again")
    expect(page.locator("[data-stream-status]")).to_contain_text("could not be loaded")

    again.click()

    expect(page.locator("[data-stream-list] h2")).not_to_have_count(20)
    scroll_to_the_end(page)
    assert titles(page) == bends()


def test_loading_is_seen_and_announced(site, open_page):
    page = open_page()
    waiting = []
    page.route("**/en/tag/**page=2", lambda route: waiting.append(route))
    page.goto(STREAM)

    page.get_by_role("link", name="More stories").scroll_into_view_if_needed()

    expect(page.get_by_role("status").filter(has_text="Loading…")).to_be_visible()
    waiting[0].continue_()


def test_without_javascript_pages_are_links(site, open_page):
    page = open_page(java_script_enabled=False)
    page.goto(STREAM)

    page.get_by_role("link", name="More stories").click()

    page.wait_for_url(f"**{STREAM}?page=2")
    assert titles(page) == bends()[20:40]
    assert page.locator("a[rel='prev']").get_attribute("href") == "."
    assert page.locator("a[rel='next']").get_attribute("href") == "?page=3"


def test_calendar_leads_through_the_archive_without_javascript(site, open_page):
    page = open_page(java_script_enabled=False, width=360)
    page.goto("/en/")
    page.get_by_role("link", name="All news").click()

    page.wait_for_url("**/en/archive/**")
    calendar = page.get_by_role("navigation", name="Calendar")
    calendar.locator("a[rel='prev']").click()

    calendar.locator("td a").first.click()
    page.wait_for_url(re.compile(r"/en/archive/\d{4}/\d\d/\d\d/$"))
    assert len(titles(page)) > 0


@pytest.mark.parametrize("theme, width", [("light", 1280), ("dark", 360)])
def test_streams_are_accessible(site, open_page, theme, width):
    page = open_page(width=width, color_scheme=theme)
    page.goto("/en/")
    day = page.get_by_role("link", name="All news").get_attribute("href")
    month, year = day[:-3], day[:-6]

    found = {}
    for path in (f"{STREAM}?page=2", day, month, year, "/en/author/anna-danielyan/"):
        page.goto(path)
        found[path] = troubles(page)

    assert found == dict.fromkeys(found, [])


def test_titles_of_any_kind_overflow_nothing(site, open_page, bad_titles):
    site(f"for number, title in enumerate({bad_titles!r}): publish(title, -60 * 24 + number)")
    page = open_page(width=320)

    wide = []
    for path in ("/en/", STREAM, "/en/search/?q=bend"):
        page.goto(path)
        if page.evaluate("document.documentElement.scrollWidth > innerWidth"):
            wide.append(path)

    site("for edition in Edition.objects.filter(tags=tag)[:6]: withdraw(edition.title)")
    assert wide == []
