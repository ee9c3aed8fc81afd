"""What the whole site takes of the machine while nobody asks: started as `make run` does.

It has served pages, taken a picture and a save before, and done all the work that waited. Then its
processes are looked at for a while, each by its name, and twice more: with a story's form open in
which nobody types, and with the board open.
"""

import contextlib
import os
import sys
import time
from collections import Counter
from collections.abc import Callable, Iterator
from datetime import timedelta
from urllib.parse import urljoin

import psutil
import requests
from django.urls import reverse
from django.utils import timezone
from django_tasks_db.models import DBTaskResult
from playwright.sync_api import Browser, Page, sync_playwright

from articles.models import Edition
from benchmarks import serving, table, timing
from benchmarks.desk import Story
from benchmarks.pictures import Editor, another, photograph
from scripts.test import find_chromium

SECONDS, TRIAL = 30, 5  # fewer seconds than TRIAL only try whether everything runs
SHARE = 3  # % of a core, all processes together
HOUR = 3600
PAGES = 20
SOON = timedelta(minutes=5)
PATIENCE = 900  # seconds in which the work that waits is done
FLAGS = ["--no-sandbox", "--disable-gpu", "--disable-background-networking", "--disable-sync"]


@contextlib.contextmanager
def newsroom() -> Iterator[tuple[int, psutil.Process]]:
    """Run what `make run` runs; yield the port and the supervisor."""
    port = serving.free_port()
    env = os.environ | {"PORT": str(port), "DEBUG": "0"}
    command = [sys.executable, "manage.py", "serve", "--demo"]
    with serving.running(command, port, cwd=serving.ROOT, env=env) as process:
        yield port, psutil.Process(process.pid)


def use(port: int) -> None:
    """Read pages, upload a picture, save a story. RuntimeError when the save is not kept."""
    site = f"http://127.0.0.1:{port}"
    for edition in Edition.objects.live()[:PAGES]:
        requests.get(site + edition.get_absolute_url()).raise_for_status()
    editor = Editor(port)
    editor.send(another(photograph(1200, 800)))
    client = timing.signed_in("chief")
    story = Story(client)
    options = editor.options | {
        "cookies": editor.options["cookies"] | {"sessionid": client.cookies["sessionid"].value}
    }
    form = story.changed_form()
    requests.post(site + story.form, data=form, **options).raise_for_status()
    story.article.refresh_from_db()
    if story.article.title_ru != form["title_ru"]:
        raise RuntimeError("the story is not saved")


def wait_for_the_worker() -> None:
    """Wait until no task is due, nor SOON, as some work in parts; RuntimeError after PATIENCE."""
    deadline = time.monotonic() + PATIENCE
    while DBTaskResult.objects.exclude(status__in=("SUCCESSFUL", "FAILED")).exclude(
        run_after__gt=timezone.now() + SOON
    ):
        if time.monotonic() > deadline:
            raise RuntimeError("the worker has not done all that waits")
        time.sleep(1)


def name_of(process: psutil.Process) -> str:
    """Return what a process of the site is called in the table."""
    line = " ".join(process.cmdline())
    names = {
        "newsroom.server.supervisor": "supervisor",
        "newsroom.sandbox": "sandbox",
        "manage.py worker": "worker",
        "granian": "server",
    }
    found = next((name for part, name in names.items() if part in line), line)
    parent = process.parent()
    is_forked = parent is not None and parent.cmdline() == process.cmdline()
    return f"process of the {found}" if is_forked else found


def processor_seconds(supervisor: psutil.Process) -> dict[tuple[int, str], float]:
    """Return by number and name what each process of the site has taken of the processor."""
    found = {}
    for process in [supervisor, *supervisor.children(recursive=True)]:
        with contextlib.suppress(psutil.NoSuchProcess):
            used = process.cpu_times()
            found[process.pid, name_of(process)] = used.user + used.system
    return found


def watched(
    supervisor: psutil.Process, seconds: float, wait: Callable[[float], None]
) -> dict[tuple[int, str], float]:
    """Return by number and name the seconds of processor that each process takes meanwhile."""
    before = processor_seconds(supervisor)
    wait(seconds)
    after = processor_seconds(supervisor)
    return {who: used - before.get(who, 0) for who, used in after.items()}


def opened(browser: Browser, session: str, site: str, path: str) -> tuple[Page, list[str]]:
    """Open a page of the desk in a session; return it, and the addresses that it asks from now."""
    context = browser.new_context()
    context.add_cookies([{"name": "sessionid", "value": session, "url": site}])
    page, asked = context.new_page(), []
    page.goto(urljoin(site, path), wait_until="networkidle")
    page.on("request", lambda request: asked.append(request.url))
    return page, asked


def left_open(what: str, site: str, path: str, supervisor: psutil.Process, seconds: int):
    """Return what a page of the desk costs that is left open: requests, and the processor."""
    session = timing.signed_in("chief").cookies["sessionid"].value
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=find_chromium(), args=FLAGS)
        page, asked = opened(browser, session, site, path)
        taken = watched(supervisor, seconds, lambda seconds: page.wait_for_timeout(seconds * 1000))
        browser.close()
    used = sum(taken.values())
    figure = f"{len(asked) * HOUR / seconds:.0f} requests, {used * HOUR / seconds:.0f} s"
    return table.printed(f"{what}: requests and processor of the whole site, an hour", figure)


def measure(seconds: int = SECONDS) -> list[table.Row]:
    with newsroom() as (port, supervisor):
        use(port)
        if seconds >= TRIAL:
            wait_for_the_worker()
        taken = watched(supervisor, seconds, time.sleep)
        share = 100 * sum(taken.values()) / seconds
        rows = [table.at_most("idle site, all its processes: of a core", share, SHARE, "%")]
        numbers = Counter()
        for (_pid, name), used in taken.items():
            numbers[name] += 1
            figure = f"{used * HOUR / seconds:.0f} s an hour"
            rows.append(table.printed(f"idle site, {name} {numbers[name]}", figure))
        site = f"http://127.0.0.1:{port}"
        article = Edition.objects.live()[0].article_id
        form = reverse("admin:articles_article_change", args=[article])
        for name, path in (("story's form", form), ("board", reverse("admin:index"))):
            rows.append(left_open(f"{name} left open", site, path, supervisor, seconds))
        return rows
