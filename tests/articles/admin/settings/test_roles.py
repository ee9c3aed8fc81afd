"""The page that says who may do what: every verb and right, in the person's language."""

import re

import pytest
from django.urls import reverse
from django.utils import translation

from articles.admin.settings.roles import RIGHTS, VERBS, on_pages, on_stories
from articles.editorial.permissions import ADMIN, STORIES

ROLES = ["reporter", "translator", "editor", "chief", "photo_editor", "administrator"]


def cells(lines, label) -> list[str]:
    (line,) = [line for line in lines if line.label == label]
    assert [role.value for role, _words in line.cells] == ROLES
    return [words for _role, words in line.cells]


def test_every_verb_and_right_has_a_word():
    verbs = set(STORIES) - set(VERBS)
    rights = {right for rights in ADMIN.values() for right in rights} - set(RIGHTS)

    assert verbs | rights == set(), "say in articles/admin/settings/roles.py what people call these"


def test_reach_of_a_verb_is_read_from_the_table():
    with translation.override("en"):
        said = cells(on_stories(), "Write its texts")

    own, desk = "own stories and texts assigned to them", "their languages"
    assert said == [own, desk, desk, "all", "", ""]


def test_rights_on_rows_are_read_from_the_table():
    with translation.override("en"):
        said = cells(on_pages(), "People"), cells(on_pages(), "Pages")

    everything = "see, add, change, delete"
    assert said[0] == ["", "", "", "", "", "see, add, change"]
    assert said[1] == ["see", "see", "see", everything, "see", everything]


def test_a_change_of_the_table_is_a_change_of_the_page(monkeypatch):
    monkeypatch.setitem(STORIES, "restore", {})

    with translation.override("en"):
        assert cells(on_stories(), "Restore withdrawn stories") == [""] * 6


@pytest.mark.parametrize("code", ["ru", "hy", "en"])
@pytest.mark.parametrize("person", ["reporter", "chief", "photo"])
def test_page_opens_for_everybody_in_their_language(request, sign_in, person, code):
    user = request.getfixturevalue(person)
    user.interface_language = code
    user.save()

    page = sign_in(user).get(reverse("admin:roles")).content.decode()

    with translation.override(code):
        assert (
            page.count(
                f'<th scope="col" class="roles__mine">{user.get_role_display().capitalize()}'
            )
            == 2
        )
    assert f'<html lang="{code}"' in page
    tables = re.findall('<section class="panel roles">.*?</section>', page, re.DOTALL)
    lines = [table.count('<th scope="row">') for table in tables]
    assert lines == [len(STORIES), len(ADMIN) - 1]


def test_page_names_the_persons_languages(sign_in, translator):
    page = sign_in(translator).get(reverse("admin:roles")).content.decode()

    assert "Your languages: Հայերեն, English." in page


def test_page_costs_no_queries_of_its_own(sign_in, reporter, django_assert_num_queries):
    client = sign_in(reporter)
    client.get(reverse("admin:roles"))

    # The session, the person, their photo, and the site's settings, which a server has in memory.
    with django_assert_num_queries(4):
        client.get(reverse("admin:roles"))
