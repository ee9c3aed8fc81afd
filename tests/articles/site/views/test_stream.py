"""Categories, tags, authors, the archive."""

import re
from datetime import date, timedelta

import pytest
from django.utils.timezone import localdate, now

from articles.models import Edition, Image


def titles(response) -> list[str]:
    return [edition.title for edition in response.context["stream"].object_list]


def test_category_shows_its_stories_the_newest_first(client, make_edition):
    make_edition("ru", title_ru="Старое", hours_ago=5)
    make_edition("ru", title_ru="Новое", hours_ago=1)
    make_edition("ru", title_ru="Чужое", category=None)

    response = client.get("/ru/category/ecology/")

    assert titles(response) == ["Новое", "Старое"]
    assert response.context["heading"] == "Экология"
    assert response.context["intro"] == "Новости о природе"


def test_category_without_stories_is_an_honest_page(client, category):
    response = client.get("/arm/category/ecology/")

    assert response.status_code == 200
    assert titles(response) == []


def test_category_without_a_name_in_the_language_is_not_there(client, category):
    category.name_hy = ""
    category.save()

    assert client.get("/arm/category/ecology/").status_code == 404
    assert "/arm/category/ecology/" not in client.get("/ru/category/ecology/").content.decode()


@pytest.fixture
def many(make_edition):
    """More than a page: twenty-one stories."""
    for number in range(21):
        make_edition("ru", title_ru=f"История {number}", hours_ago=number + 1)


def test_stream_has_pages_with_addresses_of_their_own(client, many):
    first = client.get("/ru/category/ecology/")
    second = client.get("/ru/category/ecology/?page=2")

    assert len(titles(first)) == 20
    assert titles(second) == ["История 20"]
    assert first.context["stream"].next_url == "?page=2"
    assert first.context["stream"].previous_url == ""
    assert second.context["stream"].next_url == ""
    assert second.context["stream"].previous_url == "."


def test_page_names_the_story_before_it(client, many):
    first = client.get("/ru/category/ecology/").context["stream"]
    second = client.get("/ru/category/ecology/?page=2")

    assert first.before is None
    assert second.context["stream"].before == first.object_list[-1].pk
    assert f'data-before="{first.object_list[-1].pk}"' in second.content.decode()


def test_page_past_the_first_says_so_and_is_its_own_canonical(client, many, settings):
    meta = client.get("/en/category/ecology/").context["page_meta"]
    second = client.get("/ru/category/ecology/?page=2&utm_source=x").context["page_meta"]

    assert meta.title == "Ecology"
    assert "2" in second.title
    assert second.canonical == f"{settings.SITE_URL}/ru/category/ecology/?page=2"
    assert second.alternates == []


def test_page_that_is_none_answers_404(client, many):
    pages = ("0", "-1", "abc", "99999999999", "3", "", "1.0", "٢", "01", "1e3", "%00", "%ff", " 1")

    answers = {page: client.get(f"/ru/category/ecology/?page={page}") for page in pages}

    assert {page: one.status_code for page, one in answers.items()} == dict.fromkeys(pages, 404)


def test_tag_has_the_slug_and_name_of_each_language(client, make_edition, make_tag):
    tag = make_tag(ru="Севан", hy="Սևան")
    article = make_edition("ru", tags=[tag], title_hy="Լիճը").article
    make_edition("hy", article=article)

    response = client.get("/ru/tag/sevan/")

    links = {one.language.code: (one.url, one.is_same) for one in response.context["switch"]}
    assert links == {
        "ru": ("/ru/tag/sevan/", True),
        "hy": (f"/arm/tag/{tag.slug_hy}/", True),
        "en": ("/en/", False),
    }
    assert titles(client.get(links["hy"][0])) == ["Լիճը"]


def test_tag_without_a_live_story_in_the_language_is_not_there(client, make_edition, make_tag):
    make_edition("ru", tags=[make_tag(ru="Севан", en="Sevan")])

    assert client.get("/ru/tag/sevan/").status_code == 200
    assert client.get("/en/tag/sevan/").status_code == 404


def test_author_is_shown_once_for_every_story_in_whatever_roles(client, make_edition, author):
    edition = make_edition("ru", authors=[author])
    edition.edition_credits.create(
        author=author, role="photo", language="ru", published_at=edition.published_at
    )

    response = client.get("/ru/author/mariam-petrosyan/")

    assert titles(response) == [edition.title]
    assert response.context["heading"] == "Мариам Петросян"


