"""The cast of the tests, and a story to play with."""

import inspect
import math
import os
import unicodedata
from datetime import timedelta
from io import BytesIO

import PIL.Image
import pytest
from django.db import connection
from django.utils import timezone, translation

from articles import images, search, workflow
from articles.editorial.checks import rules
from articles.models import Ad, Article, Author, Category, Image, Tag
from newsroom import append_only
from newsroom.models import Role, User
from newsroom.storage.store_health import watch
from tests.buckets import bucket, bucket_away, s3_server  # noqa: F401  fixtures

# Playwright's synchronous driver runs an event loop in the test's thread.
os.environ.setdefault("DJANGO_ALLOW_ASYNC_UNSAFE", "true")
# Tables are written and read as without lxml, which only the tests have.
os.environ.setdefault("OPENPYXL_LXML", "False")


def pytest_addoption(parser):
    parser.addoption(
        "--second-database",
        action="store_true",
        help="leave out the tests that touch no database: they ran with the first one",
    )


def is_for_this_run(config, item) -> bool:
    """Tell whether a test is about this database, or about any and not run with another before."""
    if mark := item.get_closest_marker("only_on"):
        return mark.args[0] == connection.vendor
    touches = {"db", "transactional_db", "live_server"} & set(item.fixturenames)
    is_marked = item.get_closest_marker("django_db") is not None
    is_second = config.getoption("--second-database")
    return bool(touches) or is_marked or is_asking(item) or not is_second


def is_asking(item) -> bool:
    """Tell whether the test asks for fixtures by their names while it runs."""
    return "request" in inspect.signature(item.function).parameters


def pytest_collection_modifyitems(config, items):
    """Leave out what is about the other database: the suite runs on both."""
    kept, others = [], []
    for item in items:
        (kept if is_for_this_run(config, item) else others).append(item)
    items[:] = kept
    config.hook.pytest_deselected(items=others)
    # A test that asks for people by their names while it runs (`request.getfixturevalue`) names no
    # database beforehand; alone in its run it would have none made, and write into the real one.
    for item in items:
        if is_asking(item) and item.get_closest_marker("django_db") is None:
            item.add_marker(pytest.mark.django_db)


@pytest.fixture(autouse=True)
def _own_store(settings, tmp_path, monkeypatch):
    """Files of a test lie in its own folder; passwords are cheap; static names are plain."""
    settings.MEDIA_ROOT = tmp_path / "media"
    # No file of a test has to outlive a loss of power.
    monkeypatch.setattr(os, "fsync", lambda _file: None)
    # The store of another test is nobody's news; who asks after their own looks themselves.
    monkeypatch.setattr(watch, "is_away", False)
    monkeypatch.setattr(watch, "_looked_at", math.inf)
    # Every client would look through the collected files, which another process may be changing.
    settings.STATIC_ROOT = tmp_path / "static"
    settings.STATIC_ROOT.mkdir()
    settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
    settings.STORAGES = settings.STORAGES | {
        "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"}
    }


@pytest.fixture(autouse=True)
def _database_may_be_emptied(request, _django_db_marker):
    """After a test that commits, the database is emptied: of what is never deleted, too.

    The triggers are lifted, and made again by the `post_migrate` that follows.
    """
    if {"transactional_db", "live_server"} & set(request.fixturenames):
        request.getfixturevalue("transactional_db")
    yield
    if is_committing(request):
        append_only.lift(connection)


def is_committing(request) -> bool:
    """Tell whether the test's rows are committed and have to be deleted after it."""
    mark = request.node.get_closest_marker("django_db")
    by_mark = mark is not None and mark.kwargs.get("transaction", False)
    return by_mark or bool({"transactional_db", "live_server"} & set(request.fixturenames))


USUAL_CHECKS = rules.DEFAULTS


@pytest.fixture(autouse=True)
def _newsroom_checks_little(monkeypatch):
    """Most tests publish stories that are little but a title, in a newsroom that lets them."""
    few = dict.fromkeys(rules.Check, rules.Level.OFF)
    few[rules.Check.TITLE] = rules.Level.ERROR
    monkeypatch.setattr(rules, "DEFAULTS", few)


@pytest.fixture
def usual_checks(monkeypatch, _newsroom_checks_little):
    """The checks before publishing as a newsroom gets them."""
    monkeypatch.setattr(rules, "DEFAULTS", USUAL_CHECKS)


def person(username: str, role: Role, *languages: str) -> User:
    return User.objects.create_user(
        username,
        password="a long password",
        role=role,
        languages=list(languages),
        interface_language="en",
    )


@pytest.fixture
def reporter(db):
    return person("reporter", Role.REPORTER, "ru")


@pytest.fixture
def other_reporter(db):
    return person("other_reporter", Role.REPORTER, "ru")


