"""The library of pictures: a grid or a list, questions that combine, three orders."""

from django.contrib.admin.options import IncorrectLookupParameters
from django.contrib.admin.views.main import ChangeList
from django.utils.functional import cached_property
from django.utils.text import capfirst
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from articles import images, search
from articles.admin.pictures import image_bulk
from articles.admin.pictures.image_filters import QUESTIONS, SOON
from articles.admin.pictures.image_words import badges, called, credited
from articles.admin.searched_list import FirstPages, SearchedList, found_by
from articles.models import Image

GRID, LIST = "grid", "list"
VIEWS = {GRID: _("Grid"), LIST: _("List")}
SORTS = {
    "": _("newest first"),
    "new": _("newest first"),
    "taken": _("by the day they were taken"),
    "name": _("by file name"),
}
COOKIE = "library_view"
A_YEAR = 365 * 24 * 3600
# What stands in the address beside the questions.
OWN = ("view", "sort")


class FirstPictures(FirstPages):
    """Counts no further than a thousand: one row more tells that there are more."""

    MOST = 1000

    @cached_property
    def _known(self) -> list[int]:
        if self.best is not None:
            return list(self.best[: self.MOST + 1])
        return list(self.object_list.values_list("pk", flat=True)[: self.MOST + 1])

    @cached_property
    def ids(self) -> list[int]:
        return self._known[: self.MOST]

    @property
    def is_cut(self) -> bool:
        return len(self._known) > self.MOST

    def rows(self, number: int) -> list[Image]:
        """Return the pictures of a page in their order, once. One query."""
        if number not in self._rows:
            here = self.on_page(number)
            found = Image.objects.select_related("uploaded_by").in_bulk(here)
            self._rows[number] = [found[pk] for pk in here if pk in found]
        return self._rows[number]

    @cached_property
    def _rows(self) -> dict[int, list[Image]]:
        return {}


class PictureList(ChangeList):
    """A page of pictures that know what is to be said of them."""

    def __init__(self, request, *args):
        self.view = view_of(request)
        self.sort = request.GET.get("sort") if request.GET.get("sort") in SORTS else ""
        super().__init__(request, *args)

    def get_filters_params(self, params=None):
        found = super().get_filters_params(params)
        return {name: value for name, value in found.items() if name not in OWN}

    def get_ordering(self, request, queryset):
        return ["name", "pk"] if self.sort == "name" else ["-uploaded_at", "-pk"]

    def get_queryset(self, request, **kwargs):
        queryset = super().get_queryset(request, **kwargs)
        return queryset.by_taken() if self.sort == "taken" else queryset

    def get_results(self, request):
        super().get_results(request)
        self.answer = found_by(request)
        self.result_list = self.paginator.rows(self.page_num)
        for image in self.result_list:
            image.badges = badges(image, soon=SOON)
            image.called = called(image, request.user)
            image.credited = credited(image, request.user)
            image.thumb = images.desk_url(image, "3x2", 480)

    @property
    def asked(self) -> bool:
        """Whether the list is narrowed at all."""
        return self.has_active_filters or bool(self.query)

    @property
    def chips(self) -> list[tuple[str, str]]:
        """Return what was asked, in words, with the address of the list that does not ask it."""
        found = [(spec.chip, spec.parameter_name) for spec in self.filter_specs if spec.is_asked]
        if self.query:
            words = gettext("Words")
            found.insert(0, (f"{words}: {self.query}", "q"))
        return [(words, self.without(name)) for words, name in found]

    def without(self, name: str) -> str:
        return self.get_query_string({name: None})

    @property
    def orders(self) -> list[tuple[str, str, bool]]:
        known = SORTS | {"": _("best first")} if self.query else SORTS | {"new": ""}
        return [(one, capfirst(words), one == self.sort) for one, words in known.items() if words]

    @property
    def views(self) -> list[tuple[str, str, bool]]:
        """Return the ways to see the list: an address, a name, whether it is this one."""
        return [
            (self.get_query_string({"view": name, "p": self.page_num}), label, name == self.view)
            for name, label in VIEWS.items()
        ]


class PictureIds(PictureList):
    """The same list, of which nothing but the order of its ids is asked."""

    def get_results(self, request):
        self.paginator = self.model_admin.get_paginator(request, self.queryset, self.list_per_page)


def view_of(request) -> str:
    """Return how the person wants to see the library: by the address, else as the last time."""
    for wanted in (request.GET.get("view"), request.COOKIES.get(COOKIE)):
        if wanted in VIEWS:
            return wanted
    return GRID


class Library(SearchedList):
    """What the list of pictures is, for the ModelAdmin of images."""

    look_for = staticmethod(search.pictures)
    first_pages = FirstPictures
    order_parameter = "sort"
    list_display = ["name"]
    list_filter = QUESTIONS
    list_per_page = 40
    list_max_show_all = 0
    show_full_result_count = False
    change_list_template = "admin/articles/image/change_list.html"
    actions = list(image_bulk.VERBS.values())

    def get_changelist(self, request, **kwargs):
        return PictureList

    def has_bin_permission(self, request):
        return request.user.has_perm("articles.bin_image")

    def get_actions(self, request):
        """Offer what can be done to several pictures; deleting has a verb of its own."""
        known = super().get_actions(request)
        return {name: known[name] for name in image_bulk.VERBS if name in known}

    def changelist_view(self, request, extra_context=None):
        offered = [(name, label) for _verb, name, label in self.get_actions(request).values()]
        context = {"library_actions": offered}
        response = super().changelist_view(request, context | (extra_context or {}))
        if request.GET.get("view") in VIEWS:
            response.set_cookie(
                COOKIE,
                request.GET["view"],
                max_age=A_YEAR,
                path=request.path,
                secure=request.is_secure(),
                httponly=True,
                samesite="Lax",
            )
        return response

    def ids_of(self, request, query) -> list[int]:
        """Return the ids of the first thousand pictures that a list's address leads to. One query.

        `query` is a QueryDict; nonsense in it gives an empty list.
        """
        asked = Asked(request, query)
        try:
            found = PictureIds(
                asked,
                self.model,
                self.list_display,
                (),
                self.get_list_filter(asked),
                None,
                self.get_search_fields(asked),
                False,
                self.list_per_page,
                0,
                (),
                self,
                (),
                "",
            )
        except IncorrectLookupParameters:
            return []
        return found.paginator.ids


class Asked:
    """A request for the list, as the list would have got it: its address and who asks."""

    method = "GET"

    def __init__(self, request, query):
        self.GET, self.user, self.COOKIES = query, request.user, request.COOKIES
        self.resolver_match = None
