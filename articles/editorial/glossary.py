"""The newsroom's glossary at work: what a text should not say, what a translation should."""

from collections.abc import Iterable

from articles.models import Term
from articles.text import terms
from articles.text.terms import Finder, Hit
from newsroom import languages


def forbidden() -> dict[str, tuple[tuple[str, str], ...]]:
    """Return for each language pairs (forbidden form, allowed form or ""). One query."""
    rows = list(Term.objects.filter(Term.with_forbidden()))
    return {
        code: tuple((form, row.name_in(code)) for row in rows for form in row.forbidden_in(code))
        for code in languages.CODES
    }


def misused(texts: Iterable[str], entries: tuple[tuple[str, str], ...], code: str) -> list[Hit]:
    """Find the forbidden forms in plain texts, each form once. No query."""
    found: dict[str, Hit] = {}
    if entries:
        for text in texts:
            for hit in terms.misused(text, entries, code):
                found.setdefault(hit.words, hit)
    return list(found.values())


def pairs(source: str, target: str) -> Finder:
    """Return what finds the names of a language; its values are terms with both. One query."""
    named = {f"{languages.column('name', code)}__gt": "" for code in (source, target)}
    rows = Term.objects.filter(**named)
    return Finder([(row.name_in(source), row) for row in rows], source)
