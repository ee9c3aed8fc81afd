"""Pictures are read by processes of their own, within limits; what those answer is checked."""

import contextlib
import copy
import random
import threading
from dataclasses import asdict

import PIL.Image
import pytest
from django.core.exceptions import ValidationError

from articles.images import backfill_fingerprints, process
from articles.images.renditions_worker import make_renditions, order
from articles.images.store import store_upload
from articles.models import Image
from newsroom.decoding.images.faults import Fault
from newsroom.decoding.images.job import MOST_SCANS, SMALL_BYTES
from newsroom.decoding.images.making import Made, render
from newsroom.sandbox import client
from newsroom.sandbox.client import Ended, Sandbox, Unavailable
from tests.articles.images.test_store import picture
from tests.newsroom.decoding.images.metadata.test_metadata import packet, several
from tests.newsroom.decoding.images.test_making import film
from tests.newsroom.decoding.images.test_opening import DATA, png
from tests.newsroom.sandbox import probe

LARGE = picture(size=(2400, 1600))
SMALL = picture(size=(80, 60))

pytestmark = pytest.mark.usefixtures("in_english")


class Answers:
    """A sandbox that hostile bytes have taken over: it answers what it is told to."""

    def __init__(self, words: dict, files: list[bytes]):
        self.words, self.files = words, files

    def run(self, order, data, **limits):
        return copy.deepcopy(self.words), self.files


class Broken:
    def __init__(self, error: Exception):
        self.error = error

    def run(self, order, data, **limits):
        raise self.error


class Counting:
    """The real one, and what was asked of it."""

    def __init__(self):
        self.asked = []

    def run(self, order, data, **limits):
        self.asked.append(order["only_small"])
        return SANDBOX.run(order, data, **limits)


SANDBOX = process._sandbox


def talkative() -> bytes:
    """A JPEG with words in XMP, IPTC and EXIF, in several encodings."""
    exif = PIL.Image.Exif()
    exif[0x010E] = "Լիճը"
    exif.get_ifd(0x8769)[0x9003] = "2026:05:09 12:00:00"
    exif[0x0112] = 6
    words = f"<dc:description>{several('Alt', 'Озеро осенью')}</dc:description>"
    return picture(size=(640, 480), exif=exif, xmp=packet(words).encode())


@pytest.mark.parametrize(
    "data",
    [
        LARGE,
        picture("PNG", size=(300, 200), mode="RGBA"),
        picture("PNG", size=(300, 200), mode="P"),
        picture("WEBP", size=(300, 200)),
        picture("AVIF", size=(300, 200)),
        picture("JPEG", size=(300, 200), mode="CMYK"),
        (DATA / "turned.heic").read_bytes(),
        film(3),
        talkative(),
    ],
    ids=["large", "transparent", "palette", "webp", "avif", "cmyk", "heic", "film", "talkative"],
)
def test_process_of_its_own_makes_the_same_files(data):
    """Nothing that decoding needs is left to be loaded once files cannot be opened any more."""
    for only_first in (True, False):
        ordered = order(Image(focal_x=0.9, focal_y=0.5), only_first=only_first)

        assert process.made_apart(data, ordered, seconds=40) == render(data, ordered)


def test_words_of_a_picture_are_read_there_too():
    said = process.made_apart(talkative(), order(Image(), only_first=True), seconds=6).metadata

    assert (said["captions"], said["taken"]) == (["Озеро осенью"], "2026-05-09T12:00:00")


def test_no_byte_of_a_picture_is_read_by_the_server_itself(photo, monkeypatch):
    """Small ones, large ones, the worker's, and what is looked at again."""

    def opened(*given, **more):
        raise AssertionError("read in this process")

    monkeypatch.setattr(PIL.Image, "open", opened)
    small, large = (
        store_upload("a.jpg", SMALL, by=photo).image,
        store_upload("b.jpg", LARGE, by=photo).image,
    )
    for image in (small, large):
        make_renditions.call(image.pk, image.key)
    Image.objects.update(fingerprint=None)

    backfill_fingerprints.look_at_pictures.call()

    for image in Image.objects.all():
        assert image.renditions["full"]["avif"]
        assert image.fingerprint is not None


def test_door_reads_neither_key_nor_database(tmp_path):
    """The same door as pictures', with a decoder that has turned against us."""
    key = tmp_path / ".env"
    key.write_text("SECRET_KEY=not for decoders")
    sandbox = Sandbox("tests.newsroom.sandbox.probe")
    given = {"key": str(key), "environment": None}

    came = sandbox.run(given, SMALL, seconds=6, megabytes=process.MEGABYTES)[0]["came"]
    sandbox.close()

    assert type(SANDBOX) is type(sandbox)
    assert probe.run(given, SMALL)[0]["came"]["key"] == "SECRET_KEY=not for decoders"
    assert came["key"] in ("EPERM", "EMFILE")
    assert "SECRET_KEY" not in came["environment"]


