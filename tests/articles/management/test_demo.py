"""`manage.py demo` on a database in which there is nothing yet."""

import pytest
from django.core.management import CommandError

from articles.management.demo import files, load
from articles.models import Article
from tests.articles.management.demo.conftest import counts, demo, small_picture


@pytest.fixture
def small_pictures(monkeypatch):
    """Encoding the real pictures takes longer than all that the tests are about."""
    monkeypatch.setattr(files, "picture", small_picture)


def test_demo_that_fails_half_way_leaves_nothing(db, small_pictures, monkeypatch):
    before = counts()

    def fail(*_arguments, **_options):
        assert Article.objects.exists()  # so much was there
        raise OSError("the disk is full")

    monkeypatch.setattr(load.readers, "write_views", fail)
    with pytest.raises(OSError, match="disk is full"):
        demo()

    assert counts() == before
    assert before["articles_article"] == before["newsroom_user"] == 0


def test_demo_refuses_a_negative_number(db):
    with pytest.raises(CommandError, match="must not be negative"):
        demo(articles=-1)

    assert not Article.objects.exists()
