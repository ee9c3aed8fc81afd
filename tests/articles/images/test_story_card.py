"""The drawn card of a story goes with the story: its headline stands on it."""

import re

import pytest
from django.core.files.storage import default_storage

from articles import workflow
from articles.images import social_cards, sweeping
from articles.models import Leftover

CARD = re.compile(r'<meta property="og:image" content="[^"]*/media/(cards/[0-9a-f]{32}\.png)">')


@pytest.fixture
def done(django_capture_on_commit_callbacks):
    """Do something, and what follows once it is kept."""

    def do(verb, *args, **kwargs):
        with django_capture_on_commit_callbacks(execute=True):
            return verb(*args, **kwargs)

    return do


@pytest.fixture
def card(client, make_edition):
    """A story without a picture, and the address of the card that was drawn for it."""
    edition = make_edition("hy", title_hy="Կեղծ վերնագիր")
    found = CARD.search(client.get(edition.get_absolute_url()).content.decode())
    return edition, f"/media/{found[1]}"


def status(client, address: str) -> int:
    answer = client.get(address)
    if answer.streaming:
        b"".join(answer.streaming_content)
    return answer.status_code


def test_card_is_gone_once_the_story_is_withdrawn(client, card, chief, done):
    edition, address = card
    before = status(client, address)

    done(workflow.withdraw, edition, reason="Սխալ", by=chief)

    assert (before, status(client, address)) == (200, 404)
    assert Leftover.objects.count() == 0


def test_card_is_there_again_once_the_story_is(client, card, chief, done):
    edition, address = card
    done(workflow.withdraw, edition, reason="Սխալ", by=chief)

    done(workflow.restore, edition, by=chief)

    assert status(client, address) == 200


def test_card_is_gone_once_a_publication_is_taken_back(client, make_article, chief, done):
    edition = workflow.publish(make_article(), "ru", by=chief)
    found = CARD.search(client.get(edition.get_absolute_url()).content.decode())
    before = status(client, f"/media/{found[1]}")

    done(workflow.take_back, edition, by=chief)

    assert (before, status(client, f"/media/{found[1]}")) == (200, 404)


def test_card_of_a_headline_that_is_taken_back_is_gone_and_the_former_stays(
    client, card, chief, done
):
    edition, former = card
    edition.article.title_hy = "Սխալ վերնագիր"
    workflow.publish(workflow.save(edition.article, by=chief), "hy", by=chief)
    found = CARD.search(client.get(edition.get_absolute_url()).content.decode())
    before = status(client, f"/media/{found[1]}")

    edition.refresh_from_db()
    done(workflow.take_back, edition, by=chief)

    assert (before, status(client, f"/media/{found[1]}"), status(client, former)) == (200, 404, 200)


def test_card_that_the_store_did_not_let_go_is_swept(client, card, chief, done, monkeypatch):
    edition, address = card

    def away(name):
        raise OSError

    with monkeypatch.context() as patch:
        patch.setattr(default_storage, "delete", away)
        done(workflow.withdraw, edition, reason="Սխալ", by=chief)
    kept = status(client, address)
    Leftover.objects.update(since="2020-01-01T00:00:00Z")

    sweeping.sweep_now()

    assert (kept, status(client, address)) == (200, 404)


def test_card_that_is_back_is_not_swept(client, card, chief, done):
    edition, address = card
    workflow.withdraw(edition, reason="Սխալ", by=chief)  # the transaction is not over yet
    left = Leftover.objects.count()

    done(workflow.restore, edition, by=chief)

    assert (left, Leftover.objects.count(), status(client, address)) == (1, 0, 200)


def test_card_of_a_far_store_is_looked_for_anew(monkeypatch):
    monkeypatch.setattr(social_cards, "_known", {"public/cards/a.png", "public/cards/b.png"})

    social_cards.forget("public/cards/a.png")

    assert social_cards._known == {"public/cards/b.png"}
