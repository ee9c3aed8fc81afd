"""Where files lie and are found, and which settings contradict themselves."""

import re

import pytest

from newsroom.settings import BASE_DIR
from newsroom.storage.locations import Bucket, Contradiction, bucket_of, check_media_url, folder_of

BUCKET = Bucket("news", "site/", "https://s3.example", None)


def test_bucket_is_read_from_one_setting():
    storage = "s3://news-media/site/one?endpoint_url=https://s3.example&region=eu-central-1"

    found = bucket_of(storage, {})

    assert found == Bucket("news-media", "site/one/", "https://s3.example", "eu-central-1")


def test_bucket_without_anything_else_is_amazons():
    assert bucket_of("s3://news-media", {}) == Bucket("news-media", "", None, None)


@pytest.mark.parametrize("storage", ["", "/srv/media", "media", "../media"])
def test_path_is_a_folder(storage):
    assert bucket_of(storage, {}) is None


@pytest.mark.parametrize(
    "storage, hint",
    [
        ("gs://news", "STORAGE=s3://bucket"),
        ("https://s3.example/news", "STORAGE=s3://bucket"),
        ("s3://", "STORAGE=s3://bucket"),
        ("s3:///prefix", "STORAGE=s3://bucket"),
        ("s3://News", "STORAGE=s3://bucket"),
        ("s3://news/../other", "STORAGE=s3://bucket"),
        ("s3://news/a b", "STORAGE=s3://bucket"),
        ("s3://news?endpoint=https://s3.example", "'endpoint'"),
        ("s3://news?endpoint_url=s3.example", "'s3.example'"),
        ("s3://news?endpoint_url=https://s3.example/path", "no address of a server"),
    ],
)
def test_bucket_that_makes_no_sense_is_refused(storage, hint):
    with pytest.raises(Contradiction, match="STORAGE") as caught:
        bucket_of(storage, {})

    assert hint in str(caught.value)


def test_key_in_the_setting_is_refused_and_not_repeated():
    with pytest.raises(Contradiction, match="AWS_ACCESS_KEY_ID") as caught:
        bucket_of("s3://AKIA0:s3cr3t@news", {})

    assert "s3cr3t" not in str(caught.value)


@pytest.mark.parametrize(
    "given, missing",
    [
        ("AWS_ACCESS_KEY_ID", "AWS_SECRET_ACCESS_KEY"),
        ("AWS_SECRET_ACCESS_KEY", "AWS_ACCESS_KEY_ID"),
    ],
)
def test_half_a_key_is_refused(given, missing):
    with pytest.raises(Contradiction, match=f"write {missing}="):
        bucket_of("s3://news", {given: "word"})


def test_folder_is_the_usual_one_or_the_one_that_is_named(tmp_path):
    assert folder_of("", tmp_path / "media") == tmp_path / "media"
    assert folder_of(str(tmp_path / "mine"), tmp_path / "media") == tmp_path / "mine"


def test_file_in_the_place_of_a_folder_is_refused(tmp_path):
    (tmp_path / "file").write_text("")

    with pytest.raises(Contradiction, match="is a file"):
        folder_of(str(tmp_path / "file"), tmp_path)


def test_whole_machine_is_no_folder_for_pictures(tmp_path):
    with pytest.raises(Contradiction, match="whole machine"):
        folder_of("/", tmp_path)


@pytest.mark.parametrize(
    "media_url",
    [
        "/media/",
        "/pictures/",
        "https://cdn.example/",
        "https://s3.example/news/site/public/",
        "https://news.s3.example/site/public/",
    ],
)
def test_address_at_which_files_can_be_found_passes(media_url):
    said = check_media_url(media_url, site_url="https://news.example", bucket=BUCKET)

    assert said is None  # what is wrong with an address is raised


@pytest.mark.parametrize(
    "media_url, hint",
    [
        ("media", "write MEDIA_URL=/media/"),
        ("/media", "write MEDIA_URL=/media/"),
        ("//cdn.example/", "write MEDIA_URL=/media/"),
        ("ftp://cdn.example/", "write MEDIA_URL=/media/"),
        ("https:///x/", "write MEDIA_URL=/media/"),
        ("https://a:b@cdn.example/", "write MEDIA_URL=/media/"),
        ("/", "own pages"),
        ("/admin/", "own pages"),
        ("/static/media/", "own pages"),
        ("https://news.example/media/", "MEDIA_URL=/media/"),
        ("http://cdn.example/", "write MEDIA_URL=https://cdn.example/"),
        ("https://s3.example/news/", "https://s3.example/news/site/public/"),
        ("https://news.s3.example/", "https://news.s3.example/site/public/"),
    ],
)
def test_address_at_which_files_are_not_found_is_refused(media_url, hint):
    with pytest.raises(Contradiction, match="MEDIA_URL") as caught:
        check_media_url(media_url, site_url="https://news.example", bucket=BUCKET)

    assert hint in str(caught.value)


def test_prefix_of_amazons_host_is_checked_too():
    host = "https://news.s3.eu-central-1.amazonaws.com"

    with pytest.raises(Contradiction, match=f"{host}/site/public/"):
        check_media_url(f"{host}/", site_url="https://news.example", bucket=Bucket("news", "site/"))


def test_addresses_of_the_guide_fit_its_bucket():
    text = (BASE_DIR / "docs" / "deploy.md").read_text()
    (storage,) = re.findall(r"^    STORAGE=(s3://\S+)$", text, re.M)
    addresses = re.findall(r"^\| .+ \| `(\S+)` \|$", text.partition("| `MEDIA_URL` |")[2], re.M)

    for one in addresses:
        check_media_url(one, site_url="https://news.example", bucket=bucket_of(storage, {}))

    assert [one.partition("//")[2] for one in addresses[:4]] == [
        "",
        "cdn.example/media/",
        "cdn.example/",
        "s3.example/news-media/site/public/",
    ]


def test_keys_are_no_words_of_a_log():
    keys = {"AWS_ACCESS_KEY_ID": "AKIA0", "AWS_SECRET_ACCESS_KEY": "s3cr3t"}

    found = bucket_of("s3://news", keys | {"AWS_SESSION_TOKEN": "l3nt"})

    assert (found.access_key, found.secret_key, found.session_token) == ("AKIA0", "s3cr3t", "l3nt")
    assert not [word for word in ("AKIA0", "s3cr3t", "l3nt") if word in repr(found)]
