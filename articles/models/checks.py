"""What the small files for machines may say."""

import re

from django.core.exceptions import ValidationError
from django.core.validators import RegexValidator, URLValidator, validate_email
from django.utils.translation import gettext_lazy as _

from newsroom.models import Role

# A seller: the advertising system's host, our account there, how it sells, its own number.
_SELLER = re.compile(
    r"[a-z0-9-]+(\.[a-z0-9-]+)+\s*,\s*[^\s,]+\s*,\s*(DIRECT|RESELLER)(\s*,\s*[^\s,]+)?", re.I
)
_VARIABLE = re.compile(r"(contact|subdomain|ownerdomain|managerdomain|inventorypartnerdomain)=\S+")

check_key = RegexValidator(
    r"\A[A-Za-z0-9-]{8,128}\Z", _("A key must have 8 to 128 Latin letters, digits and hyphens.")
)


def check_ads_txt(text: str) -> None:
    """Refuse the first line of an ads.txt that says nothing in that language."""
    for number, line in enumerate(text.splitlines(), 1):
        said = line.partition("#")[0].strip()
        if said and not (_SELLER.fullmatch(said) or _VARIABLE.fullmatch(said.lower())):
            raise ValidationError(
                _("Line %(number)d is not valid: write “host, account, DIRECT” or a # comment."),
                params={"number": number},
            )


def check_contact(text: str) -> None:
    """Refuse what is neither an e-mail nor an https address."""
    if "@" in text and "/" not in text:
        return validate_email(text)
    return URLValidator(schemes=["https"])(text)


def check_roles(roles) -> None:
    """Refuse anything but a list of roles of the newsroom."""
    if not isinstance(roles, list) or any(role not in Role for role in roles):
        raise ValidationError(_("Choose only roles this newsroom uses."))
