"""What readers read most."""

from datetime import timedelta

import pytest
from django.utils.timezone import now

from articles.models import Category, Views


def test_popular_is_ordered_by_the_views_of_the_week(client, make_edition):
    hour = now().replace(minute=0, second=0, microsecond=0)
    for title, count in (("Мало", 1), ("Много", 9)):
        edition = make_edition("ru", title_ru=title)
        Views.objects.create(edition=edition, hour=hour, count=count)
    make_edition("ru", title_ru="Никто не читал")

    response = client.get("/ru/popular/")

    stream = response.context["stream"]
    assert [edition.title for edition in stream.object_list] == ["Много", "Мало"]


@pytest.mark.parametrize(
    "query, titles",
    [
        ("", ["Неделя", "Сутки"]),
        ("?period=day", ["Сутки"]),
        ("?period=month", ["Месяц", "Неделя", "Сутки"]),
        ("?period=decade", ["Неделя", "Сутки"]),
        ("?category=sport&period=month", ["Месяц"]),
        ("?category=none", ["Неделя", "Сутки"]),
    ],
)
def test_period_and_category_choose(client, make_edition, query, titles):
    sport = Category.objects.create(slug="sport", name_ru="Спорт")
    hour = now().replace(minute=0, second=0, microsecond=0)
    for title, days, count in (("Сутки", 0, 1), ("Неделя", 3, 2), ("Месяц", 20, 3)):
        section = {"category": sport} if title == "Месяц" else {}
        edition = make_edition("ru", title_ru=title, **section)
        Views.objects.create(edition=edition, hour=hour - timedelta(days=days), count=count)

    response = client.get(f"/ru/popular/{query}")

    assert [one.title for one in response.context["stream"].object_list] == titles


def test_each_list_has_one_canonical_address_and_marks_its_choices(client, category, settings):
    page = client.get("/ru/popular/?sort=new&category=ecology&period=week").content.decode()

    address = f"{settings.SITE_URL}/ru/popular/?category=ecology"
    assert f'<link rel="canonical" href="{address}">' in page
    assert 'href="/ru/popular/?category=ecology" aria-current="page">За 7\xa0дней<' in page
    assert 'href="/ru/popular/?category=ecology" aria-current="page">Экология<' in page
    assert 'href="/ru/popular/?period=day&amp;category=ecology">За сутки<' in page
    assert page.count('aria-current="page">') == 2


def test_popular_without_views_is_an_honest_page(client, db):
    page = client.get("/arm/popular/").content.decode()

    assert '<p class="empty">Այստեղ դեռ նյութեր չկան։</p>' in page
