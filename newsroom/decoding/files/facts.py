"""What a file may tell of those who made it."""

import re
from collections.abc import Iterable
from enum import StrEnum

MOST_VALUES, LONGEST = 20, 200
_UNPRINTABLE = re.compile(r"[\x00-\x1f\x7f-\x9f\u200b-\u200f\u2028-\u202e\u2066-\u2069\ufeff]+")


class Fact(StrEnum):
    AUTHOR = "author"
    COMPANY = "company"
    PEOPLE = "people"  # who commented or changed
    PLACE = "place"
    CAMERA = "camera"
    PROGRAM = "program"
    CREATED = "created"
    TEMPLATE = "template"
    PROPERTIES = "properties"
    TAGS = "tags"
    ATTACHMENTS = "attachments"
    SCRIPTS = "scripts"
    PREVIEW = "preview"  # a picture of the first page, as it once was
    EARLIER = "earlier"  # what was changed is still in it, as it was
    COMMENTS = "comments"
    CHANGES = "changes"
    UNKNOWN = "unknown"  # it could not be read


Told = dict[str, list[str]]


class Heavy(Exception):
    """More is packed in it than is unpacked."""


class Remote(Exception):
    """It loads something from elsewhere by itself, and so tells who reads it, and when."""


class Unreadable(Exception):
    """It is damaged, or locked."""


def add(told: Told, fact: Fact, *values: object) -> None:
    """Note what was found, each value once, bounded, on one line; nothing where it is empty."""
    for value in values:
        text = " ".join(_UNPRINTABLE.sub(" ", str(value or "")).split())[:LONGEST]
        known = told.setdefault(fact.value, [])
        if text and text not in known and len(known) < MOST_VALUES:
            known.append(text)
        if not known:
            del told[fact.value]


def merge(told: Told, others: Iterable[tuple[str, list[str]]]) -> None:
    for fact, values in others:
        add(told, Fact(fact), *values)


def is_told(words) -> bool:
    """Tell whether something has the shape and the bounds of Told."""
    return type(words) is dict and all(
        fact in {*Fact}
        and type(values) is list
        and len(values) <= MOST_VALUES
        and all(type(text) is str and len(text) <= LONGEST for text in values)
        for fact, values in words.items()
    )
