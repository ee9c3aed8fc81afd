"""Two snapshots of a part of a story side by side: what changed in each field, as words."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass

from django.utils.translation import gettext as _

from articles.models import Article, Author, Category, Credit, Image, Kind, Tag
from articles.models.story_fields import BODIES, TEXTS
from articles.text import diff, sequences
from newsroom import languages

ROWS = {"category": Category, "cover": Image, "own_cover": Image}
LISTS = {"tags": Tag, "related": Article}


@dataclass(frozen=True)
class Change:
    """A field that changed: `runs` of a line or a list, or `blocks` of a body."""

    name: str
    label: str
    runs: list[diff.Run]
    blocks: list[diff.Block]

    @property
    def counted(self) -> tuple[int, int]:
        """How many words are new and how many are gone."""
        return diff.counted([*self.runs, *(run for one in self.blocks for run in one.runs)])


def label_of(field: str) -> str:
    """Name a field of a snapshot."""
    if field == "credits":
        return _("Credits")
    return str(Article._meta.get_field(field).verbose_name)


def of_texts(old: Mapping, new: Mapping, *, but: Collection[str] = ()) -> list[Change]:
    """Return what changed in the texts of a language. No query."""
    found = []
    for field in TEXTS:
        if field in but or (field not in old and field not in new):
            continue
        before, after = old.get(field, ""), new.get(field, "")
        if before == after:
            continue
        if field in BODIES:
            blocks = diff.bodies(before, after)
            if any(block.kind != diff.SAME for block in blocks):
                found.append(Change(field, label_of(field), [], diff.folded(blocks)))
        else:
            found.append(Change(field, label_of(field), diff.lines(before, after), []))
    return found


def of_facts(old: Mapping, new: Mapping) -> list[Change]:
    """Return what changed beside the texts: each thing by its name. A query a sort of thing."""
    facts = [name for name in new if name not in TEXTS]
    changed = [name for name in facts if name in old and old[name] != new[name]]
    found = []
    for name in changed:
        before, after = words_of(name, old[name]), words_of(name, new[name])
        found.append(Change(name, label_of(name), list(items(before, after)), []))
    return found


def items(before: list[str], after: list[str]):
    """Compare lists of things: each is one run, with a comma behind it."""
    for kind, gone, came in sequences.stretches(before, after):
        if kind == sequences.SAME:
            yield diff.Run(diff.SAME, ", ".join(came) + " ")
            continue
        if gone:
            yield diff.Run(diff.GONE, ", ".join(gone))
        if came:
            yield diff.Run(diff.NEW, ", ".join(came))


def words_of(name: str, value) -> list[str]:
    """Return a fact in words. One query for rows of a table."""
    if name in ROWS or name in LISTS:
        ids = [value] if name in ROWS else value
        model = (ROWS | LISTS)[name]
        known = getattr(model, "everything", model.objects).in_bulk([pk for pk in ids if pk])
        return [str(known.get(pk, _("deleted"))) if pk else "—" for pk in ids]
    if name == "credits":
        authors = Author.objects.in_bulk([pk for pk, *_rest in value])
        return [credited(authors.get(pk), role, language) for pk, role, language in value]
    if name == "kind":
        return [str(Kind(value).label) if value in Kind else value]
    return [languages.by_code(value).name if value in languages.CODES else str(value)]


def credited(author: Author | None, role: str, language: str) -> str:
    role = Credit.Role(role).label if role in Credit.Role else role
    aside = f"{role}, {languages.by_code(language).label}" if language else role
    return f"{author or _('deleted')} ({aside})"
