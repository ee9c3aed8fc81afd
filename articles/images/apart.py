"""Pictures are made in a process of their own, which ends with each of them.

So a hostile file meets limits that the system keeps (time, memory, no files, no keys of ours),
the memory of a large picture is given back, and readers' pages come first (`nice`). Small pictures
of the usual kinds are made at once, here: what they can cost is bounded by their size.
"""

import json
import logging
import os
import subprocess
import sys
import threading
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import asdict

from django.conf import settings
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from articles.pixels import making
from articles.pixels.faults import Fault, Refused
from articles.pixels.making import Made, Order
from articles.pixels.opening import open_file

logger = logging.getLogger(__name__)

SMALL_BYTES, SMALL_PIXELS = 512 * 1024, 3_000_000
SMALL_KINDS = ("JPEG", "PNG", "WEBP", "GIF")
# A JPEG is read anew for every scan; honest ones have ten.
MOST_SCANS = 16
MEGABYTES = 640
AT_THE_DOOR, LATER = 6, 40  # seconds of the processor
# A machine that does other things takes longer by the clock; so many times as long is waited.
CLOCK = 4
# Of four threads that answer one makes a picture, one waits; the others are for readers.
MOST_WAITING = 1
LONGEST_WAIT = 10  # seconds
# The priority of its process: behind readers, before the worker (management/commands/worker.py).
NICE = 10
# What Python may need of the environment; neither keys nor addresses of ours.
TO_START = ("PATH", "LD_LIBRARY_PATH", "PYTHONHOME", "PYTHONPATH", "LANG")
_one = threading.Lock()
_waiting = threading.BoundedSemaphore(1 + MOST_WAITING)


class Busy(ValidationError):
    """Too many pictures at once: the same file is welcome in a moment."""

    def __init__(self):
        super().__init__(_("Many pictures are coming in at once: send this one again in a minute."))


def sentence(fault: Fault) -> str:
    """Return what an editor is told of a file that is not taken."""
    return {
        Fault.DAMAGED: _(
            "The file is damaged or no picture: send a JPEG, PNG, WebP, AVIF, HEIC or GIF."
        ),
        Fault.LARGE: _("The picture has too many pixels (80 million at most)."),
        Fault.HEAVY: _(
            "Reading the picture takes more time or memory than it may: save it anew as a JPEG"
            " and send that."
        ),
    }[fault]


def make(data: bytes, order: Order, *, seconds: int = AT_THE_DOOR) -> Made:
    """Make what is ordered of a picture. Raises ValidationError with a sentence, or Busy."""
    try:
        if is_small(data):
            return made_here(data, order)
        with a_turn():
            return made_apart(data, order, seconds)
    except Refused as refused:
        raise ValidationError(sentence(refused.fault)) from refused


def is_small(data: bytes) -> bool:
    """Tell whether a picture is made before another process would have started."""
    if len(data) > SMALL_BYTES or data.count(b"\xff\xda") > MOST_SCANS or data[4:8] == b"ftyp":
        return False
    header = open_file(data)
    try:
        is_still = getattr(header, "n_frames", 1) == 1 or header.format == "MPO"
    except Exception:  # what decoders raise on a broken frame
        return False
    return header.format in SMALL_KINDS and is_still and pixels(header) <= SMALL_PIXELS


def pixels(picture) -> int:
    return picture.width * picture.height


@contextmanager
def a_turn() -> Iterator[None]:
    """Wait until no other picture is made by this process. Raises Busy."""
    if not _waiting.acquire(blocking=False):
        raise Busy
    try:
        if not _one.acquire(timeout=LONGEST_WAIT):
            raise Busy
        try:
            yield
        finally:
            _one.release()
    finally:
        _waiting.release()


def made_here(data: bytes, order: Order) -> Made:
    """Make it in this process. Raises Refused, whatever else a decoder raises."""
    try:
        return making.make(data, order)
    except Refused:
        raise
    except Exception as error:
        logger.warning("A picture was given up.", exc_info=True)
        raise Refused(Fault.DAMAGED) from error


def made_apart(data: bytes, order: Order, seconds: int) -> Made:
    """Let another process make it. Raises Refused, or Busy."""
    limits = {"seconds": seconds, "megabytes": MEGABYTES}
    said = json.dumps({**asdict(order), "limits": limits})
    try:
        process = subprocess.Popen(
            [sys.executable, "-m", "articles.pixels", said],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            cwd=settings.BASE_DIR,
            env={name: os.environ[name] for name in TO_START if name in os.environ},
        )
    except OSError as error:  # the machine has no process or no memory left
        logger.exception("No process for a picture.")
        raise Busy from error
    give_way(process.pid)
    try:
        answer, complaint = process.communicate(data, timeout=CLOCK * seconds)
    except subprocess.TimeoutExpired:
        # A picture that is too heavy has met the limit of its processor's seconds by now: it is the
        # machine that has no time for this one.
        raise Busy from None
    finally:
        process.kill()
        process.wait()
    return read(answer, process.returncode, complaint)


def give_way(pid: int) -> None:
    """Let readers' pages go before a process from its first instructions on."""
    with suppress(OSError):  # it has ended
        ours = os.getpriority(os.PRIO_PROCESS, 0)
        os.setpriority(os.PRIO_PROCESS, pid, max(NICE, ours))


def read(answer: bytes, code: int, complaint: bytes) -> Made:
    """Read the line and the files behind it. Raises Refused."""
    line, _end, rest = answer.partition(b"\n")
    if code or not line:
        # Ended by a limit, or by a decoder that broke down.
        logger.warning("A picture was given up, code %s: %s", code, complaint[-500:])
        raise Refused(Fault.HEAVY if code < 0 else Fault.DAMAGED)
    words = json.loads(line)
    if fault := words.get("fault"):
        raise Refused(Fault(fault))
    files, at = {}, 0
    for name, size in words.pop("files").items():
        files[name] = rest[at : at + size]
        at += size
    return Made(**words, files=files)
