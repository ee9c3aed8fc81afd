"""What happens to categories, tags and authors: renamed, merged, deleted. No address is lost."""

from collections.abc import Iterable

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import Exists, ForeignKey, Model, OuterRef, QuerySet, UniqueConstraint
from django.utils.translation import gettext as _

from articles.editorial import undo, versions
from articles.editorial.permissions import can_delete_noun, can_merge, can_rename, require
from articles.models import Action, Article, Author, Category, OldAddress, Tag, audit_log
from articles.search.reindexing import reindex_named
from articles.site import redirects
from articles.site.redirects import Noun, noun_of
from articles.workflow.common import refuse_unless
from newsroom import languages
from newsroom.models import User

# What a row takes over from one that is merged into it, where it says nothing itself: per
# language with the name, per language by itself, and in all languages.
WITH_NAME = {Category: ("description",), Tag: ("slug",), Author: ()}
BY_ITSELF = {Category: (), Tag: (), Author: ("position", "bio")}
ONCE = {
    Category: ("picture",),
    Tag: (),
    Author: ("portrait", "user", "x", "telegram", "facebook", "instagram", "website"),
}

NAMES = [languages.column("name", code) for code in languages.CODES]


@transaction.atomic
def rename(row: Noun, *, by: User) -> None:
    """Keep a category, tag or author as it was typed; its former addresses lead to the new ones."""
    require(can_rename(by, row))
    kept = type(row).objects.select_for_update().get(pk=row.pk)
    before, after = redirects.slugs(kept), redirects.slugs(row)
    changed = {code: slug for code, slug in after.items() if slug != before[code]}
    for code, slug in changed.items():
        refuse_taken(row, code, slug)
        keep_address(row, code, before[code])
        redirects.own(row).filter(language=code, slug=slug).delete()
    row.save()
    if any(getattr(kept, name) != getattr(row, name) for name in NAMES):
        find_anew(row)
    fields = {column(code): [before[code], slug] for code, slug in changed.items() if before[code]}
    if fields:
        write_audit(Action.RENAME, row, by=by, fields=fields)


@transaction.atomic
def merge(row: Noun, into: Noun, *, by: User) -> None:
    """Let all that one category, tag or author has be another's, for good.

    Its stories, publications and further rows move, its addresses lead to the other, which takes
    over its names in languages where it has none itself.
    """
    require(can_merge(by, row))
    refuse_unless(type(row) is type(into) and row.pk != into.pk, _("Choose another."))
    # As publishing does: first the stories, then what they are about. So neither waits for ever.
    list(stories(row).select_for_update().order_by("pk").values_list("pk", flat=True))
    locked = type(row).objects.select_for_update().order_by("pk").in_bulk([row.pk, into.pk])
    refuse_unless(len(locked) == 2, _("Someone else has since merged or deleted it."))
    row, into = locked[row.pk], locked[into.pk]
    about, known_as, old = str(row), str(into), redirects.slugs(row)
    pk, number = row.pk, stories(row).count()
    move(row, into)
    versions.replace(noun_of(row), pk, into.pk)
    undo.replace(noun_of(row), pk, into.pk)
    take_over(row, into)
    row.delete()
    into.save()
    find_anew(into)
    for code, slug in old.items():
        if slug != redirects.slugs(into)[code]:
            keep_address(into, code, slug)
    write_audit(Action.MERGE, into, by=by, about=about, into=known_as, was=pk, stories=number)


@transaction.atomic
def delete(row: Noun, *, by: User) -> None:
    """Delete what nothing is about; what is in use is refused with what to do instead."""
    require(can_delete_noun(by, row))
    row = type(row).objects.select_for_update().get(pk=row.pk)
    if is_used(row):
        raise ValidationError(in_use(row))
    versions.replace(noun_of(row), row.pk, None)
    row.delete()


