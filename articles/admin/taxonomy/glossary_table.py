"""The glossary as a table: written for a spreadsheet, read back from one."""

from collections.abc import Iterable, Iterator

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from articles.admin import spreadsheets
from articles.editorial.field_permissions import OTHER_DESK, barred
from articles.models import Term
from newsroom import languages
from newsroom.models import User

NAMES = {code: languages.column("name", code) for code in languages.CODES}
FORBIDDEN = {code: languages.column("forbidden", code) for code in languages.CODES}
# The column of the table → the column of the row.
COLUMNS = (
    {code: NAMES[code] for code in languages.CODES}
    | {f"{code} forbidden": FORBIDDEN[code] for code in languages.CODES}
    | {"note": "note"}
)
LARGEST = 2_000_000  # bytes
MOST = 20_000  # lines


def rows(terms: Iterable[Term]) -> Iterator[list[str]]:
    """Yield the lines below the heading, which is COLUMNS.

    Several forbidden forms stand in one cell, with a semicolon between.
    """
    for term in terms:
        cells = ((getattr(term, column) or "").splitlines() for column in COLUMNS.values())
        yield ["; ".join(lines) for lines in cells]


def read_terms(file) -> list[Term]:
    """Return the terms of an uploaded table, unsaved; ValidationError with every line at fault."""
    if file.size > LARGEST:
        raise ValidationError(_("The file is too large: the limit is 2 MB."))
    return terms_of(spreadsheets.read_rows(file.read()))


def terms_of(lines: Iterator[list[str]]) -> list[Term]:
    """Return the terms of a table; ValidationError with every line at fault."""
    heading = [cell.strip().lower() for cell in next(lines, [])]
    if not set(heading) & set(languages.CODES):
        words = _("The first row must name the columns: %(columns)s.")
        raise ValidationError(words % {"columns": ", ".join(COLUMNS)})
    terms, faults = [], []
    for number, cells in enumerate(lines, 2):
        if number > MOST:
            raise ValidationError(_("Too many rows in one file."))
        if not cells:
            continue
        term = term_of(dict(zip(heading, cells, strict=False)))
        try:
            term.full_clean()
        except ValidationError as error:
            sentence = _("Line %(number)d: %(reason)s")
            faults.append(sentence % {"number": number, "reason": " ".join(error.messages)})
        terms.append(term)
    if faults:
        raise ValidationError(faults)
    return terms


def term_of(row: dict[str, str]) -> Term:
    """Return the unsaved term of a line; what it does not name stays empty."""
    term = Term()
    for name, column in COLUMNS.items():
        cell = " ".join(row.get(name, "").split())
        if column in FORBIDDEN.values():
            cell = "\n".join(form.strip() for form in cell.split(";") if form.strip())
        setattr(term, column, cell)
    return term


@transaction.atomic
def save_terms(terms: Iterable[Term], *, by: User) -> tuple[int, int]:
    """Add or change terms; return how many. Two queries and one for each that is new or differs.

    ValidationError, and nothing is kept, where a line changes a language of other desks.

    A line is about the kept term that shares a name with it in any language. An empty cell changes
    nothing.
    """
    known: dict[tuple[str, str], Term] = {}
    for row in Term.objects.all():
        know(known, row)
    added = changed = 0
    for term in terms:
        keys = [key for key in keys_of(term) if key in known]
        kept = known[keys[0]] if keys else None
        refuse_other_desks(kept or Term(), term, by=by)
        if kept is None:
            term.save()
            added += 1
            kept = term
        elif fill(kept, term):
            kept.save()
            changed += 1
        know(known, kept)
    return added, changed


def refuse_other_desks(kept: Term, given: Term, *, by: User) -> None:
    """Refuse words of a line that the person may not write; naming them."""
    locked = barred(by, kept)
    for column in COLUMNS.values():
        words = getattr(given, column)
        if column in locked and words and words != (getattr(kept, column) or ""):
            raise ValidationError(f"{words}: {OTHER_DESK}")


def know(known: dict[tuple[str, str], Term], term: Term) -> None:
    known.update(dict.fromkeys(keys_of(term), term))


def keys_of(term: Term) -> list[tuple[str, str]]:
    return [(code, term.name_in(code).casefold()) for code in languages.CODES if term.name_in(code)]


def fill(kept: Term, given: Term) -> bool:
    """Take over what a line says; tell whether that changed anything."""
    said = {column: getattr(given, column) for column in COLUMNS.values() if getattr(given, column)}
    new = {column: value for column, value in said.items() if getattr(kept, column) != value}
    for column, value in new.items():
        setattr(kept, column, value)
    return bool(new)
