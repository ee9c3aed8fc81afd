"""The index made anew: all of it, what is missing, what a renamed tag or author stands in."""

from io import StringIO

import pytest
from django.core.management import call_command
from django_tasks_db.models import DBTaskResult

from articles import search, workflow
from articles.models import Article, PictureEntry, SearchEntry
from articles.search import find, reindexing
from articles.workflow.pictures import describe_pictures


def titles(query: str) -> list[str]:
    return [edition.title for edition in find(query, "ru")]


def stories(query: str) -> list[str]:
    """Return the titles of what editors find."""
    ids = search.stories(query, language="ru").ids
    return [Article.objects.get(pk=pk).title_ru for pk in ids]


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


def test_stories_and_publications_are_found_by_the_new_caption_of_their_pictures(
    make_edition, make_image, chief, done_at_once
):
    cover, figure, other = (
        make_image(colour, caption_ru="Пшеница") for colour in ("red", "blue", "green")
    )
    make_edition("ru", title_ru="Обложка", cover=cover)
    make_edition("ru", title_ru="Текст", body_ru=f'<figure data-image="{figure.pk}"></figure>')
    make_edition("ru", title_ru="Другое", cover=other)

    describe_pictures([cover.pk, figure.pk], {"caption_ru": "Рожь"}, by=chief)

    assert sorted(titles("рожью")) == sorted(stories("рожью")) == ["Обложка", "Текст"]
    assert titles("пшеница") == stories("пшеница") == ["Другое"]


def test_only_a_caption_of_what_a_story_shows_is_work_for_the_worker(
    make_edition, make_image, chief
):
    image, idle = make_image("red"), make_image("blue")
    make_edition("ru", cover=image)
    tasks = DBTaskResult.objects.filter(task_path=reindexing.reindex_named.module_path)

    describe_pictures([image.pk, idle.pk], {"source": "Reuters", "alt_ru": "Озеро"}, by=chief)
    describe_pictures([idle.pk], {"caption_ru": "Озеро"}, by=chief)
    before = tasks.count()
    describe_pictures([image.pk, idle.pk], {"caption_hy": "Լիճ"}, by=chief)

    assert before == 0
    assert tasks.get().args_kwargs["args"] == ["picture", image.pk]


def test_missing_are_pictures_whose_words_are_of_no_field(make_image):
    image = make_image(credit_ru="Анна Петросян")
    now = PictureEntry.objects.get(image=image).terms
    PictureEntry.objects.filter(image=image).update(terms="#202611 анна петросян")
    make_image("blue")

    out = StringIO()
    call_command("reindex", "--missing", stdout=out)

    assert out.getvalue().splitlines()[-1] == "1 pictures indexed."
    assert PictureEntry.objects.get(image=image).terms == now
    assert "credit:петросян" in now.split()
