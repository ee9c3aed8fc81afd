"""What stands around a story."""

from datetime import timedelta

from django.utils.timezone import now

from articles.models import Edition, EditionStory, context
from articles.site import rows
from articles.site.related import named_tags, surroundings


def beside(edition):
    edition = rows.edition(edition.language, edition.slug)
    edition.category = context.category(edition.category_id)
    return surroundings(edition, named_tags(edition))


def test_neighbours_are_the_nearest_of_the_category(make_edition):
    first, second, third = (make_edition("ru", hours_ago=hours) for hours in (6, 4, 2))
    make_edition("ru", hours_ago=5, category=None)
    make_edition("ru", hours_ago=3, category=None)

    found = beside(second)

    assert (found.previous, found.next) == (first, third)
    assert beside(third).next is None
    assert beside(first).previous is None


def test_neighbours_of_the_same_moment_follow_their_ids(make_edition):
    moment = now() - timedelta(hours=1)
    first, second, third = (make_edition("ru", at=moment) for _one in range(3))

    found = beside(second)

    assert (found.previous, found.next) == (first, third)


def test_related_are_those_an_editor_chose(make_edition, make_tag):
    tag = make_tag(ru="Севан")
    edition, chosen, _by_tag = (make_edition("ru", tags=[tag]) for _one in range(3))
    EditionStory.objects.create(edition=edition, story=chosen.article)

    assert beside(edition).related == [chosen]


def test_related_are_in_the_editors_order(make_edition):
    edition, first, second = (make_edition("ru", hours_ago=hours) for hours in (1, 9, 2))
    for position, other in enumerate((first, second)):
        EditionStory.objects.create(edition=edition, story=other.article, position=position)

    assert beside(edition).related == [first, second]


def test_related_share_most_tags_where_nobody_chose(make_edition, make_tag):
    lake, water = make_tag(ru="Севан"), make_tag(ru="Вода")
    both = make_edition("ru", tags=[lake, water], hours_ago=9)
    newer = make_edition("ru", tags=[lake], hours_ago=2)
    make_edition("ru", title_ru="Футбол", hours_ago=1)
    edition = make_edition("ru", tags=[lake, water])

    assert beside(edition).related == [both, newer]


def test_category_block_has_the_newest_but_this_one(make_edition):
    others = [make_edition("ru", hours_ago=hours) for hours in (2, 3, 4, 5, 6)]
    edition = make_edition("ru", hours_ago=1)

    block = beside(edition).category_block

    assert block.editions == others[:4]
    assert block.more_url == "/ru/category/ecology/"


def test_edition_without_a_category_has_no_neighbours(make_edition):
    make_edition("ru", category=None, hours_ago=2)
    edition = make_edition("ru", category=None)

    found = beside(edition)

    assert (found.previous, found.next, found.category_block) == (None, None, None)


def test_siblings_are_the_other_languages(make_article, make_edition):
    article = make_article(title_hy="Լիճը", title_en="The lake")
    russian, armenian = (make_edition(code, article=article) for code in ("ru", "hy"))

    assert beside(russian).siblings == [armenian]


def test_related_are_filled_up_with_those_that_share_words(make_edition, make_tag):
    tag = make_tag(ru="Севан")
    tagged = make_edition("ru", title_ru="Лодка", tags=[tag], hours_ago=9)
    near = make_edition("ru", title_ru="Почему уровень Севана растёт", hours_ago=5)
    make_edition("ru", title_ru="Уровень зарплат", hours_ago=1)
    edition = make_edition("ru", title_ru="Уровень Севана растёт", tags=[tag])

    assert beside(edition).related == [tagged, near]


def test_related_by_words_are_of_the_same_language_and_live(make_edition):
    make_edition("hy", title_hy="Уровень Севана")
    make_edition("ru", title_ru="Уровень Севана", until=now() + timedelta(seconds=1))
    Edition.objects.filter(language="ru").update(expires_at=now())
    edition = make_edition("ru", title_ru="Уровень Севана растёт")

    assert beside(edition).related == []


def test_category_block_without_more_stories_leads_nowhere(make_edition):
    make_edition("ru", hours_ago=2)

    assert beside(make_edition("ru")).category_block.more_url == ""
