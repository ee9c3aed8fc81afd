"""The process that makes one picture: the order as an argument, the bytes on the standard input.

It answers with one line of JSON and the files behind it (articles/images/apart.py reads that), and
has no more time, memory and rights than one picture needs: what a hostile file does to a decoder,
it does here.
"""

import json
import resource
import sys
from dataclasses import asdict

from articles.pixels.faults import Fault, Refused
from articles.pixels.making import Made, Order, make
from articles.pixels.opening import know_heif
from articles.pixels.shapes import Crop


def main(said: str) -> None:
    asked = json.loads(said)
    data = sys.stdin.buffer.read()
    if data[4:8] == b"ftyp":
        know_heif()
    limit(**asked.pop("limits"))
    crops = {name: Crop(**crop) for name, crop in asked.pop("crops").items()}
    try:
        answer(make(data, Order(crops=crops, **asked)))
    except Refused as refused:
        say({"fault": refused.fault})
    except MemoryError:
        say({"fault": Fault.HEAVY})


def limit(seconds: int, megabytes: int) -> None:
    """Let the system end this process where it takes more."""
    for what, most in (
        (resource.RLIMIT_CPU, seconds),
        (resource.RLIMIT_DATA, megabytes * 1024 * 1024),
        (resource.RLIMIT_FSIZE, 0),
        (resource.RLIMIT_CORE, 0),
    ):
        resource.setrlimit(what, (most, most))


def answer(made: Made) -> None:
    files = made.files
    made.files = {}
    say({**asdict(made), "files": {name: len(data) for name, data in files.items()}})
    for data in files.values():
        sys.stdout.buffer.write(data)


def say(words: dict) -> None:
    sys.stdout.buffer.write(json.dumps(words).encode() + b"\n")


if __name__ == "__main__":
    main(sys.argv[1])