@pytest.fixture
def translator(db):
    return person("translator", Role.TRANSLATOR, "hy", "en")


@pytest.fixture
def editor_ru(db):
    return person("editor_ru", Role.EDITOR, "ru")


@pytest.fixture
def editor_hy(db):
    return person("editor_hy", Role.EDITOR, "hy")


@pytest.fixture
def editor_en(db):
    return person("editor_en", Role.EDITOR, "en")


@pytest.fixture
def chief(db):
    return person("chief", Role.CHIEF, "ru", "hy", "en")


@pytest.fixture
def photo(db):
    return person("photo", Role.PHOTO_EDITOR)


@pytest.fixture
def administrator(db):
    return person("administrator", Role.ADMINISTRATOR)


@pytest.fixture
def category(db):
    return Category.objects.create(
        slug="ecology",
        name_ru="Экология",
        name_hy="Բնապահպանություն",
        name_en="Ecology",
        description_ru="Новости о природе",
        description_hy="Լուրեր բնության մասին",
        description_en="News about nature",
    )


@pytest.fixture
def make_tag(db):
    """Make a tag by its names: `make_tag(ru="Севан", hy="Սևան")`."""

    def make(**names):
        tag = Tag(**{f"name_{code}": name for code, name in names.items()})
        tag.clean()
        tag.save()
        return tag

    return make


@pytest.fixture
def author(db):
    return Author.objects.create(
        slug="mariam-petrosyan",
        name_ru="Мариам Петросян",
        name_hy="Մարիամ Պետրոսյան",
        name_en="Mariam Petrosyan",
    )


@pytest.fixture
def make_article(chief, category):
    """Make a working copy by the chief: `make_article(title_hy="…", tags=[tag])`."""

    def make(*, by=None, tags=(), authors=(), **fields):
        fields = {"title_ru": "Озеро возвращается", "category": category} | fields
        credits = [(author.pk, "text", "") for author in authors]
        return workflow.save(
            Article(**fields), by=by or chief, tags=[tag.pk for tag in tags], credits=credits
        )

    return make


@pytest.fixture
def make_edition(make_article, chief):
    """Make a live edition: `make_edition("hy", title_hy="…", hours_ago=2, tags=[tag])`.

    Without `hours_ago` it was published a minute ago; `at`, `until` are handed to `publish`.
    """
    titles = {"ru": "Озеро возвращается", "hy": "Լիճը վերադառնում է", "en": "The lake returns"}

    def make(language="ru", *, article=None, hours_ago=None, at=None, until=None, **fields):
        if article is None:
            fields.setdefault(f"title_{language}", titles[language])
            article = make_article(**fields)
        ago = timedelta(hours=hours_ago) if hours_ago else timedelta(minutes=1)
        moment = at or timezone.now() - ago
        return workflow.publish(article, language, by=chief, at=moment, until=until)

    return make


@pytest.fixture
def bad_titles() -> list[str]:
    """Titles that must neither break a page nor overflow it."""
    return [
        "Очень длинное название " * 13 + "!",
        "Превысокомногорассмотрительствующий" * 2 + "слово-конец",
        "Конец </script><script>alert(1)</script> & \"кавычки\" 'одни' <b>",
        "🏔️👩‍👩‍👧‍👦 Озеро 🇦🇲 возвращается",
        "\u200fعنوان\u200e и снова по-русски",
        unicodedata.normalize("NFD", "Йод и ёлка в Ереване, Çay və ı"),
    ]


@pytest.fixture
def make_ad(photo):
    """Make an ad with a picture after the text of Russian stories: `make_ad(is_house=True)`."""
    image = Image.objects.create(
        key="k", digest="d", name="a", width=9, height=9, uploaded_by=photo
    )

    def make(**fields):
        given = {"name": "Хлеб", "language": "ru", "image": image, "url": "https://e.am"}
        return Ad.objects.create(**given | fields)

    return make


@pytest.fixture
def in_english():
    """Say to people in English what the code writes in it; else they hear the site's Russian."""
    with translation.override("en"):
        yield


def a_picture(colour: str = "red") -> bytes:
    file = BytesIO()
    PIL.Image.new("RGB", (1200, 800), colour).save(file, "JPEG")
    return file.getvalue()


@pytest.fixture
def make_image(photo):
    """Store a picture and say something of it: `make_image(alt_ru="…")`."""

    def make(colour="red", **texts):
        image = images.store("lake.jpg", a_picture(colour), by=photo)
        for name, value in texts.items():
            setattr(image, name, value)
        image.save()
        search.index_pictures([image])
        return image

    return make


@pytest.fixture
def in_two_hours():
    return timezone.now() + timedelta(hours=2)
