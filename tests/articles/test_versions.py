"""The memory of articles."""

from articles import versions, workflow
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
