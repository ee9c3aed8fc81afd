"""Where pictures are used: kept by every save and publication, told with what leads there."""

import importlib
from types import SimpleNamespace

import pytest
from django.apps import apps
from django.db import connection
from django.utils import timezone

from articles import workflow
from articles.editorial import undo
from articles.images import usage
from articles.images.usage import Place, Stage
from articles.models import Article, Author, Background, Edition, Image, Page, StoryPicture, lineup
from articles.workflow import arrangement


@pytest.fixture
def make_image(photo):
    """Make a picture without files: `make_image(alt_ru="…")`."""

    def make(**fields):
        number = Image.everything.count()
        given = {"key": f"k{number}", "digest": f"d{number}", "name": f"{number}.jpg"}
        return Image.objects.create(**given | fields, width=9, height=6, uploaded_by=photo)

    return make


def figure(*images) -> str:
    return "".join(f'<figure data-image="{one.pk}"></figure>' for one in images)


def kept() -> set[tuple[int, int]]:
    return set(StoryPicture.objects.values_list("image", "article"))


def test_save_keeps_covers_and_texts_and_forgets_them(make_image, make_article, chief):
    cover, own, first, second, other = (make_image() for _ in range(5))
    gallery = f'<figure data-gallery="{second.pk} {other.pk}"></figure>'

    article = make_article(
        cover=cover, own_cover_hy=own, body_ru=figure(first), title_en="A", body_en=gallery
    )
    assert kept() == {(one.pk, article.pk) for one in (cover, own, first, second, other)}
    article.cover, article.body_ru = None, "<p>Слова</p>"
    workflow.save(article, by=chief)

    assert kept() == {(one.pk, article.pk) for one in (own, second, other)}


def test_picture_stays_in_use_while_readers_see_it(make_image, make_edition, chief):
    cover, drawn = make_image(), make_image()
    edition = make_edition(cover=cover, body_ru=figure(drawn))
    article = Article.objects.get()

    article.cover, article.body_ru = None, ""
    workflow.save(article, by=chief)
    assert {image for image, _story in kept()} == {cover.pk, drawn.pk}
    workflow.publish(article, "ru", by=chief)

    assert kept() == set()
    workflow.take_back(Edition.objects.get(pk=edition.pk), by=chief)
    assert {image for image, _story in kept()} == {cover.pk, drawn.pk}


def test_publishing_keeps_what_no_save_has_noted(make_image, make_article, chief):
    image = make_image()
    article = make_article()
    Article.objects.filter(pk=article.pk).update(body_ru=figure(image))

    workflow.publish(Article.objects.get(), "ru", by=chief)

    assert kept() == {(image.pk, article.pk)}


def test_number_of_no_picture_is_left_out(make_article, db):
    make_article(body_ru='<figure data-image="4711"></figure>')

    assert kept() == set()


def test_unscheduled_publication_uses_nothing_any_more(make_image, make_article, chief):
    image = make_image()
    article = make_article(body_ru=figure(image))
    later = timezone.now() + timezone.timedelta(hours=1)
    edition = workflow.publish(article, "ru", by=chief, at=later)
    article = Article.objects.get()
    article.body_ru = ""
    workflow.save(article, by=chief)
    assert kept() == {(image.pk, article.pk)}

    workflow.unschedule(edition, by=chief)

    assert kept() == set()


def test_where_tells_of_stories_by_language_and_stage(make_image, make_edition, chief):
    image = make_image()
    edition = make_edition(cover=image, body_ru=figure(image), title_hy="Լիճ")
    article = edition.article

    found = usage.where(image)

    assert found.stories == 1
    assert [(one.place, one.stage, one.language) for one in found.uses] == [
        (Place.COVER, Stage.LIVE, "ru"),
        (Place.TEXT, Stage.LIVE, "ru"),
        (Place.COVER, Stage.DESK, ""),
        (Place.TEXT, Stage.DESK, "ru"),
    ]
    assert {one.admin_url for one in found.uses} == {article.get_admin_url()}
    assert found.live[0].url == edition.get_absolute_url()
    assert bool(usage.where(make_image())) is False


