"""Rows and fragments that stay while stories change, and are new once they change themselves."""

import time

import psycopg
import pytest
from django.db import connection, transaction
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone, translation

from articles import workflow
from articles.models import (
    Ad,
    Arrangement,
    Article,
    Author,
    Breaking,
    Category,
    Edition,
    File,
    Image,
    Page,
    SiteSettings,
    Tag,
    context,
)
from articles.models.lineup import Lead, Lineup
from articles.site import ads, block_references, breaking_bar, home_arrangement, jsonld, lists, rows
from articles.site.home import with_first_authors
from articles.templatetags.advertising import ad_place
from articles.templatetags.reading import frame
from articles.workflow import arrangement, breaking
from newsroom.cache import generation
from newsroom.cache.generation import clock
from newsroom.cache.triggers import CHANNEL

# What a process keeps that hears its database; an SQLite of the suite, which lies in memory, tells
# nobody, and one in a file tells no tables (test_generation_sqlite.py).
pytestmark = pytest.mark.only_on("postgresql")


def heard(change):
    """Do something that moves the generation, and wait until that is heard."""
    before = clock.current()
    change()
    until = time.monotonic() + 10
    while clock.current() in (None, before) and time.monotonic() < until:
        time.sleep(0.005)
    assert clock.current() not in (None, before)


@pytest.fixture
def story(transactional_db, make_edition, make_tag, make_ad, make_image, author, category, chief):
    """The only one of a site with one row of each kind, in a process that hears its database."""
    picture = make_image(alt_ru="Озеро")
    make_ad(is_house=True, place="foot", image=picture).categories.add(category)
    Image.everything.exclude(pk=picture.pk).delete()
    Category.objects.update(picture=picture)
    Author.objects.update(portrait=picture)
    settings = SiteSettings.load()
    settings.name_ru, settings.email = "Хроника", "post@e.am"
    settings.save()
    Page.objects.create(slug="about", title_ru="О нас", purpose="masthead")
    File.objects.create(name="a.pdf", path="a", digest="d", kind="pdf", size=1, uploaded_by=chief)
    edition = make_edition("ru", cover=picture, tags=[make_tag(ru="Севан")], authors=[author])
    lead = Lead(edition.article_id, picture=picture.pk)
    arrangement.arrange("ru", Lineup(leads=(lead,)), by=chief, follows=0)
    tomorrow = timezone.now() + timezone.timedelta(days=1)
    breaking.raise_bar("ru", "Молния", by=chief, ends_at=tomorrow, edition=edition)
    clock.start()
    assert not clock.is_deaf(grace=10)
    with translation.override("ru"):
        yield edition
    clock.stop()
    generation.forget()


def only(read, model):
    """Return the only row of a model as it is kept by its key."""
    return next(iter(read([model._base_manager.values_list("pk", flat=True)[0]]).values()))


def card():
    return only(lists.cards, Edition)


def columnist():
    return with_first_authors([card()], "ru")[0].first_author


# What is shown, by what it is; the model and its field that say so; what reads it.
KEPT = {
    "settings": (SiteSettings, "name_ru", lambda: context.site().name_ru),
    "newsroom for machines": (SiteSettings, "email", lambda: jsonld.newsroom()["email"]),
    "page": (Page, "title_ru", lambda: context.pages()[0].title_ru),
    "foot of all pages": (Page, "title_ru", lambda: frame("_footer")),
    "category": (Category, "name_ru", lambda: context.categories()[0].name_ru),
    "menu": (Category, "name_ru", lambda: frame("_menu")),
    # Followed only where it is needed, in a row that all pages share.
    "picture of a category": (Image, "alt_ru", lambda: context.categories()[0].picture.alt_ru),
    "ad": (Ad, "name", lambda: ads.all_ads()[0].name),
    "place of an ad": (Ad, "words", lambda: ad_place("foot", Category.objects.get().pk)),
    "picture of an ad": (Image, "alt_ru", lambda: ads.all_ads()[0].image.alt_ru),
    "bar": (Breaking, "text", lambda: breaking_bar.running()[0].text),
    "bar on a page": (Breaking, "text", lambda: frame("_breaking", Breaking.objects.get().pk)),
    "story of a bar": (Edition, "slug", lambda: breaking_bar.running()[0].link),
    "home page": (Arrangement, "number", lambda: home_arrangement.standing()[0].number),
    "picture of a lead": (
        Image,
        "alt_ru",
        lambda: [*home_arrangement.pictures().values()][0].alt_ru,
    ),
    "author": (Author, "name_ru", lambda: only(rows.authors, Author).name_ru),
    "tag": (Tag, "name_ru", lambda: only(rows.tags, Tag).name_ru),
    "picture": (Image, "alt_ru", lambda: only(rows.images, Image).alt_ru),
    "file": (File, "name", lambda: only(block_references._files, File).name),
    "card": (Edition, "title", lambda: card().title),
    "newest card": (Edition, "title", lambda: lists.newest("ru", 5)[0].title),
    "category of a card": (Category, "name_ru", lambda: card().category.name_ru),
    "cover of a card": (Image, "alt_ru", lambda: card().cover.alt_ru),
    "columnist": (Author, "name_ru", lambda: columnist().name_ru),
    "face of a columnist": (Image, "alt_ru", lambda: columnist().portrait.alt_ru),
}
TAGGED = "DELETE FROM articles_taggedarticle"
OTHER_VALUES = {"slug": "new", "number": 77, "email": "new@e.am"}


