"""The page of one picture: what the server would cut, where it is used, what looks like it."""

from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import PurePosixPath

from django.http import QueryDict
from django.urls import reverse
from django.utils.http import urlencode
from django.utils.translation import gettext_lazy as _

from articles import images
from articles.admin.pictures.image_form import FACTS, TEXTS
from articles.admin.pictures.image_list import SOON
from articles.admin.pictures.image_words import badges, called
from articles.editorial.permissions import can_arrange
from articles.images import usage
from articles.images.sizes import CROPS
from articles.images.usage import Place, Use
from articles.models import Image
from newsroom import languages
from newsroom.models import User

# The crops that readers meet, by name in CROPS: what they are for.
SHOWN = {
    "3x2": _("3:2, story lists"),
    "16x9": _("16:9, cover pictures"),
    "1x1": _("1:1, portraits and compact lists"),
    "social": _("1200 × 630, social media"),
}


@dataclass(frozen=True)
class Cut:
    """One crop beside the picture; `ratio` is its width to its height."""

    name: str
    label: str
    ratio: float
    src: str


@dataclass(frozen=True)
class Used:
    """A use as this person may see it: with links where they lead to something."""

    use: Use
    language: str
    title: str
    admin_url: str


def context(model_admin, request, image: Image, form) -> dict:
    """Return what the page shows beside the fields. Some fifteen queries."""
    query = request.GET.get("_changelist_filters", "")
    found = usage.where(image)
    return {
        "picture": image,
        "called": called(image, request.user),
        "large": images.desk_url(image, "full", 1280),
        "cuts": list(cuts(image)),
        "columns": text_columns(form, image),
        "facts": fact_rows(form, image),
        "badges": badges(image, soon=SOON),
        "uses": [visible_use(one, request.user) for one in found.uses],
        "more_stories": max(0, found.stories - usage.MOST_STORIES),
        "twins": alike(image, request.user),
        "around": neighbours(model_admin, request, image, query),
        "kind": PurePosixPath(image.original).suffix.lstrip(".").upper(),
        "list_address": address("admin:articles_image_changelist", query=query),
    }


def cuts(image: Image) -> Iterable[Cut]:
    for name, label in SHOWN.items():
        yield Cut(name, label, CROPS[name].ratio, images.desk_url(image, name, 480))


def text_columns(form, image: Image) -> list[tuple]:
    """Return a column a language: its rows of field (None where it is only read), label, value."""
    return [
        (one, [row(form, image, languages.column(text, one.code)) for text in TEXTS])
        for one in languages.LANGUAGES
    ]


def fact_rows(form, image: Image) -> list[tuple]:
    return [row(form, image, name) for name in FACTS]


def row(form, image: Image, name: str) -> tuple:
    field = Image._meta.get_field(name)
    label = getattr(field, "translated_field", field).verbose_name
    show = getattr(image, f"get_{name}_display", lambda: getattr(image, name))
    return (form[name] if name in form.fields else None, label, show())


def visible_use(use: Use, user: User) -> Used:
    """Keep from a person what they may not open: ads, and the home desk of another language."""
    language = languages.by_code(use.language).name if use.language else ""
    is_open = bool(use.admin_url)
    if use.place == Place.AD:
        is_open = user.has_perm("articles.view_ad")
    if use.place == Place.HOME:
        is_open = can_arrange(user, use.language)
    title = use.title if is_open or use.place != Place.AD else ""
    return Used(use, language, title, use.admin_url if is_open else "")


def alike(image: Image, user: User) -> list[Image]:
    """Return pictures that look nearly the same, as the page shows them. Two queries."""
    found = images.twins(image)
    for one in found:
        one.called = called(one, user)
        one.thumb = images.desk_url(one, "3x2", 240)
    return found


def neighbours(model_admin, request, image: Image, query: str) -> dict[str, str]:
    """Return the addresses of the previous and the next picture in the search. One query.

    Without a search there is the whole library to leaf through.
    """
    ids = model_admin.ids_of(request, QueryDict(query))
    if image.pk not in ids:
        return {}
    place = ids.index(image.pk)
    found = {}
    if place:
        found["previous"] = picture_address(ids[place - 1], query)
    if place + 1 < len(ids):
        found["next"] = picture_address(ids[place + 1], query)
    return found


def next_without_alt(model_admin, request, image: Image, query: str) -> str:
    """Return the address of the next picture of the search that lacks alt text, "" if none.

    After the last one come the first again. One query; ask before the picture is saved, since with
    its alt text it leaves the search.
    """
    given = QueryDict(query, mutable=True)
    given.setdefault("noalt", "any")
    ids = model_admin.ids_of(request, given)
    place = ids.index(image.pk) if image.pk in ids else -1
    others = [*ids[place + 1 :], *ids[: max(place, 0)]]
    return picture_address(others[0], given.urlencode()) if others else ""


def picture_address(pk: int, query: str = "") -> str:
    return address("admin:articles_image_change", pk, query=query)


def address(name: str, *args, query: str = "") -> str:
    """Return an address with the search that it belongs to."""
    found = reverse(name, args=args)
    if not query:
        return found
    if name.endswith("_changelist"):
        return f"{found}?{query}"
    return f"{found}?{urlencode({'_changelist_filters': query})}"
