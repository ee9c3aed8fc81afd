"""A server of S3 beside the tests, and a bucket of it as the store (fixtures)."""

import secrets
import socket
from dataclasses import dataclass

import pytest
from django.core.files.storage import default_storage

REGION = "eu-central-1"
KEYS = {"AWS_ACCESS_KEY_ID": "key", "AWS_SECRET_ACCESS_KEY": "secret"}


@dataclass(frozen=True)
class Served:
    """A bucket, and the client that looks into it past the site."""

    name: str
    address: str
    client: object

    def head(self, key: str) -> dict:
        return self.client.head_object(Bucket=self.name, Key=key)

    def keys(self) -> list[str]:
        listed = self.client.list_objects_v2(Bucket=self.name)
        return [one["Key"] for one in listed.get("Contents", [])]


@pytest.fixture(scope="session")
def s3_server():
    """Return the address of a server of S3 in a thread of this process."""
    from moto.server import ThreadedMotoServer  # 0.7 s, for those who ask

    server = ThreadedMotoServer(ip_address="127.0.0.1", port=0, verbose=False)
    server.start()
    yield "http://{}:{}".format(*server.get_host_and_port())
    server.stop()


@pytest.fixture
def bucket(s3_server, settings, monkeypatch):
    """Files of the test lie under `site/` in a bucket of its own."""
    for name, value in KEYS.items():
        monkeypatch.setenv(name, value)
    name = f"news-{secrets.token_hex(6)}"
    use(settings, name, s3_server)
    client = default_storage.client
    client.create_bucket(Bucket=name, CreateBucketConfiguration={"LocationConstraint": REGION})
    return Served(name, s3_server, client)


@pytest.fixture
def bucket_away(settings, monkeypatch):
    """Files of the test belong into a bucket whose server does not run."""
    for name, value in KEYS.items():
        monkeypatch.setenv(name, value)
    with socket.create_server(("127.0.0.1", 0)) as free:
        port = free.getsockname()[1]
    use(settings, "news", f"http://127.0.0.1:{port}")


def use(settings, name: str, address: str) -> None:
    options = {"name": name, "prefix": "site/", "endpoint_url": address, "region": REGION}
    settings.STORAGES = settings.STORAGES | {
        "default": {"BACKEND": "newsroom.storage.s3.BucketStorage", "OPTIONS": options}
    }
