"""Pages that one process of a server has made, for its other processes.

Each page has a file, and whoever holds its lock has their turn at it: they find it made by another
process, or make it while the others wait. It is good under one name of the generation
(newsroom/cache/generation.py): made of rows that were read when that was known, by a process that
had heard all that came before.

Lost or broken files cost a page made twice, nothing else.
"""

import fcntl
import hashlib
import json
import logging
import os
import shutil
import tempfile
import time
from collections.abc import Hashable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import BinaryIO

from newsroom.cache.responses import Answer

logger = logging.getLogger(__name__)

LIMIT_BYTES = 64 * 1024 * 1024
WAIT_SECONDS, PAUSE_SECONDS = 5.0, 0.003
PREFIX = "newsroom-pages"
# What is said of a page before its body.
SAID = ("status", "headers", "etag", "room", "size", "fresh_until", "midnight", "moment")


class SharedPage:
    """The file of one page, in the turn of who uses it."""

    def __init__(self, file: BinaryIO, name: str):
        self._file, self._name = file, name

    def read(self) -> Answer | None:
        """Return the page if another process has made it under the same name."""
        try:
            said = json.loads(self._file.readline() or b"{}")
        except ValueError:
            return None
        body = self._file.read()
        # Whoever was to write it may have died over it.
        if said.get("name") != self._name or said["length"] != len(body):
            return None
        answer = Answer(said["status"], [], b"", **{field: said[field] for field in SAID[2:]})
        answer.headers = [(field, value) for field, value in said["headers"]]
        if coding := said["coding"]:
            answer.packed = {coding: body}
        else:
            answer.body = body
        return answer

    def write(self, answer: Answer) -> int:
        """Put the page down for the other processes; return how many bytes it took, if it could."""
        coding, body = next(iter(answer.packed.items()), ("", answer.body))
        said = {field: getattr(answer, field) for field in SAID}
        said |= {"name": self._name, "coding": coding, "length": len(body)}
        try:
            self._file.seek(0)
            self._file.truncate()
            self._file.write(json.dumps(said).encode() + b"\n" + body)
            self._file.flush()
            return self._file.tell()
        except OSError as error:
            logger.warning("A page cannot be shared with other processes: %s", error)
            return 0


class SharedPages:
    """A folder of pages, about so many bytes of each process at most; then all are removed."""

    def __init__(self, folder: Path, *, limit_bytes: int = LIMIT_BYTES):
        self.folder, self.limit_bytes = folder, limit_bytes
        self._written = 0

    @contextmanager
    def turn(self, key: Hashable, name: str) -> Iterator[SharedPage | None]:
        """Have a turn at a page under the name of a generation, after who makes it already.

        None after some seconds of waiting, and where there is no room for files.
        """
        path = self.folder / hashlib.blake2b(repr(key).encode(), digest_size=16).hexdigest()
        try:
            # Not "a": that would write behind what is there.
            place = os.open(path, os.O_RDWR | os.O_CREAT, 0o600)
        except OSError as error:
            logger.warning("Pages cannot be shared with other processes: %s", error)
            yield None
            return
        with os.fdopen(place, "r+b") as file:
            has_turn = wait_for(file)
            yield SharedPage(file, name) if has_turn else None
            # Addresses that are none are endless.
            if has_turn and not os.fstat(place).st_size:
                path.unlink(missing_ok=True)

    def store(self, page: SharedPage, answer: Answer) -> None:
        """Put a page down for the other processes, in one's turn at it."""
        self._written += page.write(answer)
        if self._written > self.limit_bytes:
            self._written = 0
            for path in self.folder.iterdir():
                path.unlink(missing_ok=True)


def wait_for(file: BinaryIO) -> bool:
    """Lock a file until it is closed; False when others held it all the time."""
    until = time.monotonic() + WAIT_SECONDS
    while True:
        with suppress(BlockingIOError):
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
            return True
        if time.monotonic() >= until:
            return False
        time.sleep(PAUSE_SECONDS)


def of_this_server() -> SharedPages | None:
    """Return what the processes share that one server has started; None where they cannot.

    Removes what servers have left that are no more.
    """
    ours = f"{PREFIX}-{os.getuid()}-"
    for other in Path(tempfile.gettempdir()).glob(f"{ours}*"):
        if not is_running(int(other.name.removeprefix(ours))):
            shutil.rmtree(other, ignore_errors=True)
    folder = Path(tempfile.gettempdir()) / f"{ours}{os.getppid()}"
    try:
        folder.mkdir(mode=0o700, exist_ok=True)
        found = folder.lstat()
    except OSError as error:
        logger.warning("Pages are not shared with other processes: %s", error)
        return None
    # Everybody may write among temporary files: a folder that somebody else put there is not ours.
    is_ours = folder.is_dir() and not folder.is_symlink() and found.st_uid == os.getuid()
    return SharedPages(folder) if is_ours else None


def is_running(pid: int) -> bool:
    """Tell whether there is a process of this number."""
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return False
    except PermissionError:
        return True
    return True
