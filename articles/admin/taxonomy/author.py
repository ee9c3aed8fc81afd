from collections.abc import Iterable

from django.contrib import admin
from django.utils.translation import gettext_lazy as _

from articles import images
from articles.admin.base import columns, name_gaps, per_language
from articles.admin.taxonomy.taxonomy_admin import NounAdmin
from articles.models import Author
from newsroom.cache.generation import per_generation
from newsroom.models import User


def photos(people: Iterable[User]) -> dict[int, str]:
    """Return the addresses of people's photos by their ids: portraits of their authors.

    Who has none is not there. One query a generation.
    """
    return photos_of(tuple(person.pk for person in people))


@per_generation
def photos_of(ids: tuple[int, ...]) -> dict[int, str]:
    rows = Author.objects.filter(user__in=ids, portrait__isnull=False).select_related("portrait")
    return {row.user_id: images.url(row.portrait, "1x1", 96) for row in rows}


@admin.register(Author)
class AuthorAdmin(NounAdmin):
    list_display = ["__str__", "slug", "user", name_gaps]
    list_select_related = ["user"]
    search_fields = [*columns("name"), "slug"]
    fieldsets = [
        (None, {"fields": ["slug", "portrait", "user"]}),
        *per_language("name", "position", "bio"),
        (_("Accounts"), {"fields": ["x", "telegram", "facebook", "instagram", "website"]}),
    ]
