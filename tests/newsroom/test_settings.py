"""Nonsense in a setting stops the start with a sentence that says what to write."""

import os
import subprocess
import sys

import pytest

from newsroom.settings import BASE_DIR, is_loopback
from tests.installation import install, lines_for_a_bucket


def start(code="import newsroom.settings", **environment) -> subprocess.CompletedProcess:
    return subprocess.run(
        [sys.executable, "-c", code],
        cwd=BASE_DIR,
        env={"PATH": os.environ["PATH"]} | environment,
        capture_output=True,
        text=True,
    )


@pytest.mark.parametrize(
    "name, value, hint",
    [
        ("DATABASE_URL", "nonsense", "DATABASE_URL=postgres://"),
        ("DATABASE_URL", "mysql://a:b@c/d", "DATABASE_URL=postgres://"),
        ("DATABASE_URL", "postgres://", "DATABASE_URL=postgres://"),
        ("DATABASE_REPLICA_URL", "nonsense", "must be a streaming replica of the PostgreSQL"),
        ("DATABASE_REPLICA_URL", "sqlite:///a.sqlite3", "DATABASE_REPLICA_URL=postgres://"),
        ("DATABASE_REPLICA_URL", "postgres://a@b/c", "PostgreSQL in DATABASE_URL"),
        ("SECRET_KEY", "short", "50 random characters"),
        ("DEBUG", "maybe", "DEBUG=1"),
        ("SITE_URL", "news.example", "SITE_URL=https://"),
        ("SITE_URL", "http://news.example:eighty", "SITE_URL=https://"),
        ("SITE_URL", "https://user:word@news.example", "SITE_URL=https://"),
        ("SITE_URL", "http://[news", "SITE_URL=https://"),
        ("ALLOWED_HOSTS", "https://news.example", "ALLOWED_HOSTS=news.example"),
        ("ALLOWED_HOSTS", "a.example, b.example:8000", "ALLOWED_HOSTS=news.example"),
        ("TIME_ZONE", "Mars/Olympus", "TIME_ZONE=Asia/Yerevan"),
        ("PORT", "eighty", "PORT=8000"),
        ("PORT", "0", "PORT=8000"),
        ("WORKERS", "-1", "WORKERS="),
        ("TRUSTED_PROXIES", "somewhere", "TRUSTED_PROXIES=127.0.0.1"),
        ("EMAIL_URL", "nonsense", "EMAIL_URL=smtp://"),
        ("SENTRY_DSN", "nonsense", "SENTRY_DSN=https://key@"),
        ("PURGE_URL", "purge.example", "PURGE_URL=https://"),
        ("PURGE_URL", "https://user:word@purge.example/", "PURGE_URL=https://"),
        ("MEDIA_URL", "media", "MEDIA_URL=/media/"),
        ("MEDIA_URL", "/", "MEDIA_URL=/media/"),
        ("MEDIA_URL", "https://cdn.example:x/", "MEDIA_URL=/media/"),
        ("STORAGE", "gs://news", "STORAGE=s3://"),
        ("TELEGRAM_API", "api.telegram.org", "TELEGRAM_API=https://api.telegram.org"),
        ("OIDC_ISSUER", "id.news.example", "OIDC_ISSUER=https://id.news.example"),
        ("OIDC_ISSUER", "http://id.news.example", "OIDC_ISSUER=https://id.news.example"),
        ("OIDC_ISSUER", "https://id.news.example/?a=1", "OIDC_ISSUER=https://id.news.example"),
        ("OIDC_ISSUER", "https://id.news.example", "OIDC_CLIENT_ID and OIDC_CLIENT_SECRET"),
        ("OIDC_ROLES", "king=heads", "OIDC_ROLES=chief=heads; editor=desk"),
        ("OIDC_ROLES", "chief=", "OIDC_ROLES=chief=heads; editor=desk"),
    ],
)
def test_setting_that_makes_no_sense_stops_the_start_with_a_sentence(name, value, hint):
    outcome = start(**{name: value})

    assert outcome.returncode == 1
    assert outcome.stderr.startswith(f"Settings: {name}")
    assert hint in outcome.stderr
    assert "Traceback" not in outcome.stderr


