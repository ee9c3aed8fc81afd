"""The words of a note as a page shows them."""

import pytest

from articles.editorial import notes
from articles.templatetags.notes import note_words


@pytest.fixture
def shown(make_article, reporter, chief):
    def words(text: str) -> str:
        return note_words(notes.write(make_article(), by=reporter, text=text))

    return words


def test_words_are_escaped(shown):
    assert shown("<script>alert(1)</script>") == "<p>&lt;script&gt;alert(1)&lt;/script&gt;</p>"


def test_named_colleague_stands_out_and_a_stranger_does_not(shown):
    assert shown("@chief, @nobody.") == "<p><b>@chief</b>, @nobody.</p>"


def test_addresses_become_links(shown):
    expected = (
        '<p><a href="https://a.example/@chief" rel="nofollow">https://a.example/@chief</a></p>'
    )
    assert shown("https://a.example/@chief") == expected


def test_scripts_are_no_links(shown):
    assert shown("javascript:alert(1)") == "<p>javascript:alert(1)</p>"
