"""What a browser is asked to have a passkey sign, and whether what it answers is right (WebAuthn).

A passkey signs for this site's own address only, so that a page which looks like ours gets nothing
of use. It asks for a finger, a face or a PIN each time, and so stands for both steps.
"""

import struct
from urllib.parse import urlsplit

from django.conf import settings
from django.core.exceptions import ValidationError
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext as _
from fido2.server import Fido2Server
from fido2.utils import websafe_encode
from fido2.webauthn import (
    AttestedCredentialData,
    AuthenticationResponse,
    PublicKeyCredentialRpEntity,
    PublicKeyCredentialUserEntity,
    ResidentKeyRequirement,
    UserVerificationRequirement,
)

from newsroom.json_input import read_json
from newsroom.models import Passkey, User

# What comes of an answer that is none: it is JSON, CBOR and numbers in them.
NONSENSE = (ValueError, TypeError, KeyError, AttributeError, IndexError, struct.error)
VERIFIED = UserVerificationRequirement.REQUIRED


def origin() -> str:
    """Return the address that passkeys are bound to: the site's, by name (numbers have none)."""
    site = urlsplit(settings.SITE_URL)
    host = site.hostname if settings.IS_PUBLIC else "localhost"
    return f"{site.scheme}://{host}" + (f":{site.port}" if site.port else "")


def server() -> Fido2Server:
    own = origin()
    entity = PublicKeyCredentialRpEntity(id=urlsplit(own).hostname, name=urlsplit(own).netloc)
    return Fido2Server(entity, verify_origin=lambda told: told == own)


def creation_options(user: User) -> tuple[dict, dict]:
    """Return what the browser is asked to make a passkey, and what to remember of it."""
    known = [
        AttestedCredentialData(one) for one in user.passkeys.values_list("credential", flat=True)
    ]
    options, state = server().register_begin(
        PublicKeyCredentialUserEntity(
            id=str(user.pk).encode(), name=user.username, display_name=str(user)
        ),
        known,
        resident_key_requirement=ResidentKeyRequirement.REQUIRED,
        user_verification=VERIFIED,
    )
    return dict(options), state


def made(state: dict | None, answer: str) -> Passkey:
    """Return the passkey that a browser has made, unsaved; ValidationError for anything else."""
    try:
        told = server().register_complete(state, read_json(answer, dict))
    except NONSENSE:
        raise ValidationError(_("The passkey was not added. Try again.")) from None
    credential = told.credential_data
    key = websafe_encode(credential.credential_id)
    if Passkey.objects.filter(credential_id=key).exists():
        raise ValidationError(_("This device has a passkey here already."))
    return Passkey(credential_id=key, credential=bytes(credential), counter=told.counter)


def request_options() -> tuple[dict, dict]:
    """Return what the browser is asked to have any passkey sign, and what to remember of it."""
    options, state = server().authenticate_begin(user_verification=VERIFIED)
    return dict(options), state


def named(answer: str) -> Passkey | None:
    """Return the passkey that an answer says it is of, whose person may sign in. One query."""
    try:
        key = str(read_json(answer, dict)["id"])
    except NONSENSE:
        return None
    people = Passkey.objects.filter(user__is_active=True, user__is_staff=True)
    return people.select_related("user").filter(credential_id=key).first()


def has_signed(passkey: Passkey, state: dict | None, answer: str) -> bool:
    """Tell whether the passkey has signed what was asked; it is noted as used then.

    Where a device counts, a number that was there before is a copy of the key.
    """
    try:
        response = AuthenticationResponse.from_dict(read_json(answer, dict))
        server().authenticate_complete(
            state, [AttestedCredentialData(passkey.credential)], response
        )
        number = response.response.authenticator_data.counter
    except NONSENSE:
        return False
    is_new = Q(counter__lt=number) if number else Q(counter=0)
    fresh = Passkey.objects.filter(is_new, pk=passkey.pk)
    return bool(fresh.update(counter=number, used_at=timezone.now()))
