"""Feeds, maps and pages as validators see them, with good and with bad input."""

import json

import pytest
from django.utils.timezone import now
from PIL import Image as Picture

from articles import images
from articles.models import Correction, Edition, Kind, Page, SiteSettings
from tests import validators
from tests.articles.images.test_store import picture

# No database keeps NUL and lone surrogates: they come in through forms, and workflow drops them.
HOSTILE = {
    "control characters": "А\x0b\x1f\x7f\x85 \ufffe\uffff Б",
    "lone surrogates and NUL": "А\x00\ud800 \udfff Б",
    "CDATA": "А ]]> <![CDATA[ Б",
    "script": "А </script><script>alert(1)</script> <!-- Б",
    "line separators": "А \u2028 \u2029 Б",
    "emoji": "А 😀👩‍👩‍👧‍👦🇦🇲 Б",
    "direction marks": "А \u202e\u2066\u200f\u200e\u2069 שלום Б",
    "300 characters": "Ж " * 150,
    "one word": "Ц" * 300,
    "markup": "А & < > \" ' &amp; &#0; Б",
    "decomposed": "Йё́ Ё և ու՞",
}
BODY = (
    "<p>{0} <a href='https://other.example/?a=1&b=2'>{0}</a> <a href='/ru/?x=1&y=2'>{0}</a></p>"
    "<figure data-embed='https://youtu.be/dQw4w9WgXcQ'></figure>"
    "<table><tr><td>{0}</td></tr></table>"
    "<section data-block='facts'><h3>{0}</h3><ul><li>{0}</li></ul></section>"
    "<section data-block='points'><ul><li>{0}</li></ul></section>"
    "<section data-block='question'><h3>{0}</h3><p>{0}</p></section>"
)
LANGUAGES = {"ru": "ru", "hy": "arm", "en": "en"}


def kept(text: str) -> str:
    """Return what a database can hold of a text."""
    return text.replace("\0", "").encode("utf-8", "ignore").decode()


@pytest.fixture
def cover(photo):
    image = images.store("lake.jpg", picture(size=(1300, 800)), by=photo)
    for code in LANGUAGES:
        setattr(image, f"alt_{code}", "Озеро & <лодка>")
    image.save()
    return image


@pytest.fixture
def site(db):
    return SiteSettings.objects.create(
        pk=1,
        name_ru="Вестник",
        name_hy="Լրաբեր",
        name_en="Herald",
        tagline_ru="Новости",
        x_ru="https://x.com/a",
        feed_has_full_text=True,
        websub_hub="https://hub.example/",
    )


@pytest.fixture
def publish(make_edition, make_tag, author, chief):
    """Publish a full story with a text in its title, lead and body, corrected once."""
    tags = [make_tag(ru="Севан", hy="Սևան", en="Sevan")]

    def make(language="ru", text="Слово", **fields):
        texts = {
            f"title_{language}": text[:300],
            f"lead_{language}": text,
            f"body_{language}": BODY.format(text),
        }
        edition = make_edition(language, tags=tags, authors=[author], **texts | fields)
        Correction.objects.create(edition=edition, text=kept(text), at=now(), by=chief)
        return edition

    return make


FEEDS = ("", "category/ecology/", "tag/sevan/", "author/mariam-petrosyan/")


@pytest.mark.parametrize("is_full", [True, False])
@pytest.mark.parametrize("language", LANGUAGES)
def test_every_feed_is_valid(
    client, site, publish, make_edition, cover, settings, language, is_full
):
    SiteSettings.objects.update(feed_has_full_text=is_full)
    publish(language, cover=cover)
    one = publish(language, **{f"lead_{language}": "", f"body_{language}": ""})
    two = publish(language, **{f"lead_{language}": ""})
    flash = make_edition(language, kind="flash", **{f"lead_{language}": ""})
    Edition.objects.filter(pk__in=[one.pk, two.pk, flash.pk]).update(published_at=now())

    for place in FEEDS:
        for form in ("", "atom/"):
            path = f"/{LANGUAGES[language]}/{place}feed/{form}"
            content = client.get(path).content
            assert validators.feed_complaints(content, settings.SITE_URL + path) == []
        path = f"/{LANGUAGES[language]}/{place}feed/json/"
        content = client.get(path).content
        assert validators.json_feed_complaints(content, settings.SITE_URL + path) == []


