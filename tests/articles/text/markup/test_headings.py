"""Headings of a body follow the title of the page without a gap."""

import pytest

from articles.text.markup.headings import without_gaps

POINTS = '<section data-block="points"><h3>Главное</h3><ul><li>Раз</li></ul></section>'
FACTS = '<section data-block="facts"><h3>Озеро</h3><h4>Вода</h4><p>Соль</p></section>'
RAISED = '<section data-block="{}"><h2 class="h3">{}</h2>{}</section>'


@pytest.mark.parametrize(
    ("body", "shown"),
    [
        ("<p>Слово</p>", "<p>Слово</p>"),
        ("<h2>A</h2><h3>B</h3><h4>C</h4><h2>D</h2>", "<h2>A</h2><h3>B</h3><h4>C</h4><h2>D</h2>"),
        (POINTS, RAISED.format("points", "Главное", "<ul><li>Раз</li></ul>")),
        (FACTS, RAISED.format("facts", "Озеро", '<h3 class="h4">Вода</h3><p>Соль</p>')),
        # Beneath a heading of the text a box is a part of it.
        (f"<h2>A</h2>{FACTS}<h2>B</h2>", f"<h2>A</h2>{FACTS}<h2>B</h2>"),
        # Those of one level stay of one level.
        ("<h4>A</h4><p>a</p><h4>B</h4>", '<h2 class="h4">A</h2><p>a</p><h2 class="h4">B</h2>'),
        ("<h2>A</h2><h4>B</h4><h3>C</h3>", '<h2>A</h2><h3 class="h4">B</h3><h3>C</h3>'),
        ("<h3>A<br>a</h3><h2>B</h2><h3>C</h3>", '<h2 class="h3">A<br>a</h2><h2>B</h2><h3>C</h3>'),
    ],
)
def test_headings_follow_without_a_gap(body, shown):
    assert without_gaps(body) == shown


def test_headings_of_a_feed_have_no_looks():
    assert without_gaps("<h3>A</h3><h4>B</h4>", looks=False) == "<h2>A</h2><h3>B</h3>"
