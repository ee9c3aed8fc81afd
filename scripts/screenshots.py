"""The pictures of the README and of the guide for editors (docs/editors*.md), made anew:

    python -m scripts.screenshots [ru hy en]

Loads the demo newsroom into a temporary folder, serves it, and takes the pictures with Chromium
(CHROMIUM=/path names another one). Needs requirements-dev.txt. Pictures of the same screens in
the three languages lie in docs/pictures/.
"""

import contextlib
import json
import os
import socket
import subprocess
import sys
import tempfile
import time
from io import BytesIO
from pathlib import Path

import PIL.Image
from playwright.sync_api import Page, sync_playwright

ROOT = Path(__file__).resolve().parent.parent
FOLDER = ROOT / "docs" / "pictures"
PASSWORD = "newsroom-demo"
ADDED = {
    "ru": "Вода поднялась ещё на два сантиметра.",
    "hy": "Ջուրը բարձրացել է ևս երկու սանտիմետրով։",
    "en": "The water has risen by two more centimetres.",
}
NEW = {
    "ru": "Мост в Дилижане закрыт на ремонт",
    "hy": "Դիլիջանի կամուրջը փակ է վերանորոգման համար",
    "en": "Dilijan bridge closes for repairs",
}
# Which stories the pictures are of: their numbers by what is to be seen.
STORIES = """
import json
from articles.models import Article, Image
from articles.editorial.states import language_states
rows = list(Article.objects.order_by("-pk"))
states = language_states(rows)
print(json.dumps({code: {state: pk for pk, of in states.items() for state in [of[code].code]}
                  for code in ("ru", "hy", "en")}
                 | {"lake": Article.objects.get(title_en__startswith="The lake").pk,
                    "picture": Image.objects.get(name="telescope.webp").pk}))
"""


def main(codes: list[str]) -> None:
    FOLDER.mkdir(exist_ok=True)
    chromium = os.environ.get("CHROMIUM") or "/usr/bin/chromium"
    with (
        tempfile.TemporaryDirectory() as folder,
        demo(folder) as (address, stories),
        sync_playwright() as playwright,
    ):
        browser = playwright.chromium.launch(
            executable_path=chromium, args=["--no-sandbox", "--disable-gpu"]
        )
        take_front(browser, address)
        for code in codes:
            take_all(browser, address, code, stories)
        browser.close()