@pytest.mark.parametrize("text", HOSTILE.values(), ids=HOSTILE)
def test_bad_input_leaves_every_feed_and_map_valid(client, site, publish, settings, text):
    edition = publish("ru", text)
    # As if it had come around our cleaning.
    Edition.objects.update(title=kept(text)[:300], lead=kept(text), source=kept(text)[:200])

    for form in ("", "atom/"):
        path = f"/ru/feed/{form}"
        content = client.get(path).content
        assert validators.feed_complaints(content, settings.SITE_URL + path) == []
    content = client.get("/ru/feed/json/").content
    assert validators.json_feed_complaints(content, f"{settings.SITE_URL}/ru/feed/json/") == []
    for name in ("sitemap", "sitemap-ru-1", "sitemap-news"):
        assert validators.map_complaints(client.get(f"/{name}.xml").content) == []
    address = settings.SITE_URL + edition.get_absolute_url()
    for form in ("json", "xml"):
        said = client.get("/oembed/", {"url": address, "format": form}).content
        assert json.loads(said) if form == "json" else validators.parsed(said).tag == "oembed"


@pytest.mark.parametrize("text", HOSTILE.values(), ids=HOSTILE)
def test_bad_input_leaves_json_ld_and_card_valid(client, site, publish, settings, text):
    edition = publish("ru", text)
    Edition.objects.update(title=kept(text)[:300], lead=kept(text))

    page = client.get(edition.get_absolute_url())

    data = validators.page_data(page.content, settings.SITE_URL)
    assert validators.vocabulary_complaints(data["json-ld"]) == []
    assert data["json-ld"][0]["headline"] == kept(text)[:300]
    assert page.content.count(b"</script>") == page.content.count(b"<script")
    name = page.context["page_meta"].image.url.rpartition("/media/")[2]
    with Picture.open(settings.MEDIA_ROOT / "public" / name) as card:
        assert card.size == (1200, 630)


@pytest.mark.parametrize("kind", Kind)
def test_story_of_every_kind_speaks_the_words_of_schema_org(
    client, site, publish, cover, settings, kind
):
    edition = publish("en", kind=kind, cover=cover, source_en="An agency")

    page = client.get(edition.get_absolute_url())

    data = validators.page_data(page.content, settings.SITE_URL)
    assert validators.vocabulary_complaints(data["json-ld"]) == []
    assert [thing["@type"] for thing in data["json-ld"]] == [
        {
            "opinion": "OpinionNewsArticle",
            "analysis": "AnalysisNewsArticle",
            "explainer": "BackgroundNewsArticle",
            "interview": "ReportageNewsArticle",
            "photo_story": "ReportageNewsArticle",
            "video": "ReportageNewsArticle",
            "partner": "AdvertiserContentArticle",
        }.get(kind, "NewsArticle"),
        "BreadcrumbList",
    ]


def test_story_tells_machines_all_of_it(client, site, publish, cover, settings):
    Page.objects.create(slug="errors", title_en="Corrections", purpose="correctionsPolicy")
    edition = publish("en", cover=cover)

    data = validators.page_data(client.get(edition.get_absolute_url()).content, settings.SITE_URL)

    story, root = data["json-ld"][0], settings.SITE_URL
    assert story["articleSection"] == "Ecology"
    assert story["keywords"] == ["Sevan"]
    assert (story["inLanguage"], story["isAccessibleForFree"]) == ("en", True)
    assert story["author"] == [
        {
            "@type": "Person",
            "name": "Mariam Petrosyan",
            "url": f"{root}/en/author/mariam-petrosyan/",
        }
    ]
    assert story["publisher"]["@type"] == "NewsMediaOrganization"
    assert story["publisher"]["correctionsPolicy"] == f"{root}/en/page/errors/"
    assert story["correction"][0]["@type"] == "CorrectionComment"
    assert story["wordCount"] == 10
    assert [image.rpartition("/")[2].split("-")[0] for image in story["image"]] == [
        "16x9",
        "3x2",
        "1x1",
    ]


