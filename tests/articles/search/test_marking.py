"""Found words are marked as they stand, and nothing that was typed becomes HTML."""

from articles.search.analysis import lemmas
from articles.search.marking import excerpt, found_words, with_marks


def marked(text: str, forms: frozenset[str], language: str) -> str:
    return with_marks(text, found_words(text, forms, language))


def test_inflected_form_is_marked():
    html = marked("В Ереване & у озёр", lemmas("озеро", "ru") | lemmas("Ереван", "ru"), "ru")

    assert html == "В <mark>Ереване</mark> &amp; у <mark>озёр</mark>"


def test_part_of_what_hyphens_join_is_marked():
    assert marked("Горно-лыжный", lemmas("лыжный", "ru"), "ru") == "Горно-<mark>лыжный</mark>"


def test_markup_in_a_text_is_escaped():
    html = marked("<b>лёд</b>", lemmas("лёд", "ru"), "ru")

    assert html == "&lt;b&gt;<mark>лёд</mark>&lt;/b&gt;"


def test_excerpt_has_the_found_words_in_the_middle():
    text = "слово " * 60 + "озеро Севан" + " слово" * 60

    html = excerpt(text, lemmas("озеро", "ru") | lemmas("Севан", "ru"), "ru").html

    assert html.startswith("… слово")
    assert html.endswith("слово …")
    assert "<mark>озеро</mark> <mark>Севан</mark>" in html
    assert html.count("слово") < 40


def test_excerpt_without_a_found_word_is_empty():
    assert excerpt("Хлеб дорожает", lemmas("озеро", "ru"), "ru") is None
