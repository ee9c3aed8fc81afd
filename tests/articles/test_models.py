"""What all nouns have in common."""

import pytest
from django.apps import apps

MODELS = apps.get_app_config("articles").get_models()


@pytest.mark.parametrize("model", MODELS, ids=lambda model: model.__name__)
def test_model_is_named_in_words_of_the_catalogues(model):
    given = model._meta.original_attrs

    assert {"verbose_name", "verbose_name_plural"} <= given.keys()