def test_purge_without_a_secret_stops_the_start():
    outcome = start(PURGE_URL="https://purge.example/", PURGE_SECRET="short")

    assert outcome.stderr.startswith("Settings: PURGE_SECRET")


@pytest.mark.parametrize("hosts", ["*", ".news.example", "news.example, 127.0.0.1,[::1]"])
def test_names_of_hosts_are_taken(hosts):
    assert start(ALLOWED_HOSTS=hosts).stderr == ""


def test_replica_of_a_postgresql_is_taken():
    addresses = {"DATABASE_URL": "postgres://a@b/c", "DATABASE_REPLICA_URL": "postgres://a@d/c"}

    assert start(**addresses).stderr == ""


def test_settings_that_are_empty_are_the_defaults():
    names = "DATABASE_URL DATABASE_REPLICA_URL SECRET_KEY DEBUG SITE_URL TIME_ZONE PORT WORKERS"
    names += " EMAIL_URL MEDIA_URL"

    outcome = start(**dict.fromkeys(names.split(), ""))

    assert (outcome.returncode, outcome.stderr) == (0, "")


@pytest.mark.parametrize(
    "host, loopback",
    [
        ("localhost", True),
        ("LOCALHOST", True),
        ("127.0.0.1", True),
        ("127.9.9.9", True),
        ("::1", True),
        ("[::1]", True),
        ("0.0.0.0", False),
        ("::", False),
        ("192.168.0.7", False),
        ("news.example", False),
        ("localhost.news.example", False),
        ("127.0.0.1.news.example", False),
    ],
)
def test_is_loopback_is_true_of_this_machine_alone(host, loopback):
    assert is_loopback(host) is loopback


@pytest.mark.parametrize(
    "storage, loaded", [("", False), ("s3://news?endpoint_url=http://127.0.0.1:9", True)]
)
def test_what_a_bucket_needs_is_loaded_only_where_there_is_one(storage, loaded):
    code = (
        "import sys; from django.utils.module_loading import import_string;"
        "from newsroom import settings; import_string(settings.STORAGES['default']['BACKEND']);"
        "print('botocore' in sys.modules)"
    )

    outcome = start(code, STORAGE=storage)

    assert (outcome.returncode, outcome.stdout.strip()) == (0, str(loaded))


@pytest.mark.parametrize(
    "media_url, hosts", [("/media/", []), ("https://cdn.example/x/", ["https://cdn.example"])]
)
def test_policy_lets_pages_show_pictures_of_the_other_host(media_url, hosts):
    code = (
        "from newsroom.settings import CONTENT_SECURITY_POLICY as policy;"
        "print(*policy['DIRECTIVES']['img-src'][2:], *policy['DIRECTIVES']['media-src'][1:])"
    )

    outcome = start(code, MEDIA_URL=media_url)

    assert outcome.stdout.split() == hosts * 2


SAVE = """
import os, django
os.environ["DJANGO_SETTINGS_MODULE"] = "newsroom.settings"
django.setup()
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage as store
store.save("public/a.txt", ContentFile(b"a"))
print(store.client.generate_presigned_url("get_object", {"Bucket": "b", "Key": "k"}))
"""


def test_keys_that_stand_in_the_file_reach_the_bucket(bucket, tmp_path):
    lines = lines_for_a_bucket(bucket.address, bucket.name)
    environment = install(tmp_path / "site", **lines)
    command = [sys.executable, "-c", SAVE]

    outcome = subprocess.run(
        command, cwd=tmp_path / "site", env=environment, capture_output=True, text=True
    )

    assert outcome.returncode == 0, outcome.stderr
    assert bucket.keys() == ["site/public/a.txt"]
    assert f"X-Amz-Credential={lines['AWS_ACCESS_KEY_ID']}%2F" in outcome.stdout
