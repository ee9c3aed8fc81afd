"""Links of the texts: noticed when saved, looked at by the worker, said to the editor."""

from datetime import timedelta

import pytest
from django_tasks_db.models import DBTaskResult

from articles import links
from articles.models import Link
from articles.safe_http import Fault, Unreachable

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

    monkeypatch.setattr(links, "status_of", status_of)
    return told


def with_links(make_article, *addresses):
    body = "".join(f'<p><a href="{one}">Ссылка</a></p>' for one in addresses)
    return make_article(body_ru=body)


def test_new_links_are_noticed_once(make_article):
    article = with_links(make_article, "https://a.am/", "https://b.am/x#y", "/ru/", "mailto:a@b.am")

    links.notice(article)
    links.notice(article)

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
    links.notice(with_links(make_article, "https://a.am/"))
    answers["https://a.am/"] = answer

    links.look.call()

    assert links.failing(["https://a.am/"]) == said


def test_silence_counts_after_three_looks(make_article, answers):
    links.notice(with_links(make_article, "https://a.am/"))
    answers["https://a.am/"] = Fault.NO_ANSWER

    states = []
    for _look in range(3):
        links.look.call()
        states.append(Link.objects.get().state)
        Link.objects.exclude(due_at=None).update(due_at=links.now())

    assert states == ["unknown", "unknown", "fails"]
    assert Link.objects.get().due_at is None


def test_link_is_looked_at_again_after_a_day(make_article, answers):
    article = with_links(make_article, "https://a.am/")
    links.notice(article)
    links.look.call()

    links.notice(article)
    soon = Link.objects.due().count()
    Link.objects.update(checked_at=links.now() - timedelta(days=2))
    links.notice(article)

    assert (soon, Link.objects.due().count()) == (0, 1)


def test_saving_a_form_wakes_the_worker(client, chief, make_article, db):
    links.notice(with_links(make_article, "https://a.am/"))

    assert DBTaskResult.objects.filter(task_path="articles.links.look").count() == 1
