"""Pictures are read in processes that can reach nothing (newsroom/sandbox), each in its own.

So a hostile file meets limits that the system keeps (time, memory, no files, no network, no keys),
the memory of a large picture is given back, and readers' pages come first. No byte of a picture is
read here; what the process answers is checked, since a hole in a decoder may have written it.
"""

import logging
import re
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import asdict

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from newsroom.decoding.images import moving
from newsroom.decoding.images.faults import Fault, Refused
from newsroom.decoding.images.job import may_be_small
from newsroom.decoding.images.making import Made, Order
from newsroom.decoding.images.metadata import is_metadata
from newsroom.decoding.images.opening import FORMATS
from newsroom.sandbox.client import Ended, Sandbox, Unavailable

logger = logging.getLogger(__name__)

MEGABYTES = 640
AT_THE_DOOR, LATER = 6, 40  # seconds of the processor
# Of four threads that answer one makes a large picture, one waits; the others are for readers.
MOST_WAITING = 1
LONGEST_WAIT = 10  # seconds
_one = threading.Lock()
_waiting = threading.BoundedSemaphore(1 + MOST_WAITING)
_sandbox = Sandbox("newsroom.decoding.images.job")
_WIDTH = re.compile(r"[1-9][0-9]{0,4}")


class Busy(ValidationError):
    """Too many pictures at once: the same file is welcome in a moment."""

    def __init__(self):
        super().__init__(_("Too many uploads at once: try this one again in a minute."))


def sentence(fault: Fault) -> str:
    """Return what an editor is told of a file that is not taken."""
    return {
        Fault.DAMAGED: _(
            "The file is damaged or is not a picture: upload a JPEG, PNG, WebP, AVIF, HEIC or GIF."
        ),
        Fault.LARGE: _("The picture has too many pixels (80 million at most)."),
        Fault.HEAVY: _("The picture is too complex to process: save it as a JPEG and upload that."),
    }[fault]


def process(data: bytes, order: Order, *, seconds: int = AT_THE_DOOR) -> Made:
    """Make what is ordered of a picture. Raises ValidationError with a sentence, or Busy."""
    try:
        if may_be_small(data) and (made := made_apart(data, order, seconds, only_small=True)):
            return made
        with a_turn():
            return made_apart(data, order, seconds)
    except Refused as refused:
        raise ValidationError(sentence(refused.fault)) from refused


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


def made_apart(data: bytes, order: Order, seconds: int, *, only_small: bool = False) -> Made | None:
    """Let another process make it; None for a large one where only small ones are made.

    Raises Refused, or Busy.
    """
    asked = {**asdict(order), "only_small": only_small}
    try:
        words, files = _sandbox.run(asked, data, seconds=seconds, megabytes=MEGABYTES)
    except Unavailable as error:
        # A picture that is too heavy has met the limit of its processor's seconds by now: it is the
        # machine that has no process or no time for this one.
        raise Busy from error
    except Ended as error:
        logger.warning("A picture was given up: %s", error)
        raise Refused(Fault.HEAVY if error.code < 0 else Fault.DAMAGED) from error
    if only_small and words.get("is_small") is False:
        return None
    try:
        if "fault" in words:
            raise Refused(Fault(words["fault"]))
        return checked(words, files, order)
    except (KeyError, TypeError, ValueError, AttributeError) as error:
        logger.exception("A process of a picture answered what it was not asked.")
        raise Refused(Fault.DAMAGED) from error


def checked(words: dict, files: list[bytes], order: Order) -> Made:
    """Return an answer that holds nothing but what was ordered. Raises ValueError and its like."""
    names = words.pop("files")
    made = Made(**words)
    numbers = (made.width, made.height, made.fingerprint, made.frames)
    widths = [
        (crop, kind, width)
        for crop, kinds in made.renditions.items()
        for kind, ready in kinds.items()
        for width in ready
    ]
    ordered = {crop: {*shape.formats, "jpeg"} for crop, shape in order.crops.items()}
    ordered[moving.NAME] = {"webp"}
    is_right = (
        all(type(number) is int and 0 <= number < 2**63 for number in numbers)
        and made.ending in FORMATS.values()
        and type(made.is_moving) is bool
        and is_metadata(made.metadata)
        and all(kind in ordered.get(crop, ()) for crop, kind, _width in widths)
        and all(type(width) is int and _WIDTH.fullmatch(str(width)) for *_names, width in widths)
        and {*names} <= {f"{crop}-{width}.{kind}" for crop, kind, width in widths}
    )
    if not is_right:
        raise ValueError("an answer that was not asked for")
    made.files = dict(zip(names, files, strict=True))
    return made
