"""A hit shows where the words stand that it was found by, and what that place is."""

import re
from html import unescape

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext


def shown(client, query: str, path: str = "/ru/search/") -> list[str]:
    """Return the snippets of the only hit, as they are read, found words in square brackets."""
    page = client.get(path, {"q": query}).content.decode()
    [hit] = re.findall(r'<article class="card card-side hit.*?</article>', page, re.S)
    several = re.findall(r'<p class="card-summary">(.*?)</p>', hit, re.S)
    texts = (one.replace("<mark>", "[").replace("</mark>", "]").strip() for one in several)
    return [unescape(one) for one in texts]


@pytest.mark.parametrize(
    "fields, snippets",
    [
        ({"lead_ru": "Верблюды идут."}, ["[Верблюды] идут."]),
        ({"subtitle_ru": "Год верблюда"}, ["Год [верблюда]"]),
        ({"body_ru": "<p>Пески и верблюд</p>"}, ["Пески и [верблюд]"]),
        (
            {"body_ru": "<table><tr><th>Зверь</th><td>Верблюд</td><td>12</td></tr></table>"},
            ["Зверь · [Верблюд] · 12"],
        ),
        (
            {"body_ru": '<section data-block="points"><ul><li>Верблюды</li></ul></section>'},
            ["[Верблюды]"],
        ),
    ],
)
def test_snippet_shows_the_text_that_has_the_word(client, make_edition, fields, snippets):
    make_edition("ru", **({"lead_ru": "Утро.", "title_ru": "Пески"} | fields))

    assert shown(client, "верблюд") == snippets


@pytest.mark.parametrize(
    "path, code, title, caption, word, snippet",
    [
        ("/ru/search/", "ru", "Снег", "Верблюды у юрты", "верблюд", "Фото: [Верблюды] у юрты"),
        ("/arm/search/", "hy", "Ձյուն", "Ուղտեր դաշտում", "ուղտ", "Լուսանկար՝ [Ուղտեր] դաշտում"),
        ("/en/search/", "en", "Snow", "Camels & a tent", "camel", "Photo: [Camels] & a tent"),
    ],
)
def test_caption_that_has_the_word_is_shown_behind_the_lead(
    client, make_edition, make_image, path, code, title, caption, word, snippet
):
    image = make_image(**{f"caption_{code}": caption})
    lead = {f"lead_{code}": f"{title}."}
    make_edition(code, cover=image, **{f"title_{code}": title}, **lead)

    assert shown(client, word, path) == [f"{title}.", snippet]


def test_caption_within_the_text_is_told_from_the_text(client, make_edition, make_image):
    figure = f'<figure data-image="{make_image().pk}"><figcaption>Караван</figcaption></figure>'
    make_edition("ru", title_ru="Пески", lead_ru="", body_ru=f"<p>Слово</p>{figure}<p>Дело</p>")

    assert shown(client, "караван") == ["Фото: [Караван]"]
    assert shown(client, "дело") == ["Слово · [Дело]"]


def test_tag_and_author_that_have_the_word_are_shown(client, make_edition, make_tag, author):
    tag = make_tag(ru="Верблюды", en="Camels")
    make_edition("ru", title_ru="Снег", lead_ru="Утро.", tags=[tag], authors=[author])

    assert shown(client, "верблюд") == ["Утро.", "Тег: [Верблюды]"]
    assert shown(client, "Петросян") == ["Утро.", "Автор: Мариам [Петросян]"]
    assert shown(client, "tag:верблюды") == ["Утро.", "Тег: [Верблюды]"]
    assert shown(client, "author:Петросян") == ["Утро.", "Автор: [Мариам Петросян]"]


def test_each_word_is_shown_where_it_stands(client, make_edition, make_image):
    image = make_image(caption_ru="Караван на привале")
    body = "<p>Верблюд и снова верблюд</p>"
    make_edition("ru", title_ru="Юрта", lead_ru="Утро.", body_ru=body, cover=image)

    assert shown(client, "юрта верблюд привал") == [
        "[Верблюд] и снова [верблюд]",
        "Фото: Караван на [привале]",
    ]


def test_words_of_neighbouring_blocks_do_not_run_together(client, make_edition):
    body = (
        "<h2>Глава</h2><p>Верблюд ушёл.</p><p>«Куда?»</p>"
        "<ul><li>Раз</li><li>Два;</li></ul><p>Три</p>"
    )
    make_edition("ru", title_ru="Снег", lead_ru="", body_ru=body)

    assert shown(client, "верблюд") == ["Глава · [Верблюд] ушёл. «Куда?» Раз · Два; Три"]


def test_word_far_down_a_long_text_is_shown(client, make_edition):
    body = "<p>" + "слово " * 9_000 + "верблюд</p>"
    make_edition("ru", title_ru="Снег", lead_ru="", body_ru=body)

    [snippet] = shown(client, "верблюд")

    assert snippet.startswith("… слово")
    assert snippet.endswith("слово [верблюд]")


def test_markup_in_what_stands_beside_is_escaped(client, make_edition, make_image):
    make_edition("ru", title_ru="Снег", cover=make_image(caption_ru="<b>Верблюд</b>"))

    page = client.get("/ru/search/?q=верблюд").content.decode()

    assert "Фото: &lt;b&gt;<mark>Верблюд</mark>&lt;/b&gt;" in page


@pytest.mark.parametrize("stories", [1, 3])
def test_what_stands_beside_is_asked_in_one_query(client, make_edition, make_image, stories):
    for number in range(stories):
        image = make_image(caption_ru=f"Верблюд {number}")
        make_edition("ru", title_ru=f"Снег {number}", cover=image)

    with CaptureQueriesContext(connection) as asked:
        client.get("/ru/search/?q=верблюд")

    assert sum("SELECT 1 AS kind" in one["sql"] for one in asked) == 1
