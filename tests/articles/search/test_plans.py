"""How PostgreSQL answers readers and editors among 20,000 stories, and editors in an archive of
pictures: from its index of words, each of them, and not from more of it than is wanted.
"""

from datetime import timedelta

import pytest
from django.db import connection
from django.utils.timezone import now

from articles import search
from articles.management.demo import multiply
from articles.models import Article, Author, Edition, EditionCredit, Image, StoryEntry
from articles.search import matching, terms
from articles.search.combined import at_once
from articles.search.indexes import of_stories
from newsroom import languages

MANY, ARCHIVE = 20_200, 6_000
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
        cursor.execute("""
            UPDATE articles_searchentry s SET terms = terms || ' архив' FROM articles_edition e
            WHERE e.id = s.edition_id AND e.published_at < now() - interval '7 years'
        """)
        cursor.execute(
            "ANALYZE articles_storyentry, articles_article, articles_searchentry, articles_edition"
        )


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
    for name, asked in (
        ("articles_storyentry_terms", lambda words: search.stories(words).ids),
        ("search_entry_terms", lambda words: search.find(words, "ru").ids),
    ):
        found = {}
        for words in ("12345", "рыба", "озеро рыба", "архив", "рыба -12345"):
            texts, ids = plans(lambda words=words, asked=asked: asked(words))
            assert texts, words
            for text in texts:
                assert f"Bitmap Index Scan on {name}" in text
                assert "Filter: (array_to_tsvector" not in text
            found[words] = len(ids)
        assert found == {
            "12345": 1,
            "рыба": matching.MOST,
            "озеро рыба": matching.MOST,
            "архив": matching.MOST,
            "рыба -12345": matching.MOST,
        }
    live = Edition.objects.live().in_language("ru").newest_first()
    nodes, hits = asked_of_index(lambda: search.find("рыба", "ru", sort="new").ids)
    assert hits == list(live.values_list("pk", flat=True)[: matching.MOST])
    assert matching.MOST <= from_function(nodes) <= 5 * matching.MOST  # of 35,000

    # A month, and an author of three stories, lead through no more than there is of them.
    lately = live.filter(published_at__gte=now() - timedelta(days=30))
    nodes, hits = asked_of_index(lambda: search.find("рыба", "ru", period="month", sort="new").ids)
    assert hits == list(lately.values_list("pk", flat=True))
    assert len(hits) <= from_function(nodes) <= 6 * len(hits)
    author = Author.objects.create(name="Анна", name_ru="Анна", slug="anna")
    for edition in live[:9000:3000]:
        EditionCredit.objects.create(
            edition=edition, author=author, language="ru", published_at=edition.published_at
        )
    nodes, hits = asked_of_index(lambda: search.find("рыба", "ru", author=author, sort="new").ids)
    assert hits == [edition.pk for edition in live[:9000:3000]]
    assert from_function(nodes) == 3
    ground = of_stories(None, "ru")
    rows, old = at_once([("'рыба'", 300), ("'архив'", 40)], ground)
    newest = Article.objects.order_by("-changed_at", "-pk")
    assert rows == [(story.pk, story.changed_at.timestamp()) for story in newest[:300]]
    long_ago = (now() - timedelta(days=7 * 365)).timestamp()
    assert {seconds < long_ago for _pk, seconds in old} == {True}
    assert len(old) == 40


@pytest.fixture
def archive(counted_again, chief):
    """Pictures that all came in one hour and have one word; every hundredth is graphic."""
    rows = [
        Image(
            name=f"{number}.jpg",
            key=f"{number}",
            digest=f"{number}",
            width=1200,
            height=800,
            is_graphic=number % 100 == 0,
            uploaded_by=chief,
        )
        for number in range(ARCHIVE)
    ]
    Image.objects.bulk_create(rows, batch_size=500)
    with connection.cursor() as cursor:
        cursor.execute("""
            INSERT INTO articles_pictureentry (image_id, terms, places)
            SELECT id, '#b' || id / 1024 || ' фото credit:фото credit:' || id % 40,
                decode('0000', 'hex')
            FROM articles_image
        """)
        cursor.execute("ANALYZE articles_pictureentry, articles_image")
    return [image.pk for image in rows]


def asked_of_index(asked) -> tuple[list[dict], object]:
    """Return the nodes of the plans of all that looked for words, as they ran, and the answer."""
    questions = []

    def note(execute, sql, params, many, context):
        if "tsquery" in sql:
            questions.append((sql, params))
        return execute(sql, params, many, context)

    with connection.execute_wrapper(note):
        answer = asked()
    found = []
    with connection.cursor() as cursor:
        for sql, params in questions:
            cursor.execute(f"EXPLAIN (ANALYZE, FORMAT JSON) {sql}", params)
            waiting = [cursor.fetchone()[0][0]["Plan"]]
            while waiting:
                found.append(waiting.pop())
                waiting += found[-1].get("Plans", [])
    return found, answer


def from_function(nodes: list[dict]) -> int:
    """Return how many rows the function gave that asks the index."""
    return sum(
        round(node["Actual Rows"] * node["Actual Loops"])
        for node in nodes
        if node["Node Type"] == "ProjectSet"
    )


@pytest.mark.only_on("postgresql")
def test_word_of_a_whole_archive_costs_as_much_as_its_newest_thousand(archive):
    nodes, answer = asked_of_index(lambda: search.pictures("фото"))

    assert answer.ids == tuple(archive[: -matching.MOST - 1 : -1])
    assert matching.MOST <= from_function(nodes) <= 2 * terms.BLOCK


@pytest.mark.only_on("postgresql")
def test_common_word_is_looked_for_in_the_few_that_a_question_leaves(archive):
    graphic = Image.objects.filter(is_graphic=True)

    nodes, answer = asked_of_index(lambda: search.pictures("фото", graphic))
    texts, _answer = plans(lambda: search.pictures("фото", graphic))

    assert answer.ids == tuple(reversed(archive[::100]))
    assert from_function(nodes) == len(answer.ids)
    assert texts
    for text in texts:
        assert "Index Scan using articles_pictureentry_pkey" in text


@pytest.mark.only_on("postgresql")
def test_credit_is_asked_of_the_index(archive):
    asked = search.pictures_with("Фото 7", search.CREDIT, Image.objects.all(), "ru")

    texts, ids = plans(lambda: set(asked.values_list("pk", flat=True)))

    assert ids == {pk for pk in archive if pk % 40 == 7}
    assert ["Bitmap Index Scan on articles_pictureentry_terms" in text for text in texts] == [True]


@pytest.mark.only_on("postgresql")
def test_month_of_a_story_follows_its_moment(make_article):
    story = make_article()
    Article.objects.filter(pk=story.pk).update(changed_at=now() - timedelta(days=400))
    before = StoryEntry.objects.get(article=story).terms

    story.refresh_from_db()
    story.save()  # as the verbs do that change no word

    entry = StoryEntry.objects.get(article=story)
    assert before[:7] != entry.terms[:7] == terms.month(now())
    assert entry.terms[7:] == before[7:]
