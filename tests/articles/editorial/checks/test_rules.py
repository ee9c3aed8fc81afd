"""The rules before publishing: each finds its mistake, and leaves good words alone."""

import pytest

from articles.editorial.checks.rules import (
    DEFAULTS,
    FLASH,
    RULES,
    Check,
    Level,
    links_in,
    placeholders,
    results,
)
from articles.editorial.checks.subject import Picture, Story
from articles.text.cleaning import skeleton

pytestmark = pytest.mark.usefixtures("in_english")

GOOD = {
    "title": "Озеро возвращается",
    "short_title": "",
    "social_title": "",
    "subtitle": "",
    "lead": "Уровень Севана растёт третий год.",
    "body": "<p>Вода поднялась.</p>",
    "source": "",
    "slug": "",
}
LAKE = Picture("lake.jpg", alt="Озеро", credit="А. Мовсисян")


def story(kind="news", **given):
    texts = GOOD | {name: given.pop(name) for name in list(given) if name in GOOD}
    known = {"category": "Экология", "has_author": True, "cover": LAKE} | given
    return Story(kind=kind, language="ru", texts=texts, **known)


def said(check, **given):
    return RULES[check](story(**given))


def failed(one, levels=DEFAULTS):
    return [result.check for result in results(one, levels) if not result.is_done]


def test_good_story_passes():
    assert failed(story()) == []


def test_bare_title_lacks_the_rest():
    bare = story(lead="", body="", category=None, has_author=False, cover=None)

    assert failed(bare) == ["lead", "category", "byline", "cover", "empty"]


def test_flash_needs_nothing_but_its_headline():
    bare = {"lead": "", "body": "", "category": None, "has_author": False, "cover": None}

    assert failed(story("flash", **bare)) == []
    assert failed(story("flash", **bare | {"title": " "})) == ["title"]
    assert [one.check for one in results(story("flash"), DEFAULTS)] == list(FLASH)


def test_levels_say_what_stops_asks_and_is_not_looked_at():
    levels = DEFAULTS | {Check.COVER: Level.ERROR, Check.LEAD: Level.OFF}

    found = {one.check: one for one in results(story(cover=None, lead="", category=None), levels)}

    assert (found["cover"].stops, found["cover"].asks) == (True, False)
    assert (found["category"].stops, found["category"].asks) == (False, True)
    assert "lead" not in found


@pytest.mark.parametrize("letters, sentences", [(110, 0), (111, 1)])
def test_length_of_the_title(letters, sentences):
    assert len(said(Check.LENGTH, title="я" * letters)) == sentences


@pytest.mark.parametrize(
    "kind, has_author, source, passes",
    [
        ("news", False, "Арменпресс", True),
        ("news", True, "", True),
        ("news", False, "", False),
        ("opinion", False, "Арменпресс", False),
        ("opinion", True, "", True),
        ("partner", True, "", False),
        ("partner", False, "Банк", True),
    ],
)
def test_byline_depends_on_the_kind(kind, has_author, source, passes):
    assert (said(Check.BYLINE, kind=kind, has_author=has_author, source=source) == []) is passes


def test_category_without_a_name_here_is_said():
    assert said(Check.CATEGORY, category="") == ["The category has no name in this language."]


def test_pictures_without_words_are_named():
    pictures = {5: Picture("a.jpg", alt="Мост"), 6: Picture("b.jpg", credit="Архив")}

    assert said(Check.ALT, cover=Picture("c.jpg"), pictures=pictures) == [
        "The cover has no alt text.",
        "Picture without alt text in the story: b.jpg.",
    ]
    assert said(Check.CREDIT, pictures=pictures) == [
        "Picture without a credit in the story: a.jpg."
    ]


