"""Which story stands where on the front page."""

from datetime import timedelta

import pytest
from django.utils.timezone import now

from articles import workflow
from articles.models import Category, Edition, EditionStory, Image, Views, lineup
from articles.site import home_arrangement
from articles.site.home import Front, front_page
from articles.workflow import arrangement


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


# What an editor arranged


@pytest.fixture
def arrange(chief):
    """Arrange the Russian home page: `arrange(Lead(edition.article_id), opening=2)`."""

    def make(*leads: lineup.Lead, **more):
        seen = home_arrangement.current("ru")
        arranged = lineup.Lineup(leads=leads, **more)
        arrangement.arrange("ru", arranged, by=chief, follows=seen.number if seen else 0)

    return make


@pytest.fixture
def pictured(make_edition, cover):
    """Five stories with a picture, the newest first."""
    return [
        make_edition("ru", title_ru=f"Снимок {n}", cover=cover, hours_ago=n + 1) for n in range(5)
    ]


def lead(edition, **more) -> lineup.Lead:
    return lineup.Lead(edition.article_id, **more)


def test_chosen_leads_stand_first_and_the_newest_fill_what_is_open(pictured, arrange):
    arrange(lead(pictured[4]), lead(pictured[1]))

    assert leads(front_page("ru")) == ["Снимок 4", "Снимок 1", "Снимок 0", "Снимок 2"]


def test_two_of_the_same_size_open_the_page(pictured, arrange, client):
    arrange(lead(pictured[3]), lead(pictured[2]), opening=2)

    front = front_page("ru")

    assert [one.edition.title for one in front.top] == ["Снимок 3", "Снимок 2"]
    assert [one.edition.title for one in front.further] == ["Снимок 0", "Снимок 1", "Снимок 4"]
    assert client.get("/ru/").content.decode().count("card-half") == 2


def test_two_of_the_same_size_with_one_story_is_one(make_edition, arrange):
    arrange(lead(make_edition("ru")), opening=2)

    assert front_page("ru").opening == 1


def test_lead_has_a_headline_and_a_picture_of_its_own_on_top_and_nowhere_else(
    pictured, arrange, photo
):
    own = Image.objects.create(
        key="o", digest="o", name="own.jpg", width=1200, height=800, uploaded_by=photo
    )
    hour = now().replace(minute=0, second=0, microsecond=0)
    Views.objects.create(edition=pictured[0], hour=hour, count=1)
    arrange(lead(pictured[0], title="Коротко", picture=own.pk, is_bare=True))

    front = front_page("ru")

    top = front.leads[0]
    assert (top.edition.stream_title, top.edition.stream_cover, top.is_bare) == (
        "Коротко",
        own,
        True,
    )
    assert front.most_read_day[0].stream_title == "Снимок 0"


def test_lead_without_its_picture_shows_none(pictured, arrange, client):
    arrange(lead(pictured[0], is_bare=True))

    html = client.get("/ru/").content.decode()

    assert 'class="card card-lead card-bare"' in html


def test_chosen_links_stand_in_place_of_those_of_the_topics(make_edition, make_tag, arrange):
    tag = make_tag(ru="Севан")
    top, related = (make_edition("ru", tags=[tag], hours_ago=n) for n in (1, 2))
    chosen = make_edition("ru", title_ru="Давнее", hours_ago=900)
    before = front_page("ru").leads[0].links

    links = (lineup.Link(chosen.article_id, "Как было"),)
    arrange(lead(top, links=links))

    found = front_page("ru").leads[0].links
    assert (before, found, found[0].stream_title) == ([related], [chosen], "Как было")


def test_link_to_what_stands_on_top_already_is_left_out(pictured, arrange):
    first, second, third, *_others = pictured
    links = (lineup.Link(second.article_id), lineup.Link(third.article_id))
    arrange(lead(first, links=links), lead(second, links=(lineup.Link(third.article_id),)))

    front = front_page("ru")

    assert [one.links for one in front.leads[:2]] == [[third], []]


@pytest.mark.parametrize("end", ["withdrawn", "ended", "not yet", "time is over"])
def test_lead_that_readers_may_not_see_leaves_no_hole(pictured, arrange, chief, end):
    arrange(lead(pictured[4], until=now() + timedelta(hours=1)), lead(pictured[3]))
    before, moment = leads(front_page("ru")), None
    editions = Edition.objects.filter(pk=pictured[4].pk)
    match end:
        case "withdrawn":
            workflow.withdraw(pictured[4], reason="Ошибка", by=chief)
        case "ended":
            editions.update(expires_at=now() - timedelta(seconds=1))
        case "not yet":
            editions.update(published_at=now() + timedelta(hours=1))
        case "time is over":
            moment = now() + timedelta(hours=2)

    after = leads(front_page("ru", moment=moment))

    assert before == ["Снимок 4", "Снимок 3", "Снимок 0", "Снимок 1"]
    assert after[:3] == ["Снимок 3", "Снимок 0", "Снимок 1"]


def test_no_story_stands_twice_whatever_was_chosen(make_edition, arrange, cover):
    editions = [
        make_edition("ru", kind=("news", "opinion", "video")[n % 3], cover=cover, hours_ago=n + 1)
        for n in range(30)
    ]
    links = tuple(lineup.Link(one.article_id) for one in editions[20:23])
    arrange(*(lead(editions[n]) for n in (9, 10, 11, 12)), lead(editions[13], links=links))

    front = front_page("ru")

    tops = [one for top in front.leads for one in (top.edition, *top.links)]
    bands = [one for band in front.bands for one in band.editions]
    shown = [*tops, *front.opinion, *front.videos, *bands]
    assert len(set(shown)) == len(shown)
    assert [len(front.opinion), len(front.videos), len(bands)] == [3, 4, 5]


def test_bands_stand_as_they_were_ordered_and_hidden_ones_nowhere(make_edition, arrange, category):
    city = Category.objects.create(slug="city", name_ru="Город", position=1)
    for hours, of in ((1, category), (2, category), (3, city)):
        make_edition("ru", category=of, hours_ago=hours)
    make_edition("ru", kind="opinion", hours_ago=4)
    make_edition("ru", kind="video", hours_ago=5)

    def names() -> list[str]:
        return [one.band.category.slug if one.band else one.name for one in front_page("ru").blocks]

    usual = names()
    arrange(
        bands=("videos", str(city.pk), "opinion", str(category.pk)), hidden=frozenset({"opinion"})
    )

    assert usual == ["opinion", "ecology", "city", "videos"]
    assert names() == ["videos", "city", "ecology"]


def test_page_of_a_moment_holds_what_is_scheduled_and_no_other_page_does(make_edition, arrange):
    moment = now() + timedelta(hours=1)
    coming = make_edition("ru", title_ru="Завтра", at=moment)
    make_edition("ru", title_ru="Сегодня")
    arrange(lead(coming))

    pages = [leads(front_page("ru", moment=one)) for one in (moment, None)]

    assert pages == [["Завтра"], ["Сегодня"]]
