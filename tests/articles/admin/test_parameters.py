"""Whatever stands in a query, a form or an address of the admin, the answer is never an error."""

import re
from urllib.parse import quote

import pytest
from django.contrib import admin

from newsroom.models import User
from tests.articles.admin.test_every_address import INSIDE, decided, signed_in
from tests.articles.admin.world import World
from tests.parameters import VALUES, WORST, ask, faults, form_of, values_of

# Of a list Django takes all parameters at once.
OF_LISTS = ("q", "o", "p", "all", "e", "_popup", "_to_field", "_changelist_filters")
PLACE = re.compile(r"<(?:\w+:)?(\w+)>|\(\?P<(\w+)>[^)]*\)")


@pytest.fixture
def world(request, db):
    return World(request.getfixturevalue)


@pytest.fixture
def everybody(administrator):
    """Return a client of somebody who may do everything, in every language."""
    given = {"is_superuser": True, "role": "chief", "languages": ["ru", "hy", "en"]}
    User.objects.filter(pk=administrator.pk).update(**given)
    return signed_in(User.objects.get(pk=administrator.pk))


def filters_of(address: str) -> set[str]:
    """Return the parameters of a list; none for another page."""
    for model, site in admin.site._registry.items():
        if address == f"{model._meta.label_lower.replace('.', '/')}/":
            return {*OF_LISTS, *(getattr(one, "parameter_name", one) for one in site.list_filter)}
    return set()


def case_of(address: str) -> str:
    return next(iter(decided(address) or {"own ru": None}))


@pytest.mark.parametrize("address", INSIDE)
def test_no_parameter_ends_in_an_error(address, world, everybody, pytestconfig):
    path = world.path(address.replace("<str:verb>", "publish"), case_of(address))
    typed = world.typed(address, case_of(address))
    values = values_of(pytestconfig)
    sent = form_of(everybody, path) | typed

    found = faults(everybody, "get", path, typed, more=filters_of(address), values=values)
    found += faults(everybody, "post", path, sent, values=values)

    assert not found, "\n".join(found)


@pytest.mark.parametrize("address", [one for one in INSIDE if PLACE.search(one)])
def test_no_address_ends_in_an_error(address, world, everybody):
    typed, found = world.typed(address, case_of(address)), []
    words = [quote(VALUES[value], safe="") for value in WORST if value != "deep JSON"]

    for place in PLACE.finditer(address):
        for word in ("0", *words):
            path = world.path(
                address, case_of(address), **{"verb": "publish", place[1] or place[2]: word}
            )
            found += [ask(everybody, method, path, typed) for method in ("get", "post")]

    assert not list(filter(None, found))
