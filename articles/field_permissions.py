"""Which columns of a picture a person may write: one table, read by every form that has them."""

from collections.abc import Sequence

from articles.images import usage
from articles.models import Image
from articles.permissions import PUBLISH, has_right, may
from newsroom import languages
from newsroom.models import Role, User

# Model → field (those of a language by their bare name) → whose right it takes while live pages
# show the row: of who may publish in the language, or in some language ("" is of all).
LANGUAGE, ANY = "language", "any"
FIELDS = {
    Image: {
        **dict.fromkeys(("alt", "caption", "credit"), LANGUAGE),
        **dict.fromkeys(("rights", "usable_until", "is_graphic", "focal_x", "focal_y"), ANY),
    }
}


def barred(user: User, image: Image) -> set[str]:
    """Return the columns of a picture that the user may not write now. Eight queries, or none."""
    return barred_of(user, [image])[image.pk]


def barred_of(user: User, images: Sequence[Image]) -> dict[int, set[str]]:
    """Return the same of several pictures, by their ids, with as many queries."""
    found: dict[int, set[str]] = {image.pk: set() for image in images}
    if not images or has_right(user, "withdraw", images[0]):
        return found
    publishes = {code for code in languages.CODES if may(user, PUBLISH, language=code)}
    for pk, shown in usage.live_languages(found).items():
        for field, right in FIELDS[Image].items():
            if right == LANGUAGE:
                found[pk] |= {languages.column(field, code) for code in shown - publishes}
            elif shown and user.role != Role.EDITOR:
                found[pk].add(field)
    return found


def can_change(user: User, image: Image, field: str, language: str = "") -> bool:
    """Tell whether the user may write a field of a picture, in a language where it has some."""
    column = languages.column(field, language) if language else field
    return has_right(user, "change", image) and column not in barred(user, image)
