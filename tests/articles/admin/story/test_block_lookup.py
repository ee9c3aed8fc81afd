"""What the text editor asks for its blocks: files, stories, names."""

from datetime import timedelta

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from django.utils.timezone import now

from articles import files, workflow
from articles.models import File
from tests.articles.files.test_store import PDF

FILES = reverse("admin:articles_article_files")
STORIES = reverse("admin:articles_article_stories")
NAME = reverse("admin:articles_article_named")
SOME = ("ru", "hy", "en", "xx", "")


def test_file_is_kept_and_offered(sign_in, photo):
    upload = SimpleUploadedFile("Смета.pdf", PDF)

    answer = sign_in(photo).post(FILES, {"files": [upload]})

    file = File.objects.get()
    assert f'data-picture="{file.pk}"' in answer.text
    assert (file.name, file.uploaded_by) == ("Смета.pdf", photo)


def test_file_that_is_refused_is_said(in_english, sign_in, photo):
    upload = SimpleUploadedFile("a.html", b"<script>alert(1)</script>")

    answer = sign_in(photo).post(FILES, {"files": [upload]})

    assert "Not uploaded: a.html. This file type is not supported." in answer.text
    assert not File.objects.exists()


def test_files_are_found_by_name(sign_in, photo):
    files.store("Смета.pdf", PDF, by=photo)
    files.store("Закон.pdf", PDF + b"2", by=photo)

    answer = sign_in(photo).get(FILES, {"q": "смета"})

    assert "Смета.pdf" in answer.text
    assert "Закон.pdf" not in answer.text


def test_stories_are_those_of_the_language_that_readers_have_or_will_have(
    sign_in, reporter, chief, make_edition, make_article
):
    live, draft = make_edition("ru", title_ru="На сайте"), make_article(title_ru="Черновик")
    coming = make_article(title_ru="Завтра")
    workflow.publish(coming, "ru", by=chief, at=now() + timedelta(days=1))
    make_edition("hy", title_hy="Հայերեն")

    answer = sign_in(reporter).get(STORIES, {"language": "ru"})

    assert f'data-picture="{live.article_id}"' in answer.text
    assert f'data-picture="{coming.pk}"' in answer.text
    assert f'data-picture="{draft.pk}"' not in answer.text
    assert "Հայերեն" not in answer.text


@pytest.mark.parametrize("query", [{}, {"language": "de"}, {"language": "'"}])
def test_stories_of_no_language_are_none(sign_in, reporter, make_edition, query):
    edition = make_edition("ru")

    answer = sign_in(reporter).get(STORIES, query)

    assert f'data-picture="{edition.article_id}"' not in answer.text


def test_picture_says_what_readers_of_a_language_see_under_it(sign_in, reporter, shot):
    said = {"caption_ru": "Озеро утром", "credit_ru": "Фото: А", "caption_hy": "Լիճը առավոտյան"}
    image = shot("lake.jpg", **said)
    client = sign_in(reporter)

    answers = [client.get(NAME, {"image": image.pk, "written_in": code}).json() for code in SOME]

    assert answers == [
        {"name": "lake.jpg", "caption": "Озеро утром", "credit": "Фото: А"},
        {"name": "lake.jpg", "caption": "Լիճը առավոտյան", "credit": ""},
        {"name": "lake.jpg", "caption": "", "credit": ""},
        {"name": ""},
        {"name": ""},
    ]


def test_name_says_what_a_number_stands_for(sign_in, reporter, photo, make_article):
    story, file = make_article(title_ru="Снег"), files.store("a.pdf", PDF, by=photo)
    client = sign_in(reporter)

    assert client.get(NAME, {"story": story.pk}).json() == {"name": "Снег"}
    assert client.get(NAME, {"file": file.pk}).json() == {"name": "a.pdf", "kind": "pdf"}
    story.title_hy = "Ձյուն"
    story.save()
    for written_in, title in (("hy", "Ձյուն"), ("ru", "Снег"), ("en", "Снег")):
        asked = {"story": story.pk, "written_in": written_in}
        assert client.get(NAME, asked).json() == {"name": title}
    for nothing in ({}, {"story": "0"}, {"file": "x"}, {"story": "9" * 40}, {"file": "١"}):
        assert client.get(NAME, nothing).json() == {"name": ""}
