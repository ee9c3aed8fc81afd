"""What waits and who is signed in when modules move: carried over, and back."""

import importlib

import pytest
from django.apps import apps
from django.conf import settings
from django.test import Client
from django.utils.module_loading import import_string
from django_tasks.base import Task
from django_tasks_db.models import DBTaskResult

backends = importlib.import_module("newsroom.migrations.0008_sessions_name_the_moved_backend")
tasks = importlib.import_module("articles.migrations.0063_waiting_tasks_of_moved_modules")


@pytest.fixture
def session(chief):
    client = Client()
    client.force_login(chief)
    return client.session


def written(session) -> str:
    return type(session)(session.session_key)["_auth_user_backend"]


def test_who_is_signed_in_stays_so(session, chief):
    (now,) = settings.AUTHENTICATION_BACKENDS
    assert written(session) == now == backends.NEW

    backends.backwards(apps, None)
    assert written(session) == "articles.permissions.RoleBackend"

    backends.forwards(apps, None)
    assert written(session) == now
    assert type(session)(session.session_key)["_auth_user_id"] == str(chief.pk)


def test_sessions_of_another_backend_stay_as_they_are(session):
    session["_auth_user_backend"] = "directory.Backend"
    session.save()

    backends.forwards(apps, None)

    assert written(session) == "directory.Backend"


def waiting(path: str) -> DBTaskResult:
    return DBTaskResult.objects.create(
        task_path=path,
        args_kwargs={"args": [], "kwargs": {}},
        queue_name="default",
        backend_name="default",
        priority=0,
        exception_class_path="",
        traceback="",
    )


@pytest.mark.django_db
def test_what_waits_for_the_worker_is_found_at_its_new_place():
    checks = waiting("articles.links.look")
    other = waiting("somebody.elses.task")

    tasks.forwards(apps, None)
    checks.refresh_from_db()
    other.refresh_from_db()
    assert checks.task_path == "articles.editorial.link_checker.check_due_links"
    assert other.task_path == "somebody.elses.task"

    tasks.backwards(apps, None)
    checks.refresh_from_db()
    assert checks.task_path == "articles.links.look"


def test_every_new_place_holds_a_task():
    for path in tasks.MOVED.values():
        assert isinstance(import_string(path), Task), path
    assert import_string(backends.NEW)
