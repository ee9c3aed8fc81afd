"""The page of a file and the window for choosing say what it tells; a clean copy is one button."""

import pytest
from django.core.files.storage import default_storage
from django.urls import reverse

from articles import files
from articles.models import AuditEntry, File
from newsroom.models import Role, User
from tests.articles.files import samples

QUERIES = 7
PAGE, CLEAN = "admin:articles_file_change", "admin:articles_file_clean"
JSON = {"headers": {"accept": "application/json"}}


@pytest.fixture
def file(photo):
    return files.store("leak.pdf", samples.pdf(), by=photo)


def page(client, file) -> str:
    return client.get(reverse(PAGE, args=[file.pk])).content.decode()


@pytest.mark.parametrize(
    "language, words",
    [
        (
            "en",
            [
                "Hidden data in this file",
                "<dt>place</dt><dd>40.1792, 44.4991</dd>",
                "Create clean copy",
            ],
        ),
        ("ru", ["Этот файл сообщает", "<dt>место</dt>", "Сделать чистую копию"]),
        ("hy", ["Այս ֆայլը հայտնում է", "<dt>տեղ</dt>", "Ստեղծել մաքուր պատճեն"]),
    ],
)
def test_page_says_what_a_file_tells_in_the_language_of_the_person(
    client, photo, file, language, words
):
    photo.interface_language = language
    photo.save()
    client.force_login(photo)

    shown = page(client, file)

    assert [one for one in [*words, "Anna Secretova", "secret.txt"] if one not in shown] == []


def test_button_makes_a_clean_copy_without_script_and_leads_to_it(client, photo, file, in_english):
    client.force_login(photo)

    answer = client.post(reverse(CLEAN, args=[file.pk]), follow=True)

    copy = file.clean_copies.get()
    assert answer.redirect_chain == [(reverse(PAGE, args=[copy.pk]), 302)]
    shown = answer.content.decode()
    assert "Clean copy saved. The original file is unchanged." in shown
    assert "No hidden metadata found." in shown
    assert reverse(CLEAN, args=[copy.pk]) not in shown
    assert reverse(PAGE, args=[copy.pk]) in page(client, file)


def test_script_is_given_the_row_of_the_copy(client, photo, file):
    client.force_login(photo)

    answer = client.post(reverse(CLEAN, args=[file.pk]), **JSON).json()

    copy = file.clean_copies.get()
    assert (answer["state"], answer["id"], answer["label"]) == ("kept", copy.pk, "leak.pdf")
    assert f'data-picture="{copy.pk}"' in answer["html"]
    assert "data-clean" not in answer["html"]


def test_published_file_is_not_changed_silently(client, photo, file):
    File.objects.update(tells=None)
    with default_storage.open(file.path) as opened:
        before = opened.read()
    client.force_login(photo)

    assert "Anna Secretova" in page(client, file)
    client.post(reverse(CLEAN, args=[file.pk]))

    with default_storage.open(file.path) as opened:
        assert opened.read() == before == samples.pdf()


def test_file_that_cannot_be_cleaned_is_a_sentence(client, photo, in_english):
    damaged = files.store("a.pdf", b"%PDF-1.7 nothing %%EOF", by=photo)
    client.force_login(photo)
    address = reverse(CLEAN, args=[damaged.pk])

    answer = client.post(address, **JSON).json()
    shown = client.post(address, follow=True).content.decode()

    assert answer["state"] == "refused"
    assert answer["sentence"].startswith("The file is damaged or locked")
    assert answer["sentence"] in shown
    assert File.objects.count() == 1


@pytest.mark.parametrize("name, data", [("a.txt", b"words"), ("a.csv", b"a;b")])
def test_plain_text_has_no_clean_copy(client, photo, in_english, name, data):
    file = files.store(name, data, by=photo)
    client.force_login(photo)

    answer = client.post(reverse(CLEAN, args=[file.pk]), **JSON).json()

    assert answer["sentence"] == "This file contains no hidden data."
    assert "No hidden metadata found." in page(client, file)


@pytest.mark.parametrize("role", Role.values)
def test_whoever_may_upload_may_clean_and_everybody_may_look(client, file, role):
    person = User.objects.create_user(f"one_{role}", role=role, languages=["ru"])
    client.force_login(person)
    may = role != Role.ADMINISTRATOR

    shown = page(client, file)
    status = client.post(reverse(CLEAN, args=[file.pk]), **JSON).status_code

    assert "Anna Secretova" in shown
    assert (reverse(CLEAN, args=[file.pk]) in shown) == may
    assert status == (200 if may else 403)
    assert AuditEntry.objects.filter(action="file_clean").exists() == may


def test_nobody_cleans_by_a_link_or_without_signing_in(client, photo, file):
    address = reverse(CLEAN, args=[file.pk])

    assert client.post(address).status_code == 302
    client.force_login(photo)
    assert client.get(address).status_code == 405
    assert not file.clean_copies.exists()


def test_window_for_choosing_says_what_each_file_tells(client, photo, file, in_english):
    files.store("a.txt", b"words", by=photo)
    client.force_login(photo)

    shown = client.get(reverse("admin:articles_article_files")).content.decode()

    assert "author: Anna Secretova; Ani Secretyan" in shown
    assert shown.count(f'data-clean="{reverse(CLEAN, args=[file.pk])}"') == 1
    assert shown.count("data-clean=") == 1


@pytest.mark.parametrize(
    "language, size", [("en", "48.8\xa0KB"), ("ru", "48,8\xa0КБ"), ("hy", "48,8\xa0ԿԲ")]
)
def test_list_of_files_says_how_large_they_are(client, photo, language, size):
    photo.interface_language = language
    photo.save()
    files.store("a.txt", b"a" * 50_000, by=photo)
    client.force_login(photo)

    shown = client.get(reverse("admin:articles_file_changelist")).content.decode()

    assert f">{size}</td>" in shown


def test_list_of_files_says_it_in_a_word_and_asks_the_same_for_one_and_three(
    client, photo, file, django_assert_num_queries, in_english
):
    client.force_login(photo)
    address = reverse("admin:articles_file_changelist")
    client.get(address)

    with django_assert_num_queries(QUERIES):
        one = client.get(address).content.decode()
    for name in ("a.txt", "b.txt"):
        files.store(name, name.encode(), by=photo)
    with django_assert_num_queries(QUERIES):
        client.get(address)

    assert "author: Anna Secretova" in one
