"""Large pictures are made by a process of their own, within limits."""

import os
import random
import subprocess
import threading

import pytest
from django.core.exceptions import ValidationError

from articles.images import apart
from articles.images.making import order
from articles.images.store import take
from articles.models import Image
from articles.pixels.faults import Fault, Refused
from articles.pixels.making import Made, make
from tests.articles.images.test_store import picture
from tests.articles.pixels.test_making import film
from tests.articles.pixels.test_opening import DATA, png

LARGE = picture(size=(2400, 1600))

pytestmark = pytest.mark.usefixtures("in_english")


def test_process_of_its_own_makes_the_same_files():
    ordered = order(Image(focal_x=0.9, focal_y=0.5), only_first=True)

    apart_made = apart.made_apart(LARGE, ordered, seconds=6)

    assert apart_made == make(LARGE, ordered)


def test_process_of_its_own_goes_behind_readers(monkeypatch):
    seen = []

    class Watched(subprocess.Popen):
        def communicate(self, *given, **limits):
            seen.append(os.getpriority(os.PRIO_PROCESS, self.pid))
            return super().communicate(*given, **limits)

    monkeypatch.setattr(subprocess, "Popen", Watched)

    apart.made_apart(LARGE, order(Image(), only_first=True), seconds=6)

    assert seen == [max(10, os.getpriority(os.PRIO_PROCESS, 0))]


@pytest.mark.parametrize(
    "data, is_small",
    [
        (picture(size=(800, 600)), True),
        (picture("PNG", size=(800, 600)), True),
        (LARGE, False),
        (picture("AVIF", size=(80, 60)), False),
        ((DATA / "turned.heic").read_bytes(), False),
        (film(3), False),
        (picture(size=(80, 60)) + b"\xff\xda" * apart.MOST_SCANS, False),
        (picture(size=(80, 60)) + bytes(apart.SMALL_BYTES), False),
    ],
    ids=["jpeg", "png", "many pixels", "avif", "heic", "moving", "many scans", "many bytes"],
)
def test_only_small_pictures_of_usual_kinds_are_made_in_this_process(data, is_small):
    assert apart.is_small(data) is is_small


def scans(number: int) -> bytes:
    """A progressive JPEG that goes over the whole picture again and again."""
    data = picture(size=(3000, 3000), progressive=True)
    last = data.rindex(b"\xff\xda")
    return data[:last] + data[last:-2] * number + data[-2:]


@pytest.mark.parametrize(
    "data, limits",
    [(scans(3_000), {"seconds": 1}), (png(7_000, 7_000, rows=bytes(7_000 * 21_001)), {})],
    ids=["time", "memory"],
)
def test_picture_that_takes_too_much_is_refused_with_a_sentence(data, limits, monkeypatch):
    monkeypatch.setattr(apart, "MEGABYTES", 150)
    monkeypatch.setattr(apart, "CLOCK", 100)

    with pytest.raises(ValidationError) as refusal:
        apart.make(data, order(Image(), only_first=True), **limits)

    assert refusal.value.messages == [
        "Reading the picture takes more time or memory than it may: save it anew as a JPEG and"
        " send that."
    ]


@pytest.mark.parametrize("code, fault", [(-9, Fault.HEAVY), (-11, Fault.HEAVY), (1, Fault.DAMAGED)])
def test_process_that_breaks_down_is_a_refusal(code, fault):
    with pytest.raises(Refused) as refusal:
        apart.read(b"", code, b"Segmentation fault")

    assert refusal.value.fault == fault


def test_machine_without_time_for_a_picture_blames_no_picture(monkeypatch, tmp_path):
    python = tmp_path / "python"
    python.write_text("#!/bin/sh\nexec sleep 60\n")
    python.chmod(0o755)
    monkeypatch.setattr(apart.sys, "executable", str(python))
    monkeypatch.setattr(apart, "CLOCK", 0.1)

    with pytest.raises(apart.Busy):
        apart.made_apart(LARGE, order(Image()), seconds=1)


def test_process_knows_none_of_our_settings(monkeypatch, tmp_path):
    monkeypatch.setenv("SECRET_KEY", "not for decoders")
    seen = tmp_path / "seen"
    python = tmp_path / "python"
    python.write_text(f"#!/bin/sh\nenv > {seen}\n")
    python.chmod(0o755)
    monkeypatch.setattr(apart.sys, "executable", str(python))

    with pytest.raises(Refused):
        apart.made_apart(LARGE, order(Image()), seconds=6)

    assert "PATH=" in seen.read_text()
    assert "not for decoders" not in seen.read_text()


def test_door_that_is_full_says_so_and_opens_again(photo, monkeypatch):
    monkeypatch.setattr(apart, "CLOCK", 100)
    taken = [apart._waiting.acquire(blocking=False) for _ in range(1 + apart.MOST_WAITING)]
    try:
        with pytest.raises(apart.Busy) as refusal:
            take("a.jpg", LARGE, by=photo)
    finally:
        for _ in taken:
            apart._waiting.release()

    assert refusal.value.messages == [
        "Many pictures are coming in at once: send this one again in a minute."
    ]
    assert take("a.jpg", LARGE, by=photo).is_new


def test_door_waits_for_the_picture_before():
    order_of = []

    def second():
        with apart.a_turn():
            order_of.append("second")

    with apart.a_turn():
        waiting = threading.Thread(target=second)
        waiting.start()
        waiting.join(0.05)
        order_of.append("first")
    waiting.join()

    assert order_of == ["first", "second"]


def test_door_does_not_wait_for_ever(monkeypatch):
    monkeypatch.setattr(apart, "LONGEST_WAIT", 0.01)

    with apart.a_turn(), pytest.raises(apart.Busy), apart.a_turn():
        pass


@pytest.mark.parametrize("kind", ["JPEG", "PNG", "WEBP", "GIF"])
def test_picture_with_broken_bytes_is_a_picture_or_a_sentence(kind):
    data, chance = picture(kind, size=(60, 40)), random.Random(kind)
    ordered = order(Image(), only_first=True)
    outcomes = set()

    for _ in range(80):
        broken = bytearray(data)
        for _byte in range(chance.randint(1, 6)):
            broken[chance.randrange(len(data))] = chance.randrange(256)
        try:
            outcomes.add(type(apart.made_here(bytes(broken), ordered)))
        except Refused as refused:
            outcomes.add(refused.fault)

    assert outcomes <= {Made, Fault.DAMAGED, Fault.LARGE}
    assert Fault.DAMAGED in outcomes


def test_machine_without_another_process_says_busy(monkeypatch):
    monkeypatch.setattr(apart.sys, "executable", "/nowhere/python")

    with pytest.raises(apart.Busy):
        apart.make(LARGE, order(Image(), only_first=True))
