"""The newsroom's own directory of people as settings name it (OIDC_…), and the roles it gives."""

from dataclasses import dataclass
from urllib.parse import urlsplit

from newsroom.roles import Role
from newsroom.storage import locations

NAMES = (
    *("OIDC_ISSUER", "OIDC_CLIENT_ID", "OIDC_CLIENT_SECRET"),
    *("OIDC_NAME", "OIDC_ROLES_CLAIM", "OIDC_ROLES"),
)
LOOPBACK = ("localhost", "127.0.0.1", "::1")


@dataclass(frozen=True)
class Directory:
    """`roles` are pairs of a role and the group that has it, none where people get theirs here."""

    issuer: str  # as the directory writes it, to the last slash
    client_id: str
    client_secret: str
    name: str
    roles_claim: str = "groups"
    roles: tuple[tuple[str, str], ...] = ()


def directory_of(given: dict[str, str]) -> Directory | None:
    """Return the directory of the settings, None without; ValueError with a sentence."""
    roles, issuer = roles_of(given["OIDC_ROLES"]), given["OIDC_ISSUER"]
    if not issuer:
        return None
    if not locations.is_address(issuer) or {"?", "#"} & set(issuer) or not is_safe(issuer):
        raise ValueError(
            f"OIDC_ISSUER={issuer!r} is no address of a directory; "
            "write OIDC_ISSUER=https://id.news.example/realms/newsroom."
        )
    if not (given["OIDC_CLIENT_ID"] and given["OIDC_CLIENT_SECRET"]):
        raise ValueError(
            "OIDC_ISSUER needs OIDC_CLIENT_ID and OIDC_CLIENT_SECRET; write what the directory "
            "gave for this site."
        )
    return Directory(
        issuer=issuer,
        client_id=given["OIDC_CLIENT_ID"],
        client_secret=given["OIDC_CLIENT_SECRET"],
        name=given["OIDC_NAME"] or urlsplit(issuer).netloc,
        roles_claim=given["OIDC_ROLES_CLAIM"] or "groups",
        roles=roles,
    )


def is_safe(issuer: str) -> bool:
    """Tell whether nobody on the way can speak in its place."""
    return urlsplit(issuer).scheme == "https" or urlsplit(issuer).hostname in LOOPBACK


def roles_of(text: str) -> tuple[tuple[str, str], ...]:
    """Return the pairs of role and group in `role=group; role=group`; ValueError with a sentence.

    The name of a group may have commas and equals signs (`cn=desk,ou=groups`).
    """
    pairs = []
    for part in filter(None, (part.strip() for part in text.split(";"))):
        role, _equals, group = (one.strip() for one in part.partition("="))
        if role not in Role.values or not group:
            raise ValueError(
                f"OIDC_ROLES has {part!r}, which gives no role ({', '.join(Role.values)}) "
                "to a group; write OIDC_ROLES=chief=heads; editor=desk."
            )
        pairs.append((role, group))
    return tuple(pairs)


def role_in(groups, pairs: tuple[tuple[str, str], ...]) -> str | None:
    """Return the first role of the pairs whose group is among the groups, None where none is."""
    named = [groups] if isinstance(groups, str) else groups if isinstance(groups, list) else []
    return next((role for role, group in pairs if group in named), None)
