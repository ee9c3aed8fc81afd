"""Names that readers of a language miss: of tags, authors, categories; words of pictures."""

from dataclasses import dataclass
from functools import reduce
from operator import add, and_, or_

from django.db.models import (
    Case,
    Count,
    Exists,
    F,
    OuterRef,
    Q,
    QuerySet,
    Subquery,
    TextChoices,
    When,
)
from django.db.models.functions import Coalesce
from django.utils.translation import gettext_lazy as _

from articles.models import (
    Author,
    Category,
    Edition,
    EditionCredit,
    EditionPicture,
    EditionTag,
    Image,
    Tag,
)
from newsroom import languages


class Kind(TextChoices):
    TAG = "tag", _("tags")
    AUTHOR = "author", _("authors")
    CATEGORY = "category", _("categories")
    ALT = "alt", _("picture alt texts")
    CAPTION = "caption", _("picture captions")


@dataclass(frozen=True)
class Source:
    """Where the gaps of a kind are: the model, its field, and the rows that tell of its use.

    The ways in which publications use it name no publication twice.
    """

    model: type
    field: str
    ways: tuple["Way", ...]


@dataclass(frozen=True)
class Way:
    """A table with a row for each use.

    `column` leads to the thing and `edition` to the publication ("pk" when the row is the
    publication); what the publication has as its `but` is counted there already.
    """

    through: type
    column: str
    edition: str
    but: str = ""


PICTURES = (Way(Edition, "cover", "pk"), Way(EditionPicture, "image", "edition", but="cover"))
SOURCES = {
    Kind.TAG: Source(Tag, "name", (Way(EditionTag, "tag", "edition"),)),
    Kind.AUTHOR: Source(Author, "name", (Way(EditionCredit, "author", "edition"),)),
    Kind.CATEGORY: Source(Category, "name", (Way(Edition, "category", "pk"),)),
    Kind.ALT: Source(Image, "alt", PICTURES),
    Kind.CAPTION: Source(Image, "caption", PICTURES),
}


def find(kind: Kind, codes: list[str]) -> QuerySet:
    """Return what lacks words in one of the languages, the most used first.

    Each row has `gap_ru`, …: how many live publications of that language use it, None where
    nothing is missing: a picture as their cover, or in their text. One without a caption in any
    language wants none.
    """
    source = SOURCES[kind]
    missing = {code: lacks(source.field, code) for code in codes}
    rows = source.model.objects.filter(any_of(missing.values()))
    if kind == Kind.CAPTION:
        rows = rows.exclude(all_of(lacks(source.field, code) for code in languages.CODES))
    gaps = {
        languages.column("gap", code): Case(
            When(missing[code], then=reduce(add, (uses(way, code) for way in source.ways))),
            default=None,
        )
        for code in codes
    }
    rows = rows.annotate(**gaps)
    total = reduce(add, (Coalesce(F(name), 0) for name in gaps))
    return rows.annotate(gap_total=total).order_by("-gap_total", "pk")


def lacks(field: str, code: str) -> Q:
    column = languages.column(field, code)
    return Q(**{column: ""}) | Q(**{f"{column}__isnull": True})


def any_of(conditions) -> Q:
    return reduce(or_, conditions)


def all_of(conditions) -> Q:
    return reduce(and_, conditions)


def uses(way: Way, code: str) -> Coalesce:
    """Return the number of live publications of a language that use a row.

    The rows of the thing are found first and looked up one by one: far fewer than all live ones.
    """
    live = Edition.objects.live().in_language(code).filter(pk=OuterRef(way.edition))
    if way.but:
        live = live.exclude(**{way.but: OuterRef(way.column)})
    rows = way.through.objects.filter(Exists(live), **{way.column: OuterRef("pk")})
    if way.through is not Edition:  # whose index by language would be taken for the better one
        rows = rows.filter(language=code)
    of_one = rows.order_by().values(way.column)
    number = of_one.annotate(number=Count(way.edition, distinct=True)).values("number")
    return Coalesce(Subquery(number), 0)
