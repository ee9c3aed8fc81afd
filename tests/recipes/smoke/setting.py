"""A setting: its default, another value, and a sentence for nonsense."""

import os
import subprocess
import sys
from pathlib import Path

from tests.recipes.smoke.world import person, published, reader, same

ASK = "from django.conf import settings; print(settings.FEED_SIZE)"


def smoke() -> None:
    (said,) = [line for line in example() if line.startswith("FEED_SIZE=")]
    same(said, "FEED_SIZE=50")
    same(asked(), (0, "50\n"))
    same(asked(FEED_SIZE=""), (0, "50\n"))
    same(asked(FEED_SIZE="2"), (0, "2\n"))
    sentence = "Settings: FEED_SIZE='0' is no whole number from 1 to 500; write FEED_SIZE=50.\n"
    same(asked(FEED_SIZE="0"), (1, sentence))

    chief = person("chief", "ru")
    for number in range(3):
        published(chief, title_ru=f"Снег {number}")
    same(os.environ["FEED_SIZE"], "2")  # so this process was started
    fed = reader().get("/ru/feed/").content.decode()
    same([fed.count(f"<title>Снег {number}</title>") for number in range(3)], [0, 1, 1])


def example() -> list[str]:
    return Path(".env.example").read_text().splitlines()


def asked(**environment: str) -> tuple[int, str]:
    """Return how a process with these settings ends and what it says."""
    given = {name: value for name, value in os.environ.items() if name != "FEED_SIZE"}
    command = [sys.executable, "-c", ASK]
    done = subprocess.run(command, env=given | environment, capture_output=True, text=True)
    return done.returncode, done.stdout + done.stderr
