"""The photo desk is told by mail of pictures that end: a month before, a week, that day."""

from datetime import timedelta

import pytest
from django.core import mail
from django.utils.timezone import localdate
from django_tasks_db.models import DBTaskResult

from articles.editorial import picture_expiry_mail
from articles.models import Image


@pytest.fixture
def image(make_image, make_edition):
    image = make_image(caption_en="The lake")
    make_edition(cover=image)
    return image


@pytest.fixture
def told(photo, chief):
    """Let the mails of a day go out; return them."""
    photo.email, photo.wants_mail = "photo@news.example", True
    photo.save()
    chief.email, chief.wants_mail = "chief@news.example", True
    chief.save()

    def run():
        picture_expiry_mail.enqueue_mails(localdate())
        rows = DBTaskResult.objects.filter(task_path=picture_expiry_mail.send.module_path)
        for one in rows:
            picture_expiry_mail.send.call(*one.args_kwargs["args"])
        rows.delete()
        return mail.outbox

    return run


@pytest.mark.parametrize(
    "days, number", [(-1, 0), (0, 1), (1, 0), (6, 1), (7, 0), (29, 1), (30, 0)]
)
def test_picture_is_told_of_on_its_days(days, number, image, told):
    Image.objects.update(usable_until=localdate() + timedelta(days=days))

    sent = told()

    assert [one.to for one in sent] == [["photo@news.example"]] * number
    if number:
        assert sent[0].subject == "Pictures expiring soon"
        assert "The lake" in sent[0].body
        assert f"/admin/articles/image/{image.pk}/change/" in sent[0].body


def test_picture_that_readers_do_not_see_is_not_told_of(make_image, make_article, told):
    make_article(cover=make_image(usable_until=localdate()))

    assert told() == []


def test_who_wants_no_mail_gets_none(image, told, photo):
    Image.objects.update(usable_until=localdate())
    photo.wants_mail = False
    photo.save()
    picture_expiry_mail.enqueue_mails(localdate())

    assert not DBTaskResult.objects.filter(task_path=picture_expiry_mail.send.module_path).exists()
