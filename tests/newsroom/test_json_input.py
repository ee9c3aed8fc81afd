"""JSON of a browser: read, or refused with an error that its reader knows."""

import json
import sys

import pytest

from newsroom.json_input import Unreadable, read_json

DEEP = sys.getrecursionlimit() * 100


@pytest.mark.parametrize(
    "text", ['{"a": [1, {"b": "я"}], "c": -0.5e3}', b'{"\xd1\x8f": null}', "{}"]
)
def test_what_forms_send_is_read(text):
    assert read_json(text, dict) == json.loads(text)


# RFC 8259: the grammar of numbers, the encoding, what may nest how deep is up to whoever reads.
@pytest.mark.parametrize(
    "text",
    [
        *("", "nonsense", "{", "[1]", "null", "1", '"text"', "true"),
        *('{"a": NaN}', '{"a": Infinity}', '{"a": -Infinity}', '{"a": 1e999}'),
        '{"a": ' + "9" * 10_000 + "}",
        *(b"\xff\xfe{\x00", b'{"a": "\xff"}', b"\x80"),
        *("[" * DEEP, '{"a":' * DEEP, '{"a": ' + "[" * DEEP + "]" * DEEP + "}"),
        '{"a": ' + "[" * 20 + "]" * 20 + "}",
    ],
)
def test_what_nobody_sends_is_refused(text):
    with pytest.raises(Unreadable):
        read_json(text, dict)


def test_other_shape_than_the_one_wanted_is_refused():
    assert read_json("[1]", list) == [1]
    with pytest.raises(Unreadable):
        read_json("{}", list)
