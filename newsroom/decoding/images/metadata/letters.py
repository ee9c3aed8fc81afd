"""Bytes of unknown encoding as text: UTF-8 says so by itself, else Russian or western European."""

import re

_HIGH_PAIR = re.compile(rb"[\xa8\xb8\xc0-\xff]{2,}")
_HIGH = re.compile(rb"[\x80-\xff]")


def decoded(data: bytes) -> str:
    """Return the text of some bytes.

    In Russian words of cp1251 letters above ASCII stand side by side, in words of western Europe
    alone among others.
    """
    data = data.rstrip(b"\0")
    try:
        return data.decode("utf-8")
    except UnicodeDecodeError:
        beside = sum(map(len, _HIGH_PAIR.findall(data)))
        is_russian = 2 * beside > len(_HIGH.findall(data))
        return data.decode("cp1251" if is_russian else "cp1252", "replace")
