"""An editor of no language looks and changes nothing: what names no language is shown in all."""

import pytest
from django.forms.models import model_to_dict
from django.urls import reverse

from articles.models import Author, Background, Tag, Term
from newsroom.models import User

pytestmark = pytest.mark.django_db

ROWS = {
    "author": (Author, {"slug": "a", "name_ru": "Мариам"}, {"slug": "changed"}),
    "tag": (Tag, {"slug": "a", "name_ru": "Севан"}, {"name_ru": "Озеро"}),
    "term": (Term, {"name_ru": "Севан"}, {"note": "changed"}),
    "background": (Background, {"name": "Севан"}, {"name": "changed"}),
}


def kept(model) -> list[dict]:
    return [model_to_dict(row) for row in model.objects.order_by("pk")]


@pytest.mark.parametrize("languages, changes", [(["ru"], True), ([], False)])
@pytest.mark.parametrize("name", ROWS)
def test_row_is_changed_only_by_a_desk_with_a_language(client, name, languages, changes):
    model, fields, typed = ROWS[name]
    row = model.objects.create(**fields)
    client.force_login(User.objects.create_user("gohar", role="editor", languages=languages))
    before = kept(model)

    client.post(reverse(f"admin:articles_{name}_change", args=[row.pk]), typed)
    changed = kept(model) != before
    client.post(reverse(f"admin:articles_{name}_delete", args=[row.pk]), {"post": "yes"})

    assert (changed, model.objects.exists()) == (changes, not changes)


@pytest.mark.parametrize("languages, left", [(["ru"], 1), ([], 2)])
@pytest.mark.parametrize("name", ["author", "tag"])
def test_rows_are_merged_only_by_a_desk_with_a_language(client, name, languages, left):
    model, fields, _typed = ROWS[name]
    row, into = (model.objects.create(**fields | {"slug": slug}) for slug in ("a", "b"))
    client.force_login(User.objects.create_user("gohar", role="editor", languages=languages))

    address = reverse(f"admin:articles_{name}_merge", args=[row.pk])
    client.post(address, {"into": into.pk, "confirmed": "yes"})

    assert model.objects.count() == left
