"""Bad days: what a page needs is missing or throws, texts are odd, a newsroom has just begun."""

import http.client
import random
import re
from urllib.parse import urlencode, urlsplit

import pytest
from playwright.sync_api import expect

from newsroom.settings import BASE_DIR
from tests.browser.conftest import free_port, manage, serving

WIDE = "document.documentElement.scrollWidth > innerWidth"
REFUSALS = {
    "storage": """
        for (const name of ["localStorage", "sessionStorage"])
          Object.defineProperty(window, name, { get() { throw new DOMException("refused"); } });
    """,
    "cookies": """
        Object.defineProperty(Document.prototype, "cookie", {
          get() { throw new DOMException("refused"); },
          set() { throw new DOMException("refused"); },
        });
    """,
    "clipboard": "Object.defineProperty(navigator, 'clipboard', { value: undefined });",
}
MODULES = sorted(path.stem for path in (BASE_DIR / "static" / "js").glob("*.js"))
BEGINNING = """
from articles import workflow
from articles.models import Article, Category
from newsroom.models import User

chief = User.objects.create(username="first", is_superuser=True, role="chief", languages=["ru"])
category = Category.objects.create(slug="city", name_ru="Город", name_hy="Քաղաք", name_en="City")
article = workflow.save(Article(title_ru="Первый материал", category=category), by=chief)
workflow.publish(article, "ru", by=chief)
"""


def reads_well(page) -> None:
    """Expect what every story has, and nothing over the edge."""
    expect(page.locator("h1")).to_be_visible()
    assert len(page.locator("[data-text]").inner_text()) > 500
    assert not page.evaluate(WIDE)


@pytest.mark.parametrize("refusal", REFUSALS)
def test_page_reads_and_obeys_while_the_browser_refuses(open_page, kinds, refusal):
    page = open_page(width=390)
    page.add_init_script(REFUSALS[refusal])

    for kind in ("home", "category", "story: news"):
        page.goto(kinds["en"][kind], wait_until="networkidle")

    reads_well(page)
    page.get_by_role("button", name="Larger text").click()
    expect(page.locator("html")).to_have_attribute("data-type-size", "2")


@pytest.mark.parametrize("answer", ["abort", "404"])
@pytest.mark.parametrize("what", [r"\.woff2$", r"\.(jpeg|jpg|webp|avif|png)$", r"\.css$"])
def test_page_reads_without_its_files(browser, live_site, kinds, what, answer):
    page = browser.new_page(base_url=live_site, viewport={"width": 360, "height": 800})
    refuse = {"abort": lambda route: route.abort(), "404": lambda route: route.fulfill(status=404)}
    page.route(re.compile(what), refuse[answer])

    page.goto(kinds["ru"]["story: news"], wait_until="networkidle")

    expect(page.locator("h1")).to_be_visible()
    assert len(page.locator("[data-text]").inner_text()) > 500
    assert "css" in what or not page.evaluate(WIDE)
    page.close()


@pytest.mark.parametrize("module", MODULES)
def test_script_that_throws_takes_nothing_else_with_it(browser, live_site, kinds, module):
    # What a service worker fetches passes the route by.
    page = browser.new_page(base_url=live_site, service_workers="block")
    errors = []
    page.on("pageerror", lambda error: errors.append(str(error)))
    page.route(
        re.compile(rf"/js/{module}(\.[0-9a-f]+)?\.js$"),
        lambda route: route.fulfill(body="throw Error('bad day')", content_type="text/javascript"),
    )

    for kind in ("offline", "home: lite", "category", "story: photo_story", "story: interview"):
        page.goto(kinds["en"][kind], wait_until="load")

    reads_well(page)
    if module != "theme":
        page.get_by_role("button", name="Night theme").click()
        expect(page.locator("html")).to_have_attribute("data-theme", "night")
    page.close()
    assert set(errors) == {"bad day"}


@pytest.mark.parametrize("language", ["ru", "hy", "en"])
def test_every_kind_of_page_reads_without_script(open_page, kinds, language):
    page = open_page(width=360, java_script_enabled=False)

    empty = []
    for kind, address in kinds[language].items():
        page.goto(address)
        dead = page.locator("main button:visible:not(form *):not(noscript *)").count()
        if not page.locator("h1").is_visible() or dead:
            empty.append((kind, dead))

    assert empty == []


def test_odd_titles_fit_wherever_they_are_listed(open_page, kinds, odd):
    page = open_page(width=320)
    streams = ("category", "category: page 2", "search: hits", "popular", "archive: month")
    addresses = [kinds["ru"][kind] for kind in streams]
    words = ("</script>", "😀", "\u202eש\u202c", "и\u0306", "Э" * 80)
    titles = [f"/ru/search/?{urlencode({'q': word})}" for word in words]

    wide = []
    for address in addresses + titles:
        page.goto(address)
        if page.evaluate(WIDE):
            wide.append(address)

    assert wide == []


@pytest.fixture(scope="module")
def new_site(live_site, server_environment, tmp_path_factory):
    """A newsroom with one category and one story, in Russian."""
    folder = tmp_path_factory.mktemp("new")
    own = {"DATABASE_URL": f"sqlite:///{folder}/new.sqlite3", "PORT": free_port()}
    environment = server_environment | own | {"STORAGE": f"{folder}/media"}
    manage(environment, "migrate", "-v0")
    manage(environment, "shell", "-v0", "-c", BEGINNING)
    with serving(environment) as address:
        yield address


@pytest.mark.parametrize("width", [320, 1280])
def test_new_newsroom_has_honest_pages(browser, new_site, width):
    page = browser.new_page(base_url=new_site, viewport={"width": width, "height": 800})
    errors = []
    page.on("pageerror", lambda error: errors.append(str(error)))
    paths = ("", "category/city/", "popular/", "search/", "search/?q=water", "no-such-page/")

    said = {}
    for prefix in ("ru", "arm", "en"):
        for path in paths:
            page.goto(f"/{prefix}/{path}", wait_until="load")
            said[prefix, path] = page.locator("main").inner_text()
            assert page.locator("h1").count() == 1
            assert not page.evaluate(WIDE)

    assert all(len(words) > 12 for words in said.values())
    listed = {place for place, words in said.items() if "Первый материал" in words}
    assert listed >= {("ru", ""), ("ru", "category/city/")}
    assert {prefix for prefix, _path in listed} == {"ru"}
    assert errors == []
    page.close()


def test_thousand_random_queries_are_one_page_with_one_canonical(live_site, kinds):
    host = urlsplit(live_site).netloc
    connection, dice = http.client.HTTPConnection(host, timeout=30), random.Random(4)
    address = kinds["ru"]["story: news"]

    bodies = set()
    for _turn in range(1000):
        names = dice.sample(["utm_source", "fbclid", "a", "пусто", "q[]", "<b>", "'"], 3)
        query = urlencode([(name, dice.random()) for name in names])
        connection.request("GET", f"{address}?{query}", headers={"Host": host})
        answer = connection.getresponse()
        bodies.add((answer.status, answer.read()))

    assert len(bodies) == 1
    (status, body), *_ = bodies
    assert status == 200
    canonical = re.findall(r'rel="canonical" href="([^"]+)"', body.decode())
    assert canonical == [f"{live_site}{address}"]
