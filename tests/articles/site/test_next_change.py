"""When pages change by time alone."""

from datetime import timedelta

import pytest
from django.utils.timezone import now

from articles.models import Ad, Edition, Image
from articles.site.next_change import next_moment
from articles.workflow import breaking
from newsroom.cache import pagecache


def test_nothing_to_come_is_no_moment(make_edition):
    make_edition("ru")

    assert next_moment() is None


def test_next_moment_is_the_nearest_beginning_or_end(make_edition):
    start, end = now() + timedelta(hours=2), now() + timedelta(hours=1)
    scheduled, ending = make_edition("ru", at=start), make_edition("ru", until=end)

    assert next_moment() == ending.expires_at

    Edition.objects.filter(pk=ending.pk).update(expires_at=None)
    assert next_moment() == scheduled.published_at


@pytest.mark.parametrize("field", ["starts_at", "ends_at"])
def test_advertisements_begin_and_end_too(photo, field):
    image = Image.objects.create(
        key="k", digest="d", name="ad", width=9, height=9, uploaded_by=photo
    )
    moment = now() + timedelta(minutes=5)
    Ad.objects.create(
        name="Хлеб", language="ru", image=image, url="https://e.am", **{field: moment}
    )

    assert next_moment() == moment


def test_breaking_bar_ends_too(chief):
    end = now() + timedelta(minutes=5)
    breaking.raise_bar("ru", "Молния", by=chief, ends_at=end)

    assert next_moment() == end


def test_page_cache_asks_for_it():
    assert next_moment in pagecache._moments
