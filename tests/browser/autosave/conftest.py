"""Long stories, one for each test, and what the database holds of them."""

import json

import pytest

from tests.browser.autosave.hands import PARAGRAPHS, WORDS, enter
from tests.browser.conftest import PASSWORD, manage
from tests.browser.proxy import proxied

STORIES = (
    *("line", "wire", "often", "crash", "laptop", "tabs", "expired", "frame", "other", "token"),
    *("without", "offline", "lost", "twice", "late", "paste", "broken", "plain", "day", "killed"),
    *("away", "deltas", "refused", "axe", "request", "answer", "letters", "stopped", "doubled"),
    *("dropped", "verbs", "pause", "link", "chosen", "chaos1", "chaos2", "asked", "wrong"),
    *("keyless", "still", "storage", "throws", "alone", "hanging", "thrown"),
    "poisoned",
)

MAKE = f"""
import json, random
from articles import workflow
from articles.models import Article
from newsroom.accounts import second_factor
from newsroom.models import User

words, chief = {WORDS!r}, User.objects.get(username="chief")
chance = random.Random(7)
body = "".join(
    "<p>" + " ".join(chance.choice(words) for _ in range(84)) + ".</p>" for _ in range({PARAGRAPHS})
)
made = {{}}
for name in {STORIES!r}:
    story = Article(title_ru="История " + name, lead_ru="Лид", body_ru=body, source_language="ru")
    made[name] = workflow.save(story, by=chief).pk
armed = User.objects.create_user("armed", password={PASSWORD!r}, role="chief",
    languages=["ru", "hy", "en"], interface_language="en")
codes = second_factor.switch_on(armed, second_factor.new_secret(), 0)
User.objects.filter(username="chief").update(interface_language="en")
print(json.dumps({{"stories": made, "codes": codes}}))
"""

LOOK = """
import json
from articles.models import Article, Autosave, Version
rows = [
    {{"form": row.form, "fields": row.fields, "person": row.person.username}}
    for row in Autosave.objects.filter(article={pk}, saved_at=None)
]
story = Article.objects.get(pk={pk})
versions = Version.objects.filter(article={pk}, part="ru").count()
print(json.dumps({{"rows": rows, "title": story.title_ru, "lead": story.lead_ru,
    "body": story.body_ru, "versions": versions}}))
"""


@pytest.fixture(scope="session")
def made(live_site, server_environment):
    program = manage(server_environment, "shell", "-v0", "-c", MAKE)
    return json.loads(program.splitlines()[-1])


@pytest.fixture
def look(server_environment, made):
    """Return what the database holds of a story: its unsaved rows, its texts, its versions."""

    def of(name: str) -> dict:
        program = LOOK.format(pk=made["stories"][name])
        return json.loads(
            manage(server_environment, "shell", "-v0", "-c", program).splitlines()[-1]
        )

    return of


@pytest.fixture
def address(made):
    return lambda name: f"/admin/articles/article/{made['stories'][name]}/change/"


@pytest.fixture
def rough(browser, live_site):
    """Sign somebody in, in a browser whose errors are expected: of what cannot be reached."""
    contexts = []

    def sign_in(name: str):
        contexts.append(browser.new_context(base_url=live_site))
        page = contexts[-1].new_page()
        enter(page, name)
        return page

    yield sign_in
    for context in contexts:
        context.close()


@pytest.fixture
def proxy(live_site):
    """A proxy before the site: `proxy.hold("POST /admin/…")`, `drop`, `double`."""
    with proxied(live_site) as one:
        yield one


@pytest.fixture
def far(browser, proxy):
    """Sign somebody in, in a browser that reaches the site by the proxy only."""
    contexts = []

    def sign_in(name: str = "chief", **options):
        contexts.append(browser.new_context(base_url=proxy.address, **options))
        page = contexts[-1].new_page()
        enter(page, name)
        return page

    yield sign_in
    proxy.clear()
    for context in contexts:
        context.close()


@pytest.fixture
def look_for(server_environment, made):
    """Return the Russian titles of the stories that begin with some words."""

    def of(words: str) -> list[str]:
        program = (
            "import json; from articles.models import Article; "
            f"rows = Article.objects.filter(title_ru__startswith={words!r}); "
            "print(json.dumps(list(rows.values_list('title_ru', flat=True))))"
        )
        return json.loads(
            manage(server_environment, "shell", "-v0", "-c", program).splitlines()[-1]
        )

    return of
