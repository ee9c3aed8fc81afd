"""What recordings tell, and the same sound without it."""

import io
import re

import mutagen
from mutagen import apev2, id3, mp3, mp4, oggflac, oggopus, oggvorbis

from newsroom.decoding.files import films
from newsroom.decoding.files.facts import Fact, Told, Unreadable, add

_AUTHOR = ("artist", "tpe1", "tpe2", "tcom", "composer", "©art", "aart", "©wrt", "performer")
_PROGRAM = ("tenc", "tsse", "encoder", "encoded-by", "©too", "©enc", "software", "tool")
_CREATED = ("tdrc", "tyer", "tden", "tdtg", "©day", "date", "creation_time")
_COVERS = ("apic", "covr", "metadata_block_picture", "pic")
# ISO 6709, as phones write where a recording was made.
_PLACE = re.compile(rb"[+-]\d{2,6}(?:\.\d+)?[+-]\d{3,7}(?:\.\d+)?(?:[+-][\d.]+)?(?:CRS\w+)?/")
_MOST_OF_TEXT = 200
_OGG = (oggopus.OggOpus, oggvorbis.OggVorbis, oggflac.OggFLAC)


def read_facts(data: bytes, kind: str) -> Told:
    """Return what a recording tells. Raises Unreadable."""
    told: Told = {}
    beside = films.beside_media(data) if kind == "m4a" else b""
    for place in _PLACE.findall(beside):
        add(told, Fact.PLACE, place.decode())
    try:
        tags = _opened(data, kind).tags or {}
    except Unreadable:
        # Of boxes that hold words none is left where all but the sound was blanked.
        if not told and (not beside or b"udta" in beside or b"meta" in beside):
            raise
        tags = {}
    for name, value in tags.items():
        _tell_tag(name, value, told)
    if kind == "mp3":
        _tell_ape(data, told)
    return told


def _tell_tag(name: str, value, told: Told) -> None:
    key = name.lower().partition(":")[0]
    if key in _COVERS:
        add(told, Fact.PREVIEW, "1")
        return
    text = _text(value)
    if key in _AUTHOR:
        add(told, Fact.AUTHOR, text)
    elif key in _PROGRAM:
        add(told, Fact.PROGRAM, text)
    elif key in _CREATED:
        add(told, Fact.CREATED, text)
    elif _PLACE.match(text.encode()) or "location" in key or "geo" in key:
        add(told, Fact.PLACE, text)
    else:
        add(told, Fact.TAGS, f"{name}: {text}")


def _text(value) -> str:
    if isinstance(value, list | tuple):
        return " ".join(map(_text, value))[:_MOST_OF_TEXT]
    if isinstance(value, bytes):
        return value.decode("utf-8", "replace")[:_MOST_OF_TEXT]
    return str(getattr(value, "text", None) and " ".join(map(str, value.text)) or value)[
        :_MOST_OF_TEXT
    ]


def _tell_ape(data: bytes, told: Told) -> None:
    try:
        tags = apev2.APEv2(io.BytesIO(data))
    except mutagen.MutagenError:
        return
    for name, value in tags.items():
        _tell_tag(name, str(value), told)


def _opened(data: bytes, kind: str):
    """Return a recording with its tags, None where there is nothing to be read in it."""
    readers = {"mp3": (mp3.MP3,), "m4a": (mp4.MP4,), "ogg": _OGG}[kind]
    for reader in readers:
        try:
            return reader(io.BytesIO(data))
        except (mutagen.MutagenError, ValueError, EOFError, IndexError, KeyError):
            continue
    raise Unreadable


def clean(data: bytes, kind: str) -> bytes:
    """Return the same sound without tags, covers and places. Raises Unreadable."""
    if kind == "m4a":
        try:
            return films.blanked(data)
        except films.Unplayable as error:
            raise Unreadable from error
    out = io.BytesIO(data)
    try:
        if kind == "mp3":
            id3.delete(out)
            out.seek(0)
            apev2.delete(out)
        else:
            found = _opened(data, kind)
            out.seek(0)
            found.delete(out)
    except (mutagen.MutagenError, ValueError, EOFError, IndexError, KeyError) as error:
        raise Unreadable from error
    return out.getvalue()
