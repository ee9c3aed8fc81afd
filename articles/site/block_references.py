"""What bodies name by number beside pictures, as readers may see it: other stories, files.

A story is shown as its live edition in the language of the page, and not at all where there is
none: whatever else is known of it stays in the newsroom.
"""

from collections.abc import Collection, Iterable, Mapping

from articles.models import Edition, File
from articles.text.blocks import ROWS
from articles.text.cleaning import rows_in
from newsroom.cache.per_key import per_generation_by_key

# By the name of the block and the number that it names.
Named = Mapping[tuple[str, int], Edition | File]


def named(bodies: Iterable[str], language: str, *, but: int | None = None) -> Named:
    """Return what the cleaned bodies name, without the story `but` itself.

    One query for each block that names rows; none where the bodies name none, or where other pages
    have asked under this generation.
    """
    bodies, found = list(bodies), {}
    for name, block in ROWS.items():
        ids = {pk for body in bodies for pk in rows_in(body, name)}
        rows = FINDERS[block.names](ids, language, but) if ids else {}
        found |= {(name, pk): row for pk, row in rows.items()}
    return found


def _live(ids: Collection[int], language: str, but: int | None) -> dict[int, Edition]:
    rows = _editions({(language, pk) for pk in ids if pk != but})
    return {pk: one for (_code, pk), one in rows.items() if one.is_live}


@per_generation_by_key
def _editions(keys: Collection[tuple[str, int]]) -> dict[tuple[str, int], Edition]:
    """Return editions by language and story, live or not: time alone moves no generation."""
    languages, stories = zip(*keys, strict=True)
    rows = Edition.objects.filter(language__in=set(languages), article__in=stories).for_stream()
    return {(one.language, one.article_id): one for one in rows}


@per_generation_by_key
def _files(ids: Collection[int]) -> dict[int, File]:
    return File.objects.in_bulk(ids)


# For each model that blocks name: how its rows are found.
FINDERS = {"Edition": _live, "File": lambda ids, _language, _but: _files(ids)}
