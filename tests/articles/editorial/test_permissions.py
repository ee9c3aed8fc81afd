"""The table of roles: what each may, and that the default is no."""

import pytest
from django.utils import translation

from articles import workflow
from articles.editorial import permissions
from articles.editorial.permissions import ADMIN, STORIES, may
from articles.models import Article
from articles.models.version import SHARED
from newsroom import languages
from newsroom.models import Role

# The editor works in Russian, the translator in Armenian and English.
ROLES = ["reporter", "translator", "editor_ru", "chief", "photo", "administrator"]
# Verb → for each role: own stories in Russian, Armenian, English; then other people's.
NONE = "--- ---"
EXPECTED = {
    "create": {"reporter": "yyy yyy", "editor_ru": "yyy yyy", "chief": "yyy yyy"},
    "write": {
        "reporter": "yyy ---",
        "translator": "-yy -yy",
        "editor_ru": "y-- y--",
        "chief": "yyy yyy",
    },
    "write_facts": {"reporter": "yyy ---", "editor_ru": "yyy yyy", "chief": "yyy yyy"},
    "submit": {
        "reporter": "yyy ---",
        "translator": "-yy -yy",
        "editor_ru": "y-- y--",
        "chief": "yyy yyy",
    },
    "approve": {"editor_ru": "y-- y--", "chief": "yyy yyy"},
    "publish": {"editor_ru": "y-- y--", "chief": "yyy yyy"},
    "restore": {"chief": "yyy yyy"},
    "plan": {
        "reporter": "yyy ---",
        "translator": "-yy -yy",
        "editor_ru": "yyy yyy",
        "chief": "yyy yyy",
    },
    "share": {
        "reporter": "yyy ---",
        "translator": "-yy -yy",
        "editor_ru": "yyy yyy",
        "chief": "yyy yyy",
    },
    "bin": {"reporter": "yyy ---", "editor_ru": "yyy yyy", "chief": "yyy yyy"},
    "raise": {"editor_ru": "y-- y--", "chief": "yyy yyy"},
    "arrange": {"editor_ru": "y-- y--", "chief": "yyy yyy"},
    "break_embargo": {"chief": "yyy yyy"},
    "no_change": {"translator": "-yy -yy", "editor_ru": "y-- y--", "chief": "yyy yyy"},
}


def rights_of(person, verb, *articles) -> str:
    return " ".join(
        "".join("y" if may(person, verb, article, code) else "-" for code in languages.CODES)
        for article in articles
    )


def test_every_verb_is_expected_of():
    assert set(STORIES) == set(EXPECTED), (
        "Nobody said here who may use a verb of permissions.STORIES: write a line into EXPECTED. "
        "The default is no."
    )


@pytest.mark.parametrize("verb", STORIES)
@pytest.mark.parametrize("role", ROLES)
def test_table_says_who_may_do_what(verb, role, request, make_article, other_reporter):
    person = request.getfixturevalue(role)
    own, others = make_article(), make_article(by=other_reporter)
    own.created_by = person

    assert rights_of(person, verb, own, others) == EXPECTED[verb].get(role, NONE)


@pytest.mark.parametrize("wanted, facts", [("ru", True), ("hy", False)])
def test_facts_are_written_by_who_is_asked_for_the_original_alone(
    wanted, facts, make_article, chief, reporter
):
    article = make_article(by=chief)
    workflow.plan(article, wanted, by=chief, person=reporter)
    article = Article.objects.get()

    assert permissions.can_write(reporter, article, wanted)
    assert permissions.can_write(reporter, article, SHARED) is facts
    assert may(reporter, "share", article) is facts


def test_facts_of_a_translated_original_are_written_by_who_is_asked_for_it(
    make_article, chief, reporter
):
    article = make_article(source_language="en", title_en="The lake")
    workflow.plan(article, "en", by=chief, person=reporter)

    assert permissions.can_write(reporter, Article.objects.get(), SHARED)


@pytest.mark.parametrize("role", ROLES)
def test_default_is_no(role, request, make_article, monkeypatch):
    monkeypatch.setitem(STORIES, "juggle", {})
    person, article = request.getfixturevalue(role), make_article()
    article.created_by = person

    assert rights_of(person, "juggle", article) == "---"


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
