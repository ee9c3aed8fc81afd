"""What is paid for, and what is an opinion, says so wherever it is named.

Every address for readers and machines is walked: one that is new has to be added here, with how it
is asked or with the reason why it names no story.
"""

import json
import re
from datetime import timedelta
from pathlib import Path
from types import SimpleNamespace

import html5lib
import pytest
from django.conf import settings
from django.urls import get_resolver, reverse
from django.utils.timezone import localdate, now
from django.utils.translation import override
from lxml import etree

from articles import workflow
from articles.distribution.telegram.posts import message
from articles.images.story_card import card_of
from articles.models import Correction, Edition, Page, RelatedStory, Views
from articles.models.lineup import Lead, Lineup, Link
from articles.site import jsonld
from articles.workflow import arrangement, breaking

# As PRODUCT's table of words and a desk editor have them: not taken from the catalogues.
LABELS = {
    "ru": {"partner": "На правах рекламы", "opinion": "Мнение"},
    "hy": {"partner": "Գովազդային նյութ", "opinion": "Կարծիք"},
    "en": {"partner": "Paid content", "opinion": "Opinion"},
}
PREFIXES = {"ru": "ru", "hy": "arm", "en": "en"}
# One word of every headline, so that a search finds them.
WORDS = {"ru": "Озеро", "hy": "Լիճը", "en": "Lake"}
# The nearest of these around a link is what readers see as one story.
CARDS = ("li", "article", "aside")
RECORDS = ("item", "entry", "url")

# Addresses that name stories, by the name of their pattern; {} are those of `newsroom`.
NAMING = {
    "home": ["/{prefix}/"],
    "edition": ["{host}", "{gone}"],
    "category": ["/{prefix}/category/ecology/"],
    "tag": ["{tag}"],
    "author": ["/{prefix}/author/mariam-petrosyan/"],
    "archive_year": ["/{prefix}/archive/{day:%Y}/"],
    "archive_month": ["/{prefix}/archive/{day:%Y/%m}/"],
    "archive_day": ["/{prefix}/archive/{day:%Y/%m/%d}/"],
    "search": ["/{prefix}/search/?q={word}"],
    "suggest": ["/{prefix}/search/suggest/?q={word}"],
    "popular": ["/{prefix}/popular/", "/{prefix}/popular/?period=day&category=ecology"],
    "corrections": ["/{prefix}/corrections/"],
    "page": ["/{prefix}/page/about/"],
    "preview": ["{preview}"],
    "preview_language": ["{preview}{prefix}/"],
} | {
    f"{noun}feed{suffix}": [f"{place}feed/{ending}{query}"]
    for noun, place, query in (
        ("", "/{prefix}/", ""),
        ("category_", "/{prefix}/category/ecology/", ""),
        ("tag_", "{tag}", ""),
        ("author_", "/{prefix}/author/mariam-petrosyan/", ""),
        ("search_", "/{prefix}/search/", "?q={word}"),
    )
    for suffix, ending in (("", ""), ("_atom", "atom/"), ("_json", "json/"))
}
NOWHERE = ["/{prefix}/nowhere/"]
# Addresses that name none, or one that is not in a list: what they say has a test of its own.
NAMING_NONE = {
    "root": "leads to a home page",
    "offline": "its list is the device's (tests/browser/test_offline.py)",
    "report_mistake": "a form's answer, with the way back to the story",
    "oembed": "below",
    "sitemap": "names maps",
    "sitemap_part": "names addresses, no headlines",
    "sitemap_news": "below",
    **dict.fromkeys(
        ["count_view", "count_view_pixel", "count_query", "count_query_pixel"], "counts"
    ),
    **dict.fromkeys(["ad_creative", "ad_seen", "ad_click"], "advertising in its place"),
    **dict.fromkeys(
        ["robots", "ads", "humans", "security", "indexnow_key", "favicon", "manifest", "worker"],
        "files of the site",
    ),
}