@pytest.mark.parametrize(
    "data, asked",
    [
        (picture(size=(800, 600)), [True]),
        (picture("PNG", size=(800, 600)), [True]),
        (LARGE, [True, False]),
        (picture("AVIF", size=(80, 60)), [False]),
        ((DATA / "turned.heic").read_bytes(), [False]),
        (film(3), [True, False]),
        (picture(size=(80, 60))[:-2] + b"\xff\xda" * MOST_SCANS, [False]),
        (picture(size=(80, 60)) + bytes(SMALL_BYTES), [False]),
    ],
    ids=["jpeg", "png", "many pixels", "avif", "heic", "moving", "many scans", "many bytes"],
)
def test_only_small_pictures_of_usual_kinds_need_no_turn(data, asked, monkeypatch):
    counting = Counting()
    monkeypatch.setattr(process, "_sandbox", counting)

    with contextlib.suppress(ValidationError):
        process.process(data, order(Image(), only_first=True))

    assert counting.asked == asked


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
    monkeypatch.setattr(process, "MEGABYTES", 150)
    monkeypatch.setattr(client, "CLOCK", 100)

    with pytest.raises(ValidationError) as refusal:
        process.process(data, order(Image(), only_first=True), **limits)

    assert refusal.value.messages == [
        "The picture is too complex to process: save it as a JPEG and upload that."
    ]


@pytest.mark.parametrize("code, fault", [(-9, Fault.HEAVY), (-11, Fault.HEAVY), (1, Fault.DAMAGED)])
def test_process_that_breaks_down_is_a_refusal(code, fault, monkeypatch):
    monkeypatch.setattr(process, "_sandbox", Broken(Ended(code, "Segmentation fault")))

    with pytest.raises(ValidationError) as refusal:
        process.process(SMALL, order(Image()))

    assert refusal.value.messages == [process.sentence(fault)]


def test_machine_without_time_or_a_process_blames_no_picture(monkeypatch):
    monkeypatch.setattr(process, "_sandbox", Broken(Unavailable()))

    with pytest.raises(process.Busy):
        process.process(SMALL, order(Image()))


ORDERED = order(Image(), only_first=True)
RIGHT = {
    **asdict(render(SMALL, ORDERED)),
    "renditions": {"full": {"jpeg": [80]}},
    "files": ["full-80.jpeg"],
}


def test_answer_that_was_asked_for_is_taken(monkeypatch):
    monkeypatch.setattr(process, "_sandbox", Answers(RIGHT, [b"jpeg"]))

    assert process.process(SMALL, ORDERED).files == {"full-80.jpeg": b"jpeg"}


@pytest.mark.parametrize(
    "lie",
    [
        {"files": ["../../../newsroom/settings.py"]},
        {"files": ["full-80.jpeg", "full-80.html"]},
        {"files": ["full-81.jpeg"]},
        {"files": []},
        {"files": None},
        {"renditions": {"full": {"html": [80]}}, "files": ["full-80.html"]},
        {"renditions": {"../a": {"jpeg": [80]}}, "files": ["../a-80.jpeg"]},
        {"renditions": {"full": {"jpeg": ["80/../../a"]}}, "files": ["full-80/../../a.jpeg"]},
        {"renditions": {"full": {"jpeg": [-1]}}, "files": ["full--1.jpeg"]},
        {"renditions": []},
        {"ending": "html"},
        {"ending": "jpg/../a"},
        {"width": "80"},
        {"width": -1},
        {"fingerprint": 2**63},
        {"frames": True},
        {"is_moving": "yes"},
        {"metadata": "words"},
        {"metadata": {"captions": [1]}},
        {"metadata": {"captions": ["words"], "who": "me"}},
        {"other": 1},
        {"fault": "of another kind"},
    ],
    ids=str,
)
def test_answer_of_a_process_that_was_taken_over_is_refused(lie, monkeypatch):
    monkeypatch.setattr(process, "_sandbox", Answers(RIGHT | lie, [b"jpeg"]))

    with pytest.raises(ValidationError) as refusal:
        process.process(SMALL, ORDERED)

    assert refusal.value.messages == [process.sentence(Fault.DAMAGED)]


def test_door_that_is_full_says_so_and_opens_again(photo, monkeypatch):
    monkeypatch.setattr(client, "CLOCK", 100)
    taken = [process._waiting.acquire(blocking=False) for _ in range(1 + process.MOST_WAITING)]
    try:
        with pytest.raises(process.Busy) as refusal:
            store_upload("a.jpg", LARGE, by=photo)
    finally:
        for _ in taken:
            process._waiting.release()

    assert refusal.value.messages == ["Too many uploads at once: try this one again in a minute."]
    assert store_upload("a.jpg", LARGE, by=photo).is_new


def test_door_waits_for_the_picture_before():
    order_of = []

    def second():
        with process.a_turn():
            order_of.append("second")

    with process.a_turn():
        waiting = threading.Thread(target=second)
        waiting.start()
        waiting.join(0.05)
        order_of.append("first")
    waiting.join()

    assert order_of == ["first", "second"]


def test_door_does_not_wait_for_ever(monkeypatch):
    monkeypatch.setattr(process, "LONGEST_WAIT", 0.01)

    with process.a_turn(), pytest.raises(process.Busy), process.a_turn():
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
            outcomes.add(type(process.process(bytes(broken), ordered)))
        except ValidationError as refusal:
            outcomes.add(refusal.messages[0])

    sentences = {process.sentence(fault) for fault in (Fault.DAMAGED, Fault.LARGE)}
    assert outcomes <= {Made, *sentences}
    assert process.sentence(Fault.DAMAGED) in outcomes
