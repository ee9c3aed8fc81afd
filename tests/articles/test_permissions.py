"""The table of roles: what each may, and that the default is no."""

import pytest
from django.utils import translation

from articles import permissions
from articles.permissions import ADMIN, STORIES, may
from newsroom.models import Role

ROLES = ["reporter", "translator", "editor_ru", "chief", "photo", "administrator"]
# Verb → for each role: on an own story in Russian, on another's in Russian, on one in Armenian.
EXPECTED = {
    "create": {"reporter": "yyy", "editor_ru": "yyy", "chief": "yyy"},
    "write": {"reporter": "y-y", "translator": "--y", "editor_ru": "yy-", "chief": "yyy"},
    "write_facts": {"reporter": "y-y", "editor_ru": "yyy", "chief": "yyy"},
    "submit": {"reporter": "y-y", "translator": "--y", "editor_ru": "yy-", "chief": "yyy"},
    "approve": {"editor_ru": "yy-", "chief": "yyy"},
    "publish": {"editor_ru": "yy-", "chief": "yyy"},
    "restore": {"chief": "yyy"},
    "plan": {"reporter": "y-y", "translator": "--y", "editor_ru": "yyy", "chief": "yyy"},
    "raise": {"editor_ru": "yy-", "chief": "yyy"},
    "arrange": {"editor_ru": "yy-", "chief": "yyy"},
}


@pytest.mark.parametrize("verb", STORIES)
@pytest.mark.parametrize("role", ROLES)
def test_table_says_who_may_do_what(verb, role, request, make_article, other_reporter):
    person = request.getfixturevalue(role)
    own, others = make_article(), make_article(by=other_reporter)
    own.created_by = person

    rights = [may(person, verb, own, "ru"), may(person, verb, others, "ru")]
    rights.append(may(person, verb, own, "hy"))

    assert "".join("y" if right else "-" for right in rights) == EXPECTED[verb].get(role, "---")


def test_a_disabled_account_may_nothing(chief, make_article):
    article = make_article()
    chief.is_active = False

    assert not any(may(chief, verb, article, "ru") for verb in STORIES)
    assert not chief.has_perm("articles.view_article")


def test_a_superuser_may_everything(administrator, make_article):
    administrator.is_superuser = True

    assert all(may(administrator, verb, make_article(), "ru") for verb in STORIES)


@pytest.mark.parametrize("role", ROLES)
def test_rights_on_admin_pages_follow_the_table(role, request):
    person = request.getfixturevalue(role)

    for model, rights in ADMIN.items():
        app, name = model.split(".")
        for right in ("view", "add", "change", "delete"):
            allowed = person.role in rights.get(right, ())
            assert person.has_perm(f"{app}.{right}_{name}") is allowed


def test_people_are_the_administrators_alone():
    assert ADMIN["newsroom.user"]["change"] == {Role.ADMINISTRATOR}
    assert "delete" not in ADMIN["newsroom.user"]


def test_require_raises_a_sentence():
    with translation.override("en"), pytest.raises(permissions.PermissionDenied, match="Your role"):
        permissions.require(False)
