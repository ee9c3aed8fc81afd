"""What stands beside a translation: another language's texts, what changed in them since, names.

Nothing of it is typed into. HTML is cleaned, differences are plain words of compare.py.
"""

from dataclasses import dataclass, field

from django.db.models import Max

from articles.editorial import glossary
from articles.models import Article, Edition, Term, Version
from articles.models.story_fields import BODIES, PROSE
from articles.text import cleaning, diff, merge

# The texts of a tab that have a counterpart, but for the body.


@dataclass(frozen=True)
class Name:
    """A name found in the original, and how the glossary writes it in the other language."""

    words: str
    instead: str
    note: str = ""


@dataclass
class Piece:
    """A text or a paragraph: `html` is cleaned; `runs` or `blocks` say what changed in it."""

    name: str
    html: str
    runs: list[diff.Run] = field(default_factory=list)
    blocks: list[diff.Block] = field(default_factory=list)
    names: list[Name] = field(default_factory=list)

    @property
    def is_changed(self) -> bool:
        return bool(self.runs or self.blocks)


@dataclass(frozen=True)
class Beside:
    """One language as it stands beside another: its short texts, its paragraphs in order."""

    language: str
    lines: list[Piece]
    body: list[Piece]

    @property
    def changed(self) -> int:
        """How many texts and paragraphs changed since the translation was made from them."""
        return sum(piece.is_changed for piece in (*self.lines, *self.body))


def panel_for(article: Article, language: str, other: str) -> Beside:
    """Return what stands beside a language. Five queries at most."""
    finder = glossary.pairs(other, language)
    old = former(article, language, other)
    lines = []
    for name in PROSE:
        if name in BODIES:
            continue
        words = article.text(name, other)
        before = old.get(name, words)
        runs = diff.lines(before, words) if before != words else []
        lines.append(Piece(name, words, runs=runs, names=names_in(words, finder, language)))
    body = cleaning.clean_draft(article.text("body", other))
    pieces = [Piece("body", block) for block in merge.blocks(body)]
    for place, before, after in changes(old.get("body", body), body):
        if place < len(pieces):
            pieces[place].blocks += diff.bodies(before, after)
    for piece in pieces:
        piece.names = names_in(cleaning.plain(piece.html), finder, language)
    return Beside(other, lines, pieces)


def former(article: Article, language: str, other: str) -> dict:
    """Return the other language's texts as the translation was made from them; {} when unknown.

    Three queries at most.
    """
    number = made_from(article, language, other)
    if number is None:
        return {}
    kept = Version.objects.filter(article=article, part=other, number=number).first()
    return kept.fields if kept else {}


def made_from(article: Article, language: str, other: str) -> int | None:
    """Return the version of another language that a text was made from; None when unknown.

    What publishing noted of the original counts first; else what stood there when the language's
    first version was kept. Two queries at most.
    """
    if other == article.source_language:
        rows = Edition.objects.filter(article=article, language=language)
        if noted := rows.values_list("made_from", flat=True).first():
            return noted
    begun = Version.objects.filter(article=article, part=language).order_by("number")[:1]
    kept = Version.objects.filter(article=article, part=other, at__lte=begun.values("at"))
    return kept.order_by().aggregate(last=Max("number"))["last"]


def changes(old: str, new: str) -> list[tuple[int, str, str]]:
    """Return (place in the new body, blocks before, blocks after) of what changed in a body.

    What was removed is told of at the block that stands before it.
    """
    before, found, shift = merge.blocks(old), [], 0
    for edit in merge.edits(old, new):
        gone, start = before[edit.start : edit.end], edit.start + shift
        shift += len(edit.new) - len(gone)
        if len(gone) == len(edit.new):
            found += [
                (start + at, *pair) for at, pair in enumerate(zip(gone, edit.new, strict=True))
            ]
            continue
        first, *more = edit.new or ("",)
        found.append((start if edit.new else max(start - 1, 0), "".join(gone), first))
        found += [(start + at, "", one) for at, one in enumerate(more, 1)]
    return found


def names_in(words: str, finder, language: str) -> list[Name]:
    """Return the names of the glossary in a text, each once."""
    found: dict[str, Name] = {}
    for hit in finder.find(words):
        term: Term = hit.value
        instead = term.name_in(language)
        found.setdefault(instead, Name(hit.words, instead, term.note))
    return list(found.values())
