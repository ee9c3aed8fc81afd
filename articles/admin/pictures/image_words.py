"""What the library says of a picture in few words: what it lacks, and until when it may be used."""

from dataclasses import dataclass

from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from articles.admin.base import gaps
from articles.models import Image
from newsroom import languages
from newsroom.models import User

# Why somebody may not change what is said of a picture.
LIVE = gettext_lazy("This picture is live: only people who can publish there may change it.")


@dataclass(frozen=True)
class Badge:
    """A word on a picture; `kind` is how it looks: stop, ask or plain."""

    kind: str
    words: str


def badges(image: Image, *, soon) -> list[Badge]:
    """Return what is to be known of a picture before it is chosen. `soon` is a period."""
    found = []
    today = timezone.localdate()
    if image.withdrawn_at:
        found.append(Badge("stop", _("withdrawn from the site")))
    elif not image.is_usable(today):
        found.append(Badge("stop", _("has expired")))
    elif image.usable_until and image.usable_until <= today + soon:
        day = date_format(image.usable_until, "SHORT_DATE_FORMAT")
        found.append(Badge("ask", _("until %(day)s") % {"day": day}))
    if lacking := gaps(image, "alt"):
        found.append(Badge("ask", _("no alt text: %(languages)s") % {"languages": lacking}))
    if image.is_graphic:
        found.append(Badge("plain", _("graphic")))
    return found


def called(image: Image, user: User) -> str:
    """Return what a picture is called for a person: in their language, else in any, else its file.

    `str(image)` knows the active language only.
    """
    for field in ("caption", "alt"):
        for code in dict.fromkeys((user.interface_language, *user.languages, *languages.CODES)):
            if words := getattr(image, languages.column(field, code), ""):
                return words
    return image.name


def credited(image: Image, user: User) -> str:
    """Return the credit in the person's language, else in any."""
    for code in dict.fromkeys((user.interface_language, *languages.CODES)):
        if words := getattr(image, languages.column("credit", code), ""):
            return words
    return ""
