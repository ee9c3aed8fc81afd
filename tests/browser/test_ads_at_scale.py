"""Ten thousand readers: nothing that they saw is lost, caps are kept, goals are reached evenly."""

import http.client
import json
import os
import random
import re
import secrets
import signal
import subprocess
import sys
import time
import urllib.request
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from articles.models import Ad
from articles.site import ads
from newsroom.server.statics import SCRIPTS
from newsroom.settings import BASE_DIR
from tests.browser.conftest import manage, wait_for
from tests.browser.test_ads import COUNTS, END, MAKE

READERS = 10_000
DEVICE = {"User-Agent": "Mozilla/5.0"}


@pytest.fixture
def server(live_site, server_environment):
    """A second server of the same site, whose processes may be killed; its port and its id."""
    port = str(int(server_environment["PORT"]) + 1)
    command = [sys.executable, "-m", "granian", "newsroom.rsgi:application", "--interface", "rsgi"]
    command += ["--port", port, "--workers", "2", "--log-level", "error"]
    command += ["--respawn-failed-workers"]
    environment = server_environment | {"PORT": port, "TRUSTED_PROXIES": "127.0.0.1"}
    process = subprocess.Popen(command, cwd=BASE_DIR, env=environment)
    wait_for(int(port))
    yield int(port), process.pid
    process.terminate()
    process.wait(15)


def children(pid: int) -> list[int]:
    """Return the workers that the server has started, without Python's own helper."""
    found = Path(f"/proc/{pid}/task/{pid}/children").read_text().split()
    lines = {one: Path(f"/proc/{one}/cmdline").read_text() for one in found}
    return [int(one) for one, line in lines.items() if "resource_tracker" not in line]


def ask(port: int, method: str, path: str, reader: int) -> int:
    """Ask until there is an answer, as the page does: what is not answered is told again."""
    while True:
        connection = http.client.HTTPConnection("127.0.0.1", port, timeout=20)
        try:
            address = {"X-Forwarded-For": f"10.1.{reader // 256}.{reader % 256}"}
            connection.request(method, path, headers=DEVICE | address)
            if (status := connection.getresponse().status) < 500:
                return status
        except (OSError, http.client.HTTPException):
            time.sleep(0.05)
        finally:
            connection.close()


def test_no_impression_and_no_click_is_lost_when_a_process_is_killed(server, server_environment):
    port, pid = server
    ((ad, _place, _house),) = json.loads(
        manage(server_environment, "shell", "-v0", "-c", MAKE.format(given='{"places": ["foot"]}'))
    )

    with urllib.request.urlopen(f"http://127.0.0.1:{port}/en/") as page:
        (ticket,) = set(re.findall(rf"/ads/seen/{ad}/\?impression=([^\"]+)", page.read().decode()))

    def read(number: int) -> tuple[int, int]:
        if number == READERS // 2:
            os.kill(random.choice(children(pid)), signal.SIGKILL)
        impression = f"?impression={ticket}.{secrets.token_hex(16)}"
        seen = ask(port, "POST", f"/ads/seen/{ad}/{impression}", number)
        pressed = number % 10 == 0
        clicked = ask(port, "GET", f"/ads/click/{ad}/{impression}", number) if pressed else 0
        return seen, clicked

    with ThreadPoolExecutor(16) as readers:
        answers = list(readers.map(read, range(READERS)))
    counts = json.loads(manage(server_environment, "shell", "-v0", "-c", COUNTS))
    manage(server_environment, "shell", "-v0", "-c", END)

    hours = [(seen, clicks) for pk, seen, clicks in counts if pk == ad]
    assert {seen for seen, _clicked in answers} == {204}
    assert sum(seen for seen, _clicks in hours) == READERS
    assert sum(clicks for _seen, clicks in hours) == READERS // 10


SCRIPT = (SCRIPTS / "ads.js").read_text()
CHOOSE = f"""
([list, readers]) => {{
  {re.search(r"^function choose.+?^}$", SCRIPT, re.MULTILINE | re.DOTALL)[0]}
  return readers.map((shown) => choose(list, shown).id);
}}
"""
STEP = timedelta(seconds=30)


@pytest.mark.parametrize("goal, cap", [(6000, 1), (9000, 2), (24_000, None)])
def test_goal_is_reached_evenly_with_caps_by_ten_thousand_readers(browser_page, goal, cap):
    """Two hours; the second brings twice the readers; lists are a step old when they are used."""
    browser_page.goto("/en/")
    start = datetime(2026, 4, 1, 12, tzinfo=UTC)
    steps = timedelta(hours=2) // STEP
    ad = Ad(pk=1, goal=goal, cap=cap, starts_at=start, ends_at=start + steps * STEP)
    shown = [{} for _reader in range(READERS)]
    delivered, viewed, off = 0, [], []
    lists = [offer(ad, 0, 3.0, start)] * 2
    chance = random.Random(7)
    for step in range(steps):
        moment = start + step * STEP
        readers = [chance.randrange(READERS) for _view in range(120 if step < steps // 2 else 240)]
        keys = [{"1": shown[reader].get(1, 0)} for reader in readers]
        picks = browser_page.evaluate(CHOOSE, [lists[-2], keys])
        for reader, pick in zip(readers, picks, strict=True):
            if pick == 1 and (cap is None or shown[reader].get(1, 0) < cap):
                shown[reader][1] = shown[reader].get(1, 0) + 1
                delivered += 1
        viewed.append(len(readers))
        recent = viewed[-120:]
        rate = sum(recent) / (len(recent) * STEP.total_seconds())
        lists.append(offer(ad, delivered, rate, moment + STEP))
        off.append(abs(delivered - goal * (step + 1) / steps) / goal)

    assert max(one.get(1, 0) for one in shown) <= (cap or READERS)
    assert delivered == pytest.approx(goal, rel=0.05)
    assert max(off) <= 0.05


def offer(ad: Ad, delivered: int, rate: float, moment: datetime) -> list[dict]:
    """Return the list of a page rendered at a moment: the campaign with its chance, the house."""
    ad.seen, ad.counted_at = delivered, moment
    found = ads.chance(ad, rate, moment) if moment < ad.ends_at else 0
    house = {"id": 2, "weight": 10, "house": True}
    entry = {"id": 1, "weight": 10, "chance": found} | ({"cap": ad.cap} if ad.cap else {})
    return [entry, house] if found else [house]
