"""Which advertisement stands in a place."""

from datetime import timedelta

import pytest
from django.utils.timezone import now

from articles.ads import ad_for
from articles.models import Ad, Image

PLACE = Ad.Place.AFTER_TEXT


@pytest.fixture
def make_ad(photo):
    image = Image.objects.create(
        key="k", digest="d", name="a", width=9, height=9, uploaded_by=photo
    )

    def make(**fields):
        return Ad.objects.create(
            **{"name": "Хлеб", "language": "ru", "image": image, "url": "https://e.am"} | fields
        )

    return make


def test_ad_stands_in_its_language_and_place(make_ad):
    ad = make_ad()

    assert ad_for(PLACE, "ru") == ad
    assert ad_for(PLACE, "hy") is None
    assert ad_for("elsewhere", "ru") is None


def test_ad_stands_within_its_period_only(make_ad):
    hour = timedelta(hours=1)
    make_ad(starts_at=now() + hour)
    make_ad(ends_at=now() - hour)
    running = make_ad(starts_at=now() - hour, ends_at=now() + hour)

    assert ad_for(PLACE, "ru") == running
    assert list(Ad.objects.running()) == [running]
