"""Links of the texts: noticed when saved, looked at by the worker, said to the editor."""

from datetime import timedelta

import pytest
from django_tasks_db.models import DBTaskResult

from articles.distribution.safe_http import Fault, Unreachable
from articles.editorial import link_checker
from articles.models import Link

pytestmark = pytest.mark.usefixtures("in_english")


@pytest.fixture
def answers(monkeypatch):
    """Let the network answer as it is told: a status, or a fault."""
    told = {}

    def status_of(address):
        answer = told.get(address, 200)
        if isinstance(answer, Fault):
            raise Unreachable(answer)
        return answer

    monkeypatch.setattr(link_checker, "status_of", status_of)
    return told


def with_links(make_article, *addresses):
    body = "".join(f'<p><a href="{one}">Ссылка</a></p>' for one in addresses)
    return make_article(body_ru=body)


def test_new_links_are_noticed_once(make_article):
    article = with_links(make_article, "https://a.am/", "https://b.am/x#y", "/ru/", "mailto:a@b.am")

    link_checker.notice(article)
    link_checker.notice(article)

    assert set(Link.objects.values_list("address", flat=True)) == {
        "https://a.am/",
        "https://b.am/x",
    }


@pytest.mark.parametrize(
    "answer, said",
    [
        (200, {}),
        (403, {}),
        (404, {"https://a.am/": "404"}),
        (Fault.NOT_ALLOWED, {"https://a.am/": "not a public address"}),
        (503, {}),
        (Fault.NO_ANSWER, {}),
    ],
)
def test_worker_looks_and_the_editor_is_told(make_article, answers, answer, said):
    link_checker.notice(with_links(make_article, "https://a.am/"))
    answers["https://a.am/"] = answer

    link_checker.check_due_links.call()

    assert link_checker.failing(["https://a.am/"]) == said


def test_silence_counts_after_three_looks(make_article, answers):
    link_checker.notice(with_links(make_article, "https://a.am/"))
    answers["https://a.am/"] = Fault.NO_ANSWER

    states = []
    for _look in range(3):
        link_checker.check_due_links.call()
        states.append(Link.objects.get().state)
        Link.objects.exclude(due_at=None).update(due_at=link_checker.now())

    assert states == ["unknown", "unknown", "fails"]
    assert Link.objects.get().due_at is None


def test_link_is_looked_at_again_after_a_day(make_article, answers):
    article = with_links(make_article, "https://a.am/")
    link_checker.notice(article)
    link_checker.check_due_links.call()

    link_checker.notice(article)
    soon = Link.objects.due().count()
    Link.objects.update(checked_at=link_checker.now() - timedelta(days=2))
    link_checker.notice(article)

    assert (soon, Link.objects.due().count()) == (0, 1)


def test_saving_a_form_wakes_the_worker(client, chief, make_article, db):
    link_checker.notice(with_links(make_article, "https://a.am/"))

    assert (
        DBTaskResult.objects.filter(
            task_path="articles.editorial.link_checker.check_due_links"
        ).count()
        == 1
    )
