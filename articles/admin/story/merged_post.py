"""Snapshots as posted data: what was merged goes back under the names of the form's fields."""

from django.http import QueryDict

from articles.models import Credit
from articles.models.version import SHARED
from newsroom import languages


def set_value(data: QueryDict, part: str, field: str, value) -> None:
    """Put one value of a snapshot into posted data, under the names of the form's fields."""
    if part != SHARED:
        data[languages.column(field, part)] = "" if value is None else value
    elif field == "credits":
        for name, ids in people(value).items():
            data.setlist(name, ids)
    elif isinstance(value, list):
        data.setlist(field, map(str, value))
    else:
        data[field] = "" if value is None else str(value)


def people(credits: list) -> dict[str, list[str]]:
    """Sort credits of a snapshot into the form's fields."""

    def authors(role: str, language: str = "") -> list[str]:
        return [str(author) for author, *rest in credits if rest == [role, language]]

    return {
        "authors": authors(Credit.Role.TEXT),
        "photographers": authors(Credit.Role.PHOTO),
    } | {f"translators_{code}": authors(Credit.Role.TRANSLATION, code) for code in languages.CODES}
