"""What pictures cost that come in: an upload, its renditions, many at once.

    python -m benchmarks.pictures [how many are dropped at once]

Against a server and a worker of their own, on the database and in the store of the environment.
Memory is what all their processes hold together (PSS: what they share is counted once), above what
they held before; readers ask for the home page forty times a second meanwhile.
"""

import contextlib
import http.client
import io
import json
import os
import resource
import secrets
import statistics
import sys
import threading
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "newsroom.settings")

import django

django.setup()

import PIL.Image  # noqa: E402  once the apps are loaded
from django.core.files.storage import default_storage  # noqa: E402
from django.test import Client  # noqa: E402
from django.utils.crypto import get_random_string  # noqa: E402

from articles.images import process, renditions_worker  # noqa: E402
from articles.models import Image  # noqa: E402
from benchmarks import killed, table  # noqa: E402
from benchmarks.serving import ROOT, free_port, running  # noqa: E402
from newsroom.models import User  # noqa: E402

UPLOAD, RENDITIONS = 1.5, 8  # seconds, as the issue promises
ONE, MANY = 150, 300  # megabytes
DROPPED, AT_ONCE = 200, 2  # two at a time, as the dialog of uploads sends them
SLOWER = 1.2  # readers' p99 may be as much of what it was
EVERY = 1 / 40
ROUNDS = 3
HEADERS = {"Host": "127.0.0.1"}


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
        client = Client()
        client.force_login(User.objects.get(username="photo"))
        token = get_random_string(32)
        self.port = port
        self.headers = HEADERS | {
            "Cookie": f"sessionid={client.cookies['sessionid'].value}; csrftoken={token}",
            "X-CSRFToken": token,
            "Content-Type": "multipart/form-data; boundary=edge",
        }

    def send(self, data: bytes) -> float:
        """Keep one picture; return the seconds until the answer that it is kept."""
        head = b'--edge\r\nContent-Disposition: form-data; name="files"; filename="a.jpg"\r\n\r\n'
        body = head + data + b"\r\n--edge--\r\n"
        while True:
            begun = time.monotonic()
            line = http.client.HTTPConnection("127.0.0.1", self.port, timeout=60)
            line.request("POST", "/admin/articles/image/upload/", body, self.headers)
            answer = line.getresponse()
            said = answer.read()
            if answer.status != 503:
                break
            time.sleep(float(answer.getheader("Retry-After", 1)))
        if answer.status != 200 or json.loads(said)["state"] != "kept":
            raise RuntimeError(f"not kept: {answer.status} {said[:200]}")
        return time.monotonic() - begun


class Readers(threading.Thread):
    """Ask for the home page again and again; `taken` holds milliseconds."""

    def __init__(self, port: int):
        super().__init__(daemon=True)
        self.line = http.client.HTTPConnection("127.0.0.1", port, timeout=30)
        self.taken, self.is_over = [], threading.Event()

    def run(self) -> None:
        while not self.is_over.wait(EVERY):
            begun = time.monotonic()
            self.line.request("GET", "/ru/", headers=HEADERS)
            self.line.getresponse().read()
            self.taken.append(1000 * (time.monotonic() - begun))

    def p99(self) -> float:
        self.is_over.set()
        self.join()
        return statistics.quantiles(self.taken, n=100)[98]


class Memory(threading.Thread):
    """Watch what processes and all that they start hold together; `peak` is in megabytes."""

    def __init__(self, roots: list[int]):
        super().__init__(daemon=True)
        self.roots, self.peak, self.is_over = roots, 0.0, threading.Event()

    def run(self) -> None:
        while not self.is_over.wait(0.02):
            self.peak = max(self.peak, held(self.roots))

    def above(self, idle: float) -> float:
        self.is_over.set()
        self.join()
        return self.peak - idle


def held(roots: list[int]) -> float:
    """Return the megabytes that some processes and their children hold now."""
    kilobytes = 0
    for pid in family(roots):
        with contextlib.suppress(OSError):  # it has ended
            lines = Path(f"/proc/{pid}/smaps_rollup").read_text().splitlines()
            kilobytes += sum(int(line.split()[1]) for line in lines if line.startswith("Pss:"))
    return kilobytes / 1024


def family(roots: list[int]) -> Iterator[int]:
    for pid in roots:
        yield pid
        for task in Path(f"/proc/{pid}/task").glob("*"):
            with contextlib.suppress(OSError):
                yield from family([*map(int, (task / "children").read_text().split())])


@contextlib.contextmanager
def newsroom() -> Iterator[tuple[int, list[int]]]:
    """Run the server and the worker; return the port and their processes."""
    port = free_port()
    python, env = sys.executable, os.environ | {"PORT": str(port), "WORKERS": "2"}
    server = [python, "-m", "granian", "newsroom.rsgi:application", "--interface", "rsgi"]
    server += ["--port", str(port), "--workers", "2"]
    server += ["--log-level", "warning"]
    worker = [python, "manage.py", "worker"]
    with (
        running(server, port, cwd=ROOT, env=env) as serving,
        running(worker, port, cwd=ROOT, env=env) as working,
    ):
        yield port, [serving.pid, working.pid]


def one_large(editor: Editor, processes: list[int], data: bytes) -> list[table.Row]:
    """Upload a picture of 24 megapixels, a few times; `processes` are those of the server."""
    idle = held(processes)
    memory = Memory(processes)
    memory.start()
    taken = statistics.median(editor.send(another(data)) for _round in range(ROUNDS))
    above = memory.above(idle)
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
    return [
        # Beside the server, in the worker: ONE is what its answer may take.
        table.Row(
            "the same: all renditions, memory of their process", f"{peak:.1f} MB", "printed", True
        ),
        table.at_most(
            f"the same: all {len(made.files)} renditions, processor", taken, RENDITIONS, "s"
        ),
    ]


def processor() -> float:
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    return used.ru_utime + used.ru_stime


def many(editor: Editor, port: int, processes: list[int], data: bytes, dropped: int):
    """Drop many pictures at once, and ask readers how it was."""
    quiet = Readers(port)
    quiet.start()
    time.sleep(10)
    before = quiet.p99()
    idle, readers, memory = held(processes), Readers(port), Memory(processes)
    known = set(Image.objects.values_list("pk", flat=True))
    for thread in (readers, memory):
        thread.start()
    begun = time.monotonic()
    with ThreadPoolExecutor(AT_ONCE) as senders:
        list(senders.map(lambda _number: editor.send(another(data)), range(dropped)))
    taken = time.monotonic() - begun
    beside, above = readers.p99(), memory.above(idle)
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


def main() -> None:
    dropped = int(sys.argv[1]) if sys.argv[1:] else DROPPED
    large, middle = photograph(6000, 4000), photograph(4000, 3000)
    rows = all_renditions(large)
    with newsroom() as (port, processes):
        editor = Editor(port)
        editor.send(another(photograph(1200, 800)))  # whatever is done once
        time.sleep(3)
        rows = one_large(editor, processes[:1], large) + rows
        rows += many(editor, port, processes, middle, dropped)
    print(table.dumps([*rows, *killed.measure()]))


if __name__ == "__main__":
    main()