def names(patterns) -> set[str]:
    """Return the names of all addresses below some patterns."""
    found = set()
    for one in patterns:
        found |= names(one.url_patterns) if hasattr(one, "url_patterns") else {one.name}
    return found


@pytest.fixture(params=LABELS)
def newsroom(request, make_edition, make_article, make_tag, author, chief, category):
    """A site of one language whose every list has a paid story and an opinion among news."""
    code, word = request.param, WORDS[request.param]
    title, tag = f"title_{code}", make_tag(ru="Севан", hy="Սևան", en="Sevan")
    whole = {"category": category, "tags": [tag], "authors": [author]}
    news = [make_edition(code, **{title: f"{word} {n}"}, hours_ago=n, **whole) for n in (1, 9)]
    marked = {
        kind: make_edition(code, kind=kind, hours_ago=ago, **{title: f"{word} {ago}"}, **whole)
        for kind, ago in (("partner", 3), ("opinion", 5))
    }
    ids = [one.article_id for one in marked.values()]
    figures = "".join(f'<figure data-story="{pk}"></figure>' for pk in ids)
    text = {f"body_{code}": f"<p>Слово</p>{figures}"}
    titles = {"title_ru": "", title: f"{word} 4"}
    article = make_article(source_language=code, **titles, **text, **whole)
    for place, pk in enumerate(ids):
        RelatedStory.objects.create(article=article, story_id=pk, position=place)
    host = make_edition(code, article=article, hours_ago=4)
    gone = make_edition(code, **{title: f"{word} 8"}, hours_ago=8, **whole)
    workflow.withdraw(gone, reason="—", by=chief)
    hour = now().replace(minute=0, second=0, microsecond=0)
    for edition in (*news, *marked.values()):
        Views.objects.create(edition=edition, hour=hour, count=1)
        Correction.objects.create(edition=edition, text="Было.", at=now(), by=chief)
    Page.objects.create(slug="about", **{title: "О нас"}, **text)
    _link, secret = workflow.share(article, by=chief, name="Эксперт")
    return SimpleNamespace(
        code=code,
        news=news,
        marked=marked,
        labels=LABELS[code],
        places={
            "prefix": PREFIXES[code],
            "word": word,
            "host": host.get_absolute_url(),
            "gone": gone.get_absolute_url(),
            "tag": f"/{PREFIXES[code]}/tag/sevan/",
            "preview": f"/preview/{secret}/",
        },
    )


def unlabelled(response, edition: Edition, label: str) -> tuple[int, list[str]]:
    """Return how often an answer names a story, and what says it without its label."""
    kind = response["Content-Type"].partition(";")[0]
    address = edition.get_absolute_url()
    if kind == "text/html":
        found = cards(response.content.decode(), address)
    elif kind.endswith("xml"):
        found = records(response.content, settings.SITE_URL + address)
    else:
        found = objects(json.loads(response.content), address)
    return len(found), [words for words in found if not says(words, label)]


def says(words: str, label: str) -> bool:
    # A block whose heading says it, as no other block does.
    block = {"Мнение": "Мнения", "Կարծիք": "Կարծիքներ", "Opinion": "Opinions"}.get(label)
    return label in words or words.partition("\n")[0] == block


def cards(html: str, address: str) -> list[str]:
    """Return the words of all that shows a link to a story, and what JSON-LD lists of it."""
    root = html5lib.parse(html, treebuilder="lxml", namespaceHTMLElements=False).getroot()
    links = [one for one in root.iter("a") if re.split(r"[?#]", one.get("href", ""))[0] == address]
    found = [words_around(link) for link in links]
    for script in root.iter("script"):
        if script.get("type") == "application/ld+json":
            thing = json.loads(script.text)
            if thing["@type"] == "ItemList":
                found += objects(thing, settings.SITE_URL + address)
    return found


