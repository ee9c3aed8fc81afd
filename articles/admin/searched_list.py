"""What the lists of stories and pictures share: looking for words, the first pages of many."""

from collections.abc import Callable
from dataclasses import replace

from django.core.paginator import Paginator
from django.utils.functional import cached_property
from django.utils.translation import get_language

from articles import search
from newsroom import languages
from newsroom.parameters import parse_id


class FirstPages(Paginator):
    """Knows no more than the pages that somebody may leaf to: further on one narrows.

    The rows are looked for once, by their ids: what they are asked may be hard to answer.
    """

    MOST = 900

    def __init__(self, *args, best: tuple[int, ...] | None = None, **kwargs):
        """Take the ids that a search found, the best first, where they are to stand like that."""
        super().__init__(*args, **kwargs)
        self.best = best

    @cached_property
    def ids(self) -> list[int]:
        if self.best is not None:
            return list(self.best[: self.MOST])
        return list(self.object_list.values_list("pk", flat=True)[: self.MOST])

    @property
    def count(self):
        return len(self.ids)

    @property
    def is_cut(self) -> bool:
        return self.count == self.MOST

    def on_page(self, number: int) -> list[int]:
        first = (number - 1) * self.per_page
        return self.ids[first : first + self.per_page]

    def rows(self, number: int) -> list:
        """Return the rows of a page in their order. One query."""
        here = self.on_page(number)
        found = {one.pk: one for one in self.object_list.filter(pk__in=here)}
        return [found[pk] for pk in here if pk in found]

    def page(self, number):
        number = self.validate_number(number)
        return self._get_page(self.rows(number), number, self)


def language_of(request) -> str:
    """Return the language that a form says is being written, else that of the interface."""
    written_in = request.GET.get("written_in", "")
    return written_in if written_in in languages.CODES else get_language()


def found_by(request) -> search.Answer | None:
    """Return what the search of a request found, None where nothing was looked for."""
    return getattr(request, "found_by_words", None)


class SearchedList:
    """A list, for a ModelAdmin, that is searched by any words in any language, or by a number."""

    # `search.stories` or `search.pictures`.
    look_for: Callable[..., search.Answer]
    first_pages = FirstPages
    # What the address calls an order that somebody chose in place of the search's own.
    order_parameter = "o"

    def get_search_results(self, request, queryset, search_term):
        if not search_term.strip():
            return queryset, False
        answer = self.look_for(search_term, queryset, language_of(request))
        if (number := parse_id(search_term)) is not None:
            ids = queryset.filter(pk=number).values_list("pk", flat=True)
            answer = replace(answer, ids=tuple(dict.fromkeys([*ids, *answer.ids])))
        request.found_by_words = answer
        return queryset.filter(pk__in=answer.ids), False

    def get_paginator(self, request, queryset, per_page, **kwargs):
        """Page through what was found in the order of the search, unless another one is chosen."""
        answer = found_by(request)
        best = answer.ids if answer and not request.GET.get(self.order_parameter) else None
        return self.first_pages(queryset, per_page, best=best, **kwargs)
