"""Where categories, tags and authors are now whose address was another one."""

from articles.models import Author, Category, OldAddress, Tag
from newsroom import languages

Noun = Category | Tag | Author
NOUNS = {"category": Category, "tag": Tag, "author": Author}


def noun_of(row: Noun) -> str:
    """Return what a row is called in addresses, rights and columns: category, tag, author."""
    return row._meta.model_name


def slugs(row: Noun) -> dict[str, str]:
    """Return the present addresses by language; a category and an author have one, under ""."""
    if isinstance(row, Tag):
        return {
            code: getattr(row, languages.column("slug", code)) or "" for code in languages.CODES
        }
    return {"": row.slug}


def slug_in(row: Noun, language: str) -> str:
    """Return the address that readers of a language know now."""
    known = slugs(row)
    return known.get(language, known.get("", ""))


def own(row: Noun):
    """Return the addresses that a row had before."""
    return OldAddress.objects.filter(**{noun_of(row): row})


def taken(row: Noun, language: str, slug: str) -> Noun | None:
    """Return who had an address before, if that is another than the row. One query."""
    noun = noun_of(row)
    old = OldAddress.objects.filter(language=language, slug=slug, **{f"{noun}__isnull": False})
    found = old.exclude(**{noun: row.pk}).select_related(noun).first()
    return getattr(found, noun) if found else None


def moved_to(noun: str, language: str, slug: str) -> Noun | None:
    """Return the row that had the address before and has another one in the language now.

    None where it has no name there. One query. An address leads to the row, not to the next
    address, so that any number of renamings and merges is one hop.
    """
    known = {"slug": slug, "language": language if noun == "tag" else ""}
    old = OldAddress.objects.filter(**known, **{f"{noun}__isnull": False})
    found = old.select_related(noun).first()
    row = getattr(found, noun) if found else None
    if row is None or not getattr(row, languages.column("name", language)):
        return None
    return row if slug_in(row, language) not in ("", slug) else None
