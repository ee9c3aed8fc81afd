"""Results that are made anew behind the readers."""

import threading

import pytest
from django.db import transaction

from newsroom.cache import generation
from newsroom.cache.stale_while_revalidate import Renewed

pytestmark = pytest.mark.django_db(transaction=True)


class Calls:
    """A function that counts; it can be held up."""

    def __init__(self):
        self.number, self.go_on = 0, threading.Event()
        self.go_on.set()
        self.done = threading.Semaphore(0)

    def __call__(self, key):
        self.go_on.wait(5)
        self.number += 1
        self.done.release()
        return f"{key} {self.number}"


@pytest.fixture
def calls():
    calls = Calls()
    calls.__name__ = "calls"
    return calls


def test_result_is_made_once_for_each_arguments(calls):
    ask = Renewed(calls, seconds=60)

    assert [ask("a"), ask("a"), ask("b"), ask("a")] == ["a 1", "a 1", "b 2", "a 1"]


def test_late_result_is_given_at_once_and_made_anew_behind(calls):
    ask = Renewed(calls, seconds=60)
    ask("a")
    calls.done.acquire(timeout=5)
    calls.go_on.clear()
    ask.seconds = 0

    assert [ask("a"), ask("a")] == ["a 1", "a 1"]

    calls.go_on.set()
    assert calls.done.acquire(timeout=5)
    ask.seconds = 60
    assert ask("a") in ("a 2", "a 3")


def test_failure_keeps_what_there_was(calls):
    outcomes, tried = ["good"], threading.Semaphore(0)

    def fails_later():
        tried.release()
        return outcomes.pop()

    ask = Renewed(fails_later, seconds=0)

    assert [ask(), ask()] == ["good", "good"]
    assert tried.acquire(timeout=5)
    assert tried.acquire(timeout=5)
    assert ask() == "good"


def test_forgotten_result_is_made_anew(calls):
    ask = Renewed(calls, seconds=60)
    ask("a")

    generation.forget()

    assert ask("a") == "a 2"


def test_inside_of_a_transaction_nothing_is_kept(calls):
    ask = Renewed(calls, seconds=60)

    with transaction.atomic():
        assert [ask("a"), ask("a")] == ["a 1", "a 2"]
