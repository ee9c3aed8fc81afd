"""What the rules before publishing look at (rules.py, picture_rules.py). Pure."""

from collections.abc import Mapping, Set
from dataclasses import dataclass, field

from articles.text.cleaning import first_words

QUOTED = 60  # characters of a text that are quoted in a sentence


@dataclass(frozen=True)
class Picture:
    """What is said of a picture in one language, and its name for people.

    `days` are those left after today, negative when its time is over; None without an end.
    `elsewhere` are the titles of other live stories that use one for which a single use was bought.
    """

    name: str
    alt: str = ""
    credit: str = ""
    days: int | None = None
    has_rights: bool = True
    elsewhere: tuple[str, ...] = ()


@dataclass(frozen=True)
class Story:
    """One language of a story, as far as rules look at it.

    `texts` are the fields of the language by name; `category` is its name there, None without a
    category; `pictures` those of the text that exist, by id; `failing` says of links of the text
    what is wrong with them; `misused` are words that the glossary forbids, each with what it says
    instead or ""; `named` are the rows that the text names and readers have, by block and number.
    `telling` names the files of them that tell who made them, by their ids.
    """

    kind: str
    language: str
    texts: Mapping[str, str]
    category: str | None = None
    has_author: bool = False
    cover: Picture | None = None
    pictures: Mapping[int, Picture] = field(default_factory=dict)
    failing: Mapping[str, str] = field(default_factory=dict)
    named: Set[tuple[str, int]] = frozenset()
    telling: Mapping[int, str] = field(default_factory=dict)
    misused: tuple[tuple[str, str], ...] = ()


def quoted(words: str) -> str:
    """Return the beginning of a text, as a sentence about it quotes it."""
    return first_words(words, QUOTED)
