"""What pictures cost that come in: an upload, its renditions, many at once.

Against a server and a worker of their own, on the database and in the store of the environment.
Memory is what all their processes hold together (PSS: what they share is counted once), above what
they held before; readers ask for the home page forty times a second meanwhile.
"""

import contextlib
import io
import os
import resource
import secrets
import statistics
import sys
import threading
import time
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from functools import partial

import PIL.Image
import psutil
import requests
from django.core.files.storage import default_storage
from django.utils.crypto import get_random_string

from articles.images import process, renditions_worker
from articles.models import Image
from benchmarks import serving, table, timing

UPLOAD, RENDITIONS = 1.5, 8  # seconds, as promised
ONE, MANY = 150, 300  # megabytes
DROPPED, AT_ONCE = 200, 2  # two at a time, as the dialog of uploads sends them
SLOWER = 1.2  # readers' p99 may be as much of what it was
EVERY, LOOKED = 1 / 40, 1 / 50  # seconds
ROUNDS = 3


def photograph(width: int, height: int) -> bytes:
    """Return a JPEG as a camera writes it: shapes, and grain that does not compress well."""
    shapes = PIL.Image.effect_noise((width // 200, height // 200), 120)
    shapes = shapes.resize((width, height), PIL.Image.Resampling.BICUBIC)
    grain = PIL.Image.effect_noise((width, height), 24)
    bands = [PIL.Image.blend(shapes, grain.transpose(turn), 0.2) for turn in (0, 1, 3)]
    out = io.BytesIO()
    PIL.Image.merge("RGB", bands).save(out, "JPEG", quality=90)
    return out.getvalue()


def another(data: bytes) -> bytes:
    """Return the same picture as another file: a comment stands in it."""
    words = secrets.token_hex(8).encode()
    return data[:2] + b"\xff\xfe" + (len(words) + 2).to_bytes(2, "big") + words + data[2:]


class Editor:
    """Sends pictures as the dialog does, and sends again what the server is too busy for."""

    def __init__(self, port: int):
        token = get_random_string(32)
        session = timing.signed_in("photo").cookies["sessionid"].value
        self.address = f"http://127.0.0.1:{port}/admin/articles/image/upload/"
        self.options = {
            "cookies": {"sessionid": session, "csrftoken": token},
            "headers": {"X-CSRFToken": token},
            "timeout": 60,
        }

    def send(self, data: bytes) -> float:
        """Keep one picture; return the seconds until the answer that it is kept."""
        while True:
            files = {"files": ("a.jpg", data)}
            answer = requests.post(self.address, files=files, **self.options)
            if answer.status_code != 503:
                break
            time.sleep(float(answer.headers.get("Retry-After", 1)))
        if answer.status_code != 200 or answer.json()["state"] != "kept":
            raise RuntimeError(f"not kept: {answer.status_code} {answer.text[:200]}")
        return answer.elapsed.total_seconds()


class Watch(threading.Thread):
    """Looks at something again and again until it is asked for what it has seen."""

    def __init__(self, look: Callable[[], float], every: float):
        super().__init__(daemon=True)
        self.look, self.every, self.found, self.is_over = look, every, [], threading.Event()
        self.start()

    def run(self) -> None:
        while not self.is_over.wait(self.every):
            self.found.append(self.look())

    def seen(self) -> list[float]:
        self.is_over.set()
        self.join()
        return self.found


def readers(port: int) -> Watch:
    """Have home asked for all the time, in milliseconds."""
    browser, address = requests.Session(), f"http://127.0.0.1:{port}/ru/"
    return Watch(lambda: 1000 * browser.get(address).elapsed.total_seconds(), EVERY)


def p99(milliseconds: list[float]) -> float:
    return statistics.quantiles(milliseconds, n=100)[98]


def held(roots: list[int]) -> float:
    """Return the megabytes that some processes and their children hold now."""
    found = [psutil.Process(pid) for pid in roots]
    found += [child for one in found for child in one.children(recursive=True)]
    total = 0
    for one in found:
        with contextlib.suppress(psutil.NoSuchProcess):  # it has ended
            total += one.memory_full_info().pss
    return total / 1024**2


@contextlib.contextmanager
def newsroom() -> Iterator[tuple[int, list[int]]]:
    """Run the server and the worker; return the port and their processes."""
    env, worker = dict(os.environ), [sys.executable, "manage.py", "worker"]
    with (
        serving.site(env) as (port, server),
        serving.running(worker, port, cwd=serving.ROOT, env=env) as working,
    ):
        yield port, [server.pid, working.pid]


def one_large(editor: Editor, processes: list[int], data: bytes) -> list[table.Row]:
    """Upload a picture of 24 megapixels, a few times; `processes` are those of the server."""
    idle = held(processes)
    memory = Watch(partial(held, processes), LOOKED)
    taken = statistics.median(editor.send(another(data)) for _round in range(ROUNDS))
    above = max(memory.seen()) - idle
    return [
        table.at_most("24-megapixel JPEG: upload answered (median)", taken, UPLOAD, "s"),
        table.at_most("the same: memory above idle", above, ONE, "MB"),
    ]


def all_renditions(data: bytes) -> list[table.Row]:
    """Make everything of a picture; seconds of the processor."""
    before = processor()
    made = process.process(data, renditions_worker.order(Image()), seconds=60)
    taken = processor() - before
    peak = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss / 1024
    files = f"the same: all {len(made.files)} renditions, processor"
    # Beside the server, in the worker: ONE is what its answer may take.
    return [
        table.printed("the same: all renditions, memory of their process", f"{peak:.1f} MB"),
        table.at_most(files, taken, RENDITIONS, "s"),
    ]


def processor() -> float:
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    return used.ru_utime + used.ru_stime


def many(editor: Editor, port: int, processes: list[int], data: bytes, dropped: int):
    """Drop many pictures at once, and ask readers how it was."""
    quiet = readers(port)
    time.sleep(10)
    before = p99(quiet.seen())
    known, idle = set(Image.objects.values_list("pk", flat=True)), held(processes)
    asking, memory = readers(port), Watch(partial(held, processes), LOOKED)
    begun = time.monotonic()
    with ThreadPoolExecutor(AT_ONCE) as senders:
        list(senders.map(lambda _number: editor.send(another(data)), range(dropped)))
    taken = time.monotonic() - begun
    beside, above = p99(asking.seen()), max(memory.seen()) - idle
    new = Image.objects.exclude(pk__in=known)
    kept = sum(default_storage.exists(image.original) for image in new)
    what = f"{dropped} pictures of 12 megapixels at once: memory above idle"
    return [
        table.at_most(what, above, MANY, "MB"),
        table.Row("the same: kept", f"{kept} in {taken:.0f} s", str(dropped), kept == dropped),
        table.Row(
            "the same: readers' p99 beside it",
            f"{beside:.1f} ms, before {before:.1f} ms",
            "± 20 %",
            beside <= SLOWER * before,
        ),
    ]


def measure(dropped: int = DROPPED) -> list[table.Row]:
    large, middle = photograph(6000, 4000), photograph(4000, 3000)
    rows = all_renditions(large)
    with newsroom() as (port, processes):
        editor = Editor(port)
        editor.send(another(photograph(1200, 800)))  # whatever is done once
        time.sleep(3)
        rows = one_large(editor, processes[:1], large) + rows
        return rows + many(editor, port, processes, middle, dropped)
