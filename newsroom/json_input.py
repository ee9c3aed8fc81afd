"""JSON that a browser sends: read, or refused, whatever it is."""

import json
from typing import TypeVar

DEEPEST = 20  # objects and lists in each other: forms send four
Wanted = TypeVar("Wanted", dict, list)


class Unreadable(ValueError):
    """No JSON, or none that anybody means."""


def read_json(text: str | bytes, wanted: type[Wanted]) -> Wanted:
    """Return the object (`dict`) or the list that a text says; Unreadable for anything else.

    Refused are what is no UTF-8, no JSON, nested without end, or has numbers that JSON does not
    know (NaN, Infinity) or that nobody can mean (thousands of digits).
    """
    try:
        text = text.decode() if isinstance(text, bytes) else text
        found = json.loads(text, parse_constant=refuse, parse_float=finite)
    except (ValueError, RecursionError) as error:
        raise Unreadable(str(error)) from error
    if not isinstance(found, wanted):
        raise Unreadable(f"no {wanted.__name__}")
    refuse_deep(found)
    return found


class FormDecoder(json.JSONDecoder):
    """Reads an object, or null, in a field of a form; what `read_json` refuses is none to it."""

    def decode(self, text: str) -> dict | None:
        try:
            return None if text.strip() == "null" else read_json(text, dict)
        except Unreadable as error:
            raise json.JSONDecodeError(str(error), text, 0) from error


def refuse(constant: str) -> None:
    raise ValueError(f"{constant} is no number of JSON")


def finite(digits: str) -> float:
    """Return a number; ValueError for one that is larger than any (1e999)."""
    number = float(digits)
    if number in (float("inf"), float("-inf")):
        raise ValueError("no such number")
    return number


def refuse_deep(found: dict | list) -> None:
    """Go down floor by floor; Unreadable for the floor that nobody needs."""
    floor = [found]
    for _depth in range(DEEPEST):
        inner = [one.values() if isinstance(one, dict) else one for one in floor]
        floor = [one for some in inner for one in some if isinstance(one, dict | list)]
        if not floor:
            return
    raise Unreadable("nested too deeply")
