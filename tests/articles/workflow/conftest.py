"""What the tests of the verbs share: nouns to name and to merge."""

import pytest

from articles.models import (
    Author,
    Category,
)


@pytest.fixture
def make_category(db):
    def make(slug, **names):
        return Category.objects.create(slug=slug, **{f"name_{c}": n for c, n in names.items()})

    return make


@pytest.fixture
def make_author(db):
    def make(slug, **fields):
        return Author.objects.create(**{"slug": slug, "name_ru": slug} | fields)

    return make


@pytest.fixture
def pair(category, make_category, author, make_author, make_tag):
    """Two of each noun."""
    return {
        "category": (category, make_category("nature", ru="Природа")),
        "tag": (make_tag(ru="Севан"), make_tag(ru="Озеро")),
        "author": (author, make_author("m-p")),
    }
