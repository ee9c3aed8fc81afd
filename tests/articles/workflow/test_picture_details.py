"""Saying one thing of several pictures."""

import pytest
from django.core.exceptions import PermissionDenied

from articles.models import Image
from articles.workflow.pictures import describe_pictures, joined


@pytest.mark.parametrize(
    "old, more, both",
    [
        ("", "a", "a"),
        ("a", "", "a"),
        ("a, b", "c,b , A", "a, b, c"),
        (" a ,, b", "c", "a, b, c"),
        ("Севан", "севан, ОЗЕРО, озеро", "Севан, ОЗЕРО"),
    ],
)
def test_lists_are_joined_without_repeating(old, more, both):
    assert joined(old, more) == both


@pytest.fixture
def picture(photo):
    given = {"key": "k", "digest": "d", "name": "a.jpg", "width": 9, "height": 9}
    return Image.objects.create(**given, uploaded_by=photo)


@pytest.mark.parametrize("person", ["reporter", "editor_ru", "chief", "photo"])
def test_pictures_are_described_by_who_works_with_them(request, picture, person):
    facts = {"source": "Reuters"}

    changed = describe_pictures([picture.pk], facts, by=request.getfixturevalue(person))
    again = describe_pictures([picture.pk], facts, by=request.getfixturevalue(person))

    assert (changed, again) == ([picture.pk], [])
    assert Image.objects.get().source == "Reuters"


def test_pictures_are_not_described_by_others(picture, administrator):
    with pytest.raises(PermissionDenied):
        describe_pictures([picture.pk], {"source": "Reuters"}, by=administrator)

    assert Image.objects.get().source == ""
