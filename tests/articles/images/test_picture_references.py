"""Which pictures move the generation: those that something for readers has named, and no others."""

import threading
import time

import psycopg
import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection, connections, transaction
from django.urls import reverse

from articles import images
from articles.images import picture_references
from articles.images.renditions_worker import make_renditions
from articles.models import Ad, Arrangement, Author, Category, Edition, Image, Page, PlacedPicture
from newsroom import languages
from newsroom.cache import triggers
from newsroom.cache.triggers import CHANNEL, TABLE, install
from tests.articles.admin.pictures.test_image_details import describe
from tests.articles.admin.pictures.test_upload import AS_SCRIPT
from tests.conftest import a_picture

# PostgreSQL tells of a move at the commit; in SQLite's row it stands before.
pytestmark = pytest.mark.django_db(transaction=connection.vendor == "postgresql")
on_postgresql = pytest.mark.only_on("postgresql")


class Sqlite:
    """Tells how often the row was moved since it was last asked."""

    def __init__(self):
        self.number = self.read()

    def read(self):
        with connection.cursor() as cursor:
            cursor.execute(f"SELECT number FROM {TABLE}")
            return cursor.fetchone()[0]

    def moves(self):
        before, self.number = self.number, self.read()
        return self.number - before


class Postgresql:
    """Tells how many transactions have moved the generation since it was last asked."""

    def __init__(self):
        parameters = connection.get_connection_params()
        known = {
            name: parameters[name]
            for name in ("dbname", "user", "host", "port", "password")
            if parameters.get(name)
        }
        self.line = psycopg.connect(**known, autocommit=True)
        self.line.execute(f"LISTEN {CHANNEL}")

    def moves(self):
        with connection.cursor() as cursor:
            cursor.execute(f"SELECT pg_notify('{CHANNEL}', 'asked')")
        heard = self.line.notifies()
        return sum(1 for _ in iter(lambda: next(heard).payload, "asked"))


@pytest.fixture
def generation(db):
    if connection.vendor == "sqlite":
        yield Sqlite()
    else:
        one = Postgresql()
        yield one
        one.line.close()


def change(image):
    """Change a picture as the worker does when renditions of it are ready."""
    Image.everything.filter(pk=image.pk).update(recipe=1)


def moves_with(image, generation):
    """Tell how often the generation moves when the picture changes."""
    generation.moves()
    change(image)
    return generation.moves()


def figure(attributes):
    return f"<p>Было.</p><figure {attributes}></figure><p>Стало.</p>"


def text_with(attributes):
    """Return a way to publish a text whose figure names the picture by these attributes."""

    def publish(make_edition, image, other):
        numbers = {"image": image.pk, "other": other.pk}
        make_edition("hy", body_hy=figure(attributes.format(**numbers)))

    return publish


def cover(make_edition, image, other):
    make_edition("en", cover=image)


def own_cover(make_edition, image, other):
    make_edition("hy", cover=other, own_cover_hy=image)


def portrait(make_edition, image, other):
    Author.objects.create(slug="ani", name_hy="Անի", portrait=image)


def picture_of_a_category(make_edition, image, other):
    Category.objects.create(slug="culture", picture=image)


def advertisement(make_edition, image, other):
    Ad.objects.create(name="Хлеб", language="ru", image=image, url="https://e.am")


def page(make_edition, image, other):
    gallery = f'data-gallery="{other.pk} {image.pk}"'
    Page.objects.create(slug="about", title_en="About us", body_en=figure(gallery))


def changed_page(make_edition, image, other):
    row = Page.objects.create(slug="about", title_hy="Մեր մասին")
    row.body_hy = figure(f'data-image="{image.pk}" class="wide"')
    row.save(update_fields=["body_hy"])


def home_page(make_edition, image, other):
    leads = [{"story": 1, "picture": None}, {"story": 2, "picture": image.pk}]
    Arrangement.objects.create(
        language="ru",
        number=1,
        begins_at="2020-01-01T00:00Z",
        content={"leads": leads},
        made_by=image.uploaded_by,
    )


def shell(make_edition, image, other):
    edition = make_edition("ru")
    body = figure(f'data-embed="https://youtu.be/aqz-KE-bpKQ?a=1&quot;" data-image="{image.pk}"')
    Edition.objects.filter(pk=edition.pk).update(body=f'<p>\\"</p>{body}')


DOORS = {
    "cover": cover,
    "own cover": own_cover,
    "figure": text_with('data-image="{image}"'),
    "gallery": text_with('data-gallery="{other} {image}" class="wide"'),
    "still of a player": text_with(
        'data-embed="https://www.youtube.com/watch?v=aqz-KE-bpKQ" data-image="{image}"'
    ),
    "poster of a film": text_with('data-file="5" data-image="{image}"'),
    "portrait": portrait,
    "category": picture_of_a_category,
    "advertisement": advertisement,
    "page": page,
    "changed page": changed_page,
    "home page": home_page,
    "text written in a shell": shell,
}


@pytest.mark.parametrize("door", DOORS)
def test_picture_moves_the_generation_from_when_readers_may_see_it(
    generation, make_image, make_edition, door
):
    image, other, idle = make_image("red"), make_image("blue"), make_image("green")
    before = moves_with(image, generation)

    DOORS[door](make_edition, image, other)

    listed = {image.pk, other.pk} if door in ("gallery", "page") else {image.pk}
    assert generation.moves() > 0
    assert set(PlacedPicture.objects.values_list("pk", flat=True)) == listed
    assert (before, moves_with(image, generation), moves_with(idle, generation)) == (0, 1, 0)


