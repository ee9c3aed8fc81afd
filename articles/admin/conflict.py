"""A form that two people filled in: what of theirs goes into it, so that saving again is safe."""

import json

from django.http import QueryDict

from articles import merge, text, versions
from articles.models import Article, Credit
from articles.models.version import SHARED
from articles.workflow import Conflict
from newsroom import languages


def rebased(data: QueryDict, article: Article, base: dict, mine: dict, refusal: Conflict):
    """Return the posted data with what others changed elsewhere in the parts that clash.

    `article` is the story as it is kept, `base` the version numbers that the form was opened
    with, `mine` maps each clashing part to its snapshot as it was typed. The words that clash
    stay as they were typed. Three queries a part.
    """
    data, base = data.copy(), dict(base)
    newest = versions.numbers(article)
    for part in refusal.parts:
        started = article.versions.filter(part=part, number=base.get(part, 0)).first()
        merged = merge.merge_fields(
            started.fields if started else {},
            versions.snapshot(article, part),
            mine[part],
            bodies=versions.BODIES,
        )
        for field, value in merged.fields.items():
            put(data, part, field, value)
        base[part] = newest[part]
    data["base"] = json.dumps(base)
    return data


def their_words(clash: merge.Conflict) -> str:
    """Return what somebody else made of a text; of a body only the paragraphs in question."""
    if clash.places:
        return "\n".join(text.plain(place.theirs) for place in clash.places)
    return clash.theirs if isinstance(clash.theirs, str) else ""


def put(data: QueryDict, part: str, field: str, value) -> None:
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
