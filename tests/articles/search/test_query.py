"""What is typed, read as a query: any text is one."""

import time

import pytest

from articles.search.query import MOST_WORDS, parse_query


def texts(terms) -> list[str]:
    return [term.text for term in terms]


def test_words_phrases_and_what_must_not_be_there():
    query = parse_query('лёд «озеро Севан» -снег -"новый год" weather', "ru")

    assert texts(query.terms) == ["лёд", "озеро", "Севан", "weather"]
    assert [texts(phrase) for phrase in query.phrases] == [["озеро", "Севан"]]
    assert [texts(words) for words in query.without] == [["снег"], ["новый", "год"]]


@pytest.mark.parametrize("name", ["author", "автор", "հեղինակ", "Автор"])
def test_author_is_named_in_any_language(name):
    query = parse_query(f'хлеб {name}:"Мариам Петросян"', "ru")

    assert query.author == "Мариам Петросян"
    assert texts(query.terms) == ["хлеб"]


def test_tag_without_words_asks_for_something():
    assert parse_query("tag:lake", "en").asks
    assert parse_query("tag:lake", "en").tag == "lake"


def test_words_of_no_field_stay_words():
    assert texts(parse_query("10:30 Ереван:столица", "ru").terms) == ["10:30", "Ереван", "столица"]


def test_hyphen_inside_of_a_word_forbids_nothing():
    query = parse_query("Нью-Йорк - хлеб", "ru")

    assert texts(query.terms) == ["Нью-Йорк", "хлеб"]
    assert query.without == ()


BAD = [
    "",
    "\0",
    "((((",
    "%",
    "*",
    '"' * 999,
    "«" * 999,
    "\ud800",
    "'; DROP TABLE articles_edition; --",
    "a & | ! <-> b:*",
    "NEAR(a b) AND OR NOT ^a *",
    "-",
    "-a",
    "author:",
    'tag:""',
    "я" * 20_000,
    " ".join(f"слово{number}" for number in range(500)),
    "и в на с",
    "\\'\\",
    "👩‍👩‍👧",
]


@pytest.mark.parametrize("text", BAD)
def test_any_text_is_read_and_is_bounded(text):
    for language in ("ru", "hy", "en"):
        assert len(parse_query(text, language).terms) <= MOST_WORDS


def test_bad_queries_are_read_quickly():
    before = time.process_time()
    for text in BAD * 10:
        parse_query(text, "ru")

    assert time.process_time() - before < 1
