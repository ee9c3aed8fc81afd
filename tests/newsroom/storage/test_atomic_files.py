"""A file is there whole or not at all."""

import os

import pytest
from django.core.files.base import ContentFile

from newsroom.storage.atomic_files import PARTS, WholeFiles


class Torn(ContentFile):
    """A file whose bytes stop half way, as those of a process that dies or a disk that is full."""

    def chunks(self, chunk_size=None):
        yield b"the first half"
        raise OSError(28, "No space left on device")


@pytest.fixture
def storage(tmp_path):
    return WholeFiles(location=tmp_path, file_permissions_mode=0o640)


def files(folder) -> list[str]:
    return sorted(str(one.relative_to(folder)) for one in folder.rglob("*") if one.is_file())


def test_save_writes_the_whole_under_its_name(storage, tmp_path):
    name = storage.save("public/key/3x2-480.jpeg", ContentFile(b"the whole"))

    assert name == "public/key/3x2-480.jpeg"
    assert files(tmp_path) == ["public/key/3x2-480.jpeg"]
    assert storage.open(name).read() == b"the whole"
    assert os.stat(tmp_path / name).st_mode & 0o777 == 0o640


def test_save_again_puts_the_new_file_in_the_place_of_the_old_one(storage, tmp_path):
    storage.save("public/a.jpeg", ContentFile(b"old"))

    assert storage.save("public/a.jpeg", ContentFile(b"new")) == "public/a.jpeg"
    assert files(tmp_path) == ["public/a.jpeg"]
    assert storage.open("public/a.jpeg").read() == b"new"


def test_save_that_breaks_off_leaves_nothing_or_what_was_there(storage, tmp_path):
    storage.save("public/a.jpeg", ContentFile(b"old"))

    for name in ("public/a.jpeg", "public/b.jpeg"):
        with pytest.raises(OSError, match="No space left"):
            storage.save(name, Torn(b""))

    assert files(tmp_path) == ["public/a.jpeg"]
    assert storage.open("public/a.jpeg").read() == b"old"


def test_half_a_file_lies_where_nothing_is_served_from(storage, tmp_path):
    seen = []

    class Watched(ContentFile):
        def chunks(self, chunk_size=None):
            yield b"half"
            seen.extend(files(tmp_path))

    storage.save("public/a.jpeg", Watched(b""))

    assert [name.split("/")[0] for name in seen] == [PARTS]


@pytest.mark.parametrize("name", ["../a.jpeg", "/etc/a.jpeg", "public/../../a.jpeg"])
def test_save_stays_in_the_folder(name, storage):
    with pytest.raises(
        Exception, match="SuspiciousFileOperation|path traversal|outside of the base"
    ):
        storage.save(name, ContentFile(b"a"))
