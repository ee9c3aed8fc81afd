"""Why a story was found: the places of it that have the words, marked. No query."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from django.utils.safestring import SafeString

from articles.models import Edition
from articles.search.analysis import Word, lemmas
from articles.search.index import AUTHOR, PHOTO, TAG, Beside
from articles.search.marking import excerpt, found_words, with_marks
from articles.search.named import fits, spellings
from articles.search.query import Query, Term
from articles.text.blocks import Figure
from articles.text.cleaning import figures, joined, plain_blocks

TEXT = "text"
MOST = 3  # of one hit


@dataclass(frozen=True)
class Snippet:
    """Words of a story, marked; what they are: its text, or one of what stands beside it."""

    kind: str
    html: SafeString


class Snippets:
    """The snippets of a hit: of each place that has a word which no place before it has.

    `lacks` tells whether words that were looked for have not been met yet.
    """

    def __init__(self, edition: Edition, query: Query):
        self.language = edition.language
        self.terms = frozenset(query.required)
        self.forms = {form for term in self.terms for form in term.forms}
        titled = found_words(edition.title, self.forms, self.language)
        self.title = with_marks(edition.title, titled)
        self.met = self._terms_of(titled)
        self.found: list[Snippet] = []
        self._query = query
        self._lead = edition.lead

    @property
    def lacks(self) -> bool:
        return len(self.found) < MOST and self.met < self.terms

    @property
    def all(self) -> list[Snippet]:
        """Return what is shown: the lead stands first where the text has none of the words."""
        if self._lead and not any(one.kind == TEXT for one in self.found):
            return [Snippet(TEXT, with_marks(self._lead, [])), *self.found]
        return self.found

    def take_texts(self, edition: Edition) -> None:
        """Look through lead, subtitle, body and its captions; where the title has all words, for
        the first place with any.
        """
        for kind, text in texts_of(edition):
            if self.found and not self.lacks:
                return
            self._take(kind, text, any_word=not self.found and self.met >= self.terms)

    def take_beside(self, beside: Iterable[Beside]) -> None:
        """Look through captions, tags and authors, and for the ones that the query names."""
        named = {TAG: self._query.tag, AUTHOR: self._query.author}
        for one in beside:
            wanted = named.get(one.kind)
            if wanted and fits(spellings(wanted), spellings(one.text)):
                whole = Word(one.text, 0, len(one.text))
                self.found.append(Snippet(one.kind, with_marks(one.text, [whole])))
            elif self.lacks:
                self._take(one.kind, one.text)

    def _take(self, kind: str, text: str, *, any_word: bool = False) -> None:
        part = excerpt(text, self.forms, self.language)
        if part is None:
            return
        terms = self._terms_of(part.found)
        if any_word or not terms <= self.met:
            self.found.append(Snippet(kind, part.html))
            self.met |= terms

    def _terms_of(self, found: list[Word]) -> frozenset[Term]:
        forms = {form for word in found for form in lemmas(word.text, self.language)}
        return frozenset(term for term in self.terms if not term.forms.isdisjoint(forms))


def texts_of(edition: Edition) -> Iterator[tuple[str, str]]:
    """Yield the texts of an edition below its title, and what each of them is."""
    yield TEXT, edition.lead
    yield TEXT, edition.subtitle
    pieces = list(figures(edition.body))
    captions = {True: [], False: []}
    for piece in pieces:
        if isinstance(piece, Figure):
            captions[piece.is_picture] += plain_blocks(piece.caption_html)
    html = "".join(piece for piece in pieces if isinstance(piece, str))
    yield TEXT, joined([*plain_blocks(html), *captions[False]])
    for caption in captions[True]:
        yield PHOTO, caption
