"""deploy/nginx.conf in front of the site whose files lie in a bucket, set up as the guide says."""

import sys
import threading
import urllib.error
import urllib.request
from dataclasses import dataclass
from pathlib import Path

import pytest

from scripts.test import find_nginx
from tests.buckets import REGION, Served
from tests.deploy.nginx import configuration, free_port
from tests.installation import install, lines_for_a_bucket

PICTURE, DOCUMENT = b"\xff\xd8 a picture", b"%PDF-1.7 a report"
FOR_EVER = "public, max-age=31536000, immutable"


@pytest.fixture(scope="module")
def stored(s3_server):
    """The bucket `news-media` of the guide, with files under its prefix `site`."""
    import botocore.session  # 30 MB, for those who ask

    session = botocore.session.get_session()
    session.set_credentials("key", "secret")
    client = session.create_client("s3", endpoint_url=s3_server, region_name=REGION)
    where = {"LocationConstraint": REGION}
    client.create_bucket(Bucket="news-by-the-guide", CreateBucketConfiguration=where)
    served = Served("news-by-the-guide", s3_server, client)
    for key, body in {
        "site/public/pictures/sevan.jpg": PICTURE,
        "site/public/pictures/short.jpg": PICTURE,
        "site/public/files/report.pdf": DOCUMENT,
        "site/private/sevan.jpg": b"the original",
    }.items():
        client.put_object(Bucket=served.name, Key=key, Body=body)
    return served


@dataclass(frozen=True)
class Front:
    """nginx, and the folder that it looks into before it asks the site."""

    address: str
    public: Path

    def get(self, path: str, **headers) -> tuple[int, bytes, dict]:
        asked = urllib.request.Request(self.address + path, headers=headers)
        try:
            with urllib.request.urlopen(asked, timeout=30) as answer:
                return answer.status, answer.read(), answer.headers
        except urllib.error.HTTPError as error:
            return error.code, error.read(), error.headers


@pytest.fixture(scope="module")
def front(run, stored, tmp_path_factory):
    folder = tmp_path_factory.mktemp("installed")
    site, port = free_port(), free_port()
    lines = lines_for_a_bucket(stored.address, stored.name)
    environment = install(folder, **lines, TRUSTED_PROXIES="127.0.0.1")
    command = [sys.executable, "-m", "gunicorn", "tests.newsroom.plain_site:application"]
    command += ["--threads", "4", "--bind", f"127.0.0.1:{site}", "--log-level", "error"]
    run(command, site, cwd=folder, env=environment)
    nginx = tmp_path_factory.mktemp("nginx")
    (nginx / "store" / "public").mkdir(parents=True)
    (nginx / "nginx.conf").write_text(configuration(nginx, port, site))
    run([find_nginx(), "-c", str(nginx / "nginx.conf"), "-p", str(nginx)], port)
    return Front(f"http://127.0.0.1:{port}", nginx / "store" / "public")


def test_picture_of_a_bucket_is_there(front):
    status, body, headers = front.get("/media/pictures/sevan.jpg")

    assert (status, body, headers["Content-Type"]) == (200, PICTURE, "image/jpeg")
    assert headers["Cache-Control"] == FOR_EVER
    assert headers["X-Content-Type-Options"] == "nosniff"


def test_part_of_a_picture_of_a_bucket_is_a_part(front):
    status, body, _headers = front.get("/media/pictures/sevan.jpg", Range="bytes=3-")

    assert (status, body) == (206, b"a picture")


def test_crowd_before_a_picture_asks_the_bucket_once(front, stored):
    path = "/media/pictures/short.jpg"
    first = front.get(path)
    stored.client.delete_object(Bucket=stored.name, Key="site/public/pictures/short.jpg")
    found = []

    crowd = [threading.Thread(target=lambda: found.append(front.get(path))) for _ in range(20)]
    for one in crowd:
        one.start()
    for one in crowd:
        one.join()

    assert {body for _status, body, _headers in [first, *found]} == {PICTURE}
    assert {status for status, _body, _headers in found} == {200}


def test_picture_that_comes_later_is_not_missed_for_long(front, stored):
    missing, placeholder, headers = front.get("/media/pictures/late.jpg")
    stored.client.put_object(Bucket=stored.name, Key="site/public/pictures/late.jpg", Body=PICTURE)

    assert (missing, headers["Cache-Control"]) == (404, "no-store")
    assert placeholder.startswith(b"<svg")
    assert front.get("/media/pictures/late.jpg")[:2] == (200, PICTURE)


def test_document_of_a_bucket_is_saved_and_not_shown(front):
    status, body, headers = front.get("/media/files/report.pdf")

    assert (status, body) == (200, DOCUMENT)
    assert headers["Content-Disposition"] == 'attachment; filename="report.pdf"'


@pytest.mark.parametrize(
    "path",
    [
        "/media/private/sevan.jpg",
        "/media/../private/sevan.jpg",
        "/media/%2e%2e/private/sevan.jpg",
        "/media/pictures/..%2f..%2fprivate/sevan.jpg",
        "/media/x/../../private/sevan.jpg",
    ],
)
def test_original_of_a_bucket_is_nobodys(front, stored, path):
    kept = stored.client.get_object(Bucket=stored.name, Key="site/private/sevan.jpg")
    assert kept["Body"].read() == b"the original"

    status, body, _headers = front.get(path)

    assert status == 404
    assert b"the original" not in body


def test_picture_in_the_folder_is_not_asked_of_the_site(front):
    (front.public / "pictures").mkdir()
    (front.public / "pictures" / "here.jpg").write_bytes(b"in the folder")

    status, body, headers = front.get("/media/pictures/here.jpg")

    assert (status, body, headers["Cache-Control"]) == (200, b"in the folder", FOR_EVER)
    assert headers["X-Content-Type-Options"] == "nosniff"
