"""How a job and its answer are written: lengths, a line of JSON, and bytes behind it."""

import json
import os
import struct

_LENGTHS = struct.Struct("!II")
LONGEST_COMPLAINT = 1_000


def job(order: dict, limits: dict, data: bytes) -> bytes:
    """Return what a job is told: its order and limits, and the length of the data that follow."""
    said = json.dumps({"order": order, "limits": limits}).encode()
    return _LENGTHS.pack(len(said), len(data)) + said


def read_job(source: int) -> tuple[dict, bytes]:
    """Return what is said of a job, and its data. Raises EOFError."""
    length, size = _LENGTHS.unpack(_exactly(source, _LENGTHS.size))
    return json.loads(_exactly(source, length)), _exactly(source, size)


def write(target: int, words: dict, files: list[bytes]) -> None:
    """Answer with words and files. Raises OSError."""
    said = json.dumps({**words, "sizes": [len(data) for data in files]}).encode()
    for part in (_LENGTHS.pack(len(said), 0) + said, *files):
        view = memoryview(part)
        while view:
            view = view[os.write(target, view) :]


def read_answer(answer: bytes) -> tuple[dict, list[bytes]]:
    """Return words and files. Whoever wrote it may lie: raises ValueError."""
    try:
        length, _nothing = _LENGTHS.unpack_from(answer)
        at = _LENGTHS.size + length
        words = json.loads(answer[_LENGTHS.size : at])
        files = []
        for size in words.pop("sizes"):
            if not isinstance(size, int) or not 0 <= size <= len(answer) - at:
                raise ValueError("a file longer than the answer")
            files.append(answer[at : at + size])
            at += size
    except (struct.error, KeyError, TypeError, AttributeError, RecursionError) as error:
        raise ValueError("no answer of a job") from error
    return words, files


def _exactly(source: int, size: int) -> bytes:
    data = bytearray()
    while len(data) < size:
        part = os.read(source, min(size - len(data), 1024 * 1024))
        if not part:
            raise EOFError
        data += part
    return bytes(data)
