"""Pictures from a local folder."""

import pytest


@pytest.fixture
def store(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path / "media"
    for name in ("public/k/3x2-480.webp", "public/page.html", "private/k.jpg", "public/k/a.svg"):
        path = settings.MEDIA_ROOT / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(b"bytes")
    return settings.MEDIA_ROOT


def test_rendition_can_be_kept_for_ever(client, store):
    response = client.get("/media/k/3x2-480.webp")

    assert b"".join(response.streaming_content) == b"bytes"
    assert response["Content-Type"] == "image/webp"
    assert response["Cache-Control"] == "public, max-age=31536000, immutable"
    assert response["X-Content-Type-Options"] == "nosniff"


@pytest.mark.parametrize(
    "name",
    [
        "k/none.webp",
        "page.html",
        "k/a.svg",
        "../private/k.jpg",
        "%2e%2e/private/k.jpg",
        "..%2fprivate%2fk.jpg",
        "k/../../private/k.jpg",
        "%2fetc/passwd",
        "k",
        "k/",
        "a" * 300 + ".webp",
        "%00.webp",
    ],
)
def test_nothing_else_is_handed_out(client, store, db, name):
    assert client.get(f"/media/{name}").status_code == 404


def test_link_out_of_the_public_part_is_not_followed(client, store, db):
    (store / "public" / "out.jpg").symlink_to(store / "private" / "k.jpg")

    assert client.get("/media/out.jpg").status_code == 404


def test_lost_picture_is_a_placeholder(client, store):
    response = client.get("/media/k/3x2-960.avif")

    assert response.status_code == 404
    assert response["Content-Type"] == "image/svg+xml"
    assert response.content.startswith(b"<svg")
