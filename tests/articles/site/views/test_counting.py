"""The doors of the counter."""

from datetime import UTC, datetime, timedelta

import pytest
from django.test import Client
from django.utils.timezone import get_current_timezone, localdate

from articles.statistics import view_counts

PERSON = {"User-Agent": "Mozilla/5.0"}


def test_count_view_counts_and_answers_the_number(client, make_edition):
    edition = make_edition("ru")

    response = client.post(f"/views/{edition.pk}/", headers=PERSON)

    assert response.json() == {"views": 1}
    assert "no-store" in response["Cache-Control"]


def test_count_view_answers_a_robot_without_counting(client, make_edition):
    edition = make_edition("ru")

    response = client.post(f"/views/{edition.pk}/", headers={"User-Agent": "Googlebot/2.1"})

    assert response.json() == {"views": 0}


def test_pixel_counts_for_readers_without_script(client, make_edition):
    edition = make_edition("ru")

    response = client.get(f"/views/{edition.pk}.gif", headers=PERSON)

    assert response["Content-Type"] == "image/gif"
    assert response.content.startswith(b"GIF89a")
    assert "no-store" in response["Cache-Control"]
    assert view_counts.count(edition.pk, None) == 1


def test_made_up_browsers_of_one_address_count_twenty_views(client, make_edition):
    edition = make_edition("ru")

    def read(number: int, address: str) -> int:
        browser = {"User-Agent": f"Mozilla/5.0 Firefox/{number}"}
        path = f"/views/{edition.pk}/"
        return client.post(path, headers=browser, REMOTE_ADDR=address).json()["views"]

    answers = [read(number, f"2001:db8::{number:x}") for number in range(60)]

    assert answers == [*range(1, 21), *[20] * 40]
    assert read(0, "2001:db8:0:1::1") == 21


@pytest.mark.parametrize("minutes, views", [(2, 1), (32, 2)])
def test_midnight_makes_no_second_reader(client, make_edition, monkeypatch, minutes, views):
    zone = get_current_timezone()
    tomorrow = localdate() + timedelta(days=1)
    before = datetime(*tomorrow.timetuple()[:3], tzinfo=zone) - timedelta(minutes=1)
    edition = make_edition("ru")

    for moment in (before, before + timedelta(minutes=minutes)):
        for module in (
            "django.utils.timezone",
            "articles.statistics.view_counts",
            "articles.statistics.readers",
        ):
            monkeypatch.setattr(f"{module}.now", lambda moment=moment: moment.astimezone(UTC))
        answer = client.post(f"/views/{edition.pk}/", headers=PERSON)

    assert answer.json() == {"views": views}


def test_count_view_needs_no_token_but_a_post(make_edition):
    client, edition = Client(enforce_csrf_checks=True), make_edition("ru")

    assert client.post(f"/views/{edition.pk}/", headers=PERSON).status_code == 200
    assert client.get(f"/views/{edition.pk}/", headers=PERSON).status_code == 405


@pytest.mark.parametrize("pk", ["0", "999999", "9" * 30])
def test_count_view_of_no_edition_answers_404(client, db, pk):
    assert client.post(f"/views/{pk}/", headers=PERSON).status_code == 404
    assert client.get(f"/views/{pk}.gif", headers=PERSON).status_code == 404