def test_video_and_partner_stories_name_the_video_and_who_paid(client, publish, settings):
    found = [
        validators.page_data(
            client.get(publish("en", kind=kind, source_en="A bank").get_absolute_url()).content,
            settings.SITE_URL,
        )["json-ld"][0]
        for kind in ("video", "partner")
    ]

    video = found[0]["video"]
    assert video["embedUrl"] == "https://www.youtube-nocookie.com/embed/dQw4w9WgXcQ"
    assert video["url"] == "https://www.youtube.com/watch?v=dQw4w9WgXcQ"
    assert found[0]["sourceOrganization"]["name"] == "A bank"
    assert found[1]["sponsor"]["name"] == "A bank"
    assert "sourceOrganization" not in found[1]


def test_page_stands_while_no_card_can_be_kept(client, publish, settings):
    settings.MEDIA_ROOT.write_text("no folder")

    page = client.get(publish("ru").get_absolute_url())

    assert page.status_code == 200
    assert page.context["page_meta"].image.url == f"{settings.SITE_URL}/static/icons/icon-512.png"


def test_open_graph_has_a_picture_of_1200_by_630(client, site, publish, cover, settings):
    pages = [
        client.get(publish("en", cover=one).get_absolute_url()).content for one in (cover, None)
    ]

    found = [
        dict(validators.page_data(page, settings.SITE_URL)["opengraph"][0]["properties"])
        for page in pages
    ]
    assert [
        (one["og:image:type"], one["og:image:width"], one["og:image:height"]) for one in found
    ] == [("image/jpeg", "1200", "630"), ("image/png", "1200", "630")]
    assert all(one["og:image"].startswith(settings.SITE_URL) for one in found)
    assert (found[0]["og:type"], found[0]["og:locale"]) == ("article", "en_US")


@pytest.mark.parametrize(
    "path, kinds",
    [
        ("/en/", ["WebSite", "ItemList"]),
        ("/en/category/ecology/", ["BreadcrumbList", "ItemList"]),
        ("/en/tag/sevan/", ["BreadcrumbList", "ItemList"]),
        ("/en/author/mariam-petrosyan/", ["Person", "BreadcrumbList", "ItemList"]),
        ("/en/page/about/", ["BreadcrumbList"]),
    ],
)
def test_other_pages_speak_the_words_of_schema_org(client, site, publish, settings, path, kinds):
    Page.objects.create(slug="about", title_en="About us")
    publish("en")

    data = validators.page_data(client.get(path).content, settings.SITE_URL)

    assert validators.vocabulary_complaints(data["json-ld"]) == []
    assert [thing["@type"] for thing in data["json-ld"]] == kinds


def test_vocabulary_knows_what_is_not_in_it():
    good = {"@type": "NewsArticle", "headline": "A", "author": {"@type": "Person", "name": "B"}}
    bad = {"@type": "NewsArticle", "headlines": "A", "author": {"@type": "Place"}, "about": {}}

    assert validators.vocabulary_complaints(good) == []
    assert validators.vocabulary_complaints(bad) == [
        "NewsArticle has no headlines",
        "author is no Place",
        "no type: None",
    ]


def test_only_links_out_of_a_partners_story_are_sponsored(client, publish):
    pages = [
        client.get(publish("ru", kind=kind).get_absolute_url()).content.decode()
        for kind in ("partner", "news")
    ]

    sponsored = 'href="https://other.example/?a=1&amp;b=2" rel="sponsored noopener"'
    assert [sponsored in page for page in pages] == [True, False]
    assert 'href="/ru/?x=1&amp;y=2" data-address=' in pages[0]


def test_page_past_the_first_is_found_under_its_own_address(client, make_edition, settings):
    for _one in range(31):
        make_edition("ru")

    pages = [client.get(f"/ru/category/ecology/{query}") for query in ("", "?page=2", "?page=1")]

    address = f"{settings.SITE_URL}/ru/category/ecology/"
    meta = [page.context["page_meta"] for page in pages]
    assert [one.canonical for one in meta] == [address, f"{address}?page=2", address]
    assert [one.robots for one in meta] == ["max-image-preview:large"] * 3


def test_pages_say_how_they_may_be_shown(client, publish):
    edition = publish("ru")

    pages = [client.get(path) for path in (edition.get_absolute_url(), "/ru/search/?q=x")]

    robots = [page.context["page_meta"].robots for page in pages]
    assert robots == ["max-image-preview:large", "noindex"]
