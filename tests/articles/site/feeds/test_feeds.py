"""Feeds, read as a reader's program would."""

import json
import re
from datetime import UTC, datetime, timedelta
from html import unescape
from xml.etree import ElementTree
from zoneinfo import ZoneInfo

import feedparser
import pytest
from django.core.wsgi import get_wsgi_application
from django.utils.timezone import now

from articles import images, workflow
from articles.models import Category, Correction, Edition, File, Image, SiteSettings
from articles.site.feeds.story_html import xml
from newsroom.cache.pagecache import PageCache
from tests.articles.images.test_store import picture
from tests.articles.site.views.test_queries import queries_of
from tests.newsroom.cache.cached_site import Site

HOSTILE = "А\x00Б\x0b \ud800 \ufffe ]]> </script> \u2028 😀 & <b>"


@pytest.mark.parametrize("form", ["", "atom/"])
def test_feed_has_the_newest_with_lead_author_and_category(
    client, make_edition, author, settings, form
):
    edition = make_edition("ru", lead_ru="Вода прибывает.", authors=[author])

    feed = feedparser.parse(client.get(f"/ru/feed/{form}").content)

    entry = feed.entries[0]
    assert not feed.bozo
    assert feed.feed.language == "ru"
    assert entry.title == edition.title
    assert entry.link == settings.SITE_URL + edition.get_absolute_url()
    assert entry.summary == "Вода прибывает."
    assert entry.author == "Мариам Петросян"
    assert [tag.term for tag in entry.tags] == ["Экология"]


def test_json_feed_has_the_newest(client, make_edition, author, settings):
    edition = make_edition("hy", lead_hy="Ջուրը", authors=[author])

    response = client.get("/arm/feed/json/")

    feed = json.loads(response.content)
    assert response["Content-Type"] == "application/feed+json; charset=utf-8"
    assert (feed["version"], feed["language"]) == ("https://jsonfeed.org/version/1.1", "hy")
    assert feed["feed_url"] == f"{settings.SITE_URL}/arm/feed/json/"
    entry = feed["items"][0]
    assert entry["url"] == settings.SITE_URL + edition.get_absolute_url()
    assert entry["authors"] == [
        {
            "name": "Մարիամ Պետրոսյան",
            "url": f"{settings.SITE_URL}/arm/author/mariam-petrosyan/",
        }
    ]
    assert entry["content_text"] == "Ջուրը"


@pytest.mark.parametrize("form", ["", "atom/", "json/"])
@pytest.mark.parametrize(
    "path", ["category/ecology", "tag/sevan", "author/mariam-petrosyan", "category/nothing-yet"]
)
def test_streams_have_feeds_of_their_own(client, make_edition, author, make_tag, path, form):
    Category.objects.create(slug="nothing-yet", name_ru="Пусто")
    ours = make_edition("ru", title_ru="Наше", tags=[make_tag(ru="Севан")], authors=[author])
    make_edition("ru", title_ru="Чужое", category=None)

    page = client.get(f"/ru/{path}/feed/{form}").content.decode()

    assert (ours.title in page) == ("nothing-yet" not in path)
    assert "Чужое" not in page


@pytest.mark.parametrize("form", ["", "atom/", "json/"])
def test_hostile_texts_leave_a_feed_valid(client, make_edition, form):
    make_edition("ru")
    hostile = HOSTILE.replace("\x00", "").replace("\ud800", "")  # no database keeps these two
    Edition.objects.update(title=hostile, lead=hostile)

    content = client.get(f"/ru/feed/{form}").content

    if form == "json/":
        title = json.loads(content)["items"][0]["title"]
    else:
        ElementTree.fromstring(content)
        title = feedparser.parse(content).entries[0].title
    assert title.startswith("АБ")


def test_xml_drops_what_no_document_can_hold():
    assert xml(HOSTILE) == "АБ   ]]> </script> \u2028 😀 & <b>"


def test_withdrawn_story_leaves_the_feed_at_once(client, make_edition, chief):
    edition = make_edition("ru")
    workflow.withdraw(edition, reason="Ошибка.", by=chief)

    assert feedparser.parse(client.get("/ru/feed/").content).entries == []


def test_feed_says_when_a_story_was_updated(client, make_edition):
    make_edition("ru")
    moment = now() + timedelta(minutes=5)
    Edition.objects.update(updated_at=moment)

    entry = feedparser.parse(client.get("/ru/feed/atom/").content).entries[0]

    assert entry.updated_parsed[:5] == moment.utctimetuple()[:5]
    assert entry.published_parsed[:5] != entry.updated_parsed[:5]


