"""IPTC-IIM: the records that agencies have written into JPEG files since 1991."""

from collections.abc import Iterator
from datetime import datetime

from newsroom.decoding.images.metadata.letters import decoded

RESOURCE = 0x0404  # where Photoshop keeps them
LONGEST = 256 * 1024
CHARSET, DATA = (1, 90), 2
UTF_8 = b"\x1b%G"
KEYWORD, DATE, TIME, BYLINE, CREDIT, SOURCE, COPYRIGHT, CAPTION = 25, 55, 60, 80, 110, 115, 116, 120


def read_metadata(picture) -> dict:
    """Return what the records of a picture say."""
    return parsed(picture.info.get("photoshop", {}).get(RESOURCE, b"")[:LONGEST])


def parsed(data: bytes) -> dict:
    """Return what some records say. Their encoding is what they name, else a guess."""
    kept: dict[int, list[bytes]] = {}
    is_utf_8 = False
    for record, number, value in records(data):
        if (record, number) == CHARSET:
            is_utf_8 = value == UTF_8
        elif record == DATA:
            kept.setdefault(number, []).append(value)

    def texts(number: int) -> list[str]:
        values = kept.get(number, [])
        return [
            value.decode("utf-8", "replace") if is_utf_8 else decoded(value) for value in values
        ]

    def first(number: int) -> str:
        return next(iter(texts(number)), "")

    return {
        "captions": texts(CAPTION)[:1],
        "credits": [credit_line(", ".join(texts(BYLINE)), first(CREDIT))],
        "source": first(SOURCE),
        "copyright": first(COPYRIGHT),
        "keywords": texts(KEYWORD),
        "taken": taken(first(DATE), first(TIME)),
    }


def records(data: bytes) -> Iterator[tuple[int, int, bytes]]:
    """Yield record, number and value of each dataset, as far as they make sense."""
    at = 0
    while at + 5 <= len(data) and data[at] == 0x1C:
        size = int.from_bytes(data[at + 3 : at + 5], "big")
        if size & 0x8000 or at + 5 + size > len(data):  # longer ones hold pictures, no words
            return
        yield data[at + 1], data[at + 2], data[at + 5 : at + 5 + size]
        at += 5 + size


def credit_line(byline: str, credit: str) -> str:
    """Return who made it and whose it is: "Name / Agency", one of them where the other has it."""
    byline, credit = byline.strip(), credit.strip()
    if byline.casefold() in credit.casefold():
        return credit
    return (
        byline if not credit or credit.casefold() in byline.casefold() else f"{byline} / {credit}"
    )


def taken(date: str, time: str) -> str:
    """Return "20261125" and "183000+0400" in ISO 8601."""
    for text, form in ((date + time, "%Y%m%d%H%M%S%z"), (date + time, "%Y%m%d%H%M%S")):
        try:
            return datetime.strptime(text, form).isoformat()
        except ValueError:
            pass  # the next form
    try:
        return datetime.strptime(date, "%Y%m%d").isoformat()
    except ValueError:
        return ""
