"""What is searched: written when an edition is published, in the same transaction."""

from collections.abc import Iterable
from dataclasses import dataclass
from functools import reduce
from operator import or_

from django.db import connection
from django.db.models import Q

from articles.models import Edition, SearchEntry, SearchWord
from articles.models.search import Word
from articles.search import terms
from articles.search.analysis import lemmas
from articles.search.language.letters import letter_bits, script_of
from articles.search.language.phonetic import sound
from articles.search.terms import Document
from articles.text.cleaning import images_in, plain
from newsroom import languages

# So few words are written without asking first which of them are there.
FEW = 500
KINDS = TAG, AUTHOR, PHOTO = "tag", "author", "photo"


@dataclass(frozen=True)
class Beside:
    """What stands beside the texts of a story: what it is (KINDS), and its words."""

    kind: str
    text: str


def index(edition: Edition) -> None:
    """Keep what an edition is found by: texts, tags, authors, captions. Four queries at most."""
    write([edition])


def write(editions: Iterable[Edition]) -> None:
    """Keep what editions of one language are found by."""
    rows, known = [], {}
    for edition in editions:
        document = document_of(edition)
        written, places = terms.entry(
            {edition.language: document}, terms.month(edition.published_at)
        )
        rows.append(SearchEntry(edition=edition, terms=written, places=places))
        known.setdefault(edition.language, set()).update(terms.known_words(document))
    SearchEntry.objects.bulk_create(
        rows,
        update_conflicts=True,
        unique_fields=["edition"],
        update_fields=["terms", "places"],
    )
    learn(known)


def learn(known: dict[str, set[str]], model: type[Word] = SearchWord) -> None:
    """Keep the words of each language, which misspelt queries may have meant. Two queries at most.

    In one order everywhere, so that two publications never wait for each other.
    """
    new = sorted((code, word) for code, words in known.items() for word in words)
    if len(new) > FEW:
        there = reduce(or_, (Q(language=code, word__in=words) for code, words in known.items()))
        new = sorted({*new} - {*model.objects.filter(there).values_list("language", "word")})
    if new:
        model.objects.bulk_create(
            [word_row(word, code, model) for code, word in new],
            ignore_conflicts=True,
            batch_size=2000,
        )


def word_row(word: str, language: str, model: type[Word]) -> Word:
    """Return the row of a word; its sound is that of its dictionary form, in its own script."""
    forms = sorted(lemmas(word, script_of(word) or language), key=len)
    heard = sound(forms[0] if forms else word)[:60]
    return model(
        language=language,
        word=word,
        sound=heard,
        length=len(word),
        letters=letter_bits(word),
    )


def document_of(edition: Edition) -> Document:
    """Return the texts of an edition in plain words. One query."""
    return Document(
        title=edition.title,
        lead=f"{edition.subtitle} . {edition.lead}",
        body=plain(edition.body),
        beside=tuple(one.text for one in texts_beside([edition])[edition.pk]),
    )


def texts_beside(editions: Iterable[Edition]) -> dict[int, list[Beside]]:
    """Return tags, authors and captions of editions of one language, as they are called in it, by
    the id of the edition. One query.
    """
    editions = list(editions)
    found: dict[int, list[Beside]] = {edition.pk: [] for edition in editions}
    shown: dict[int, list[int]] = {}
    for edition in editions:
        for picture in {*images_in(edition.body), edition.cover_id} - {None}:
            shown.setdefault(picture, []).append(edition.pk)
    if not editions:
        return found
    name, caption = (languages.column(one, editions[0].language) for one in ("name", "caption"))
    of_editions, of_pictures = (", ".join(["%s"] * len(ids)) for ids in (found, shown or [0]))
    with connection.cursor() as cursor:
        cursor.execute(
            f"""
            SELECT 1 AS kind, t.id, t.{name}, e.edition_id FROM articles_editiontag e
            JOIN articles_tag t ON t.id = e.tag_id WHERE e.edition_id IN ({of_editions})
            UNION SELECT 2, a.id, a.{name}, c.edition_id FROM articles_editioncredit c
            JOIN articles_author a ON a.id = c.author_id WHERE c.edition_id IN ({of_editions})
            UNION SELECT 3, i.id, i.{caption}, 0 FROM articles_image i
            WHERE i.id IN ({of_pictures})
            ORDER BY 1, 2
            """,
            [*found, *found, *(shown or [0])],
        )
        for kind, pk, text, edition in cursor.fetchall():
            for having in [edition] if edition else shown[pk]:
                if text:
                    found[having].append(Beside(KINDS[kind - 1], text))
    return found
