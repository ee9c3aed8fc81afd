"""The index made anew: all of it, what is missing, what a renamed tag or author stands in."""

from io import StringIO

import pytest
from django.core.management import call_command

from articles import workflow
from articles.models import SearchEntry
from articles.search import find, reindexing


def titles(query: str) -> list[str]:
    return [edition.title for edition in find(query, "ru")]


@pytest.fixture
def done_at_once(settings):
    backend = "django_tasks.backends.immediate.ImmediateBackend"
    settings.TASKS = {"default": {"BACKEND": backend, "ENQUEUE_ON_COMMIT": False}}


def test_reindex_says_how_far_it_is_and_goes_on_from_there(make_edition, monkeypatch):
    monkeypatch.setattr(reindexing, "BATCH", 2)
    editions = [make_edition("ru", title_ru=f"Хлеб {number}") for number in range(3)]
    SearchEntry.objects.all().delete()

    out = StringIO()
    call_command("reindex", after=editions[0].pk, stdout=out)

    assert out.getvalue().splitlines() == [
        f"publications: 2 of 2 (--only publications --after {editions[2].pk})",
        "2 publications indexed.",
    ]
    assert sorted(titles("хлебом")) == ["Хлеб 1", "Хлеб 2"]


def test_missing_leaves_what_is_there(make_edition):
    make_edition("ru", title_ru="Хлеб")
    lost = make_edition("ru", title_ru="Соль")
    SearchEntry.objects.filter(edition=lost).delete()

    out = StringIO()
    call_command("reindex", "--missing", stdout=out)

    assert out.getvalue().splitlines()[-3:] == [
        "1 publications indexed.",
        "0 stories indexed.",
        "0 pictures indexed.",
    ]
    assert titles("солью") == ["Соль"]


def test_renamed_tag_and_author_are_found_by_their_new_names(
    make_edition, make_tag, author, chief, done_at_once
):
    tag = make_tag(ru="Пшеница")
    make_edition("ru", title_ru="Хлеб", tags=[tag], authors=[author])
    tag.name_ru, author.name_ru = "Рожь", "Анна Саргсян"

    workflow.rename(tag, by=chief)
    workflow.rename(author, by=chief)

    assert titles("пшеница") == titles("Петросян") == []
    assert titles("рожью") == titles("Саргсян") == ["Хлеб"]


def test_merged_tag_is_found_by_the_others_name(make_edition, make_tag, chief, done_at_once):
    tag, into = make_tag(ru="Пшеница"), make_tag(ru="Рожь")
    make_edition("ru", title_ru="Хлеб", tags=[tag])

    workflow.merge(tag, into, by=chief)

    assert titles("рожью") == ["Хлеб"]
    assert titles("пшеница") == []
