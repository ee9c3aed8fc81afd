"""Pictures, recordings and documents, as readers get them from a folder."""

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


@pytest.mark.parametrize("name", [".hidden.webp", "k/.webp", "k//3x2-480.webp", "k/3x2-480.webp/"])
def test_name_that_is_none_of_ours_is_not_looked_for(client, store, db, name):
    (store / "public/.hidden.webp").write_bytes(b"bytes")
    (store / "public/k/.webp").write_bytes(b"bytes")

    assert client.get(f"/media/{name}").status_code == 404


def test_link_out_of_the_public_part_is_not_followed(client, store, db):
    (store / "public" / "out.jpg").symlink_to(store / "private" / "k.jpg")

    assert client.get("/media/out.jpg").status_code == 404


def test_lost_picture_is_a_placeholder(client, store):
    response = client.get("/media/k/3x2-960.avif")

    assert response.status_code == 404
    assert response["Content-Type"] == "image/svg+xml"
    assert response.content.startswith(b"<svg")


@pytest.fixture
def files(store):
    folder = store / "public/files/0a"
    folder.mkdir(parents=True)
    (folder / "law.pdf").write_bytes(b"%PDF-")
    (folder / "talk.mp3").write_bytes(b"0123456789")


def test_document_is_saved_and_never_shown(client, files):
    response = client.get("/media/files/0a/law.pdf")

    assert b"".join(response.streaming_content) == b"%PDF-"
    assert response["Content-Disposition"] == 'attachment; filename="law.pdf"'
    assert response["Content-Type"] == "application/pdf"
    assert response["X-Content-Type-Options"] == "nosniff"


@pytest.mark.parametrize(
    "asked, said, data",
    [
        ("bytes=2-4", "bytes 2-4/10", b"234"),
        ("bytes=7-", "bytes 7-9/10", b"789"),
        ("bytes=-3", "bytes 7-9/10", b"789"),
        ("bytes=0-999", "bytes 0-9/10", b"0123456789"),
    ],
)
def test_recording_can_be_heard_from_the_middle(client, files, asked, said, data):
    response = client.get("/media/files/0a/talk.mp3", headers={"Range": asked})

    assert (response.status_code, response["Content-Range"]) == (206, said)
    assert b"".join(response.streaming_content) == data
    assert response["Content-Type"] == "audio/mpeg"
    assert response["X-Content-Type-Options"] == "nosniff"


@pytest.mark.parametrize("asked", ["", "bytes=", "bytes=-", "bytes=10-", "bytes=4-2", "lines=1-2"])
def test_recording_is_handed_out_whole_when_no_part_is_asked_for(client, files, asked):
    response = client.get("/media/files/0a/talk.mp3", headers={"Range": asked})

    assert (response.status_code, response["Accept-Ranges"]) == (200, "bytes")
    assert b"".join(response.streaming_content) == b"0123456789"
    assert "Content-Disposition" not in response


def test_picture_too_comes_in_parts(client, store):
    response = client.get("/media/k/3x2-480.webp", headers={"Range": "bytes=1-2"})

    assert (response.status_code, response["Content-Range"]) == (206, "bytes 1-2/5")
    assert b"".join(response.streaming_content) == b"yt"


def test_part_is_a_megabyte_at_most(client, files, store):
    (store / "public/files/0a/long.mp3").write_bytes(b"x" * 3_000_000)

    response = client.get("/media/files/0a/long.mp3", headers={"Range": "bytes=10-"})

    assert response["Content-Range"] == "bytes 10-1048585/3000000"
    assert response["Content-Length"] == "1048576"
    assert len(b"".join(response.streaming_content)) == 1048576


def test_part_of_another_file_than_the_reader_began_with_is_all_of_it(client, files):
    asked = {"Range": "bytes=2-4", "If-Range": '"another"'}

    response = client.get("/media/files/0a/talk.mp3", headers=asked)

    assert response.status_code == 200
    assert b"".join(response.streaming_content) == b"0123456789"


def test_reader_who_has_a_picture_is_told_so(client, store):
    first = client.get("/media/k/3x2-480.webp")

    again = client.get("/media/k/3x2-480.webp", headers={"If-None-Match": first["ETag"]})
    since = client.get(
        "/media/k/3x2-480.webp", headers={"If-Modified-Since": first["Last-Modified"]}
    )

    assert (again.status_code, again.content) == (304, b"")
    assert again["Cache-Control"] == "public, max-age=31536000, immutable"
    assert again["ETag"] == first["ETag"]
    assert since.status_code == 304


def test_head_says_how_long_a_file_is(client, store):
    response = client.head("/media/k/3x2-480.webp")

    assert (response.status_code, response.content) == (200, b"")
    assert response["Content-Length"] == "5"
    assert response["Content-Type"] == "image/webp"


def test_nothing_can_be_sent_to_a_file(client, store):
    assert client.post("/media/k/3x2-480.webp").status_code == 405
