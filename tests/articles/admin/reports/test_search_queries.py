"""What readers look for, as editors see it."""

import pytest
from django.urls import reverse
from django.utils.timezone import localdate

from articles.models import AskedQuery

PAGE = "admin:articles_askedquery_changelist"


@pytest.fixture
def asked(db):
    for language, words, number, unanswered in [
        ("ru", "", 20, 7),
        ("ru", "<b>хлеб", 9, 0),
        ("ru", "редкое", 2, 2),
        ("ru", "вертолёт", 7, 7),
        ("en", "", 3, 0),
        ("en", "bread", 3, 0),
    ]:
        AskedQuery.objects.create(
            language=language,
            words=words,
            day=localdate(),
            number=number,
            unanswered=unanswered,
        )


def test_report_says_what_readers_looked_for_and_did_not_find(asked, sign_in, chief, in_english):
    page = sign_in(chief).get(reverse(PAGE), {"language": "ru"}).content.decode()

    assert "Searches: 20, no results: 7" in page
    assert "&lt;b&gt;хлеб" in page
    assert page.count(">вертолёт</a>") == 2
    assert 'href="/ru/search/?q=%D0%B2%D0%B5%D1%80%D1%82%D0%BE%D0%BB%D1%91%D1%82"' in page
    assert "редкое" not in page
    assert ">bread</a>" not in page


def test_report_has_all_languages_and_takes_nonsense_calmly(asked, sign_in, chief):
    page = sign_in(chief).get(reverse(PAGE), {"language": "x", "days": "9" * 30}).content.decode()

    assert ">bread</a>" in page
    assert "вертолёт" in page


def test_report_asks_three_questions_for_each_language(asked, sign_in, chief, queries_of):
    client = sign_in(chief)

    asked_all = len(queries_of(client, reverse(PAGE)))
    asked_one = len(queries_of(client, reverse(PAGE), {"language": "ru"}))

    assert (asked_all, asked_one) == (12, 6)
