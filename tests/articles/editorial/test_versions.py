"""The memory of articles."""

import pytest
from django.urls import reverse

from articles import workflow
from articles.editorial import versions
from articles.editorial.states import State, language_states
from articles.models import Article, Author
from articles.models.version import SHARED

BYLINE = [("text", ""), ("photo", ""), ("translation", "hy")]


def credited(reporter):
    """A story whose credits came in another order than the form's, and its people."""
    people = [Author.objects.create(slug=f"author-{n}", name_ru=f"Автор {n}") for n in range(3)]
    credits = [(one.pk, *role) for one, role in zip(people, BYLINE, strict=True)]
    story = workflow.save(Article(title_ru="Озеро"), by=reporter, credits=credits)
    return story, credits


def test_credits_in_another_order_of_roles_are_no_change(reporter):
    story, credits = credited(reporter)

    workflow.save(story, by=reporter, credits=[credits[0], credits[2], credits[1]])

    assert story.versions.filter(part=SHARED).count() == 1


def test_credits_kept_in_another_order_are_no_change(reporter):
    story, credits = credited(reporter)
    kept = story.versions.get(part=SHARED)
    kept.fields["credits"] = [list(row) for row in credits]
    story.versions.filter(pk=kept.pk).update(fields=kept.fields)

    workflow.save(story, by=reporter, credits=[credits[0], credits[2], credits[1]])

    assert story.versions.filter(part=SHARED).count() == 1


def test_order_of_people_within_a_role_is_a_change(reporter):
    story, credits = credited(reporter)
    authors = [credits[0], (credits[1][0], "text", "")]
    workflow.save(story, by=reporter, credits=authors)

    workflow.save(story, by=reporter, credits=authors[::-1])

    newest = versions.latest(story)[SHARED]
    assert newest.number == 3
    assert [row[0] for row in newest.fields["credits"]] == [authors[1][0], authors[0][0]]


def test_what_was_set_aside_is_neither_newest_nor_the_number_of_a_part(make_article, chief):
    article = make_article(title_ru="Первое")
    for n in range(3):
        texts = {"ru": versions.texts(article, "ru") | {"title": f"В сторону {n}"}}
        workflow.set_aside(article, texts, by=chief)
    article.lead_ru = "Лид"
    workflow.save(article, by=chief)

    found = versions.remembered(article, 2)

    assert found.numbers == {"ru": 2, "hy": 0, "en": 0, SHARED: 1}
    assert [(row.part, row.number, str(row.by)) for row in found.newest][0] == ("ru", 2, "chief")
    assert len(found.newest) == 2


# What a story without them holds, by the part: any field may be the one that was added last.
TEXTS = ["short_title", "social_title", "subtitle", "lead", "body", "source", "slug"]
EMPTY = {"ru": [*TEXTS, "own_cover"], SHARED: ["cover", "tags", "credits", "related"]}
ADDED = [(part, name) for part, names in EMPTY.items() for name in names]


def without(article, part, name):
    """Make the first version of a part what it was before a field was added."""
    row = article.versions.get(part=part, number=1)
    del row.fields[name]
    row.save()
    return row


@pytest.fixture
def fill(make_article, make_image, make_tag, author, chief):
    """Save something in every field of a story."""

    def fill(article):
        article.own_cover_ru = article.cover = make_image()
        for field in TEXTS:
            article.set_text(field, "ru", "<p>later</p>" if field == "body" else "later")
        rows = {"tags": [make_tag(ru="Севан").pk], "related": [make_article().pk]}
        return workflow.save(article, by=chief, credits=[(author.pk, "text", "")], **rows)

    return fill


@pytest.mark.parametrize("part, name", ADDED)
def test_field_added_since_is_no_change_of_a_live_story(part, name, make_edition, chief):
    edition = make_edition("ru")
    without(edition.article, part, name)

    workflow.save(Article.objects.get(), by=chief)
    again = workflow.publish(Article.objects.get(), "ru", by=chief)

    states = language_states([edition.article])[edition.article_id]
    assert (states["ru"].code, again.updated_at) == (State.LIVE, None)
    assert list(edition.article.versions.values_list("number", flat=True)) == [1, 1]


@pytest.mark.parametrize("part, name", ADDED)
def test_version_from_before_a_field_comes_back_without_it(part, name, make_article, fill, chief):
    article = make_article()
    row = without(article, part, name)
    fill(article)

    workflow.bring_back(row, by=chief, fields=[name])

    kept = Article.objects.get(pk=article.pk)
    held = versions.texts(kept, "ru") | versions.facts(kept)
    assert [field for field in (*EMPTY["ru"], *EMPTY[SHARED]) if not held[field]] == [name]


@pytest.mark.parametrize("part, name", [("ru", "body"), ("ru", "own_cover"), (SHARED, "tags")])
def test_comparison_shows_a_field_that_came_after_the_older_version(
    part, name, make_article, fill, chief, client
):
    article = make_article()
    old = without(article, part, name)
    fill(article)
    new = article.versions.get(part=part, number=2)
    client.force_login(chief)

    address = reverse("admin:articles_article_compare", args=[article.pk])
    page = client.get(address, {"old": old.pk, "new": new.pk})

    assert sorted(change.name for change in page.context["changes"]) == sorted(EMPTY[part])
