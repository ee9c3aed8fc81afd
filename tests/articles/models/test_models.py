"""What all nouns have in common."""

import re

import pytest
from django.apps import apps
from django.utils.functional import Promise
from django.utils.translation import override

OURS = [
    model
    for label in ("articles", "newsroom")
    for model in apps.get_app_config(label).get_models(include_auto_created=True)
]


@pytest.mark.parametrize("model", OURS, ids=lambda model: model._meta.label)
def test_model_has_its_words_in_every_language(model):
    """Joining tables, too: Django names them on its page that asks before deleting."""
    names = (model._meta.verbose_name, model._meta.verbose_name_plural)
    english = [str(name) for name in names if isinstance(name, Promise)]

    said = {}
    for code in ("ru", "hy"):
        with override(code):
            said[code] = [str(name) for name in names]

    assert len(english) == 2, "the words do not follow the language: use gettext_lazy"
    assert all(re.search("[а-яё]{2}", name) for name in said["ru"]), said
    assert all(re.search("[ա-և]{2}", name) for name in said["hy"]), said
