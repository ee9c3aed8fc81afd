"""The skeleton of a translation: everything in place, and no word of it reaches readers."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from articles.text.cleaning import clean, clean_draft, images_in, plain, skeleton, untranslated

BODY = (
    "<h2>Озеро</h2><p>Вода <strong>поднялась</strong>.</p>"
    '<figure data-image="12"><figcaption>Севан</figcaption></figure>'
    '<figure data-embed="https://www.youtube.com/watch?v=dQw4w9WgXcQ"></figure>'
    "<ul><li>Один</li><li>Два</li></ul>"
    "<blockquote><p>Цитата</p><footer>Анаит</footer></blockquote>"
    "<table><caption>Уровень</caption><tbody><tr><th>Год</th><td>5</td></tr></tbody></table><hr>"
)
WORDS = ["Озеро", "Вода поднялась.", "Севан", "Один", "Два", "Цитата", "Анаит", "Уровень"]


def test_skeleton_marks_every_text_and_keeps_every_figure():
    begun = skeleton(BODY)

    assert untranslated(begun) == [*WORDS, "Год"]
    assert images_in(begun) == [12]
    assert plain(begun) == plain(BODY)


def test_skeleton_shows_readers_no_word_of_the_source():
    assert plain(clean(skeleton(BODY))) == "5"
    assert clean(skeleton(BODY)) == (
        '<figure data-image="12"></figure>'
        '<figure data-embed="https://www.youtube.com/watch?v=dQw4w9WgXcQ"></figure>'
        "<table><tbody><tr><th></th><td>5</td></tr></tbody></table><hr>"
    )


def test_first_letter_typed_takes_the_mark_off():
    begun = skeleton("<p>Вода</p><ul><li>Один</li></ul>").replace("Вода", "Ջուր")

    assert untranslated(clean_draft(begun)) == ["Один"]
    assert clean(begun) == "<p>Ջուր</p>"
    assert clean_draft(begun.replace("Один", "Մեկ")) == "<p>Ջուր</p><ul><li>Մեկ</li></ul>"


def test_look_of_a_paragraph_does_not_take_the_mark_off():
    begun = skeleton("<p>Вода поднялась.</p>").replace("Вода", "<em>Вода</em>,")

    assert untranslated(begun) == ["Вода, поднялась."]


def test_blocks_stay_blocks():
    box = '<section data-block="{}"><h3>Что это</h3><p>Озеро</p></section>'
    body = box.format("question") + box.format("facts")

    begun = skeleton(body)

    assert untranslated(begun) == ["Что это", "Озеро"] * 2
    assert begun.count("<section data-block=") == clean(body).count("<section data-block=") > 0
    assert clean(begun) == ""


@pytest.mark.parametrize("value", ["", "1", "000000000000", "<b>", "АБВГДЕЖЗИЙКЛ"])
def test_mark_of_another_text_is_no_mark(value):
    html = f'<p data-source="{value}">Вода</p>'

    assert clean_draft(html) == clean(html) == "<p>Вода</p>"


def test_two_captions_of_one_table_are_one_text():
    html = "<table><caption>А</caption><caption>Б</caption><tr><td>Два</td></tr></table>"

    assert untranslated(skeleton(html)) == ["А Б", "Два"]


PIECES = st.sampled_from(
    ["<p>", "</p>", "<li>", "<ul>", "</ul>", "<td>", "<table>", "</table>", "<caption>", "<br>"]
    + ["<blockquote>", "</blockquote>", "<footer>", '<figure data-image="1">', "</figure>"]
    + ["<figcaption>", "</figcaption>", "<h2>", "</h2>", "<pre>", "</pre>", "<em>", "а", "b ", "1"]
    + ['<p class="align-right">', "\u0301", "\u0338", " ", "հ", "<hr>"]
)
HTML = st.lists(PIECES, max_size=25).map("".join)


@given(HTML)
def test_clean_draft_is_stable(html):
    begun = skeleton(html)

    assert clean_draft(begun) == begun
    assert clean_draft(clean_draft(html)) == clean_draft(html)


@given(HTML)
def test_no_letter_of_a_skeleton_reaches_readers(html):
    shown = clean(skeleton(clean(html)))

    assert not any(map(str.isalpha, plain(shown)))
    assert clean(shown) == shown
