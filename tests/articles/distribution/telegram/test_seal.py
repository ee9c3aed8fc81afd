"""Tokens in the database."""

import pytest

from articles.distribution.telegram.seal import CannotUnseal, seal, unseal
from articles.models import TelegramChannel
from tests.articles.distribution.telegram.stand_in import TOKEN

OTHER = "another key of forty characters or more.."


def test_token_comes_back():
    assert unseal(seal(TOKEN)) == TOKEN


def test_token_is_not_in_the_database(make_channel):
    make_channel()

    row = TelegramChannel.objects.values().get()
    assert TOKEN not in str(row)
    assert TOKEN.split(":")[1] not in str(row)


def test_another_key_does_not_open_it(settings):
    sealed = seal(TOKEN)
    settings.SECRET_KEY = OTHER

    with pytest.raises(CannotUnseal):
        unseal(sealed)


def test_old_key_that_is_kept_opens_it(settings):
    sealed = seal(TOKEN)
    settings.SECRET_KEY_FALLBACKS, settings.SECRET_KEY = [settings.SECRET_KEY], OTHER

    assert unseal(sealed) == TOKEN
