"""Addresses without what follows a reader around; a browser reads the same table."""

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from articles.text.cleaning import clean
from articles.text.tracking import untracked
from tests.data import DATA

TABLE = json.loads((DATA / "tracking.json").read_text("utf-8"))


@pytest.mark.parametrize("given, left", TABLE)
def test_address_is_left_without_what_tracks(given, left):
    assert untracked(given) == left
    assert untracked(left) == left


PIECES = [
    "https://google.com/url?q=", "https%3A%2F%2F", "https://", "a.am", "/", "?", "&", "utm_a=1",
    "%26", "%253D", "#", "=", "l.facebook.com/l.php?u=",
]  # fmt: skip


@given(st.lists(st.sampled_from(PIECES), max_size=12).map("".join))
def test_taking_it_out_again_changes_nothing(address):
    left = untracked(address)

    assert untracked(left) == left
    assert len(left) <= len(address)


def test_clean_takes_it_out_of_every_link_and_stays_safe():
    html = (
        '<p><a href="https://www.google.com/url?q=https://b.am/%3Futm_source%3Dx">a</a>'
        '<a href="https://l.facebook.com/l.php?u=https%3A%2F%2Fc.am%2F%22onclick%3Dx">b</a></p>'
    )

    cleaned = clean(html)

    assert cleaned == (
        '<p><a href="https://b.am/" rel="noopener">a</a>'
        '<a href="https://c.am/&quot;onclick=x" rel="noopener">b</a></p>'
    )
    assert clean(cleaned) == cleaned
