"""What operators ask."""

import pytest
from django.core.files.storage import default_storage

from newsroom.cache.generation import Clock
from newsroom.server import health
from newsroom.storage.base import StoreAway
from newsroom.storage.store_health import watch


@pytest.mark.parametrize("path", ["/healthz", "/readyz"])
def test_health_is_ok(client, db, path):
    response = client.get(path)

    assert (response.status_code, response.content) == (200, b"ok\n")
    assert "no-store" in response["Cache-Control"]


def test_readyz_says_that_the_database_is_away(client, db, monkeypatch):
    monkeypatch.setattr(health, "has_database", lambda: False)

    response = client.get("/readyz")

    assert response.status_code == 503
    assert b"database" in response.content
    assert client.get("/healthz").status_code == 200


def test_readyz_says_that_changes_are_not_heard(client, db, monkeypatch):
    deaf = Clock()
    deaf.start()
    monkeypatch.setattr(deaf, "_open", lambda: None)
    monkeypatch.setattr(health, "clock", deaf)

    response = client.get("/readyz")

    assert response.status_code == 503
    assert b"not heard" in response.content


def test_metrics_are_numbers_with_names(client, db):
    lines = client.get("/metrics").content.decode().splitlines()

    values = dict(line.rsplit(" ", 1) for line in lines if not line.startswith("#"))
    assert values["newsroom_database_up"] == values["newsroom_changes_heard"] == "1.0"
    assert all(float(value) >= 0 for value in values.values())


@pytest.fixture
def store_is_away(bucket_away, monkeypatch):
    monkeypatch.setattr(watch, "is_away", False)
    watch.check()


def test_readyz_says_that_the_store_is_away_and_stays_ready(client, db, store_is_away):
    response = client.get("/readyz")

    assert response.status_code == 200
    assert response.content == b"ok\nthe store of files is away: pictures cannot be uploaded\n"
    assert b"newsroom_store_up 0.0" in client.get("/metrics").content


def test_admin_says_that_the_store_is_away(client, chief, store_is_away, in_english):
    client.force_login(chief)

    assert "temporarily unavailable" in client.get("/admin/").content.decode()


def test_store_that_is_back_is_not_spoken_of(client, chief, store_is_away, settings, in_english):
    client.force_login(chief)
    settings.STORAGES = settings.STORAGES | {
        "default": {"BACKEND": "newsroom.storage.folder.FolderStorage"}
    }

    watch.check()

    assert "temporarily unavailable" not in client.get("/admin/").content.decode()
    assert client.get("/readyz").content == b"ok\n"


def test_folder_that_cannot_be_written_to_is_away(settings, tmp_path):
    (tmp_path / "file").write_text("")
    settings.MEDIA_ROOT = tmp_path / "file" / "media"

    with pytest.raises(StoreAway, match="cannot be written"):
        default_storage.check()
