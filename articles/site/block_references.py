"""What bodies name by number beside pictures: stories to be read, too, and files.

A story is shown as its live edition in the language of the page, and not at all where there is
none: whatever else is known of it stays in the newsroom.
"""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, field

from articles.models import Edition, File
from articles.text.cleaning import rows_in
from newsroom.cache.per_key import per_generation_by_key


@dataclass(frozen=True)
class Named:
    """Live editions by the id of their story, and files by their id."""

    stories: Mapping[int, Edition] = field(default_factory=dict)
    files: Mapping[int, File] = field(default_factory=dict)


NOTHING = Named()


def named(bodies: Iterable[str], language: str, *, but: int | None = None) -> Named:
    """Return what the cleaned bodies name, without the story `but` itself.

    One query for stories and one for files; none where the bodies name none, or where other pages
    have asked under this generation.
    """
    bodies = list(bodies)
    stories = {(language, pk) for body in bodies for pk in rows_in(body, "story") if pk != but}
    files = {pk for body in bodies for pk in rows_in(body, "file")}
    if not stories and not files:
        return NOTHING
    live = {pk: one for (_code, pk), one in _editions(stories).items() if one.is_live}
    return Named(live, _files(files))


@per_generation_by_key
def _editions(keys: Collection[tuple[str, int]]) -> dict[tuple[str, int], Edition]:
    """Return editions by language and story, live or not: time alone moves no generation."""
    languages, stories = zip(*keys, strict=True)
    rows = Edition.objects.filter(language__in=set(languages), article__in=stories).for_stream()
    return {(one.language, one.article_id): one for one in rows}


@per_generation_by_key
def _files(ids: Collection[int]) -> dict[int, File]:
    return File.objects.in_bulk(ids)