def test_doors_are_what_names_pictures_in_what_readers_see():
    doors = {one.table: one.columns for one in picture_references.doors(connection.vendor)}

    texts = {code: f"body_{code}" for code in languages.CODES}
    assert doors == {
        "articles_ad": ("image_id",),
        "articles_arrangement": ("content",),
        "articles_author": ("portrait_id",),
        "articles_background": ("body", *texts.values()),
        "articles_category": ("picture_id",),
        "articles_edition": ("cover_id", "body"),
        "articles_page": ("body", *texts.values()),
        "articles_sitesettings": ("reuse", *(f"reuse_{code}" for code in texts)),
    }


def test_picture_that_comes_in_moves_nothing_nor_do_its_renditions_and_words(generation, photo):
    image = images.store("lake.jpg", a_picture(), by=photo)
    make_renditions.func(image.pk, image.key)
    image.refresh_from_db()
    image.alt_ru, image.focal_x = "Озеро", 0.3
    image.save()

    assert image.renditions["3x2"]["avif"]
    assert generation.moves() == 0


def test_whole_upload_and_the_words_written_at_it_move_nothing(generation, client, photo):
    client.force_login(photo)
    file = SimpleUploadedFile("lake.jpg", a_picture())
    generation.moves()

    kept = client.post(reverse("admin:articles_image_upload"), {"files": [file]}, headers=AS_SCRIPT)
    image = Image.objects.get()
    make_renditions.call(image.pk, image.key)
    answer = describe(client, Image.objects.get(), alt_ru="Озеро", caption_hy="Լիճ")

    assert (kept.json()["state"], answer.json()["state"]) == ("kept", "kept")
    assert generation.moves() == 0


def test_picture_that_no_reader_saw_goes_without_a_move(generation, make_image):
    image = make_image()
    generation.moves()

    image.delete()

    assert generation.moves() == 0


def test_picture_on_the_list_moves_when_it_goes_and_when_it_comes(generation, make_image):
    image = make_image()
    PlacedPicture.objects.create(pk=image.pk)
    generation.moves()

    again = Image.everything.get(pk=image.pk)
    image.delete()
    gone = generation.moves()
    again.save(force_insert=True)

    assert (gone, generation.moves()) == (1, 1)


def test_many_changed_at_once_move_when_one_of_them_is_listed(generation, make_image, category):
    first, *_others = make_image("red"), make_image("blue"), make_image("green")
    Image.everything.update(recipe=1)
    generation.moves()
    Category.objects.filter(pk=category.pk).update(picture=first)
    generation.moves()

    Image.everything.update(recipe=2)

    assert generation.moves() == 1


def test_numbers_that_are_none_break_no_text(generation, make_image):
    image = make_image()
    odd = ("", " ", "x", "9" * 30, f"{image.pk} x", "1.5", "-1")
    figures = "".join(figure(f'data-gallery="{one}"') for one in odd)

    Page.objects.create(slug="about", body_ru=figures + '<figure data-image="' + figure("x"))

    assert list(PlacedPicture.objects.all()) == []


def test_text_may_name_a_picture_before_it_is_there(generation, make_image):
    image = make_image()
    Page.objects.create(slug="about", body_ru=figure(f'data-image="{image.pk + 1}"'))
    image.pk, image.key = image.pk + 1, "another"
    generation.moves()

    image.save(force_insert=True)

    assert generation.moves() == 1


def test_door_that_was_open_unwatched_lists_every_picture(generation, make_image):
    image = make_image()
    lost = sorted(key for key in triggers._found(connection) if "articles_page" in key[0])
    with connection.cursor() as cursor:
        for key in (one for one in lost if "_door_" in one[1]):
            triggers._drop(connection, cursor, *key)
    Page.objects.create(slug="about", body_ru=figure(f'data-image="{image.pk}"'))
    assert triggers.missing(connection) != []

    install(connection)

    assert triggers.missing(connection) == []
    assert moves_with(image, generation) == 1


# Two transactions that do not see each other


def apart(action, *, before_commit):
    """Run an action in a transaction of another connection, which is then held open for a while."""

    def work():
        try:
            with transaction.atomic():
                action()
                before_commit()
        finally:
            connections.close_all()

    thread = threading.Thread(target=work)
    thread.start()
    return thread


def is_waited_for():
    """Tell whether some transaction waits for another one's lock, within a while."""
    until = time.monotonic() + 10
    while time.monotonic() < until:
        with connection.cursor() as cursor:
            cursor.execute("SELECT count(*) FROM pg_locks WHERE NOT granted")
            if cursor.fetchone()[0]:
                return True
        time.sleep(0.01)
    return False


@on_postgresql
@pytest.mark.parametrize("is_story_first", [True, False])
def test_story_and_renditions_that_do_not_see_each_other_move_it_at_the_later_commit(
    generation, make_image, category, is_story_first
):
    image, begun, may_end = make_image(), threading.Event(), threading.Event()
    name = lambda: Category.objects.filter(pk=category.pk).update(picture=image)  # noqa: E731
    first, second = (
        (name, lambda: change(image)) if is_story_first else (lambda: change(image), name)
    )
    generation.moves()

    one = apart(first, before_commit=lambda: (begun.set(), may_end.wait(20)))
    begun.wait(20)
    two = apart(second, before_commit=lambda: None)
    waits = is_waited_for()
    may_end.set()
    one.join()
    two.join()

    # The story's own move, and that of the renditions where they come behind it.
    assert (waits, generation.moves()) == (True, 2 if is_story_first else 1)
