"""A real server with the demo newsroom, and a real browser.

The server runs as in production (page cache, several processes) on a database of its own, but
without the worker: the site must be right without it.
"""

import contextlib
import fcntl
import json
import os
import socket
import subprocess
import sys
import time

import psycopg
import pytest
from playwright.sync_api import sync_playwright

from newsroom.settings import BASE_DIR

CHROMIUM = os.environ.get("CHROMIUM") or "/usr/bin/chromium"
FLAGS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    # Without a window it says HeadlessChrome, which is no reader.
    "--user-agent=Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 Chrome/140 Safari/537.36",
]
PASSWORD = "newsroom-demo"
# A picture of the library whose last day has passed is shown there, and not taken.
TAKEABLE = "dialog [data-picture]:not([aria-disabled='true'])"


@pytest.fixture(scope="session")
def server_environment(tmp_path_factory):
    """The environment of the server: a fresh database of the kind that the run is for."""
    folder = tmp_path_factory.mktemp("site")
    url = os.environ.get("DATABASE_URL", "")
    if url.startswith("postgres"):
        name = f"newsroom_browser_{os.environ.get('PYTEST_XDIST_WORKER', 'alone')}"
        with psycopg.connect(url, autocommit=True) as connection:
            connection.execute(f"DROP DATABASE IF EXISTS {name} WITH (FORCE)")
            connection.execute(f"CREATE DATABASE {name}")
        url = f"{url.rsplit('/', 1)[0]}/{name}"
    else:
        url = f"sqlite:///{folder}/newsroom.sqlite3"
    own = {"DATABASE_URL": url, "STORAGE": f"{folder}/media", "PORT": free_port()}
    own["HOST"] = "127.0.0.1"
    return os.environ | own | {"SITE_URL": "", "DEBUG": "0", "WORKERS": "2", "DEMO_PASSWORD": ""}


@pytest.fixture(scope="session")
def live_site(server_environment):
    """The address of the running site, such as `http://127.0.0.1:40001`."""
    for command in (["migrate", "-v0"], ["demo"]):
        manage(server_environment, *command)
    # Into one folder, and once: who collects at the same time takes files away from others.
    (BASE_DIR / "var").mkdir(exist_ok=True)
    with (BASE_DIR / "var" / "collecting").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        program = "from newsroom.management.commands import serve; serve.collect_static()"
        manage(server_environment, "shell", "-v0", "-c", program)
    with serving(server_environment) as address:
        yield address


@pytest.fixture(scope="session")
def odd(live_site, server_environment):
    """The addresses of the stories of odd_stories.py by their names."""
    program = "from tests.browser.odd_stories import publish_all; publish_all()"
    return json.loads(manage(server_environment, "shell", "-v0", "-c", program).splitlines()[-1])


@pytest.fixture(scope="session")
def every_kind(odd, server_environment):
    """For each language an address by the kind of its page: `every_kind["hy"]["category"]`."""
    program = "import json; from tests.browser.kinds import every_kind; "
    program += "print(json.dumps(every_kind()))"
    return json.loads(manage(server_environment, "shell", "-v0", "-c", program))


@pytest.fixture(scope="session")
def kinds(every_kind):
    """The same without the stories that stand there for a part of their text."""
    return {
        code: {kind: url for kind, url in found.items() if not kind.startswith("story with")}
        for code, found in every_kind.items()
    }


def free_port() -> str:
    """Return a port of the loopback address that nobody listens on."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return str(probe.getsockname()[1])


@contextlib.contextmanager
def serving(environment):
    """Run a server of two processes until the block ends; give its address."""
    port = environment["PORT"]
    command = [sys.executable, "-m", "granian", "newsroom.rsgi:application", "--interface", "rsgi"]
    command += ["--port", port, "--workers", "2", "--log-level", "warning"]
    server = subprocess.Popen(command, cwd=BASE_DIR, env=environment)
    try:
        wait_for(int(port))
        yield f"http://127.0.0.1:{port}"
    finally:
        server.terminate()
        server.wait(60)


def manage(environment, *command: str) -> str:
    """Run a command of manage.py on the site's database; return what it printed."""
    program = [sys.executable, "manage.py", *command]
    done = subprocess.run(
        program, cwd=BASE_DIR, env=environment, check=True, stdout=subprocess.PIPE, text=True
    )
    return done.stdout


def wait_for(port: int) -> None:
    for _ in range(900):
        with contextlib.suppress(OSError), socket.create_connection(("127.0.0.1", port), 1):
            return
        time.sleep(0.1)
    raise RuntimeError("The server did not start.")


WAIT_MS = 30_000


def wait_until(page, condition: str) -> None:
    """Wait for a condition in JavaScript; Playwright's own way needs an eval that we forbid."""
    page.evaluate(
        f"""new Promise((done, fail) => {{
            const end = performance.now() + {WAIT_MS};
            const again = () => performance.now() < end
                ? requestAnimationFrame(look)
                : fail(new Error("It never came true."));
            const look = () => ({condition}) ? done() : again();
            look();
        }})"""
    )


@pytest.fixture(scope="session")
def browser():
    with sync_playwright() as playwright:
        chromium = playwright.chromium.launch(executable_path=CHROMIUM, args=FLAGS)
        yield chromium
        chromium.close()


@pytest.fixture
def open_page(browser, live_site):
    """Open a page of a new reader: `open_page(width=390, java_script_enabled=False)`.

    A console error or a request to another host fails the test.
    """
    contexts, troubles = [], []

    def open_one(*, width=1280, height=900, **options):
        viewport = {"width": width, "height": height}
        context = browser.new_context(base_url=live_site, viewport=viewport, **options)
        contexts.append(context)
        page = context.new_page()
        page.on("pageerror", lambda error: troubles.append(str(error)))
        page.on("console", lambda line: note_console(line, troubles))
        page.on("response", lambda response: note_response(response, troubles))
        page.on("request", lambda request: note_request(request, live_site, troubles))
        return page

    yield open_one
    for context in contexts:
        context.close()
    assert troubles == []


def note_console(line, troubles: list) -> None:
    # A page that answers 404 or 410 on purpose is an error only to the console.
    if line.type == "error" and "the server responded with a status of 4" not in line.text:
        troubles.append(line.text)


def note_response(response, troubles: list) -> None:
    if response.status >= 400 and response.request.resource_type not in (
        "document",
        "fetch",
        "xhr",
    ):
        troubles.append(f"{response.status} {response.url}")


def note_request(request, live_site: str, troubles: list) -> None:
    if not request.url.startswith((live_site, "data:", "blob:", "about:")):
        troubles.append(f"asked {request.url}")


@pytest.fixture
def browser_page(open_page):
    return open_page()


@pytest.fixture
def signed_in(open_page):
    """Open the admin as a person: `page = signed_in("reporter")`."""

    def sign_in(username: str, **options):
        page = open_page(**options)
        page.goto("/admin/login/")
        page.fill("#id_username", username)
        page.fill("#id_password", PASSWORD)
        page.press("#id_password", "Enter")
        page.wait_for_url("**/admin/")
        return page

    return sign_in


def button(page, name: str):
    return page.get_by_role("button", name=name, exact=True)


@pytest.fixture
def story(browser_page):
    """The page of the story that leads the English home page."""
    browser_page.goto("/en/")
    browser_page.locator("main h2 a").first.click()
    browser_page.wait_for_url("**/en/post/**")
    return browser_page
