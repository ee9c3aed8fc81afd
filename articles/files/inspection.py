"""Files are looked into by processes that can reach nothing (newsroom/sandbox), each in its own.

No byte of a stranger's file is read here beyond its length; what a process answers is checked.
"""

import logging
from dataclasses import dataclass, field

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from articles.models import File
from newsroom.decoding.files.facts import Told, is_told
from newsroom.sandbox.client import Ended, Sandbox, Unavailable

logger = logging.getLogger(__name__)

SECONDS, MEGABYTES = 10, 768
_sandbox = Sandbox("newsroom.decoding.files.job")


@dataclass(frozen=True)
class Inspected:
    """What a file is, None where it is none that readers may have, and what it tells.

    `film` holds width, height and seconds, `data` the bytes that readers get where they are others.
    """

    kind: File.Kind | None
    tells: Told
    film: dict = field(default_factory=dict)
    data: bytes | None = None


def inspect(data: bytes, ending: str) -> Inspected:
    """Look at an upload. Raises ValidationError with a sentence for the editor."""
    words, files = _asked({"task": "take", "ending": ending}, data)
    try:
        kind = None if words["kind"] is None else File.Kind(words["kind"])
        film = words.get("film", {}) if kind == File.Kind.MP4 else {}
        found = Inspected(kind, _told(words), film, files[0] if film else None)
        if {*film} - {"width", "height", "seconds"} or not all(map(_is_number, film.values())):
            raise ValueError(film)
    except (KeyError, IndexError, TypeError, ValueError, AttributeError) as error:
        raise _refusal("damaged") from error
    return found


def tells(data: bytes, kind: str) -> Told:
    """Return what a file tells. Raises ValidationError where it cannot be looked at now."""
    words, _files = _asked({"task": "tell", "kind": kind}, data)
    return _told(words)


def cleaned(data: bytes, kind: str) -> tuple[bytes, Told]:
    """Return a copy that tells less, and what that still tells. Raises ValidationError."""
    words, files = _asked({"task": "clean", "kind": kind}, data)
    if len(files) != 1 or not files[0]:
        raise _refusal("unreadable")
    return files[0], _told(words)


def _asked(order: dict, data: bytes) -> tuple[dict, list[bytes]]:
    try:
        words, files = _sandbox.run(order, data, seconds=SECONDS, megabytes=MEGABYTES)
    except Unavailable as error:
        raise _refusal("busy") from error
    except Ended as error:
        logger.warning("A file was given up: %s", error)
        raise _refusal("heavy" if error.code < 0 else "unreadable") from error
    if refused := words.get("refused"):
        raise _refusal(refused if isinstance(refused, str) else "unreadable")
    return words, files


def _told(words: dict) -> Told:
    if not is_told(words.get("tells")):
        raise _refusal("unreadable")
    return words["tells"]


def _is_number(value) -> bool:
    return type(value) is int and 0 <= value < 2**31


def _refusal(reason: str) -> ValidationError:
    sentences = {
        "programs": _("The file contains macros or programs: save it without them, or as a PDF."),
        "remote": _(
            "The file loads a template or picture from another server, which could track "
            "readers: save it without that, or as a PDF."
        ),
        "heavy": _("The file is too complex to process: save it again, or as a PDF."),
        "busy": _("The server is busy: try again in a minute."),
        "damaged": _("The video is damaged or incomplete: export it again as MP4."),
        "other": _(
            "Not every browser can play this video: export it as MP4 with H.264 video and AAC "
            "audio."
        ),
        "slow": _(
            "The video would not play until fully downloaded: export it for the web (“web "
            "optimized”, “fast start”)."
        ),
        "more": _(
            "The video contains extra data, such as where it was filmed: export it again "
            "without that."
        ),
    }
    unreadable = _(
        "The file is damaged or locked: open it in its own program and save it again without a "
        "password."
    )
    return ValidationError(sentences.get(reason, unreadable), code=reason)