def test_where_tells_of_all_other_places(make_image, make_edition, make_ad, chief, in_english):
    image, edition = make_image(), make_edition()
    Author.objects.create(slug="a", name_en="Mariam", portrait=image)
    make_ad(image=image, name="Bread")
    Page.objects.create(slug="about", title_en="About us", body_en=figure(image))
    Background.objects.create(name="Sevan", body_hy=figure(image))
    leads = (lineup.Lead(edition.article_id, picture=image.pk),)
    arrangement.arrange("ru", lineup.Lineup(leads=leads), by=chief, follows=0)

    found = usage.where(image)

    assert [(one.place, one.title, one.language) for one in found.uses] == [
        (Place.PORTRAIT, "Mariam", ""),
        (Place.AD, "Bread", "ru"),
        (Place.HOME, "Русский", "ru"),
        (Place.PAGE, "About us", "en"),
        (Place.BACKGROUND, "Sevan", "hy"),
    ]
    assert found.stories == 0


@pytest.mark.parametrize("place", ["cover", "own", "text", "portrait", "ad", "page", "home"])
def test_each_use_counts_as_one(place, make_image, make_edition, make_ad, chief):
    image, idle = make_image(), make_image()
    assert not usage.is_used(image)
    if place in ("cover", "own", "text"):
        fields = {"cover": {"cover": image}, "own": {"own_cover_hy": image}}
        make_edition(**fields.get(place, {"body_ru": figure(image)}))
    elif place == "portrait":
        Author.objects.create(slug="a", portrait=image)
    elif place == "ad":
        make_ad(image=image)
    elif place == "page":
        Page.objects.create(slug="about", body_en=figure(image))
    else:
        lead = lineup.Lead(make_edition().article_id, picture=image.pk)
        arrangement.arrange("ru", lineup.Lineup(leads=(lead,)), by=chief, follows=0)

    assert usage.is_used(image)
    assert not usage.is_used(idle)
    assert image in Image.objects.filter(usage.used())
    assert idle in Image.objects.exclude(usage.used())
    assert idle not in Image.objects.filter(usage.used())


@pytest.mark.parametrize("number", [1, 3])
def test_where_asks_the_same_few_questions(
    number, make_image, make_edition, django_assert_num_queries
):
    image = make_image()
    for place in range(number):
        make_edition(cover=image, title_ru=f"Озеро {place}", body_ru=figure(image))

    with django_assert_num_queries(11):
        found = usage.where(image)

    assert (found.stories, len(found.uses)) == (number, 4 * number)
    with django_assert_num_queries(1):
        assert usage.numbers([image.pk, 0]) == {image.pk: number}


def test_save_without_new_pictures_asks_nothing(make_image, make_article, chief):
    image = make_image()
    article = make_article(body_ru=figure(image))

    with connection.execute_wrapper(refuse_story_pictures):
        article.title_ru = "Другое"
        workflow.save(article, by=chief)

    assert kept() == {(image.pk, article.pk)}


def refuse_story_pictures(execute, sql, params, many, context):
    assert "storypicture" not in sql
    return execute(sql, params, many, context)


def test_migration_notes_what_stories_use_already(make_image, make_edition):
    cover, own, drawn = make_image(), make_image(), make_image()
    edition = make_edition(cover=cover, own_cover_en=own, body_hy=figure(drawn), title_hy="Լիճ")
    before = kept()
    StoryPicture.objects.all().delete()

    migration = importlib.import_module("articles.migrations.0040_story_pictures")
    migration.fill(apps, SimpleNamespace(connection=connection))

    assert kept() == before == {(one.pk, edition.article_id) for one in (cover, own, drawn)}


def test_what_is_brought_back_is_in_use_again(make_image, make_edition, chief):
    image = make_image()
    edition = make_edition(cover=image)
    row = undo.taken(edition)

    StoryPicture.objects.all().delete()
    edition.cover = None
    edition.save()
    undo.restore_row(edition, row)

    assert kept() == {(image.pk, edition.article_id)}


def test_picture_of_a_category_is_in_use(make_image, category):
    image = make_image()
    assert not usage.is_used(image)

    category.picture = image
    category.save()

    assert usage.is_used(image)
    assert image in Image.objects.filter(usage.used())
    use = usage.where(image).uses[0]
    assert (use.place, use.url) == (usage.Place.CATEGORY, category.get_absolute_url())
    assert use.admin_url == f"/admin/articles/category/{category.pk}/change/"
