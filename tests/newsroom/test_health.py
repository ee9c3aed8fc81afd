"""What operators ask."""

import pytest

from newsroom import health
from newsroom.generation import Clock


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

    values = dict(line.split(" ") for line in lines if not line.startswith("#"))
    assert values["newsroom_database_up"] == values["newsroom_changes_heard"] == "1"
    assert all(float(value) >= 0 for value in values.values())
