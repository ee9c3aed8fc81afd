"""Which story stands where on the front page."""

import pytest
from django.utils.timezone import now

from articles import workflow
from articles.home import Front, front_page
from articles.models import Category, Edition, EditionStory, Image, Views


@pytest.fixture
def cover(photo):
    return Image.objects.create(
        key="k", digest="d", name="lake.jpg", width=1200, height=800, uploaded_by=photo
    )


def leads(front: Front) -> list[str]:
    return [lead.edition.title for lead in front.leads]


def test_front_page_of_a_language_without_stories_is_empty(make_edition):
    make_edition("ru")

    assert front_page("en") == Front()


def test_leads_are_the_newest_with_a_picture(make_edition, cover):
    make_edition("ru", title_ru="Без снимка")
    for number in range(5):
        make_edition("ru", title_ru=f"Снимок {number}", cover=cover, hours_ago=number + 1)

    front = front_page("ru")

    assert leads(front) == ["Снимок 0", "Снимок 1", "Снимок 2", "Снимок 3"]
    assert [one.title for one in front.latest] == ["Без снимка", "Снимок 4"]


def test_lead_is_the_newest_where_none_has_a_picture(make_edition):
    make_edition("ru", title_ru="Старое", hours_ago=2)
    make_edition("ru", title_ru="Новое")

    front = front_page("ru")

    assert leads(front) == ["Новое"]


def test_graphic_picture_makes_no_lead(make_edition, cover):
    Image.objects.update(is_graphic=True)
    make_edition("ru", title_ru="Тяжёлый снимок", cover=cover, hours_ago=2)
    make_edition("ru", title_ru="Новое")

    assert leads(front_page("ru")) == ["Новое"]


@pytest.mark.parametrize("kind", ["opinion", "video", "partner"])
def test_opinion_video_and_partners_lead_only_where_there_is_nothing_else(
    make_edition, cover, kind
):
    make_edition("ru", title_ru="Рубрика", kind=kind, cover=cover)
    alone = leads(front_page("ru"))
    make_edition("ru", title_ru="Новость", hours_ago=9)

    assert (alone, leads(front_page("ru"))) == (["Рубрика"], ["Новость"])


def test_links_under_a_lead_are_chosen_ones_then_of_its_topics(make_edition, make_tag):
    tag = make_tag(ru="Севан")
    lead = make_edition("ru", title_ru="Ведущая", tags=[tag])
    chosen = make_edition("ru", title_ru="Избранная", hours_ago=500)
    make_edition("ru", title_ru="Того же дня", hours_ago=3)
    make_edition("ru", title_ru="О том же", tags=[tag], hours_ago=2)
    make_edition("ru", title_ru="Давнее", tags=[tag], hours_ago=24 * 8)
    make_edition("hy", tags=[tag], title_hy="Լիճ")
    EditionStory.objects.create(edition=lead, story=chosen.article)

    (found,) = front_page("ru").leads

    assert [one.title for one in found.links] == ["Избранная", "О том же"]


def test_link_that_is_no_longer_live_is_not_shown(make_edition, chief):
    lead = make_edition("ru", title_ru="Ведущая")
    chosen = make_edition("ru", hours_ago=2)
    EditionStory.objects.create(edition=lead, story=chosen.article)
    before = front_page("ru").leads[0].links

    workflow.withdraw(chosen, reason="Ошибка", by=chief)

    assert (before, front_page("ru").leads[0].links) == ([chosen], [])


def test_no_story_stands_twice(make_edition, make_tag, cover):
    tag = make_tag(ru="Севан")
    for number in range(30):
        kind = ("news", "opinion", "video")[number % 3]
        make_edition("ru", kind=kind, cover=cover, tags=[tag], hours_ago=number + 1)

    front = front_page("ru")

    bands = [one for band in front.bands for one in band.editions]
    tops = [one for lead in front.leads for one in (lead.edition, *lead.links)]
    shown = [*tops, *front.opinion, *front.videos, *bands]
    assert len(shown) == 4 + 3 + 3 + 4 + 5
    assert len(set(shown)) == len(shown)


def test_bands_follow_the_menu_and_leave_out_empty_categories(make_edition, category):
    city = Category.objects.create(slug="city", name_ru="Город", position=1)
    Category.objects.create(slug="empty", name_ru="Пусто", position=2)
    Category.objects.create(slug="nameless", name_en="Only English", position=3)
    make_edition("ru", title_ru="Ведущая")
    make_edition("ru", title_ru="В городе", category=city, hours_ago=1)
    make_edition("ru", title_ru="У озера", hours_ago=2)
    make_edition("ru", category=Category.objects.get(slug="nameless"), hours_ago=3)

    front = front_page("ru")

    assert [(band.category.slug, band.layout) for band in front.bands] == [
        ("ecology", "alone"),
        ("city", "alone"),
    ]
    assert [one.title for one in front.bands[1].editions] == ["В городе"]


def test_opinion_has_the_face_of_its_first_author_with_a_name(make_edition, author):
    make_edition("ru")
    make_edition("ru", kind="opinion", authors=[author], hours_ago=1)
    make_edition("ru", kind="opinion", hours_ago=2)

    front = front_page("ru")

    assert [one.first_author for one in front.opinion] == [author, None]


def test_most_read_is_ordered_by_views(make_edition):
    hour = now().replace(minute=0, second=0, microsecond=0)
    for title, count in (("Мало", 1), ("Много", 9), ("Средне", 5)):
        edition = make_edition("ru", title_ru=title)
        Views.objects.create(edition=edition, hour=hour, count=count)

    front = front_page("ru")

    assert [one.title for one in front.most_read_day] == ["Много", "Средне", "Мало"]
    assert front.most_read_week == front.most_read_day


def test_newest_story_and_ten_more_are_linked(client, make_edition):
    for number in range(12):
        make_edition("ru", title_ru=f"История {number}", hours_ago=number + 1)

    page = client.get("/ru/").content.decode()

    linked = [one for one in Edition.objects.all() if one.get_absolute_url() in page]
    assert len(linked) == 11


@pytest.mark.parametrize(
    "stories, layout", [(2, "pair"), (3, "cards"), (4, "cards"), (5, "large-list")]
)
def test_band_is_laid_out_as_its_length_allows(make_edition, stories, layout):
    make_edition("ru", category=None)
    for number in range(stories):
        make_edition("ru", hours_ago=number + 1)

    (band,) = front_page("ru").bands

    assert (len(band.editions), band.layout) == (stories, layout)
