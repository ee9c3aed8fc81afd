"""Who has a story open."""

from datetime import timedelta

import pytest
from django.utils.timezone import now

from articles.editorial import presence
from articles.models import Presence
from articles.models.presence import SILENT


@pytest.fixture
def article(make_article):
    return make_article()


def seen(article, by, tab="me") -> list[tuple]:
    return [
        (str(one.row.person), one.row.field, one.is_own)
        for one in presence.others(article, by=by, tab=tab)
    ]


def test_others_are_here_with_their_place_and_oneself_is_not(article, chief, editor_ru):
    presence.record_window(article, by=chief, tab="me", part="ru", field="title_ru")
    presence.record_window(article, by=editor_ru, tab="theirs", part="ru", field="lead_ru")

    assert seen(article, chief) == [("editor_ru", "lead_ru", False)]
    assert seen(article, editor_ru, "theirs") == [("chief", "title_ru", False)]


def test_who_moves_on_is_at_the_new_place_since_the_old_moment(article, chief, editor_ru):
    presence.record_window(article, by=editor_ru, tab="theirs", field="lead_ru")
    since = Presence.objects.get().since

    presence.record_window(article, by=editor_ru, tab="theirs", part="hy", field="body_hy")

    row = Presence.objects.get()
    assert (row.part, row.field, row.since) == ("hy", "body_hy", since)


def test_who_is_silent_is_gone_within_thirty_seconds(article, chief, editor_ru):
    presence.record_window(article, by=editor_ru, tab="theirs")
    assert seen(article, chief) == [("editor_ru", "", False)]

    Presence.objects.update(seen_at=now() - timedelta(seconds=26))

    assert seen(article, chief) == []
    assert timedelta(seconds=30) > SILENT


def test_who_leaves_is_gone_at_once_and_old_rows_are_dropped(article, chief, editor_ru, editor_hy):
    presence.record_window(article, by=editor_hy, tab="forgotten")
    Presence.objects.update(seen_at=now() - timedelta(hours=2))
    presence.record_window(article, by=editor_ru, tab="theirs")
    presence.record_window(article, by=chief, tab="me")

    presence.leave(article, by=editor_ru, tab="theirs")

    assert [str(row.person) for row in Presence.objects.all()] == ["chief"]


def test_one_person_in_two_windows_is_named_once_as_oneself(article, chief, editor_ru):
    for tab in ("one", "two", "three"):
        presence.record_window(article, by=chief, tab=tab)

    assert seen(article, chief, "one") == [("chief", "", True)]
    assert seen(article, editor_ru) == [("chief", "", False)]


def test_window_that_names_itself_anew_each_time_takes_no_more_room(
    article, make_article, chief, editor_ru
):
    presence.record_window(article, by=editor_ru, tab="theirs")
    for number in range(100):
        presence.record_window(article, by=chief, tab=f"tab {number}")
    in_one = list(Presence.objects.filter(person=chief).values_list("tab", flat=True))

    others = [make_article(title_ru=f"Другой {number}") for number in range(6)]
    for other in others:
        for number in range(8):
            presence.record_window(other, by=chief, tab=f"tab {number}")

    assert in_one == [f"tab {number}" for number in range(92, 100)]
    assert Presence.objects.filter(person=chief).count() == 40
    assert Presence.objects.filter(article=others[-1]).count() == 8
    assert Presence.objects.filter(person=editor_ru).count() == 1


def test_window_that_is_known_costs_one_query(article, chief, django_assert_num_queries):
    presence.record_window(article, by=chief, tab="me")

    with django_assert_num_queries(1):
        presence.record_window(article, by=chief, tab="me", part="ru")


def test_windows_of_two_people_by_the_same_name_are_two(article, chief, editor_ru, editor_hy):
    presence.record_window(article, by=chief, tab="same")
    presence.record_window(article, by=editor_ru, tab="same")

    assert len(seen(article, editor_hy)) == 2


def test_people_of_another_story_are_not_here(article, make_article, chief, editor_ru):
    presence.record_window(make_article(title_ru="Другой"), by=editor_ru, tab="theirs")

    assert seen(article, chief) == []