@pytest.mark.parametrize(
    "kind, body, sentence",
    [
        ("news", "", "No text."),
        ("news", "<p>А</p><h2>Итоги</h2>", "Nothing under the heading «Итоги»."),
        (
            "news",
            "<h2>Один</h2><h2>Два</h2><p>А</p>",
            "Nothing under the heading «Один».",
        ),
        ("news", "<h2></h2><p>А</p>", "Empty heading in the text."),
        ("news", "<ul><li>А</li><li></li></ul>", "Empty list item in the text."),
        ("news", "<p>А</p><p>\xa0</p>", "Empty paragraph or quotation in the text."),
        (
            "news",
            '<p>А</p><figure data-image="9"></figure>',
            "A picture in the text is no longer in the library.",
        ),
        ("video", "<p>А</p>", "The video story has no video in its text."),
        ("photo_story", "<p>А</p>", "The photo story has no pictures in its text."),
        (
            "photo_story",
            '<figure data-embed="https://youtu.be/dQw4w9WgXcQ" data-image="5"></figure>',
            "The photo story has no pictures in its text.",
        ),
    ],
)
def test_empty_parts_are_found(kind, body, sentence):
    assert said(Check.EMPTY, kind=kind, body=body, pictures={5: LAKE}) == [sentence]


@pytest.mark.parametrize(
    "kind, body",
    [
        ("news", "<h2>Один</h2><h3>Раз</h3><p>А</p>"),
        ("photo_story", '<figure data-gallery="5"></figure>'),
        ("video", '<figure data-embed="https://www.youtube.com/watch?v=dQw4w9WgXcQ"></figure>'),
    ],
)
def test_whole_texts_have_no_empty_parts(kind, body):
    assert said(Check.EMPTY, kind=kind, body=body, pictures={5: LAKE}) == []


@pytest.mark.parametrize(
    "words, found",
    [
        ("Премьер TK заявил", ["TK"]),
        ("TKTK", ["TKTK"]),
        ("сумма XXX драмов", ["XXX"]),
        ("сумма ххх драмов", ["ххх"]),
        ("Lorem ipsum dolor", ["Lorem ipsum"]),
        ("сказал «???» нам", ["???"]),
        ("сказал «?» нам", ["?"]),
        ("в 1998 (?) году", ["(?)"]),
        ("Ինչ ՞՞՞", ["՞՞՞"]),
        ("[уточнить дату]", ["[уточнить дату]"]),
        ("(ստուգել)", ["(ստուգել)"]),
        ("Текст", ["Текст"]),
        ("«текст»", ["текст"]),
        ("Վերնագիր։", ["Վերնագիր։"]),
        ("подпись ____", ["____"]),
        ("TODO: цифры", ["TODO"]),
    ],
)
def test_placeholders_are_found(words, found):
    assert placeholders(words) == found


@pytest.mark.parametrize(
    "words",
    [
        "",
        "Текст закона опубликован",
        "ТК «Шант»",
        "Что?! Как??",
        "XX век и Людовик XVI",
        "Ինչո՞ւ",
        "ATK и TKB",
        "Проверка на дорогах (фильм)",
        "https://example.am/a_b__c",
    ],
)
def test_good_words_are_no_placeholders(words):
    assert placeholders(words) == []


def test_placeholder_is_said_with_its_words():
    sentence = said(Check.PLACEHOLDER, body="<p>Вода</p><p>Текст</p>", lead="Лид TK")

    assert sentence == ["«TK» is left in the text.", "«Текст» is left in the text."]


def test_links_of_a_text_are_addresses_and_paths():
    body = (
        '<p><a href="https://a.am/?x=1&amp;y=2#z">А</a> <a href="mailto:a@b.am">М</a> '
        '<a href="/ru/">Р</a> <a href="https://a.am/?x=1&amp;y=2">А</a></p>'
    )

    assert links_in(body) == ["https://a.am/?x=1&y=2", "/ru/"]


def test_many_failing_links_are_counted():
    failing = {f"https://a.am/{n}": "404" for n in range(5)}

    (found,) = [one for one in results(story(failing=failing), DEFAULTS) if not one.is_done]

    assert found.sentences[0] == "Broken link (404): https://a.am/0"
    assert found.sentences[3:] == ("Plus 2 more.",)


def test_untranslated_paragraphs_are_named_and_stop():
    body = skeleton("<p>Վիճակ</p><p>Լիճ</p>").replace("Լիճ", "Озеро")

    assert said(Check.UNTRANSLATED, body=body) == ["Not translated yet: «Վիճակ»"]
    assert [one.stops for one in results(story(body=body), DEFAULTS) if not one.is_done] == [True]
    assert failed(story("flash", body=body)) == ["untranslated"]