def words_around(link) -> str:
    """Return the words of the card around a link; those of the opinion block after its heading."""
    card = next((one for one in link.iterancestors() if one.tag in CARDS), link)
    if "neighbours" in (link.getparent().get("class") or ""):
        card = link
    heading = ""
    for section in card.iterancestors("section"):
        if section.get("class") == "opinion":
            heading = "".join(section.find(".//h2").itertext())
    return f"{heading}\n{''.join(card.itertext())}"


def records(content: bytes, address: str) -> list[str]:
    """Return the words of the title of every record with an address; its categories must say it,
    too.
    """
    root, found = etree.fromstring(content), []
    for place in root.iter(etree.Element):
        if address in ((place.text or "").strip(), place.get("href")):
            record = next((a for a in place.iterancestors() if local(a) in RECORDS), None)
            if record is not None:
                found.append("".join(one.text for one in record if local(one) == "title"))
                found.append(" ".join(map(category_of, record.iter(etree.Element))))
    return found


def local(element) -> str:
    return etree.QName(element).localname


def category_of(element) -> str:
    return (element.get("term") or element.text) if local(element) == "category" else ""


def objects(thing, address: str) -> list[str]:
    """Return all that JSON says in the objects with an address."""
    if isinstance(thing, list):
        return [words for one in thing for words in objects(one, address)]
    if not isinstance(thing, dict):
        return []
    inside = [words for one in thing.values() for words in objects(one, address)]
    if any(one in (address, settings.SITE_URL + address) for one in thing.values()):
        inside.append(json.dumps(thing, ensure_ascii=False))
    return inside


def test_every_address_is_known_to_name_stories_or_not():
    ours = ("articles.site.urls", "articles.admin.urls")
    known = names([one for name in ours for one in get_resolver(name).url_patterns])

    assert known == NAMING.keys() | NAMING_NONE.keys()
    assert not NAMING.keys() & NAMING_NONE.keys()


@pytest.mark.parametrize("kind", ["partner", "opinion"])
@pytest.mark.parametrize("name", [*NAMING, "404"])
def test_list_labels_what_is_paid_for_and_what_is_an_opinion(client, newsroom, name, kind):
    edition, label = newsroom.marked[kind], newsroom.labels[kind]

    places = newsroom.places | {"day": localdate(edition.published_at)}

    for address in (one.format(**places) for one in NAMING.get(name, NOWHERE)):
        light = f"{address}{'&' if '?' in address else '?'}lite=1"
        for asked in (address, light):
            number, bare = unlabelled(client.get(asked), edition, label)
            assert (asked, number > 0, bare) == (asked, True, [])


@pytest.mark.parametrize("kind", ["partner", "opinion"])
@pytest.mark.parametrize("opening", [1, 2])
def test_leads_and_links_of_the_home_page_are_labelled(client, newsroom, chief, kind, opening):
    edition, label = newsroom.marked[kind], newsroom.labels[kind]
    news = [one.article_id for one in newsroom.news]
    own = edition.article_id

    for follows, leads in enumerate(
        (
            (Lead(own), Lead(news[0])),
            (Lead(news[0]), Lead(own)),
            (Lead(news[0], links=(Link(own, "Иначе"),)), Lead(news[1])),
            (Lead(news[0]), Lead(news[1]), Lead(own, is_bare=True)),
        )
    ):
        lineup = Lineup(opening=opening, leads=leads)
        arrangement.arrange(newsroom.code, lineup, by=chief, follows=follows)
        number, bare = unlabelled(client.get(f"/{PREFIXES[newsroom.code]}/"), edition, label)
        assert (number > 0, bare) == (True, [])


@pytest.mark.parametrize("kind", ["partner", "opinion"])
def test_breaking_bar_labels_the_story_that_it_leads_to(client, newsroom, chief, kind):
    edition, end = newsroom.marked[kind], now() + timedelta(hours=1)
    breaking.raise_bar(newsroom.code, "Срочно", by=chief, ends_at=end, edition=edition)

    page = client.get(f"/{PREFIXES[newsroom.code]}/corrections/").content.decode()

    [bar] = html5lib.parse(page, namespaceHTMLElements=False).findall(".//aside[@class='breaking']")
    assert newsroom.labels[kind] in "".join(bar.itertext())


