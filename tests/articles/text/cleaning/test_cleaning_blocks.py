"""Blocks of a body beyond its text: what cleaning keeps of them, how they merge and compare."""

import pytest

from articles.text.blocks import FileFigure, StoryFigure
from articles.text.cleaning import clean, figures, images_in, plain, rows_in, words
from articles.text.diff import CHANGED, NEW, SAME, bodies
from articles.text.merge import blocks, merge_bodies

FACTS = '<section data-block="facts"><h3>Озеро</h3><p>1 240 км²</p><ul><li>соль</li></ul></section>'


@pytest.mark.parametrize(
    "html, cleaned",
    [
        (FACTS, FACTS),
        ('<section class="x" data-block=" points " onclick="x"><h2>A</h2><ul><li>b</ul></section>c',
         '<section data-block="points"><h3>A</h3><ul><li>b</li></ul></section><p>c</p>'),
        ('<section data-block="question"><h2>Q</h2>a<h4>b</h4><p>c</p></section>',
         '<section data-block="question"><h3>Q</h3><p>a</p><h4>b</h4><p>c</p></section>'),
        ('<section data-block="question"><p>a</p></section>', "<p>a</p>"),
        ('<section data-block="facts"><h3> </h3><p></p></section>', ""),
        ("<section>a</section>b", "<p>a</p><p>b</p>"),
        ('<section data-block="ad">a</section>b', "<p>a</p><p>b</p>"),
        ('<p>a<section data-block="facts">b',
         '<p>a</p><section data-block="facts"><p>b</p></section>'),
        ('<ul><li>a<section data-block="facts">b</section></ul>',
         "<ul><li><p>a</p><p>b</p></li></ul>"),
        ('<blockquote><section data-block="facts">b</section></blockquote>',
         "<blockquote><p>b</p></blockquote>"),
        ('<table><tr><td><section data-block="facts">b</table>',
         "<table><tbody><tr><td>b</td></tr></tbody></table>"),
        ('<section data-block="facts">a<section data-block="points">b</section></section>',
         '<section data-block="facts"><p>a</p><p>b</p></section>'),
        ('<section data-block="facts"><table><tr><td>a</table></section>',
         '<section data-block="facts"><table><tbody><tr><td>a</td></tr></tbody></table></section>'),
        ('<section data-block="facts"><figure data-image="3"></figure></section>',
         '<section data-block="facts"><figure data-image="3"></figure></section>'),
        ('<figure data-story="012" class="wide"><figcaption>a</figcaption></figure>',
         '<figure data-story="12"><figcaption>a</figcaption></figure>'),
        ('<figure data-file="7"></figure>', '<figure data-file="7"></figure>'),
        ('<figure data-image="03" data-file="7" class="wide"></figure>',
         '<figure data-file="7" data-image="3"></figure>'),
        ('<figure data-file="7" data-image="x"></figure>', '<figure data-file="7"></figure>'),
    ],
)  # fmt: skip
def test_clean_keeps_blocks(html, cleaned):
    assert clean(html) == cleaned
    assert clean(cleaned) == cleaned


@pytest.mark.parametrize(
    "attribute",
    ['data-story="x"', 'data-story="1 2"', 'data-story="0"', 'data-file="-1"', 'data-file="/etc"'],
)
def test_clean_drops_what_names_nothing(attribute):
    assert clean(f"<figure {attribute}><figcaption>c</figcaption></figure><p>a</p>") == "<p>a</p>"


def test_stories_and_files_are_no_pictures():
    html = "".join(
        f"<figure data-{one}></figure>" for one in ('story="5"', 'file="6"', 'story="5"')
    )

    assert images_in(html) == []
    assert (rows_in(html, "story"), rows_in(html, "file")) == ([5], [6])
    assert list(figures(html)) == [
        StoryFigure(row=5),
        FileFigure(row=6),
        StoryFigure(row=5),
    ]


def test_words_of_blocks_are_counted():
    assert plain(FACTS) == "Озеро 1 240 км² соль"
    assert words(f"<p>Да</p>{FACTS}") == 6


def test_block_is_one_block_of_a_body():
    assert blocks(f"<p>a</p>{FACTS}<p>b</p>") == ["<p>a</p>", FACTS, "<p>b</p>"]


def test_two_people_in_a_text_and_in_its_block_are_both_kept():
    body = f"<p>Один</p>{FACTS}"
    theirs, mine = body.replace("соль", "соль и рыба"), body.replace("Один", "Один два")

    merged, places = merge_bodies(body, theirs, mine)

    assert merged == "<p>Один два</p>" + FACTS.replace("соль", "соль и рыба")
    assert places == ()


def test_block_is_compared_by_its_words():
    found = bodies(FACTS, FACTS.replace("соль", "рыба") + '<figure data-story="7"></figure>')

    assert [(one.kind, one.tag, one.look) for one in found] == [
        (SAME, "h3", "facts"),
        (SAME, "p", "facts"),
        (CHANGED, "li", "ul"),
        (NEW, "story", ""),
    ]
    assert [run.text.strip() for run in found[2].runs] == ["соль", "рыба"]
    assert found[3].value == "7"
