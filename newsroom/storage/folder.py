"""Files in a folder of this machine."""

import os
from datetime import UTC, datetime
from pathlib import Path

from django.utils.deconstruct import deconstructible

from newsroom.storage.atomic_files import WholeFiles
from newsroom.storage.base import Part, PartFile, Span, StoreAway


@deconstructible(path="newsroom.storage.folder.FolderStorage")
class FolderStorage(WholeFiles):
    """Writes whole files, and opens the part of a file that a reader asks for."""

    def part(self, name: str, asked: Span | None) -> Part:
        """Open a file of the public part, or some bytes of it.

        Raises FileNotFoundError, also where a link leads out of the public part, and ValueError
        where the bytes lie behind the end.
        """
        public = (Path(self.location) / "public").resolve()
        path = Path(self.path(name)).resolve()
        if not path.is_relative_to(public) or not path.is_file():
            raise FileNotFoundError(name)
        file = path.open("rb")
        found = os.fstat(file.fileno())
        first, last = span(asked, found.st_size)
        if asked and first > last:
            file.close()
            raise ValueError(name)
        file.seek(first)
        return Part(
            file=LocalPartFile(file, last - first + 1),
            first=first,
            length=last - first + 1,
            size=found.st_size,
            modified=datetime.fromtimestamp(int(found.st_mtime), UTC),
        )

    def check(self) -> None:
        """Raise StoreAway while nothing can be kept in the folder. Makes nothing."""
        folder = Path(self.location)
        there = next(one for one in (folder, *folder.parents) if one.exists())
        if not there.is_dir() or not os.access(there, os.R_OK | os.W_OK | os.X_OK):
            raise StoreAway(f"The folder {folder} cannot be written to.")


class LocalPartFile(PartFile):
    """One that a server can send by itself: it has a path, a beginning and a number."""

    @property
    def name(self) -> str:
        return os.fspath(self.source.name)

    def tell(self) -> int:
        return self.source.tell()

    def fileno(self) -> int:
        return self.source.fileno()


def span(asked: Span | None, size: int) -> tuple[int, int]:
    """Return the first byte and the last one that are asked for of a file of a size."""
    first, last = asked or (0, size - 1)
    if first is None:
        return max(size - last, 0), size - 1
    return first, size - 1 if last is None else min(last, size - 1)
