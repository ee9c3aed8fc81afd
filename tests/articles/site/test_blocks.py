"""Every block of a text is cleaned, drawn, fed, compared, checked and offered to editors."""

import pytest
from django.template.loader import get_template
from django.utils.translation import override

from articles.models import Edition, File
from articles.models.rich_text import ALLOWED
from articles.site.body import pieces
from articles.site.feeds.story_html import figure
from articles.text.blocks import BLOCKS, FIGURES, ROWS, SECTIONS
from articles.text.cleaning import clean, figures, plain
from articles.text.diff import NEW, bodies
from articles.text.merge import merge_bodies

WORDS = "Слово о нём"
VIDEO = "https://www.youtube.com/watch?v=dQw4w9WgXcQ"
CAPTION = f"<figcaption>{WORDS}</figcaption>"
# How each is written, by hand. A new block has its line here.
WRITTEN = {
    "facts": f'<section data-block="facts"><h3>Факты</h3><p>{WORDS}</p></section>',
    "points": f'<section data-block="points"><h3>Главное</h3><ul><li>{WORDS}</li></ul></section>',
    "question": f'<section data-block="question"><h3>Как?</h3><p>{WORDS}</p></section>',
    "embed": f'<figure data-embed="{VIDEO}">{CAPTION}</figure>',
    "story": '<figure data-story="1"></figure>',
    "file": f'<figure data-file="1">{CAPTION}</figure>',
    "image": f'<figure data-image="1">{CAPTION}</figure>',
    "gallery": f'<figure data-gallery="1 2">{CAPTION}</figure>',
}
# What readers and feeds see of a figure whose picture and rows are there.
DRAWN = {
    "embed": f'href="{VIDEO}"',
    "story": ">Снег</a>",
    "file": "Слово о нём</span></a>",
    "image": '<figure class="picture">',
    "gallery": '<figure class="gallery" data-gallery>',
}
FED = {
    "embed": f'<p><a href="{VIDEO}">{WORDS}</a></p>',
    "story": '<p>Читайте также: <a href="/ru/post/sneg/">Снег</a></p>',
    "file": f'<p><a href="/media/a.pdf">{WORDS}</a> (PDF, 2,0\xa0КБ)</p>',
    "image": f"<figcaption>{WORDS}</figcaption></figure>",
    "gallery": f"</figure><p>{WORDS}</p>",
}


@pytest.fixture
def named():
    story = Edition(pk=1, language="ru", title="Снег", slug="sneg")
    return {
        ("story", 1): story,
        ("file", 1): File(pk=1, kind="pdf", name="a.pdf", path="public/a.pdf", size=2048),
    }


def test_every_block_is_tried_here():
    assert set(WRITTEN) == {one.name for one in BLOCKS}
    assert set(DRAWN) == set(FED) == set(FIGURES)


@pytest.mark.parametrize("name", [one.name for one in BLOCKS])
def test_block_is_kept_by_cleaning_and_read_as_words(name):
    written = WRITTEN[name]

    assert clean(f"<p>Раз</p>{written}") == f"<p>Раз</p>{written}"
    has_words = name in SECTIONS or FIGURES[name].has_caption
    assert (WORDS in plain(written)) == has_words


@pytest.mark.parametrize("name", [one.name for one in BLOCKS])
def test_block_is_compared_and_merged(name):
    added = bodies("<p>Раз</p>", f"<p>Раз</p>{WRITTEN[name]}")[1:]

    assert {one.kind for one in added} == {NEW}
    assert [one.figure for one in added][0] == FIGURES.get(name)
    assert all(one.is_boxed for one in added[:1]) == (name in SECTIONS)
    assert merge_bodies("<p>Раз</p>", f"<p>Раз</p>{WRITTEN[name]}", "<p>Раз, два</p>") == (
        f"<p>Раз, два</p>{WRITTEN[name]}",
        (),
    )


@pytest.mark.parametrize("name", FIGURES)
def test_figure_is_drawn_and_fed(name, named, make_image):
    image = make_image()
    images = {1: image, 2: image}

    with override("ru"):
        (piece,) = pieces(WRITTEN[name], images, named)
        context = {"piece": piece, "still": piece.still, "sizes": "100vw"}
        drawn = get_template(piece.template).render(context)
        (part,) = figures(WRITTEN[name])
        fed = figure(part, images, named)

    assert DRAWN[name] in drawn
    assert fed.endswith(FED[name])


@pytest.mark.parametrize("name", ROWS)
def test_figure_without_its_row_is_neither_drawn_nor_fed(name, db):
    (part,) = figures(WRITTEN[name])

    assert pieces(WRITTEN[name], {}, {}) == []
    assert figure(part, {}, {}) == ""


@pytest.mark.parametrize("code", ["ru", "hy"])
def test_block_has_its_words_in_every_language(code):
    words = [one.label for one in BLOCKS]
    words += [one.compared for one in FIGURES.values()] + [one.missing for one in ROWS.values()]
    with override("en"):
        english = [str(one) for one in words]
    with override(code):
        translated = [str(one) for one in words]

    assert [one for one, other in zip(english, translated, strict=True) if one == other] == []


@pytest.mark.parametrize("name", FIGURES)
def test_editor_may_hold_every_figure(name):
    allowed = ALLOWED.partition("figure[")[2].partition("]")[0]

    assert f"data-{name}" in allowed.split(",")
