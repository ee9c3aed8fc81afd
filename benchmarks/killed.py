"""Processes that keep pictures are killed at random moments: what is left of it.

    python -m benchmarks.killed

The database and the store are those of the environment (benchmarks/run.py makes its own).
"""

import io
import os
import random
import signal
import sys
import time
from collections.abc import Iterator

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "newsroom.settings")

import django

django.setup()

import PIL.Image  # noqa: E402  once the apps are loaded
from django.core.files.storage import default_storage  # noqa: E402
from django.db import connections  # noqa: E402

from articles import images  # noqa: E402
from articles.models import Image  # noqa: E402
from benchmarks import table  # noqa: E402
from newsroom.models import User  # noqa: E402

TIMES = 20
LONGEST = 2.0  # seconds until the kill


def pictures() -> Iterator[bytes]:
    """Yield pictures that are each another, without end."""
    while True:
        out = io.BytesIO()
        noise = PIL.Image.effect_noise((1200, 900), 60)
        noise.convert("RGB").save(out, "JPEG", quality=80)
        yield out.getvalue()


def keep_pictures() -> None:
    """Keep pictures and make their renditions, one after the other, until somebody ends it."""
    by = User.objects.get(username="photo")
    for data in pictures():
        image = images.store("a.jpg", data, by=by)
        images.make_renditions.call(image.pk, image.key)


def kill_once() -> None:
    """Let a process of its own keep pictures, and kill it somewhere."""
    connections.close_all()
    pid = os.fork()
    if not pid:
        try:
            keep_pictures()
        finally:
            os._exit(1)
    time.sleep(random.uniform(0.05, LONGEST))
    os.kill(pid, signal.SIGKILL)
    os.waitpid(pid, 0)


def names_of(image: Image) -> Iterator[str]:
    yield image.original
    for crop, formats in image.renditions.items():
        for kind, widths in formats.items():
            yield from (f"public/{image.key}/{crop}-{width}.{kind}" for width in widths)


def is_whole(name: str) -> bool:
    """Tell whether a file is a picture to its end."""
    try:
        with default_storage.open(name) as file, PIL.Image.open(file) as picture:
            picture.load()
    except OSError:
        return False
    return True


def measure() -> list[table.Row]:
    known = set(Image.objects.values_list("pk", flat=True))
    former = set(default_storage.listdir("public")[0])
    for _time in range(TIMES):
        kill_once()
    rows = Image.objects.exclude(pk__in=known)
    lacking = sum(not all(map(is_whole, names_of(image))) for image in rows)
    public = [
        f"public/{key}/{name}"
        for key in default_storage.listdir("public")[0]
        if key not in former
        for name in default_storage.listdir(f"public/{key}")[1]
    ]
    halves = sum(not is_whole(name) for name in public)
    what = f"killed {TIMES} times while {len(rows)} pictures came in"
    among = f"the same: halves among {len(public)} public files"
    return [
        table.Row(f"{what}: rows that lack a file", str(lacking), "0", not lacking),
        table.Row(among, str(halves), "0", not halves),
    ]


if __name__ == "__main__":
    print(table.dumps(measure()))
    sys.exit()
