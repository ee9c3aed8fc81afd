"""Which parameters of an address make a page of their own."""

import random

import pytest

from newsroom.cache.query_parameters import known_query
from tests.newsroom.cache.cached_site import Site

NAMES = ("page", "q", "category", "period", "author", "sort", "lite", "utm_source", "fbclid", "x[]")


@pytest.mark.parametrize(
    "path, query",
    [
        ("/ru/", "page=2"),
        ("/arm/category/ecology/", "page=2"),
        ("/en/archive/2026/11/", "page=2"),
        ("/ru/popular/", "page=2&category=a&period=day"),
        ("/ru/search/", "page=2&q=s&category=a&period=day&author=m&sort=new"),
        ("/ru/search/feed/", "page=2&q=s&category=a&period=day&author=m&sort=new"),
        ("/ru/post/sevan/", ""),
        ("/ru/page/about/", ""),
        ("/ru/feed/", ""),
        ("/sitemap.xml", ""),
    ],
)
def test_address_knows_its_own_parameters(path, query):
    given = "sort=new&author=m&period=day&category=a&q=s&page=2&utm_source=x&fbclid=1"

    assert known_query(given, path) == query


@pytest.mark.parametrize("value, query", [("1", "lite=1"), ("0", ""), ("yes", ""), ("", "")])
def test_only_one_value_asks_for_a_light_page(value, query):
    assert known_query(f"lite={value}", "/ru/post/sevan/") == query


@pytest.mark.parametrize(
    "value, query",
    [("1", ""), ("2", "page=2"), ("", "page=0"), ("-1", "page=0"), ("1e9", "page=0")]
    + [("01", "page=0"), ("9999999", "page=0"), ("%d9%a2", "page=0"), ("999999", "page=999999")],
)
def test_what_is_no_number_of_a_page_is_one_and_the_same(value, query):
    assert known_query(f"page={value}", "/ru/tag/sevan/") == query


def test_ten_thousand_random_queries_of_a_story_are_two_pages():
    site, dice = Site(), random.Random(7)

    for _ in range(10_000):
        pairs = [f"{dice.choice(NAMES)}={dice.randrange(10**6)}" for _ in range(3)]
        site.get(f"/ru/post/sevan/?{'&'.join(pairs)}")
        site.get("/ru/post/sevan/?lite=1")

    assert site.renders == 2
    assert {environ["QUERY_STRING"] for environ in site.seen} == {"", "lite=1"}