# A server of its own closes its connections behind a request.
@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("path", ["/ru/feed/", "/ru/category/ecology/feed/atom/", "/ru/feed/json/"])
def test_feed_that_its_reader_has_is_not_sent_again(make_edition, settings, path):
    make_edition("ru")
    site = Site()
    clock, zone = site.clock, ZoneInfo("Asia/Yerevan")
    site.cache = PageCache(get_wsgi_application(), clock=clock, zone=zone, moments=())
    asked = {"HTTP_HOST": settings.SITE_HOST, "wsgi.url_scheme": "http"}
    first = site.get(path, **asked)

    again = site.get(path, **asked, HTTP_IF_NONE_MATCH=first.headers["ETag"])
    make_edition("ru", title_ru="Новое")
    clock.last += 1
    changed = site.get(path, **asked, HTTP_IF_NONE_MATCH=first.headers["ETag"])

    assert (first.status, again.status, again.body) == ("200 OK", "304 Not Modified", b"")
    assert changed.status == "200 OK"
    assert "Новое" in changed.body.decode()


@pytest.mark.parametrize("path", ["category/no", "tag/no", "author/no", "category/ecology"])
def test_feed_of_nothing_answers_404(client, category, path):
    category.name_en = ""
    category.save()

    assert client.get(f"/en/{path}/feed/").status_code == 404


@pytest.fixture
def full(db):
    return SiteSettings.objects.create(pk=1, name_ru="Вестник", feed_has_full_text=True)


def entry(client, form: str = "atom/"):
    return feedparser.parse(client.get(f"/ru/feed/{form}").content).entries[0]


def test_text_begins_the_description_of_a_story_without_a_lead(client, make_edition, full):
    make_edition("ru", lead_ru="", body_ru=f"<h2>Раз</h2><p>{'два ' * 100}</p>")

    found = entry(client, "").summary

    assert found.startswith("Раз · два два")
    assert found.endswith("два…")
    assert len(found) <= 300


@pytest.mark.parametrize("form, said", [("", None), ("atom/", "Мост &amp; перевал")])
def test_flash_has_words_where_the_form_asks_for_them(client, make_edition, form, said):
    make_edition("ru", title_ru="Мост & перевал", kind="flash", lead_ru="")

    assert entry(client, form).get("summary") == said


def test_stories_of_one_moment_stay_apart_in_atom(client, make_edition):
    make_edition("ru")
    make_edition("ru")
    moment = now().replace(microsecond=0)
    Edition.objects.update(published_at=moment)

    read = feedparser.parse(client.get("/ru/feed/atom/").content)

    expected = {(moment + timedelta(microseconds=n)).isoformat() for n in (0, 1)}
    assert {datetime.fromisoformat(one.updated).isoformat() for one in read.entries} == expected


def test_feed_has_the_whole_text_only_where_the_newsroom_says_so(client, make_edition, full):
    make_edition("ru", lead_ru="Кратко.", body_ru="<p>Раз</p><p>Два</p>")

    whole = entry(client).content[0].value
    SiteSettings.objects.update(feed_has_full_text=False)

    assert whole == "<p>Кратко.</p><p>Раз</p><p>Два</p>"
    assert "content" not in entry(client)
    assert entry(client).summary == "Кратко."


def test_text_in_a_feed_needs_nothing_of_our_site(client, make_edition, full, photo, settings):
    image = images.store("lake.jpg", picture(size=(900, 600)), by=photo)
    Image.objects.update(credit_ru="Лилит", alt_ru="Озеро")
    make_edition(
        "ru",
        body_ru=f'<p><a href="/ru/?a=1&amp;b=2">к</a></p><figure data-image="{image.pk}"></figure>'
        '<figure data-embed="https://youtu.be/dQw4w9WgXcQ"></figure>',
    )

    feed = json.loads(client.get("/ru/feed/json/").content)

    root = settings.SITE_URL
    assert feed["items"][0]["content_html"] == (
        f'<p><a href="{root}/ru/?a=1&amp;b=2">к</a></p>'
        f'<figure><img src="{root}/media/{image.key}/full-800.jpeg" alt="Озеро">'
        "<figcaption>(Лилит)</figcaption></figure>"
        '<p><a href="https://www.youtube.com/watch?v=dQw4w9WgXcQ">'
        "https://www.youtube.com/watch?v=dQw4w9WgXcQ</a></p>"
    )


def test_headings_in_a_feed_follow_its_title(client, make_edition, full):
    box = '<section data-block="points"><h3>Главное</h3><p>Раз</p></section><h4>Два</h4>'
    make_edition("ru", body_ru=box)

    html = json.loads(client.get("/ru/feed/json/").content)["items"][0]["content_html"]

    assert html == ('<section data-block="points"><h2>Главное</h2><p>Раз</p></section><h3>Два</h3>')


def test_pictures_of_a_gallery_have_their_own_captions_in_a_feed(
    client, make_edition, full, make_image
):
    lake, bridge = make_image("red", caption_ru="Озеро"), make_image("blue", credit_ru="Лилит")
    hidden = make_image("green", caption_ru="Тайна", is_graphic=True)
    numbers = f"{lake.pk} {bridge.pk} {hidden.pk}"
    caption = "<figcaption>Севан &amp; берег</figcaption>"
    gallery = f'<figure data-gallery="{numbers}">{caption}</figure>'
    make_edition("ru", body_ru=gallery + f'<figure data-gallery="{hidden.pk}">{caption}</figure>')

    html = entry(client).content[0].value

    captions = re.findall("<figcaption>(.*?)</figcaption>", html)
    assert captions == ["Озеро", "(Лилит)"]
    assert html.endswith("<p>Севан &amp; берег</p>")
    assert html.count("Севан") == 1