@contextlib.contextmanager
def demo(folder: str):
    """Serve a new demo newsroom until the block ends; give its address and its stories."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = str(probe.getsockname()[1])
    environment = os.environ | {
        "DATABASE_URL": f"sqlite:///{folder}/demo.sqlite3",
        "STORAGE": f"{folder}/media",
        "HOST": "127.0.0.1",
        "PORT": port,
        "SITE_URL": "",
        "DEBUG": "0",
        "DEMO_PASSWORD": "",
    }
    python = {"cwd": ROOT, "env": environment}
    for command in (["migrate", "-v0"], ["demo"], ["collectstatic", "--noinput", "-v0"]):
        subprocess.run([sys.executable, "manage.py", *command], check=True, **python)
    shell = [sys.executable, "manage.py", "shell", "-v0", "-c", STORIES]
    answer = subprocess.run(shell, check=True, capture_output=True, text=True, **python)
    server = [sys.executable, "-m", "granian", "newsroom.rsgi:application", "--interface", "rsgi"]
    running = subprocess.Popen([*server, "--port", port, "--log-level", "warning"], **python)
    try:
        wait_for(int(port))
        yield f"http://127.0.0.1:{port}", json.loads(answer.stdout.splitlines()[-1])
    finally:
        running.terminate()
        running.wait(15)


def wait_for(port: int) -> None:
    for _ in range(300):
        with contextlib.suppress(OSError), socket.create_connection(("127.0.0.1", port), 1):
            return
        time.sleep(0.1)
    raise RuntimeError("The demo did not start.")


def take_front(browser, address: str) -> None:
    """Take the front page as its readers see it, for the README."""
    page = browser.new_page(base_url=address, viewport={"width": 1280, "height": 1280})
    keep(page, "ru", "front", "/ru/")
    page.close()


def take_all(browser, address: str, code: str, stories: dict) -> None:
    """Take every picture of a language, as its editor sees the screen."""
    page = sign_in(browser, address, code, width=1280)
    phone = sign_in(browser, address, code, width=390)
    article, mine, lake = "/admin/articles/article", stories[code], stories["lake"]
    writing = mine.get("review") or mine["draft"]

    keep(page, code, "board", "/admin/")
    keep(page, code, "story", f"{article}/{writing}/change/#{code}")
    keep(page, code, "behind", f"{article}/{mine['behind']}/{code}/no_change_needed/")
    keep(page, code, "withdraw", f"{article}/{lake}/{code}/withdraw/")
    keep(page, code, "home", f"/admin/articles/arrangement/{code}/")
    keep(page, code, "week", f"{article}/plan/week/")
    keep(phone, code, "flash", f"{article}/flash/")

    page.goto(f"{article}/add/#{code}")
    page.fill(f"#id_title_{code}", NEW[code])
    with page.expect_navigation():
        page.locator("aside [name=_verb][value^='publish:']:visible").first.click()
    keep(page, code, "publish")

    page.goto(f"{article}/?o=1")
    for box in page.locator("input.action-select").all()[:3]:
        box.check()
    keep(page, code, "list")

    page.goto(f"{article}/{lake}/change/#{code}")
    page.locator(f"[data-preview-open='{code}']:visible").first.click()
    page.frame_locator("[data-preview-frame]").locator("h1").wait_for()
    keep(page, code, "preview")
    page.click("[data-preview-close]")

    lead = page.locator(f"#id_lead_{code}")
    lead.fill(f"{lead.input_value()} {ADDED[code]}")
    with page.expect_navigation():
        page.locator("aside [name=_continue]:visible").first.click()
    page.goto(f"{article}/{lake}/versions/?part={code}")
    with page.expect_navigation():
        page.locator("a[href*='new=now']").first.click()
    keep(page, code, "history")
    take_pictures(page, code, stories["picture"])


def take_pictures(page: Page, code: str, picture: int) -> None:
    """Take what the chapter about pictures shows: the library, one of them, the window."""
    keep(page, code, "library", "/admin/articles/image/?view=grid")
    keep(page, code, "picture", f"/admin/articles/image/{picture}/change/")
    page.goto(f"/admin/articles/article/add/#{code}")
    page.locator(".cke_button__gallery:visible").click()
    shots = page.locator(".chooser [data-grid] [data-picture]")
    for number in (2, 6, 4):
        shots.nth(number).click()
    page.locator(".chooser__body").evaluate("body => body.scrollTo(0, 0)")
    keep(page, code, "chooser")


def sign_in(browser, address: str, code: str, *, width: int) -> Page:
    """Open the admin as the editor of a language; their welcome note is put away."""
    viewport = {"width": width, "height": 800 if width > 800 else 700}
    page = browser.new_context(base_url=address, viewport=viewport).new_page()
    page.goto("/admin/login/")
    page.fill("#id_username", f"editor_{code}")
    page.fill("#id_password", PASSWORD)
    page.press("#id_password", "Enter")
    page.wait_for_url("**/admin/")
    if page.locator(".welcome button").count():
        with page.expect_navigation():
            page.click(".welcome button")
    return page


def keep(page: Page, code: str, name: str, address: str = "") -> None:
    """Keep a picture of the screen as a WebP file; an address opens a page first."""
    if address:
        answer = page.goto(address)
        if answer is not None and not answer.ok:
            raise RuntimeError(f"{address} answered {answer.status}.")
    page.wait_for_load_state("networkidle")
    page.wait_for_timeout(400)
    picture = PIL.Image.open(BytesIO(page.screenshot()))
    picture.save(FOLDER / f"{code}-{name}.webp", quality=80, method=6)
    print(f"{code}-{name}.webp")


if __name__ == "__main__":
    main(sys.argv[1:] or ["ru", "hy", "en"])
