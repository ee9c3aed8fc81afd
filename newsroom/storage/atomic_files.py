"""A folder in which a file is there whole or not at all, whenever machine or process dies."""

import os
import secrets
from pathlib import Path

from django.core.files.storage import FileSystemStorage

# Where files lie while they are written. What is left there is swept.
PARTS = "parts"


class WholeFiles(FileSystemStorage):
    """Django's storage writes a file in its place, so that a reader could be given half of it.

    This one writes it elsewhere, lets it reach the disk, and puts it into its place at once. A name
    is kept as it was given: ours are unguessable, or say what the file holds.
    """

    def get_available_name(self, name, max_length=None):
        return name

    def _save(self, name, content):
        path, part = Path(self.path(name)), Path(self.path(f"{PARTS}/{secrets.token_hex(16)}"))
        for folder in (path.parent, part.parent):
            folder.mkdir(parents=True, exist_ok=True)
        try:
            with part.open("xb") as file:
                for chunk in content.chunks():
                    file.write(chunk)
                file.flush()
                os.fsync(file.fileno())
            if self.file_permissions_mode is not None:
                part.chmod(self.file_permissions_mode)
            part.replace(path)
        except BaseException:
            part.unlink(missing_ok=True)
            raise
        # The name, too, must be on the disk before a row in the database names it.
        folder = os.open(path.parent, os.O_RDONLY)
        try:
            os.fsync(folder)
        finally:
            os.close(folder)
        return name