def test_story_that_a_text_names_is_linked_while_it_is_live(
    client, make_edition, full, chief, settings
):
    other = make_edition("ru", hours_ago=9, title_ru="Другое & первое")
    armenian = make_edition("hy", hours_ago=9)
    body = "".join(f'<figure data-story="{one.article_id}"></figure>' for one in (other, armenian))
    make_edition("ru", lead_ru="", body_ru=f"<p>Раз</p>{body}")

    before = entry(client).content[0].value
    workflow.withdraw(other, reason="Ошибка.", by=chief)

    address = f"{settings.SITE_URL}{other.get_absolute_url()}"
    assert f'<a href="{address}">Другое &amp; первое</a>' in before
    assert before.count("<a ") == 1
    assert entry(client).content[0].value == "<p>Раз</p>"


@pytest.mark.parametrize("is_full", [True, False])
def test_corrections_stand_in_every_feed(client, make_edition, full, chief, is_full):
    SiteSettings.objects.update(feed_has_full_text=is_full)
    edition = make_edition("ru", lead_ru="Вода.")
    moment = datetime(2026, 3, 7, 12, tzinfo=UTC)
    Correction.objects.create(edition=edition, text="Было <58>.", at=moment, by=chief)

    assert "<em>Исправление, 7 марта 2026" in entry(client).content[0].value
    assert "Было &lt;58&gt;." in entry(client, "").content[0].value


def test_post_and_picture_in_a_text_have_the_words_that_there_are_in_a_feed(
    client, make_edition, full, make_image
):
    bare = make_image("red")
    post = '<figure data-embed="https://youtu.be/dQw4w9WgXcQ"><figcaption>{}</figcaption></figure>'
    caption = 'Мост &amp; <a href="https://a.am/">река</a>'
    make_edition(
        "ru",
        lead_ru="",
        body_ru=f'<figure data-image="{bare.pk}"></figure>{post.format(caption)}',
    )

    html = entry(client).content[0].value

    address = "https://www.youtube.com/watch?v=dQw4w9WgXcQ"
    assert re.sub('src="[^"]*"', "src", html) == (
        f'<figure><img alt="" src /></figure><p><a href="{address}">Мост &amp; река</a></p>'
    )


def test_feed_names_its_hub(client, make_edition, full, settings):
    SiteSettings.objects.update(websub_hub="https://hub.example/")
    make_edition("ru")

    response = client.get("/ru/feed/")

    links = {link.rel: link.href for link in feedparser.parse(response.content).feed.links}
    assert links["hub"] == "https://hub.example/"
    assert links["self"] == f"{settings.SITE_URL}/ru/feed/"
    assert response["Link"].startswith('<https://hub.example/>; rel="hub"')


@pytest.mark.parametrize(
    "path, number",
    [
        ("/ru/feed/", 3),
        ("/ru/category/ecology/feed/", 3),
        ("/ru/tag/sevan/feed/atom/", 4),
        ("/ru/author/mariam-petrosyan/feed/json/", 4),
    ],
)
@pytest.mark.parametrize("stories", [1, 50])
def test_feed_of_fifty_stories_asks_four_queries(
    client, full, make_article, make_edition, make_tag, author, chief, photo, stories, path, number
):
    image = images.store("lake.jpg", picture(size=(900, 600)), by=photo)
    document = File.objects.create(
        name="budget.pdf", path="public/f/k.pdf", digest="d", kind="pdf", size=9, uploaded_by=photo
    )
    other = make_edition("ru", hours_ago=99, title_ru="Другое", category=None)
    article = make_article(
        tags=[make_tag(ru="Севан")],
        authors=[author],
        cover=image,
        body_ru=f'<figure data-image="{image.pk}"></figure>'
        f'<figure data-story="{other.article_id}"></figure>'
        f'<figure data-file="{document.pk}"></figure>',
    )
    edition = workflow.publish(article, "ru", by=chief)
    Correction.objects.create(edition=edition, text="Было.", at=now(), by=chief)
    copies(edition, stories - 1)

    response = client.get(path)

    queries = queries_of(client, path)
    page = response.content
    assert (page.count(edition.title.encode()), len(queries)) == (stories, number)
    assert page.count(b"/media/f/k.pdf") == stories
    assert unescape(page.decode()).count(">Другое</a>") == stories


def copies(edition, number: int) -> None:
    """Make more of a story, as the load test does."""
    tag, credit = edition.edition_tags.get(), edition.edition_credits.get()
    note = edition.corrections.get()
    for one in range(number):
        article = edition.article
        article.pk = None
        article.save()
        edition.pk, edition.article, edition.slug = None, article, f"copy-{one}"
        edition.save()
        for row in (tag, credit, note):
            row.pk, row.edition = None, edition
            row.save()
