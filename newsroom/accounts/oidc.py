"""Signing in through the newsroom's own directory (OpenID Connect), where settings name one.

The directory stands in place of the password and of nothing else: people are made here as before,
and who has a second step, or must have one, is asked for it. Somebody is known by the number that
the directory gives them; the first time by their e-mail address, if it says that it is verified.
"""

import contextlib
import functools
import logging

from django.conf import settings
from django.core.exceptions import ValidationError
from django.http import Http404, HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache

from newsroom import journal
from newsroom.accounts import lockout, sessions
from newsroom.accounts.oidc_settings import Directory, role_in
from newsroom.accounts.sign_in import Guess, own_page, page, pass_first_step
from newsroom.models import Role, User

logger = logging.getLogger(__name__)
NEXT = "directory_next"  # in the session: where to go on to
TIMEOUT, LEEWAY = 10, 60  # seconds
# Signatures that anybody can check; never "none", nor one made with what both sides know.
ALGORITHMS = ["RS256", "RS384", "RS512", "PS256", "PS384", "PS512", "ES256", "ES384", "ES512"]


def directory():
    """Return what speaks to the directory; 404 where there is none."""
    if settings.OIDC is None:
        raise Http404
    return client(settings.OIDC)


@functools.cache
def client(known: Directory):
    # What asks other hosts is loaded only where a newsroom has a directory.
    from authlib.integrations.django_client import OAuth

    return OAuth().register(
        "directory",
        client_id=known.client_id,
        client_secret=known.client_secret,
        server_metadata_url=f"{known.issuer.rstrip('/')}/.well-known/openid-configuration",
        client_kwargs={
            "scope": "openid email profile",
            "code_challenge_method": "S256",
            "default_timeout": TIMEOUT,
        },
    )


@never_cache
def start_view(request) -> HttpResponse:
    """Lead to the directory."""
    speaker = directory()
    try:
        lockout.begin("", sessions.client_address(request), lockout.CHALLENGE)
        with sentences():
            check_metadata(speaker)
            back = settings.SITE_URL + reverse("admin:directory_back")
            answer = speaker.authorize_redirect(request, back)
    except ValidationError as refusal:
        return refused(request, refusal)
    request.session[NEXT] = own_page(request, request.GET.get("next", ""), reverse("admin:index"))
    return answer


@never_cache
def back_view(request) -> HttpResponse:
    """Take the person who comes back from the directory through the first step."""
    speaker = directory()
    try:
        with Guess(request, "", lockout.DIRECTORY):
            person = person_of(claims(request, speaker))
    except ValidationError as refusal:
        return refused(request, refusal)
    leads_to = request.session.pop(NEXT, reverse("admin:index"))
    return pass_first_step(request, person, leads_to, stays=False)


def refused(request: HttpRequest, refusal: ValidationError) -> HttpResponse:
    return page(request, "refused", _("Sign in"), sentence=refusal.message)


@contextlib.contextmanager
def sentences():
    """Turn what goes wrong with the directory into a sentence; operators read it in the log."""
    # Loaded by now, with the client.
    from authlib.common.errors import AuthlibBaseError
    from authlib.integrations.base_client import MismatchingStateError
    from joserfc.errors import ExpiredTokenError, JoseError
    from requests import RequestException

    try:
        yield
    except (
        AuthlibBaseError,
        JoseError,
        RequestException,
        ValueError,
        LookupError,
        TypeError,
    ) as error:
        logger.warning("The directory %s: %s", settings.OIDC.issuer, repr(error)[:300])
        if isinstance(error, MismatchingStateError):
            words = _("This sign-in was begun in another browser, or too long ago. Start again.")
        elif isinstance(error, ExpiredTokenError):
            words = _("The answer of the directory is too old. Start again.")
        elif isinstance(error, RequestException) and not isinstance(error, ValueError):
            words = _("The directory does not answer. Try again later, or use your password.")
        elif getattr(error, "error", "") == "access_denied":
            words = _("The directory did not let you in.")
        else:
            words = _("The directory’s answer is not valid for this site. Tell an administrator.")
        raise ValidationError(words) from error


def check_metadata(speaker) -> None:
    """Refuse a directory that says it is another one, and signatures that anybody can make."""
    metadata = speaker.load_server_metadata()
    if metadata["issuer"] != settings.OIDC.issuer:
        client.cache_clear()  # so that it is asked again once it is mended
        raise ValueError(f"It calls itself {metadata['issuer']!r}.")
    # What it leaves out is the standard's own.
    offered = metadata.get("id_token_signing_alg_values_supported") or ["RS256"]
    metadata["id_token_signing_alg_values_supported"] = [
        one for one in offered if one in ALGORITHMS
    ]


def claims(request: HttpRequest, speaker) -> dict:
    """Return what the directory says of the person, signed for this site and this sign-in."""
    with sentences():
        check_metadata(speaker)
        token = speaker.authorize_access_token(
            request,
            leeway=LEEWAY,
            claims_options={
                "iss": {"essential": True, "value": settings.OIDC.issuer},
                "aud": {"essential": True, "value": settings.OIDC.client_id},
            },
        )
        return dict(token["userinfo"])


def person_of(told: dict) -> User:
    """Return whom the directory means; ValidationError with a sentence where it is nobody here."""
    number = f"{settings.OIDC.issuer} {told['sub']}"
    person = working().filter(directory_id=number).first() or linked(told, number)
    if settings.OIDC.roles:
        give_role(person, told.get(settings.OIDC.roles_claim))
    return person


def working():
    return User.objects.filter(is_active=True, is_staff=True)


def linked(told: dict, number: str) -> User:
    """Keep whose number it is, by a verified e-mail address that one person alone has."""
    email = str(told.get("email") or "")
    if not email or told.get("email_verified") is not True:
        raise ValidationError(_("The directory does not say that your email address is verified."))
    # The database may take for the same what looks alike.
    people = [
        one for one in working().filter(email__iexact=email) if one.email.lower() == email.lower()
    ]
    if len(people) != 1:
        sentence = _("Nobody here is known by %(email)s alone. An administrator can enter it.")
        raise ValidationError(sentence % {"email": email})
    (person,) = people
    if (person.directory_id or "").startswith(f"{settings.OIDC.issuer} "):
        sentence = _("%(email)s belongs to another account of the directory here.")
        raise ValidationError(sentence % {"email": email})
    person.directory_id = number
    person.save(update_fields=["directory_id"])
    return person


def give_role(person: User, groups) -> None:
    """Give the role of the person's groups; the only administrator stays one."""
    role = role_in(groups, settings.OIDC.roles)
    if role is None:
        raise ValidationError(_("The directory gives you no role in this newsroom."))
    if role == person.role or person.is_only_administrator():
        return
    old, person.role = person.role, role
    person.is_superuser = person.is_superuser and role == Role.ADMINISTRATOR
    person.save(update_fields=["role", "is_superuser"])
    about = {"model": person._meta.label_lower, "pk": person.pk, "about": str(person)}
    journal.record(journal.ROW_CHANGED, person=person, fields={"role": [old, role]}, **about)


def link() -> dict[str, str]:
    """Return the words and the address of the way to the directory; nothing where there is none."""
    if settings.OIDC is None:
        return {}
    return {"name": settings.OIDC.name, "address": reverse("admin:directory")}
