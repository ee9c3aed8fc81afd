"""Who may write which field: one table, read by every form of the admin that has them.

Beside permissions.py, which says who may open a row's page at all; here, since what readers see
of a picture is asked of articles/images. The default is no: what is not in the table is only read.
"""

from collections.abc import Sequence

from django.db.models import Model
from django.utils.translation import gettext_lazy as _

from articles.editorial.permissions import (
    STORIES,
    WRITE,
    WRITE_FACTS,
    Scope,
    has_live_languages,
)
from articles.images import usage
from articles.models import Author, Image
from articles.models.story_fields import FACTS, TEXTS
from newsroom import languages
from newsroom.models import Role, User

OTHER_DESK = _("Only the desk for this language can write this.")

_desks = {Role.EDITOR: Scope.DESK, Role.CHIEF: Scope.ALL}
_desks_and_translators = _desks | {Role.TRANSLATOR: Scope.DESK}
_chief = {Role.CHIEF: Scope.ALL}
_heads = dict.fromkeys((Role.CHIEF, Role.ADMINISTRATOR), Scope.ALL)
_administrator = {Role.ADMINISTRATOR: Scope.ALL}
_media = dict.fromkeys(
    (Role.REPORTER, Role.TRANSLATOR, Role.EDITOR, Role.CHIEF, Role.PHOTO_EDITOR), Scope.ALL
)

# Model → field (those of a language by their bare name) → role → how far: in their languages
# (`DESK`) or in all. A field without languages is of the language of its row, where that has one.
FIELDS = {
    # By part (articles/editorial/versions.py): whose story it is and what is wanted from whom
    # counts, too.
    "articles.article": {
        **dict.fromkeys((*TEXTS, "own_cover", "telegram", "telegram_text"), STORIES[WRITE]),
        **dict.fromkeys(FACTS, STORIES[WRITE_FACTS]),
    },
    "articles.category": dict.fromkeys(
        ("name", "description", "slug", "colour", "position", "picture"), _chief
    ),
    "articles.tag": dict.fromkeys(("name", "slug"), _desks_and_translators),
    # Of an author whom readers see, SHOWN_OF_AUTHORS says more.
    "articles.author": dict.fromkeys(
        ("name", "position", "bio", "slug", "portrait", "user")
        + ("x", "telegram", "facebook", "instagram", "website"),
        _desks,
    ),
    "articles.term": dict.fromkeys(("name", "forbidden", "note"), _desks),
    "articles.background": dict.fromkeys(("body", "name", "category"), _desks),
    # Of a picture that readers see, SHOWN says more.
    "articles.image": dict.fromkeys(
        ("alt", "caption", "credit", "source", "copyright", "people", "keywords", "taken_at")
        + ("rights", "usable_until", "is_graphic", "focal_x", "focal_y"),
        _media,
    ),
    "articles.page": dict.fromkeys(("title", "body", "slug", "position", "purpose"), _heads),
    "articles.sitesettings": {
        **dict.fromkeys(("name", "tagline", "reuse", "copyright"), _heads),
        **dict.fromkeys(("x", "youtube", "instagram", "facebook", "telegram"), _heads),
        **dict.fromkeys(("app_store", "google_play", "support", "email"), _heads),
        **dict.fromkeys(("default_language", "has_offline", "checks"), _heads),
        **dict.fromkeys(("needs_other_eyes", "armenian_and", "feed_has_full_text"), _heads),
        **dict.fromkeys(("allows_ai_crawlers", "ads_txt", "humans_txt"), _heads),
        **dict.fromkeys(("security_contact", "indexnow_key", "indexnow_address"), _heads),
        "websub_hub": _heads,
        "second_factor_roles": _administrator,
    },
    "articles.ad": dict.fromkeys(
        ("name", "place", "language", "categories", "is_house", "url", "image", "words", "html")
        + ("starts_at", "ends_at", "weight", "cap", "goal"),
        _heads,
    ),
    "articles.breaking": dict.fromkeys(("language", "text", "address", "ends_at"), _desks),
    "articles.telegramchannel": dict.fromkeys(
        ("language", "chat", "token", "is_staff", "is_active", "kinds"), _heads
    ),
    "newsroom.user": dict.fromkeys(
        ("username", "first_name", "last_name", "email", "role", "languages")
        + ("interface_language", "is_active", "welcome"),
        _administrator,
    ),
}

_shown = {Role.CHIEF: Scope.ALL, Role.PHOTO_EDITOR: Scope.ALL}
# The same of pictures while live pages show them: words in the language of their column, what all
# languages share in each of those in which such a page is live.
SHOWN = {
    **dict.fromkeys(("alt", "caption", "credit"), _shown | {Role.EDITOR: Scope.DESK}),
    **dict.fromkeys(
        ("rights", "usable_until", "is_graphic", "focal_x", "focal_y"),
        _shown | {Role.EDITOR: Scope.DESK},
    ),
}
# What all languages share of an author: in each where stories of theirs are live, too.
SHOWN_OF_AUTHORS = {"slug", "portrait", "x", "telegram", "facebook", "instagram", "website"}


def field_of(model: type[Model], column: str) -> tuple[str, str]:
    """Return the field of a column and its language, "" where it is the same in all of them."""
    field = next((one for one in model._meta.get_fields() if one.name == column), None)
    code = getattr(field, "language", "")
    return (field.translated_field.name, code) if code in languages.CODES else (column, "")


def reaches(user: User, scopes: dict[Role, Scope], language: str) -> bool:
    """Tell whether a line of the table gives the user's role a field, in a language ("": any)."""
    scope = scopes.get(user.role)
    has_desk = user.works_in(language) if language else bool(user.languages)
    return scope is Scope.ALL or (scope is Scope.DESK and has_desk)


def can_write(user: User, row: Model, column: str) -> bool:
    """Tell whether the table lets the user write a column of a row, a new one's too.

    Pictures that readers see, and stories, ask for more.
    """
    if user.is_superuser:
        return user.is_active
    field, language = field_of(type(row), column)
    language = language or getattr(row, "language", "")
    scopes = FIELDS.get(row._meta.label_lower, {}).get(field, {})
    return reaches(user, scopes, language)


def barred(user: User, row: Model) -> set[str]:
    """Return the columns of a row that the user may not write now; of a new one, too.

    Of a picture eight queries, of an author one, or none.
    """
    named = columns(type(row))
    found = {column for column in named if not can_write(user, row, column)}
    if isinstance(row, Image):
        return found | barred_of(user, [row])[row.pk]
    if isinstance(row, Author) and row.pk and not has_live_languages(user, row):
        return found | SHOWN_OF_AUTHORS
    return found


def barred_of(user: User, images: Sequence[Image]) -> dict[int, set[str]]:
    """Return which columns of pictures that readers see the user may not publish, by their ids.

    Eight queries, or none.
    """
    refused = {}
    for column in () if user.is_superuser else columns(Image):
        field, code = field_of(Image, column)
        if field in SHOWN:
            asked = [code] if code else languages.CODES
            refused[column] = {one for one in asked if not reaches(user, SHOWN[field], one)}
    found: dict[int, set[str]] = {image.pk: set() for image in images}
    shown = usage.live_languages(found) if found and any(refused.values()) else {}
    for pk, codes in shown.items():
        found[pk] = {column for column, its in refused.items() if not its.isdisjoint(codes)}
    return found


def columns(model: type[Model]) -> list[str]:
    """Name what a form of the model may hold; of a field with languages its column in each."""
    names = [one.name for one in (*model._meta.concrete_fields, *model._meta.many_to_many)]
    return [name for name in names if languages.column(name, languages.DEFAULT) not in names]
