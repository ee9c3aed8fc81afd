"""No draft, nothing scheduled, withdrawn or ended shows up behind any door for readers."""

from datetime import timedelta

import pytest
from django.test import Client
from django.utils.timezone import localdate, now

from articles import workflow
from articles.models import Article, Correction, Edition, EditionStory, MistakeReport, Views
from articles.search.index import index

SECRET = "Тайна"
WORDS = f"{SECRET} первой страницы"
READER = {"HTTP_USER_AGENT": "Mozilla/5.0"}


@pytest.fixture
def hidden(make_article, make_edition, chief, author, make_tag):
    """What could leak: with a tag, an author, a lead and words of their own; and its address."""
    tag = make_tag(ru=SECRET, hy="Գաղտնիք", en="Secret")
    facts = {"title_ru": WORDS, "lead_ru": WORDS, "body_ru": f"<p>{WORDS}</p>"}
    facts |= {"authors": [author], "tags": [tag]}
    make_article(**facts)
    make_edition("ru", at=now() + timedelta(hours=1), **facts)
    workflow.withdraw(make_edition("ru", **facts), reason="Ошибка.", by=chief)
    ended = make_edition("ru", hours_ago=3, **facts)
    Edition.objects.filter(pk=ended.pk).update(expires_at=now() - timedelta(hours=1))
    for edition in Edition.objects.all():
        index(edition)
        hour = now().replace(minute=0, second=0, microsecond=0)
        Views.objects.create(edition=edition, hour=hour, count=100)
        Correction.objects.create(edition=edition, text=WORDS, at=now(), by=chief)
    return {"tag": tag, "author": author, "editions": list(Edition.objects.all())}


@pytest.fixture
def live(hidden, make_edition):
    """A story that readers may see, to which all hidden ones are related."""
    edition = make_edition("ru", hours_ago=1, tags=[hidden["tag"]])
    for story in Article.objects.exclude(pk=edition.article_id):
        EditionStory.objects.create(edition=edition, story=story)
    return edition


PAGES = [
    "/{lang}/",
    "/{lang}/category/ecology/",
    "/{lang}/archive/{day:%Y/%m/%d}/",
    "/{lang}/archive/{day:%Y/%m}/",
    "/{lang}/archive/{day:%Y}/",
    "/{lang}/search/?q=первой",
    "/{lang}/popular/",
    "/{lang}/corrections/",
    "/{lang}/feed/",
    "/{lang}/feed/atom/",
    "/{lang}/feed/json/",
    "/{lang}/category/ecology/feed/",
    "/{lang}/category/ecology/feed/atom/",
    "/{lang}/category/ecology/feed/json/",
    "/sitemap-{lang}-1.xml",
    "/sitemap-news.xml",
    "/sitemap.xml",
    "/{lang}/no-such-page/",
]


@pytest.mark.parametrize("address", PAGES)
@pytest.mark.parametrize("lang", ["ru", "arm", "en"])
def test_nothing_hidden_is_on_a_page(client, live, hidden, address, lang):
    response = client.get(address.format(lang=lang, day=localdate()))

    page = response.content.decode()
    assert WORDS not in page
    assert not [one.slug for one in hidden["editions"] if f"/post/{one.slug}/" in page]


def test_nothing_hidden_is_around_a_story(client, live, hidden):
    response = client.get(live.get_absolute_url())

    assert WORDS not in response.content.decode()
    assert response.context["related"] == []
    assert response.context["previous"] is None
    assert response.context["next"] is None
    assert response.context["category_block"] is None


@pytest.mark.parametrize("noun", ["tag", "author"])
@pytest.mark.parametrize("form", ["", "feed/", "feed/atom/", "feed/json/"])
def test_a_tag_or_author_with_hidden_stories_only_has_no_page(client, hidden, noun, form):
    slug = hidden["tag"].slug_ru if noun == "tag" else hidden["author"].slug

    assert client.get(f"/ru/{noun}/{slug}/{form}").status_code == 404


@pytest.mark.parametrize("form", ["", "feed/", "feed/atom/", "feed/json/"])
def test_nothing_hidden_is_in_a_tags_stream(client, live, hidden, form):
    response = client.get(f"/ru/tag/{hidden['tag'].slug_ru}/{form}")

    assert response.status_code == 200
    assert WORDS not in response.content.decode()


def test_nothing_hidden_is_found(hidden, client):
    response = client.get("/ru/search/", {"q": WORDS})

    assert response.context["total"] == 0


def test_nothing_hidden_is_counted(client, hidden):
    for edition in hidden["editions"]:
        for address in (f"/views/{edition.pk}/", f"/views/{edition.pk}.gif"):
            method = client.get if address.endswith("gif") else client.post
            assert method(address, **READER).status_code == 404
        assert Views.objects.get(edition=edition).count == 100


def test_no_mistake_can_be_reported_in_what_is_hidden(hidden):
    for edition in hidden["editions"]:
        response = Client().post(f"/ru/mistake/{edition.pk}/", {"comment": "?"})
        assert response.status_code == 404
    assert not MistakeReport.objects.exists()


def test_only_what_is_gone_says_that_it_was_there(client, hidden):
    answers = [client.get(one.get_absolute_url()) for one in hidden["editions"]]

    assert sorted(answer.status_code for answer in answers) == [404, 410, 410]
    assert not [answer for answer in answers if WORDS in answer.content.decode()]