def stories(row: Noun) -> QuerySet[Article]:
    """Return the stories whose working copy is about the row, those in the bin too."""
    if isinstance(row, Category):
        return Article.everything.filter(category=row)
    through = row.tagged_articles if isinstance(row, Tag) else row.credits
    column = "content_object" if isinstance(row, Tag) else "article"
    return Article.everything.filter(pk__in=through.order_by().values(column))


def relations(row: Model) -> list[tuple[type[Model], ForeignKey]]:
    """Return every foreign key that leads to the row's model, those of joining tables too."""
    return [
        (one.related_model, one.field)
        for one in row._meta.get_fields(include_hidden=True)
        if one.auto_created and not one.concrete and (one.one_to_many or one.one_to_one)
    ]


def is_used(row: Noun) -> bool:
    """Tell whether anything but its former addresses leads to the row."""
    return any(
        model._base_manager.filter(**{field.name: row}).exists()
        for model, field in relations(row)
        if model is not OldAddress
    )


def in_use(row: Noun) -> str:
    """Say that a row cannot be deleted, and what to do."""
    words = _(
        "“%(name)s” is in use (stories: %(number)d). Merge it with another instead: its "
        "stories and address will move there."
    )
    return words % {"name": row, "number": stories(row).count()}


def move(row: Noun, into: Noun) -> None:
    """Let every row of any table that leads to one lead to the other, once."""
    for model, field in relations(row):
        moved = model._base_manager.filter(**{field.name: row})
        for names in unique_with(model, field.name):
            others = {name: OuterRef(name) for name in names if name != field.name}
            twins = model._base_manager.filter(**{field.name: into}, **others)
            moved.filter(Exists(twins)).delete()
        moved.update(**{field.name: into})


def unique_with(model: type[Model], name: str) -> list[tuple[str, ...]]:
    """Return the sets of columns with a foreign key among them that no two rows may share."""
    known = [tuple(one) for one in model._meta.unique_together]
    known += [one.fields for one in model._meta.constraints if isinstance(one, UniqueConstraint)]
    if model._meta.get_field(name).unique:
        known.append((name,))
    return [one for one in known if name in one]


def take_over(row: Noun, into: Noun) -> None:
    """Fill in what only the row that goes knows. Nothing is saved."""
    model = type(row)
    for code in languages.CODES:
        name = languages.column("name", code)
        if getattr(row, name) and not getattr(into, name):
            fill(row, into, [languages.column(one, code) for one in ("name", *WITH_NAME[model])])
        fill(row, into, [languages.column(one, code) for one in BY_ITSELF[model]])
    fill(row, into, ONCE[model])


def fill(row: Noun, into: Noun, columns: Iterable[str]) -> None:
    """Copy what the other row has nothing of itself."""
    for column in columns:
        if not getattr(into, column):
            setattr(into, column, getattr(row, column))


def find_anew(row: Noun) -> None:
    """Let the search know publications by the names that their tag or author has now; the worker
    does it.
    """
    if not isinstance(row, Category):
        reindex_named.enqueue(noun_of(row), row.pk)


def refuse_taken(row: Noun, code: str, slug: str) -> None:
    """Refuse an address that still leads to another row."""
    other = redirects.taken(row, code, slug) if slug else None
    if other is not None:
        words = _("This address redirects to “%(name)s”. Choose another.")
        raise ValidationError({column(code): words % {"name": other}})


def keep_address(row: Noun, code: str, slug: str) -> None:
    """Let an address lead to the row from now on."""
    if slug:
        noun = noun_of(row)
        OldAddress.objects.update_or_create(
            slug=slug, language=code, **{f"{noun}__isnull": False}, defaults={noun: row}
        )


def column(code: str) -> str:
    """Return the column of a slug: a language's, or without one the slug of all languages."""
    return languages.column("slug", code) if code else "slug"


def write_audit(action: Action, row: Noun, *, by: User, about: str = "", **details) -> None:
    """Write an audit entry about a row, under its name unless `about` gives another."""
    details |= {"model": row._meta.label_lower, "pk": row.pk}
    audit_log.write(action, by=by, about=about or str(row), **details)
