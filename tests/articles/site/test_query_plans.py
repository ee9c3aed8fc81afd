"""How PostgreSQL answers readers' questions among 100,000 editions: from an index, each of them.

One index a question. What reads a whole table, or sorts more rows than a page could want, does not
scale: it stands in `slow` with the page that asks it.
"""

import json

import pytest
from django.db import connection
from django.utils.timezone import localdate

from articles.management.demo import multiply
from articles.models import Edition
from newsroom import languages

STORIES = 57_200  # each in Russian, every second in Armenian, every fourth in English
# Tables that grow with the stories.
GROWING = {
    "articles_article",
    "articles_edition",
    "articles_editioncredit",
    "articles_editiontag",
    "articles_version",
    "articles_views",
}
# A page of a stream far behind reads an index up to its place and drops what lies before.
MOST_SORTED = 2_000

# Not the parts of the sitemap: each is a tenth of so few stories, and read as that.
PAGES = [
    "/ru/",
    "/arm/",
    "/ru/category/ecology/",
    "/ru/category/ecology/?page=1000",
    "/ru/tag/sevan/",
    "/ru/tag/sevan/?page=1000",
    "/ru/author/mariam-petrosyan/",
    "/ru/author/mariam-petrosyan/?page=1000",
    "/ru/archive/{day:%Y/%m/%d}/",
    "/ru/archive/{day:%Y/%m}/",
    "/ru/archive/{day:%Y}/",
    "/ru/popular/",
    "/ru/corrections/",
    "/ru/feed/",
    "/ru/category/ecology/feed/atom/",
    "/ru/tag/sevan/feed/json/",
    "/ru/author/mariam-petrosyan/feed/",
    "/sitemap-news.xml",
]


@pytest.fixture(scope="module", autouse=True)
def _sizes_are_forgotten(django_db_setup, django_db_blocker):
    """Clear up after the test: dead rows, and what ANALYZE notes, outlive its transaction."""
    yield
    with django_db_blocker.unblock(), connection.cursor() as cursor:
        cursor.execute("VACUUM ANALYZE")


@pytest.fixture
def many(make_edition, make_tag, author):
    """100,000 editions about one subject, and readers of some."""
    tag = make_tag(ru="Севан", hy="Սևան", en="Sevan")
    texts = {f"title_{code}": "Озеро возвращается" for code in languages.CODES}
    first = make_edition("ru", tags=[tag], authors=[author], hours_ago=5, **texts)
    make_edition("hy", article=first.article, hours_ago=5)
    make_edition("en", article=first.article, hours_ago=5)
    with connection.cursor() as cursor:
        for total in (STORIES // 2, STORIES):  # at once it would set an index aside, and commit
            multiply.multiply(total, seed=1)
            # Else the second looks for its donors as among the few rows that were counted before.
            cursor.execute("ANALYZE articles_article, articles_edition")
        cursor.execute("""
            INSERT INTO articles_views (edition_id, hour, count)
            SELECT e.id, date_trunc('hour', now()) - (h * 72 || ' hours')::interval, 1 + e.id % 7
            FROM articles_edition e, generate_series(1, 40) h WHERE e.id % 29 = 0
        """)
        cursor.execute("ANALYZE")
    return first


def asked(client, address: str) -> list[tuple[str, object]]:
    """Return the questions that a page asks: SQL and its values."""
    questions = []

    def note(execute, sql, params, many, context):
        questions.append((sql, params))
        return execute(sql, params, many, context)

    with connection.execute_wrapper(note):
        response = client.get(address)
        if response.streaming:
            b"".join(response.streaming_content)
    assert (address, response.status_code) == (address, 200)
    return [(sql, params) for sql, params in questions if "SELECT" in sql]


def faults(sql: str, params) -> list[str]:
    """Say what of a plan grows with the number of stories."""
    with connection.cursor() as cursor:
        cursor.execute(f"EXPLAIN (FORMAT JSON) {sql}", params)
        plan = cursor.fetchone()[0]
    nodes, found = [((json.loads(plan) if isinstance(plan, str) else plan)[0]["Plan"], False)], []
    while nodes:
        node, is_short = nodes.pop()
        # What stops at the first row that it meets, of which most are what it looks for.
        is_short |= node.get("Parent Relationship") in ("SubPlan", "InitPlan")
        is_short |= node["Node Type"] == "Limit" and node["Plan Rows"] == 1
        nodes += [(child, is_short) for child in node.get("Plans", [])]
        if node["Node Type"] == "Seq Scan" and node["Relation Name"] in GROWING and not is_short:
            found.append(f"reads all of {node['Relation Name']}")
        if node["Node Type"] == "Sort" and node["Plan Rows"] > MOST_SORTED:
            found.append(f"sorts {node['Plan Rows']} rows")
    return found


@pytest.mark.only_on("postgresql")
def test_every_question_of_a_page_is_answered_by_an_index(client, many):
    assert Edition.objects.count() > 100_000
    addresses = [*(page.format(day=localdate()) for page in PAGES), many.get_absolute_url()]

    slow = {
        f"{address} {found}": sql
        for address in addresses
        for sql, params in asked(client, address)
        if (found := faults(sql, params))
    }

    assert slow == {}
