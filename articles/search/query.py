"""What somebody typed, read as a query. Pure: any text is one, and no text takes long.

`words` (all of them), "phrases" in any quotation marks, `-without`, `author:name`, `tag:name`
(names of several words in quotation marks).
"""

import re
from dataclasses import dataclass, field, replace

from articles.search.analysis import LONGEST_WORD, lemmas, words
from articles.search.language.letters import folded
from articles.search.language.stop_words import SMALL

LONGEST = 200  # characters that are read
MOST_WORDS = 12

_QUOTES = '"«»“”„'
_PIECE = re.compile(
    rf"(?P<minus>(?<!\S)-)?(?:(?P<field>[^\W\d_]+):)?"
    rf"(?:[{_QUOTES}](?P<phrase>[^{_QUOTES}]*)[{_QUOTES}]|(?P<word>[^\s{_QUOTES}]+))"
)
FIELDS = {
    "author": "author",
    "автор": "author",
    "հեղինակ": "author",
    "tag": "tag",
    "тег": "tag",
    "պիտակ": "tag",
}


# How a query was understood: as typed; its words without the phrases that stand nowhere; most of
# its words; other words than typed.
AS_TYPED, APART, MOST, CORRECTED = "as_typed", "apart", "most", "corrected"


@dataclass(frozen=True)
class Term:
    """A word of a query: as typed, and the dictionary forms that answer it (any of them)."""

    text: str
    forms: frozenset[str]

    @property
    def is_small(self) -> bool:
        """Tell whether it says little of what is looked for."""
        return self.forms <= SMALL

    def also(self, forms: frozenset[str]) -> "Term":
        return replace(self, forms=self.forms | forms)


@dataclass(frozen=True)
class Query:
    """A query, read."""

    terms: tuple[Term, ...] = ()
    phrases: tuple[tuple[Term, ...], ...] = ()
    without: tuple[tuple[Term, ...], ...] = ()
    author: str = ""
    tag: str = ""
    typed: str = field(default="", compare=False)

    @property
    def required(self) -> tuple[Term, ...]:
        """Return the terms that a hit must have: without small ones where there are others."""
        return tuple(term for term in self.terms if not term.is_small) or self.terms

    @property
    def asks(self) -> bool:
        """Tell whether it asks for anything that can be found."""
        return bool(self.terms or self.author or self.tag)


def parse_query(text: str, language: str) -> Query:
    """Read what somebody typed as a query in a language."""
    typed = " ".join(text.replace("\0", " ")[:LONGEST].split())
    terms: list[Term] = []
    phrases, without, named = [], [], {}
    for found in _PIECE.finditer(typed):
        content = found["phrase"] if found["phrase"] is not None else found["word"]
        name = FIELDS.get(folded(found["field"] or ""))
        if name and content:
            named[name] = content
            continue
        if found["field"]:  # "10:30", "Ереван:столица"
            content = f"{found['field']}:{content}"
        several = terms_of(content, language)
        if not several:
            continue
        if found["minus"]:
            without.append(tuple(several))
            continue
        if found["phrase"] is not None and len(several) > 1:
            phrases.append(tuple(several))
        terms += several
    once = tuple(dict.fromkeys(terms))[:MOST_WORDS]
    kept = tuple(phrase for phrase in phrases if set(phrase) <= set(once))
    return Query(once, kept, tuple(without[:MOST_WORDS]), typed=typed, **named)


def terms_of(text: str, language: str) -> list[Term]:
    """Return the terms of the words of a text; what hyphens join counts as one."""
    found = []
    for word in words(text):
        forms = lemmas(word.text, language)
        if "" not in forms and len(word.text) <= LONGEST_WORD:
            found.append(Term(word.text, forms))
    return found
