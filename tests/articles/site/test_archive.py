"""The archive's calendar."""

from datetime import date

import pytest

from articles.models import Edition
from articles.site.archive import of_month, of_year


@pytest.fixture
def publish(make_edition):
    """Publish a Russian story at a moment: `publish("2024-02-29T20:30:00Z")`."""

    def make(moment: str, language: str = "ru"):
        edition = make_edition(language)
        Edition.objects.filter(pk=edition.pk).update(published_at=moment)
        return edition

    return make


def links(calendar) -> list[str]:
    return [cell.url for row in calendar.rows for cell in row if cell and cell.url]


def test_days_with_stories_are_links(publish):
    publish("2024-02-29T20:30:00Z")  # 1 March in Yerevan
    publish("2024-03-31T19:59:59Z")
    publish("2024-03-31T20:00:00Z")  # 1 April
    publish("2024-03-05T08:00:00Z", "hy")

    march = of_month("ru", date(2024, 3, 1), is_day=True)

    assert links(march) == ["/ru/archive/2024/03/01/", "/ru/archive/2024/03/31/"]
    assert [cell.first for row in march.rows for cell in row if cell and cell.is_shown] == [
        date(2024, 3, 1)
    ]


def test_month_is_whole_weeks_from_monday(db):
    march = of_month("ru", date(2024, 3, 1), is_day=False)

    assert [len(row) for row in march.rows] == [7] * 5
    assert [cell and cell.first.day for cell in march.rows[0]] == [None] * 4 + [1, 2, 3]


def test_day_of_a_story_that_is_gone_is_no_link(publish, chief):
    edition = publish("2024-03-01T08:00:00Z")
    before = links(of_month("ru", date(2024, 3, 1), is_day=False))

    Edition.objects.filter(pk=edition.pk).update(
        withdrawn_at=edition.published_at, withdrawn_reason="…"
    )

    after = links(of_month("ru", date(2024, 3, 1), is_day=False))
    assert (before, after) == (["/ru/archive/2024/03/01/"], [])


def test_nearest_months_with_stories_stand_beside(publish):
    for moment in ("2021-05-10T08:00:00Z", "2024-03-10T08:00:00Z", "2025-01-10T08:00:00Z"):
        publish(moment)

    march = of_month("ru", date(2024, 3, 10), is_day=True)
    first = of_month("ru", date(2021, 5, 1), is_day=False)

    assert march.earlier.url == "/ru/archive/2021/05/"
    assert march.later.url == "/ru/archive/2025/01/"
    assert first.earlier is None


def test_year_has_its_months(publish):
    for moment in ("2023-12-31T20:00:00Z", "2024-06-10T08:00:00Z", "2022-06-10T08:00:00Z"):
        publish(moment)

    year = of_year("ru", 2024)

    assert links(year) == ["/ru/archive/2024/01/", "/ru/archive/2024/06/"]
    assert (year.earlier.url, year.later) == ("/ru/archive/2022/", None)
