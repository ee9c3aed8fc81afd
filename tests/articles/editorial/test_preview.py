"""A story as its readers would get it, made in memory."""

from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from articles import workflow
from articles.editorial import versions
from articles.editorial.preview import at_versions, languages_of, preview
from articles.models import Edition


def saved(article, language):
    return preview(article, versions.facts(article), language)


def test_preview_is_what_publishing_would_write(make_article, make_tag, author, chief):
    article = make_article(
        title_ru="Озеро",
        lead_ru="Лид",
        body_ru="<p>Текст <strong>жирный</strong></p>",
        tags=[make_tag(ru="Севан", hy="Սևան"), make_tag(hy="Միայն")],
        authors=[author],
    )

    found = saved(article, "ru")
    written = workflow.publish(article, "ru", by=chief)

    for field in ("title", "lead", "body", "slug", "kind", "category_id", "reading_minutes"):
        assert getattr(found.edition, field) == getattr(written, field)
    assert [tag.name_ru for tag in found.tags] == ["Севан"]
    assert found.byline.text == [author]


def test_preview_writes_nothing(make_edition, chief):
    edition = make_edition("ru", body_ru="<p>Было</p>")
    article = edition.article
    article.set_text("body", "ru", "<p>Стало</p>")

    with CaptureQueriesContext(
        connection,
    ) as queries:
        found = saved(article, "ru")

    assert found.edition.body == "<p>Стало</p>"
    assert {query["sql"].split()[0] for query in queries} == {"SELECT"}
    assert Edition.objects.get().body == "<p>Было</p>"


@pytest.mark.parametrize("language", ["ru", "hy", "en"])
def test_preview_asks_the_same_few_queries_for_one_tag_and_three(
    language, make_article, make_tag, make_edition, author, category, django_assert_num_queries
):
    for hours in (1, 2, 3):
        make_edition(language, hours_ago=hours)
    names = {language: "Севан"}
    articles = [
        make_article(
            **{f"title_{language}": "Озеро"},
            tags=[make_tag(**names) for _ in range(n)],
            authors=[author],
            kind="opinion",
        )  # fmt: skip
        for n in (1, 3)
    ]

    for article in articles:
        facts = versions.facts(article)
        with django_assert_num_queries(9):
            preview(article, facts, language)


def test_live_story_keeps_its_moments_and_says_when_it_was_changed(make_edition):
    edition = make_edition("ru", hours_ago=5)
    article = edition.article
    assert saved(article, "ru").edition.updated_at is None

    article.set_text("title", "ru", "Новое")
    found = saved(article, "ru").edition

    assert found.published_at == edition.published_at
    assert timezone.now() - found.updated_at < timedelta(minutes=1)


def test_chosen_related_stories_come_as_they_are_chosen_now(make_edition, make_article, chief):
    live, other = make_edition("ru"), make_edition("ru")
    draft = make_article(title_ru="Черновик")
    article = make_article(title_ru="Озеро")
    order = [other.article_id, draft.pk, live.article_id]
    workflow.save(article, by=chief, related=order)

    assert saved(article, "ru").beside.related == [other, live]


def test_preview_of_versions_shows_what_was(make_article, chief, make_tag):
    article = make_article(title_ru="Первый", title_hy="Առաջին")
    article.set_text("title", "ru", "Второй")
    workflow.save(article, by=chief, tags=[make_tag(ru="Севан").pk])

    old, facts = at_versions(article, {"ru": 1, "shared": 1})

    assert preview(old, facts, "ru").edition.title == "Первый"
    assert preview(old, facts, "ru").tags == []
    assert preview(old, facts, "hy").edition.title == "Առաջին"


def test_languages_begin_with_the_source(make_article):
    article = make_article(title_ru="Озеро", lead_en="The lead", source_language="en")

    assert languages_of(article) == ["en", "ru"]


def test_a_story_without_a_title_can_be_looked_at(make_article):
    article = make_article(title_ru="", lead_ru="Лид")

    assert saved(article, "ru").edition.lead == "Лид"
    assert saved(article, "ru").edition.title != ""
