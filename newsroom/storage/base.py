"""What the places for files have in common: a folder (folder.py) and a bucket (bucket.py).

Both are storages of Django that also open a part of a file (`part`) and tell whether they can be
used at all (`look`). Every error is an OSError.
"""

from dataclasses import dataclass
from datetime import datetime
from typing import BinaryIO

from django.core.exceptions import ValidationError

# The first byte and the last one, both counted from 0. Without a first one, the last so many.
Span = tuple[int | None, int | None]


class StoreAway(OSError):
    """The store does not answer: nothing is lost, and it is worth trying again later."""


class NotKept(ValidationError):
    """Said to whoever sent a file that the store could not take: the same may be sent again."""


class PartFile:
    """A file that ends `left` bytes on."""

    def __init__(self, source: BinaryIO, left: int):
        self.source, self._left = source, left

    def read(self, size: int = -1) -> bytes:
        data = self.read_source(self._left if size < 0 else min(size, self._left))
        self._left -= len(data)
        return data

    def read_source(self, size: int) -> bytes:
        return self.source.read(size)

    def close(self) -> None:
        self.source.close()


@dataclass(frozen=True)
class Part:
    """A run of bytes of a file: `length` of them from `first` on, of `size` in all."""

    file: PartFile
    first: int
    length: int
    size: int
    modified: datetime
