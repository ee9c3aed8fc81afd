"""A mail to the photo desk when pictures of stories on the site are about to end."""

from collections.abc import Iterable
from datetime import date, timedelta
from smtplib import SMTPException

from django.conf import settings
from django.core.mail import EmailMessage
from django.urls import reverse
from django.utils import translation
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django_tasks import task

from articles.editorial.checks.picture_rules import SOON
from articles.images import usage
from articles.models import Image
from newsroom.models import Role, User

# How many days are left when a picture is told of: once each.
TOLD = (SOON - 1, 6, 0)


def enqueue_mails(today: date) -> None:
    """Leave a mail to the worker for everybody who keeps the pictures, if there is news today."""
    if ending(today):
        people = User.objects.filter(role=Role.PHOTO_EDITOR, is_active=True, wants_mail=True)
        for person in people.exclude(email=""):
            send.enqueue(person.pk, today.isoformat())


def ending(today: date) -> list[Image]:
    """Return the pictures of live stories with so many days left as TOLD says. Three queries."""
    days = [today + timedelta(days=one) for one in TOLD]
    found = list(Image.objects.filter(usable_until__in=days).order_by("usable_until", "pk"))
    shown = usage.live_stories([one.pk for one in found], but=None) if found else {}
    return [one for one in found if one.pk in shown]


@task()
def send(person_id: int, day: str) -> None:
    """Send the mail of a day to one person, unless nothing ends any more."""
    person = User.objects.filter(pk=person_id, is_active=True, wants_mail=True).first()
    found = ending(date.fromisoformat(day))
    if person is None or not found:
        return
    try:
        mail(person, found).send()
    except (OSError, SMTPException):
        pass  # The list in the admin says the same.


def mail(person: User, pictures: Iterable[Image]) -> EmailMessage:
    """Return the mail in the person's language."""
    with translation.override(person.interface_language):
        subject = _("Pictures expiring soon")
        lines = [
            f"{date_format(one.usable_until, 'SHORT_DATE_FORMAT')} · {one}\n"
            f"{settings.SITE_URL}{reverse('admin:articles_image_change', args=[one.pk])}"
            for one in pictures
        ]
        why = _("Readers will not see them after that day. All pictures expiring within 30 days:")
    page = settings.SITE_URL + reverse("admin:articles_image_ending")
    body = "\n\n".join([*lines, f"{why}\n{page}"])
    return EmailMessage(subject, f"{body}\n", to=[person.email])
