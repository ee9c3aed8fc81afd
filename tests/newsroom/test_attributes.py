"""The attributes of form fields: written as Django would write them."""

import pytest
from django.forms.utils import flatatt
from django.utils.safestring import mark_safe
from django.utils.translation import gettext_lazy

from newsroom.attributes import attributes


@pytest.mark.parametrize(
    "given, written",
    [
        ({}, ""),
        ({"id": "a", "rows": 3}, ' id="a" rows="3"'),
        ({"required": True, "disabled": False, "value": None}, " required"),
        ({"value": '"><script>'}, ' value="&quot;&gt;&lt;script&gt;"'),
        ({"value": mark_safe("&amp;")}, ' value="&amp;"'),
        ({"value": gettext_lazy("no such words")}, ' value="no such words"'),
    ],
)
def test_attributes_are_written_whole_and_escaped(given, written):
    assert attributes(given) == written


def test_attributes_hold_what_django_would_hold():
    given = {"a": "1 & 2", "b": 7, "c": "", "d": "'"}

    assert attributes(given) == flatatt(given)
