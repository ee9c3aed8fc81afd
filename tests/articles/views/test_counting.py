"""The doors of the counter."""

import pytest
from django.test import Client

from articles import counting

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
    assert counting.count(edition.pk, None) == 1


def test_count_view_needs_no_token_but_a_post(make_edition):
    client, edition = Client(enforce_csrf_checks=True), make_edition("ru")

    assert client.post(f"/views/{edition.pk}/", headers=PERSON).status_code == 200
    assert client.get(f"/views/{edition.pk}/", headers=PERSON).status_code == 405


@pytest.mark.parametrize("pk", ["0", "999999", "9" * 30])
def test_count_view_of_no_edition_answers_404(client, db, pk):
    assert client.post(f"/views/{pk}/", headers=PERSON).status_code == 404
    assert client.get(f"/views/{pk}.gif", headers=PERSON).status_code == 404