def test_author_has_portrait_position_about_and_accounts(client, make_edition, author):
    author.position_ru, author.bio_ru = "географ", "Пишет о воде."
    author.website, author.telegram = "https://example.org/me", "https://t.me/example"
    author.save()
    make_edition("ru", authors=[author])

    page = client.get("/ru/author/mariam-petrosyan/").content.decode()

    assert "географ" in page
    assert "Пишет о воде." in page
    assert '<a href="https://example.org/me" rel="me noopener">' in page
    assert '<a href="https://t.me/example" rel="me noopener">' in page
    assert "author-accounts" in page


def test_author_without_accounts_has_no_list_of_them(client, make_edition, author):
    make_edition("ru", authors=[author])

    assert "author-accounts" not in client.get("/ru/author/mariam-petrosyan/").content.decode()


def test_archive_of_a_day_a_month_a_year(client, make_edition):
    edition = make_edition("ru")
    Edition.objects.update(published_at="2024-02-29T20:30:00Z")  # 1 March in Yerevan

    found = {
        path: titles(client.get(f"/ru/archive/{path}/"))
        for path in ("2024/03/01", "2024/03", "2024")
    }

    assert found == dict.fromkeys(found, [edition.title])
    assert client.get("/ru/archive/2024/02/29/").status_code == 404


def test_page_without_words_of_its_own_is_described_by_its_stories(client, make_edition, make_tag):
    tag = make_tag(ru="Вода")
    make_edition("ru", title_ru="Озеро вернулось", hours_ago=2, tags=[tag])
    make_edition("ru", title_ru="Вода дорожает?", tags=[tag])
    make_edition("ru", title_ru="Ещё не видно", at=now() + timedelta(hours=1), tags=[tag])

    found = [
        client.get(path).context["page_meta"].description
        for path in ("/ru/tag/voda/", "/ru/category/ecology/")
    ]

    assert found == ["Вода дорожает? · Озеро вернулось", "Новости о природе"]


def test_archive_tells_templates_which_day_it_is(client, make_edition):
    make_edition("ru")
    Edition.objects.update(published_at="2024-03-01T08:00:00Z")

    day = client.get("/ru/archive/2024/03/01/").context
    year = client.get("/ru/archive/2024/").context

    assert (day["day"], day["month"], day["year"]) == (date(2024, 3, 1), date(2024, 3, 1), 2024)
    assert (year["day"], year["month"], year["year"]) == (None, None, 2024)


def test_archive_of_today_may_be_empty(client, db):
    page = client.get(f"/ru/archive/{localdate():%Y/%m/%d}/").content.decode()

    assert '<p class="empty">Здесь пока нет материалов.</p>' in page


@pytest.mark.parametrize(
    "path", ["2024/02/30", "2024/13", "0000", "9999", "1899", "2024/00", "2024/01/00"]
)
def test_archive_of_no_day_answers_404(client, db, path):
    assert client.get(f"/ru/archive/{path}/").status_code == 404


def test_archive_of_tomorrow_is_not_there(client, make_edition):
    make_edition("ru", at=now() + timedelta(days=1))
    tomorrow = localdate() + timedelta(days=1)

    assert client.get(f"/ru/archive/{tomorrow:%Y/%m/%d}/").status_code == 404


def test_stream_names_its_feeds(client, category, settings):
    meta = client.get("/en/category/ecology/").context["page_meta"]

    assert [(feed.type, feed.url) for feed in meta.feeds] == [
        ("application/rss+xml", f"{settings.SITE_URL}/en/category/ecology/feed/"),
        ("application/atom+xml", f"{settings.SITE_URL}/en/category/ecology/feed/atom/"),
        ("application/feed+json", f"{settings.SITE_URL}/en/category/ecology/feed/json/"),
    ]


def test_category_shows_its_picture_and_gives_it_to_messengers(client, category, make_image):
    category.picture = make_image()
    category.save()

    page = client.get("/ru/category/ecology/").content.decode()

    key = category.picture.key
    assert (
        f'<div class="section-picture"><picture><img src="/media/{key}/16x9-800.jpeg"'
        in "".join(line.strip() for line in page.splitlines())
    )
    assert re.search(rf'property="og:image" content="[^"]*/media/{key}/social-\d+\.jpeg"', page)


@pytest.mark.parametrize(
    "change", [{"is_graphic": True}, {"usable_until": date(2020, 1, 1)}, {"renditions": {}}]
)
def test_picture_of_a_category_that_may_not_be_shown_is_not(client, category, make_image, change):
    category.picture = make_image()
    category.save()
    key = category.picture.key
    assert key in client.get("/ru/category/ecology/").content.decode()

    Image.objects.update(**change)

    assert key not in client.get("/ru/category/ecology/").content.decode()
