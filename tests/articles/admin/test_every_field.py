"""Every field of every page of the admin: each role changes what who_may.py says, nothing else.

The fields come from the pages themselves, so that a new one of which nobody said who may change
it is a failure here and not a hole.
"""

import re

import pytest
from django.apps import apps
from django.contrib import admin
from django.db import transaction
from django.test import Client

from articles.editorial import versions
from articles.models import Article, Author, Category, Image, Tag
from newsroom.models import User
from tests.articles.admin.sample_values import fill, kept, other
from tests.articles.admin.who_may import FIELDS, NOUNS, ROLES
from tests.articles.admin.world import World
from tests.parameters import largest_form

# Not fields of the row: what keeps the form together.
PLUMBING = {"csrfmiddlewaretoken", "next", "base"}
PLUMBING_LIKE = re.compile(r"^_|_written$")
# What changes by itself with any other column.
CLOCKS = {"changed_at", "updated_at", "key", "original", "renditions", "last_login"}
# A field of a form that is kept under another name.
KEPT_AS = {
    "token": "sealed_token",
    "address": "edition_id",
    "authors": "credits",
    "photographers": "credits",
    "translators_ru": "credits",
    "translators_hy": "credits",
    "translators_en": "credits",
}
# What has to be sent along, since the two exclude each other.
ALONG = {"html": {"image": [""]}}


def model_of(noun: str):
    return apps.get_model(*noun.strip("/").split("/"))


def decided(noun: str) -> dict[str, str]:
    """Return who may change each column of a model, in letters."""
    found = {}
    for names, who in FIELDS[noun].items():
        for name in names.split():
            by_column = {name: who}
            if isinstance(who, dict):
                by_column = {f"{name}_{code}": letters for code, letters in who.items()}
            found |= by_column
    return found


def held(row) -> dict:
    """Return everything that a row and what joins it hold, but for clocks."""
    found = kept(row)
    if isinstance(row, Article):
        facts = versions.snapshot(Article.objects.get(pk=row.pk), "shared")
        found |= {name: facts[name] for name in ("tags", "credits", "related")}
    return {name: value for name, value in found.items() if name not in CLOCKS}


class Page:
    """The page of a row as each role gets it."""

    def __init__(self, noun: str, get):
        self.model, world = model_of(noun), World(get)
        self.row = world.row(self.model._meta.model_name)
        if self.model is not Article:
            fill(self.row, get("make_image")("green"))
        self.path = f"/admin/{noun}{self.row.pk}/change/"
        self.clients = {letter: Client() for letter in ROLES}
        for letter, name in ROLES.items():
            self.clients[letter].force_login(get(name))
        self.forms = self.opened()
        if self.model is not Article:
            # From now on the row is as its form keeps it: minutes without seconds.
            who = NOUNS[noun][2][-1]
            self.clients[who].post(self.path, self.sent(who))
            self.forms = self.opened()
        self.address = world.edition().get_absolute_url()
        self.rows = {
            Image: get("make_image")("blue").pk,
            User: get("other_reporter").pk,
            Category: Category.objects.create(slug="sport", name_ru="Спорт").pk,
            Tag: get("make_tag")(ru="Река").pk,
            Author: Author.objects.create(slug="anna", name_ru="Анна").pk,
            Article: world.row("other").pk,
        }

    def opened(self) -> dict:
        return {letter: largest_form(client, self.path) for letter, client in self.clients.items()}

    def sent(self, letter: str) -> dict[str, list[str]]:
        """Return what the page sends; of who gets none what it sends for who may do most."""
        form = self.forms[letter]
        best = max(
            self.forms.values(), key=lambda one: len(one.inputs.keys()) if one is not None else 0
        )
        found: dict[str, list[str]] = {}
        for name, value in (best if self.is_empty(form) else form).form_values():
            found.setdefault(name, []).append(value)
        return found

    @staticmethod
    def is_empty(form) -> bool:
        return form is None or len(form.inputs.keys()) < 3

    def names(self) -> set[str]:
        """Name the fields that the page has for anybody."""
        forms = [form for form in self.forms.values() if form is not None]
        names = {one.name for form in forms for one in form.inputs if one.get("form") is None}
        ours = {one for one in names - PLUMBING if one and not PLUMBING_LIKE.search(one)}
        return {"checks" if one.startswith("check_") else one for one in ours}

    def changed(self, letter: str, column: str) -> set[str]:
        """Send the page with one column changed; return what that changed, and take it back."""
        sent, before = self.sent(letter), held(self.row)
        name = "check_lead" if column == "checks" else column
        typed = {name: self.other(column, sent.get(name, []))} | ALONG.get(column, {})
        with transaction.atomic():
            self.clients[letter].post(self.path, sent | typed)
            after = held(self.row)
            transaction.set_rollback(True)
        return {one for one in after if after[one] != before[one]}

    def other(self, column: str, sent: list[str]) -> list[str]:
        relations = {"tags": Tag, "related": Article, "categories": Category}
        if KEPT_AS.get(column) == "credits":
            return [str(self.rows[Author])]
        if column == "address":
            return [self.address]
        if column in relations:
            return [str(self.rows[relations[column]])]
        return other(self.model, column, sent, self.rows)

    def expected(self, column: str) -> set[str]:
        """Name what holds a column in the database, and what goes along with it."""
        found = set()
        for one in (column, *ALONG.get(column, ())):
            field = {field.name: field for field in self.model._meta.concrete_fields}.get(one)
            found.add(KEPT_AS.get(one, field.attname if field else one))
        return found


def test_every_model_with_a_form_is_decided():
    changeable = {noun for noun, (_see, _add, change, _delete) in NOUNS.items() if change}
    registered = {one._meta.label_lower.replace(".", "/") + "/" for one in admin.site._registry}

    assert set(FIELDS) == changeable
    assert changeable <= registered


@pytest.mark.parametrize("noun", FIELDS)
def test_each_role_changes_its_fields_and_no_others(request, db, noun, pytestconfig):
    page, table, faults = Page(noun, request.getfixturevalue), decided(noun), []
    assert page.names() == set(table), "who_may.py (FIELDS) is to say who may change each field"

    for column, who in table.items():
        # Who may is decided in Python: with the second database somebody who may is enough.
        for letter in who[:1] if pytestconfig.getoption("second_database") else ROLES:
            changed = page.changed(letter, column)
            if changed != (page.expected(column) if letter in who else set()):
                faults.append(f"{column} by {ROLES[letter]}: changed {sorted(changed)}")

    assert not faults, "who_may.py says otherwise:\n" + "\n".join(faults)
