"""How PostgreSQL answers editors among 20,000 stories: from its index of words, each of them."""

from datetime import timedelta

import pytest
from django.db import connection
from django.utils.timezone import now

from articles import search
from articles.demo import multiply
from articles.models import Article, StoryEntry
from articles.search import matching
from articles.search.indexes import STORIES
from newsroom import languages

MANY = 20_200
MADE_ANEW = "array_to_tsvector"


@pytest.fixture(scope="module")
def counted_again(django_db_setup, django_db_blocker):
    """Clear up after the tests: dead rows, and what ANALYZE notes, outlive a rollback."""
    yield
    with django_db_blocker.unblock(), connection.cursor() as cursor:
        cursor.execute("VACUUM ANALYZE")


@pytest.fixture
def many(counted_again, make_edition):
    """Stories of ten years, all with one word in the text, the oldest with one of their own."""
    texts = {f"title_{code}": "Озеро возвращается" for code in languages.CODES}
    first = make_edition("ru", hours_ago=5, body_ru="<p>Рыба</p>", **texts)
    make_edition("hy", article=first.article, hours_ago=5)
    make_edition("en", article=first.article, hours_ago=5)
    multiply.multiply(MANY, seed=1)
    with connection.cursor() as cursor:
        cursor.execute("""
            UPDATE articles_storyentry e SET terms = terms || ' архив' FROM articles_article a
            WHERE a.id = e.article_id AND a.changed_at < now() - interval '7 years'
        """)
        cursor.execute("ANALYZE articles_storyentry, articles_article")


def plans(asked) -> tuple[list[str], tuple[int, ...]]:
    """Return the plans of all that looked for words, those inside of functions, and the answer."""
    questions, notices = [], []

    def note(execute, sql, params, many, context):
        if "tsquery" in sql:
            questions.append((sql, params))
        return execute(sql, params, many, context)

    with connection.execute_wrapper(note):
        ids = asked()
    raw = connection.connection
    with connection.cursor() as cursor:  # EXPLAIN does not show what a function does
        cursor.execute("LOAD 'auto_explain'")
        cursor.execute("SET LOCAL auto_explain.log_min_duration = 0")
        cursor.execute("SET LOCAL auto_explain.log_nested_statements = on")
        cursor.execute("SET LOCAL auto_explain.log_level = 'notice'")
        cursor.execute("SET LOCAL client_min_messages = 'notice'")
        raw.add_notice_handler(keep := lambda one: notices.append(one.message_primary))
        try:
            for sql, params in questions:
                cursor.execute(sql, params)
        finally:
            raw.remove_notice_handler(keep)
            cursor.execute("SET LOCAL auto_explain.log_min_duration = -1")
    return [text for text in notices if MADE_ANEW in text], ids


@pytest.mark.only_on("postgresql")
def test_words_are_asked_of_the_index_alone_and_the_newest_months_first(many):
    found = {}
    for words in ("12345", "рыба", "озеро рыба", "архив", "рыба -12345"):
        texts, ids = plans(lambda words=words: search.stories(words).ids)
        assert texts, words
        for text in texts:
            assert "Bitmap Index Scan on articles_storyentry_terms" in text
            assert "Filter: (array_to_tsvector" not in text
        found[words] = len(ids)

    assert found == {
        "12345": 1,
        "рыба": matching.MOST,
        "озеро рыба": matching.MOST,
        "архив": matching.MOST,
        "рыба -12345": matching.MOST,
    }
    condition = matching.Condition(STORIES)
    rows = matching.newest(condition, condition.word("рыба"), Article.objects.all(), 300)
    newest = Article.objects.order_by("-changed_at", "-pk").values_list("pk", flat=True)[:300]
    assert [row[0] for row in rows] == list(newest)


@pytest.mark.only_on("postgresql")
def test_month_of_a_story_follows_its_moment(make_article):
    story = make_article()
    Article.objects.filter(pk=story.pk).update(changed_at=now() - timedelta(days=400))
    before = StoryEntry.objects.get(article=story).terms

    story.refresh_from_db()
    story.save()  # as the verbs do that change no word

    entry = StoryEntry.objects.get(article=story)
    assert before[:7] != entry.terms[:7] == matching.latest_months(1)[0]
    assert entry.terms[7:] == before[7:]
