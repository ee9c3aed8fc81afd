"""The demo newsroom, loaded once for all that look at it; nothing of it stays."""

import io

import PIL.Image
import pytest
from django.apps import apps
from django.core.management import call_command
from django.db import transaction
from django.test import override_settings

from articles.management.demo import files, load
from articles.models import Author, Category
from newsroom.models import User

CHEAP = ["django.contrib.auth.hashers.MD5PasswordHasher"]


def small_picture(name: str) -> bytes:
    """A picture of one colour in the place of a file: other bytes for each name."""
    colour = sum(name.encode()) % 256, len(name) % 256, name.encode()[-6] % 256
    out = io.BytesIO()
    PIL.Image.new("RGB", (64, 36), colour).save(out, "PNG")
    return out.getvalue() + name.encode()


def demo(**options) -> str:
    out = io.StringIO()
    call_command("demo", stdout=out, **options)
    return out.getvalue()


def counts() -> dict[str, int]:
    """Return how many rows every table has."""
    return {
        model._meta.db_table: model._base_manager.count()
        for model in apps.get_models(include_auto_created=True)
    }


@pytest.fixture(scope="package")
def _loaded(django_db_setup, django_db_blocker, tmp_path_factory):
    folder = tmp_path_factory.mktemp("demo")
    with django_db_blocker.unblock(), transaction.atomic():
        with (
            pytest.MonkeyPatch.context() as patch,
            override_settings(MEDIA_ROOT=folder, PASSWORD_HASHERS=CHEAP),
        ):
            patch.setattr(files, "picture", small_picture)
            load.load()
        yield
        transaction.set_rollback(True)


@pytest.fixture
def newsroom(_loaded, db):
    """The demo newsroom in the database; what a test does to it goes with the test."""


# The cast and the nouns of the other tests, who have namesakes here.


@pytest.fixture
def chief(newsroom):
    return User.objects.get(username="chief")


@pytest.fixture
def category(newsroom):
    return Category.objects.get(slug="ecology")


@pytest.fixture
def author(newsroom):
    return Author.objects.first()
