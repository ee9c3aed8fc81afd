"""Reading without a connection, and the site as an app."""

import pytest
from playwright.sync_api import Error, expect

from tests.browser.conftest import manage

KEPT = (
    "async (name) => (await (await caches.open(name)).keys())"
    ".map((one) => new URL(one.url).pathname)"
)


@pytest.fixture
def reader(browser, live_site):
    """A reader with the worker, who has read the home page. Errors of a lost network are none."""
    context = browser.new_context(base_url=live_site)
    page = context.new_page()
    page.goto("/en/")
    wait_for_worker(page)
    yield page
    context.close()


def wait_until(page, holds: str, arg=None) -> None:
    """Ask until a function holds; the page's policy forbids Playwright's own way."""
    for _ in range(100):
        if page.evaluate(holds, arg):
            return
        page.wait_for_timeout(100)
    raise AssertionError(f"never: {holds}")


def wait_for_worker(page) -> None:
    wait_until(page, "() => navigator.serviceWorker.controller !== null")


def wait_until_kept(page, path: str, name: str = "stories", is_kept: bool = True) -> None:
    holds = f"async ([name, path, is]) => (await ({KEPT})(name)).includes(path) === is"
    wait_until(page, holds, [name, path, is_kept])


def read(page, link) -> str:
    path = link.get_attribute("href")
    page.goto(path)
    wait_until_kept(page, path)
    return path


def first_story(page):
    return page.locator("main article h2 a").first


def bar(page):
    return page.locator("[data-worker]")


def test_story_and_home_are_read_without_a_connection_and_say_so(reader):
    wait_until_kept(reader, "/en/", "homes")
    story = read(reader, first_story(reader))
    title = reader.locator("h1").inner_text()
    expect(bar(reader)).to_be_hidden()

    reader.context.set_offline(True)
    reader.goto(story)

    expect(reader.locator("h1")).to_have_text(title)
    expect(bar(reader)).to_be_visible()
    reader.goto("/en/")
    expect(bar(reader)).to_be_visible()
    font = reader.evaluate("getComputedStyle(document.querySelector('h2')).fontFamily")
    assert "Noto Serif" in font


@pytest.mark.parametrize("address", ["/en/category/politics/", "/en/post/never-read/"])
def test_what_is_not_kept_offers_what_is(reader, address):
    read(reader, first_story(reader))
    title = reader.locator("h1").inner_text()

    reader.context.set_offline(True)
    reader.goto(address)

    expect(reader.locator("[data-kept] a")).to_have_text([title])
    expect(reader.locator("h1")).to_have_text("You are offline")


def test_front_door_leads_to_the_home_page_read_last(reader):
    for path in ("/arm/", "/en/"):
        reader.goto(path)
        wait_until_kept(reader, path, "homes")
    wait_until(reader, f"async () => (await ({KEPT})('homes')).at(-1) === '/en/'")

    reader.context.set_offline(True)
    reader.goto("/")

    expect(reader.locator("html")).to_have_attribute("lang", "en")
    expect(bar(reader)).to_be_visible()
    expect(first_story(reader)).to_be_visible()


def test_network_comes_first(reader):
    story = read(reader, first_story(reader))

    reader.evaluate(
        "async (path) => (await caches.open('stories')).put(path, new Response('<h1>Old</h1>'))",
        story,
    )
    reader.goto(story)

    assert reader.locator("h1").inner_text() != "Old"


def test_last_thirty_stories_are_kept(reader):
    story = read(reader, first_story(reader))
    reader.evaluate("""async () => {
      const cache = await caches.open("stories");
      for (let n = 0; n < 40; n += 1) await cache.put(`/en/post/old-${n}/`, new Response(""));
    }""")

    reader.goto(story)
    wait_until_kept(reader, "/en/post/old-10/", is_kept=False)

    kept = reader.evaluate(KEPT, "stories")
    assert len(kept) == 30
    assert (kept[0], kept[-1]) == ("/en/post/old-11/", story)


def test_withdrawn_story_goes_from_the_device_once_back_online(reader, server_environment):
    story = read(reader, first_story(reader))
    slug = story.split("/")[-2]
    reader.goto("/en/")
    other = read(reader, reader.locator("main article h2 a").nth(1))
    reader.goto("/en/")
    reader.context.set_offline(True)
    reader.goto("/en/")
    withdraw(server_environment, slug, "now()", "Mistake.")
    try:
        reader.context.set_offline(False)
        reader.evaluate("dispatchEvent(new Event('online'))")
        wait_until_kept(reader, story, is_kept=False)
        left = reader.evaluate(KEPT, "stories")
        answers = [reader.request.get(path).status for path in (story, other)]
    finally:
        withdraw(server_environment, slug, "None", "")
    assert left == [other]
    assert answers == [410, 200]


def withdraw(environment, slug: str, moment: str, reason: str) -> None:
    """Take a story off the site, or put it back, from another process."""
    code = (
        "from django.utils.timezone import now\n"
        "from articles.models import Edition\n"
        f"rows = Edition.objects.filter(slug={slug!r})\n"
        f"rows.update(withdrawn_at={moment}, withdrawn_reason={reason!r})"
    )
    manage(environment, "shell", "-v0", "-c", code)


def test_nothing_of_the_admin_views_and_previews_is_kept(signed_in):
    page = signed_in("chief")
    page.goto("/en/")
    wait_for_worker(page)

    page.goto("/admin/")
    page.goto("/admin/articles/article/")
    page.goto("/en/category/politics/")

    paths = page.evaluate(
        f"async () => (await Promise.all((await caches.keys()).map({KEPT}))).flat()"
    )
    assert not [path for path in paths if path.startswith(("/admin", "/views", "/preview"))]
    assert "/en/category/politics/" not in paths


def test_switched_off_the_worker_removes_itself(reader, server_environment):
    story = read(reader, first_story(reader))
    switch(server_environment, False)
    try:
        reader.goto("/en/")
        wait_until(
            reader,
            "async () => (await navigator.serviceWorker.getRegistrations()).length === 0"
            " && (await caches.keys()).length === 0",
        )
        reader.context.set_offline(True)
        with pytest.raises(Error, match="ERR_INTERNET_DISCONNECTED"):
            reader.goto(story)
    finally:
        switch(server_environment, True)


def switch(environment, is_on: bool) -> None:
    code = (
        "from articles.models import SiteSettings\n"
        f"SiteSettings.objects.update(has_offline={is_on})"
    )
    manage(environment, "shell", "-v0", "-c", code)


def test_site_can_be_installed(reader):
    client = reader.context.new_cdp_session(reader)

    manifest = client.send("Page.getAppManifest")
    errors = client.send("Page.getInstallabilityErrors")["installabilityErrors"]

    assert manifest["errors"] == []
    # A browser without a profile installs nothing.
    assert [one["errorId"] for one in errors if one["errorId"] != "in-incognito"] == []
