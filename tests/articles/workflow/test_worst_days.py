"""Publishing on the worst days: killed, pressed by two hundred, with the worker down."""

import json
import os
import sqlite3
import subprocess
import sys
import threading
from datetime import timedelta

import pytest
from django.conf import settings
from django.db import connection
from django.utils import timezone

from articles import workflow
from articles.distribution import notices, safe_http
from articles.models import Action, AuditEntry, Author, Category, Edition, Notice, SiteSettings
from tests.stand_in import StandIn

committed = pytest.mark.django_db(transaction=True)


@pytest.fixture
def database_url(tmp_path):
    """Return a function that says where another process finds this test's rows."""

    def url() -> str:
        if connection.vendor == "sqlite":
            path = tmp_path / "worst.sqlite3"
            with sqlite3.connect(path) as copy:
                connection.connection.backup(copy)
            copy.close()
            return f"sqlite:///{path}"
        known = connection.settings_dict
        host = f"{known['HOST'] or 'localhost'}:{known['PORT'] or 5432}"
        return f"postgres://{known['USER']}:{known['PASSWORD']}@{host}/{known['NAME']}"

    return url


@pytest.fixture
def press(database_url):
    """Let a process of its own publish (press.py) and return what it says."""

    def run(how: str, *numbers: int) -> list:
        command = [sys.executable, "-m", "tests.articles.workflow.press", how]
        done = subprocess.run(
            [*command, *map(str, numbers)],
            cwd=settings.BASE_DIR,
            env=os.environ | {"DATABASE_URL": database_url()},
            capture_output=True,
            text=True,
            timeout=300,
        )
        sys.stderr.write(done.stderr)  # shown where the test fails
        assert done.returncode == 0
        return [json.loads(line) for line in done.stdout.splitlines()]

    return run


@committed
def test_killed_at_twenty_moments_leaves_the_old_or_the_new_whole(
    make_article, make_tag, chief, press
):
    article = make_article(tags=[make_tag(ru="Севан")])

    said = press("killed", article.pk, chief.pk, 20)

    assert len(said) == 20
    for was_killed, before, done, found in said:
        assert found == done or (was_killed and found == before)
    outcomes = {found == done for _killed, _before, done, found in said}
    assert outcomes == {True, False}  # some died too early, some were done
    assert sum(was_killed for was_killed, *_rest in said) >= 10


@committed
def test_several_processes_publish_one_story_once(make_article, make_tag, chief, press):
    article = make_article(tags=[make_tag(ru="Севан")])

    ((codes, found),) = press("together", article.pk, chief.pk, 12)

    assert codes == [0] * 12
    assert (found["title"], found["version"], found["audit"], found["tags"]) == (
        "Озеро возвращается",
        1,
        1,
        1,
    )


@committed
def test_merging_while_others_publish_and_save_loses_nothing(
    make_article, make_tag, author, category, chief, press
):
    pairs = [(make_tag(ru="Севан"), make_tag(ru="Озеро Севан"))]
    for row, model, slug in ((author, Author, "m-petrosyan"), (category, Category, "nature")):
        pairs.append((row, model.objects.create(slug=slug, name_ru="Другое имя")))
    (tag, tag_after), (_author, author_after), (_category, category_after) = pairs
    article = make_article(tags=[tag], authors=[author])

    ((codes, found),) = press("merged", article.pk, chief.pk, 6)

    about, by = [category_after.pk, tag_after.pk], [author_after.pk]
    assert codes == [0] * 15
    assert found.pop("published") == about + by
    assert list(found.values()) == [[about, by, about + by]] * 7


@pytest.mark.only_on("postgresql")
@committed
def test_two_hundred_people_publish_one_story_once(make_article, chief):
    article, failed = make_article(), []
    connection.pool.timeout = 120  # all of them wait for eight connections
    start = threading.Barrier(200)

    def press():
        start.wait()
        try:
            workflow.publish(article, "ru", by=chief)
        except Exception as error:
            failed.append(error)
        finally:
            connection.close()

    people = [threading.Thread(target=press) for _one in range(200)]
    for one in people:
        one.start()
    for one in people:
        one.join()

    assert failed == []
    assert Edition.objects.live().get().version == 1
    assert AuditEntry.objects.filter(action=Action.PUBLISH).count() == 1


@pytest.fixture
def hub(db, monkeypatch):
    # A hub lies in the open network; its stand-in, as it must, on this machine.
    monkeypatch.setattr(safe_http, "find_public", safe_http.find_any)
    server = StandIn()
    SiteSettings.objects.create(pk=1, name_ru="Вестник", websub_hub=f"{server.url}/hub")
    yield server
    server.close()


def test_worker_down_for_two_hours_is_late_but_readers_are_not(client, make_article, chief, hub):
    ago = timedelta(hours=1)
    for number in range(3):
        story = make_article(title_ru=f"Новость {number}")
        workflow.publish(story, "ru", by=chief, at=timezone.now() + ago)
    # Two hours pass; the worker is down.
    for rows, field in ((Edition.objects, "published_at"), (Notice.objects, "due_at")):
        rows.update(**{field: timezone.now() - ago})

    page = client.get("/ru/").content.decode()
    told_before = len(hub.requests)
    for _look in range(3):
        notices.send_due.call()

    assert all(f"Новость {number}" in page for number in range(3))
    assert (told_before, len(hub.requests)) == (0, 3)
    assert [one.state for one in Notice.objects.all()] == ["sent"] * 3