@pytest.mark.parametrize("kind", ["partner", "opinion"])
def test_titles_that_travel_alone_begin_with_the_label(client, newsroom, kind):
    edition, label = newsroom.marked[kind], newsroom.labels[kind]
    address = edition.get_absolute_url()

    page = client.get(address)
    card = client.get("/oembed/", {"url": settings.SITE_URL + address}).json()["title"]
    with override(newsroom.code):
        drawn, listed = card_of(edition), str(jsonld.item_list([edition]))

    stop = {"ru": ":", "hy": "՝", "en": ":"}[newsroom.code]
    wanted = f"{label}{stop} {edition.title}"
    assert page.context["page_meta"].og_title == wanted
    assert [wanted in one for one in (card, listed)] == [True, True]
    assert drawn.section.endswith(f" · {label}")
    assert message("X", edition, 1024).split("\n\n")[0] == label


def test_titles_of_news_travel_as_they_are(client, newsroom):
    edition = newsroom.news[0]

    page = client.get(edition.get_absolute_url())

    assert page.context["page_meta"].og_title == edition.title
    assert card_of(edition).section.count("·") == 0
    assert message("X", edition, 1024).startswith("<b>X</b>")


def test_news_map_has_opinions_but_nothing_that_is_paid_for(client, newsroom):
    maps = client.get("/sitemap-news.xml").content.decode()

    assert newsroom.news[0].get_absolute_url() in maps
    assert newsroom.marked["partner"].get_absolute_url() not in maps


@pytest.mark.parametrize("kind", ["partner", "opinion"])
def test_story_itself_says_it_over_its_headline(client, newsroom, kind):
    page = client.get(newsroom.marked[kind].get_absolute_url()).content.decode()

    [head] = html5lib.parse(page, namespaceHTMLElements=False).findall(".//header/h1/..")
    words = "".join(head.itertext())
    assert words.count(newsroom.labels[kind]) == 1
    assert words.index(newsroom.labels[kind]) < words.index(newsroom.marked[kind].title)


def test_home_desk_says_it_of_what_it_offers(client, newsroom, chief):
    client.force_login(chief)
    chief.interface_language = newsroom.code
    chief.save()

    page = client.get(reverse("admin:articles_home_find", args=[newsroom.code])).content.decode()

    root = html5lib.parse(page, namespaceHTMLElements=False)
    rows = {
        one.get("data-story"): "".join(one.itertext())
        for one in root.iterfind(".//li[@data-story]")
    }
    for kind, edition in newsroom.marked.items():
        assert newsroom.labels[kind] in rows[str(edition.article_id)]
    bare = rows[str(newsroom.news[0].article_id)]
    assert [label in bare for label in newsroom.labels.values()] == [False, False]


# A template that links a headline draws the label with it, or is included where that is drawn.
HEADLINE = re.compile(r"\{\{ *[\w.]*(?:stream_title|marked_title|edition\.title|text) *\}\}")
LINKED = re.compile(r'href="\{\{ *[\w.]*(?:get_absolute_url|link) *\}\}"')
TEMPLATES = Path(settings.BASE_DIR) / "templates/articles"


def test_every_template_that_links_a_headline_draws_its_label():
    found = {}
    for path in TEMPLATES.rglob("*.html"):
        source = path.read_text()
        if HEADLINE.search(source) and LINKED.search(source):
            found[str(path.relative_to(TEMPLATES))] = (
                "articles/_label.html" in source or "articles/_kicker.html" in source
            )

    assert found == {
        "410.html": True,
        "_breaking.html": True,
        "_card.html": True,
        "_hits.html": True,
        "_latest.html": True,
        "_lead.html": True,
        "_most_read.html": True,
        "_neighbours.html": True,
        "_opinion.html": False,  # its heading says it
        "blocks/story.html": True,
        "corrections.html": True,
    }
