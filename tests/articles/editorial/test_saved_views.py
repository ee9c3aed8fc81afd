"""Kept views of the list: one's own, for everybody, deleted by whom."""

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.urls import reverse

from articles.admin.story_list.article_filters import NAMES
from articles.editorial import saved_views
from articles.models import AuditEntry, SavedView

LIST = "admin:articles_article_changelist"


@pytest.fixture
def keep(db):
    def one(by, name="Ждут", query="hy=review", is_shared=False):
        return saved_views.save_view(by=by, name=name, query=query, is_shared=is_shared)

    return one


def test_view_is_seen_by_its_owner_or_by_everybody(keep, reporter, chief):
    own = keep(reporter, "Моё")
    shared = keep(chief, "Для всех", is_shared=True)
    keep(chief, "Шефа")

    assert list(saved_views.views_for(reporter)) == [shared, own]


def test_view_of_the_same_name_is_replaced(keep, reporter, chief):
    keep(chief)
    keep(reporter, query="hy=review")
    keep(reporter, query="hy=live")

    assert [one.query for one in SavedView.objects.filter(owner=reporter)] == ["hy=live"]
    assert SavedView.objects.count() == 2


@pytest.mark.parametrize(
    "name, query", [("", "hy=live"), ("  ", "hy=live"), ("x" * 61, "hy=live"), ("Пусто", "")]
)
def test_view_without_a_name_or_a_question_is_refused(keep, reporter, name, query):
    with pytest.raises(ValidationError):
        keep(reporter, name, query)

    assert not SavedView.objects.exists()


def test_view_keeps_only_what_the_list_knows():
    given = "p=3&hy=review&_popup=1&e=1&q=%D0%BE%D0%B7%D0%B5%D1%80%D0%BE&ru=&by=chief"

    assert saved_views.tidy(given, NAMES) == "hy=review&q=%D0%BE%D0%B7%D0%B5%D1%80%D0%BE"


@pytest.mark.parametrize(
    "person, may_shared, may_own",
    [("reporter", True, True), ("other_reporter", False, False), ("chief", True, False)],
)
def test_view_is_deleted_by_its_owner_and_a_shared_one_by_the_chief(
    request, keep, reporter, person, may_shared, may_own
):
    by = request.getfixturevalue(person)

    for is_shared, may in ((True, may_shared), (False, may_own)):
        view = keep(reporter, is_shared=is_shared)
        if may:
            saved_views.drop(view, by=by)
        else:
            with pytest.raises(PermissionDenied):
                saved_views.drop(view, by=by)
        assert SavedView.objects.filter(pk=view.pk).exists() is not may


def test_views_for_everybody_are_told_to_the_audit(keep, chief):
    keep(chief, "Моё")
    view = keep(chief, "Для всех", is_shared=True)
    saved_views.drop(view, by=chief)

    told = AuditEntry.objects.order_by("pk").values_list("action", "about", "by__username")
    assert list(told) == [("row_added", "Для всех", "chief"), ("row_deleted", "Для всех", "chief")]


def test_view_is_kept_from_the_list_and_marked_there(client, chief):
    client.force_login(chief)
    data = {"name": "Ждут", "query": "hy=review&p=4", "is_shared": "on"}

    response = client.post(reverse("admin:articles_keep_view"), data, follow=True)

    page = response.content.decode()
    assert response.redirect_chain[0][0] == f"{reverse(LIST)}?hy=review"
    assert '<a class="kept__view" href="?hy=review" aria-current="page">Ждут' in page


def test_somebody_elses_own_view_cannot_be_deleted_by_its_number(client, keep, reporter, chief):
    view = keep(reporter)
    client.force_login(chief)

    response = client.post(reverse("admin:articles_drop_view", args=[view.pk]))

    assert response.status_code == 404
    assert SavedView.objects.count() == 1


def test_doors_are_closed_to_strangers(client, keep, reporter):
    view = keep(reporter)

    client.post(reverse("admin:articles_keep_view"), {"name": "Ждут", "query": "hy=live"})
    client.post(reverse("admin:articles_drop_view", args=[view.pk]))

    assert list(SavedView.objects.values_list("query", flat=True)) == ["hy=review"]
