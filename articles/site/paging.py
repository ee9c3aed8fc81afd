"""One page of a stream. Nothing is counted: a row more than the page has tells of the next one."""

import re
from collections.abc import Mapping
from dataclasses import dataclass

from django.db.models import QuerySet
from django.http import Http404, HttpRequest
from django.utils.http import urlencode

from articles.models import Edition

SIZE = 20
# Plain digits, as our own links write them.
NUMBER = re.compile(r"[1-9][0-9]{0,5}", re.ASCII)


@dataclass(frozen=True)
class StreamPage:
    """The editions of a page, its number, and the addresses of the pages beside it ("": none).

    `before` is the id of the edition that stands before the page, None on the first: by it the
    script notices that stories slid from this page to one that it has already shown.
    """

    object_list: list[Edition]
    number: int = 1
    next_url: str = ""
    previous_url: str = ""
    before: int | None = None


def page_url(number: int, keep: Mapping[str, str]) -> str:
    """Return the address of a page, relative to the stream's; the first has no number."""
    query = {**keep, **({"page": number} if number > 1 else {})}
    return f"?{urlencode(query)}" if query else "."


def page_number(request: HttpRequest) -> int:
    """Return the number of the page asked for; Http404 when it is no number of a page."""
    text = request.GET.get("page", "1")
    if not NUMBER.fullmatch(text):
        raise Http404
    return int(text)


def only_page(request: HttpRequest) -> None:
    """Let a list without further pages answer 404 to all numbers but the first."""
    if page_number(request) > 1:
        raise Http404


def behind(
    editions: QuerySet[Edition], start: int, stop: int, places: QuerySet | None = None
) -> QuerySet[Edition]:
    """Return a slice of a stream. The rows before it are passed over in an index alone.

    `places` are the ids of the stream in its order, where the editions themselves have no index
    of that.
    """
    if places is not None:
        return editions.filter(pk__in=places[start:stop])
    if start == 0 or not isinstance(editions, QuerySet):  # what a search has found knows its ids
        return editions[start:stop]
    return editions.filter(pk__in=editions.values("pk")[start:stop])


def stream_page(
    request: HttpRequest,
    editions: QuerySet[Edition],
    *,
    keep: Mapping[str, str] | None = None,
    places: QuerySet | None = None,
) -> StreamPage:
    """Return the page asked for; Http404 behind the last one. One query.

    `keep` are the query parameters that belong to the stream, `places` is `behind`'s.
    """
    number, keep = page_number(request), keep or {}
    start = (number - 1) * SIZE
    before, rows = None, list(behind(editions, max(0, start - 1), start + SIZE + 1, places))
    if number > 1:
        before, *rows = rows or [None]
        if not rows:
            raise Http404
    return StreamPage(
        object_list=rows[:SIZE],
        number=number,
        next_url=page_url(number + 1, keep) if len(rows) > SIZE else "",
        previous_url=page_url(number - 1, keep) if number > 1 else "",
        before=before and before.pk,
    )
