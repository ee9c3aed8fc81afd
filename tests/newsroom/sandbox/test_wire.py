"""Answers come from processes that hostile bytes may have taken over."""

import json
import struct

import pytest

from newsroom.sandbox import wire


def written(words, files: bytes = b"") -> bytes:
    said = json.dumps(words).encode()
    return struct.pack("!II", len(said), 0) + said + files


def test_answer_is_read_as_it_was_written():
    answer = written({"a": 1, "sizes": [2, 0, 3]}, b"12345")

    assert wire.read_answer(answer) == ({"a": 1}, [b"12", b"", b"345"])


@pytest.mark.parametrize(
    "answer",
    [
        b"",
        b"\0\0\0",
        struct.pack("!II", 2**32 - 1, 0) + b"{}",
        written({"sizes": [6]}, b"12345"),
        written({"sizes": [-1]}, b"12345"),
        written({"sizes": ["1"]}, b"12345"),
        written({"sizes": [1.5]}, b"12345"),
        written({"sizes": 5}, b"12345"),
        written({}, b"12345"),
        written([]),
        written(None),
        written("sizes"),
        struct.pack("!II", 100_000, 0) + b"[" * 100_000,
    ],
)
def test_answer_that_lies_is_an_error(answer):
    with pytest.raises(ValueError, match=r"."):
        wire.read_answer(answer)