def save(model, field, value):
    row = model._base_manager.get()
    setattr(row, field, value)
    row.save()


def in_bulk(model, field, value):
    model._base_manager.update(**{field: value})


def by_hand(model, field, value):
    with connection.cursor() as cursor:
        cursor.execute(f"UPDATE {model._meta.db_table} SET {field} = %s", [value])


def elsewhere(model, field, value):
    """As another process does, past Django."""
    wanted = {"dbname", "user", "host", "port", "password"}
    known = connection.get_connection_params()
    address = {name: known[name] for name in wanted & known.keys()}
    with psycopg.connect(**address, autocommit=True) as other:
        other.execute(f"UPDATE {model._meta.db_table} SET {field} = %s", [value])


@pytest.mark.parametrize("way", [save, in_bulk, by_hand, elsewhere])
def test_what_is_kept_is_new_at_once_in_whatever_way_it_changes(story, way):
    for what, (model, field, read) in KEPT.items():
        value = OTHER_VALUES.get(field, f"new {what}.")
        read()
        assert str(value) not in str(read()), what

        heard(lambda change=(model, field, value): way(*change))

        assert str(value) in str(read()), what


@pytest.mark.parametrize(
    "change, left",
    [
        ("INSERT INTO articles_tag (name, name_ru, slug) VALUES ('', 'Снег', 'snow')", 2),
        ("TRUNCATE articles_tag CASCADE", 0),
        (f"{TAGGED}; DELETE FROM articles_editiontag; DELETE FROM articles_tag", 0),
    ],
)
def test_rows_that_come_and_go_are_heard_of(story, change, left):
    @generation.per_generation
    def tags():
        return list(Tag.objects.all())

    tags()
    with connection.cursor() as cursor:
        heard(lambda: cursor.execute(change))

    assert len(tags()) == left


def test_picture_of_a_draft_is_new_on_the_page_that_names_it_first(
    client, story, make_article, make_image, chief
):
    picture = make_image("blue", alt_ru="Было")
    draft = make_article(body_ru=f'<figure data-image="{picture.pk}"></figure>')
    client.force_login(chief)
    shown = client.get(reverse("admin:articles_article_preview_page", args=[draft.pk, "ru"]))
    assert "Было" in shown.content.decode()

    Image.objects.filter(pk=picture.pk).update(alt_ru="Стало")  # of which nobody is told
    heard(lambda: workflow.publish(draft, "ru", by=chief))

    assert rows.images([picture.pk])[picture.pk].alt_ru == "Стало"


def publish_again(story, chief):
    story.article.body_ru = "<p>Ещё раз.</p>"
    workflow.save(story.article, by=chief)
    workflow.publish(story.article, "ru", by=chief)


def publish_another(story, chief):
    article = Article(title_ru="Снег", category=story.article.category, cover=story.article.cover)
    workflow.publish(workflow.save(article, by=chief), "ru", by=chief)


@pytest.mark.parametrize("publish", [publish_again, publish_another])
def test_publication_leaves_all_that_shows_no_story(story, chief, publish):
    keys = [only(read, model).pk for read, model in ((rows.tags, Tag), (rows.authors, Author))]

    def read():
        context.site(), context.categories(), context.pages(), jsonld.newsroom()
        (
            ads.all_ads(),
            ads.ads_of("foot", "ru"),
            home_arrangement.standing(),
            home_arrangement.pictures(),
        )
        rows.tags(keys[:1]), rows.authors(keys[1:]), rows.images_of([story.cover_id])
        return [frame(name) for name in ("_menu", "_footer", "_offline_bar", "_search_overlay")]

    shown = read()
    heard(lambda: publish(story, chief))

    with CaptureQueriesContext(connection) as queries:
        assert read() == shown
    assert [query["sql"] for query in queries] == []


def test_transaction_moves_once_with_all_its_tables(story):
    before = clock.last

    with transaction.atomic():
        Tag.objects.update(name_ru="Снег")
        Page.objects.update(title_ru="Мы")

    assert eventually_moved(before)
    time.sleep(0.2)
    assert clock.last == before + 1
    tables = ("articles_tag", "articles_page", "articles_category")
    assert [clock.has_moved([one], before) for one in tables] == [True, True, False]


def eventually_moved(before):
    until = time.monotonic() + 10
    while clock.last == before and time.monotonic() < until:
        time.sleep(0.005)
    return clock.last > before


@pytest.mark.parametrize("said", ["", "77 2026-03-10 12:00:00+04", "nobodys_table 77 2026-03-10"])
def test_change_of_nobody_knows_what_is_one_of_everything(story, said):
    before = clock.last

    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_notify(%s, %s)", [CHANNEL, said])

    assert eventually_moved(before)
    assert clock.has_moved(["articles_page"], before)
