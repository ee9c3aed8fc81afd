"""Every verb at its address: each role, own stories and others', each language, allowed and not."""

from datetime import timedelta

import pytest
from django.test import Client
from django.utils import timezone

from articles import workflow
from articles.admin.publishing.verbs import VERBS
from articles.models import Article, AuditEntry, Edition
from tests.articles.admin import who_may

TITLES = {"title_ru": "Озеро", "title_hy": "Լիճ", "title_en": "Lake"}


def as_it_is(article, language, by):
    """A draft: where the verb begins."""


def submitted(article, language, by):
    workflow.submit(article, language, by=by)


def live(article, language, by):
    workflow.publish(article, language, by=by)


def with_new_facts(article, language, by):
    live(article, language, by)
    article.kind = "interview"
    workflow.save(article, by=by)


def behind(article, language, by):
    article.source_language = source = "hy" if language == "ru" else "ru"
    workflow.save(article, by=by)
    live(article, source, by)
    live(article, language, by)
    article.set_text("lead", source, "More")
    workflow.save(article, by=by)
    live(article, source, by)


def written(article, language, by):
    """The original has a text, the language none."""
    article.source_language = source = "hy" if language == "ru" else "ru"
    article.set_text("body", source, "<p>!</p><p>Ջ Ж</p>")
    workflow.save(article, by=by)


def scheduled(article, language, by):
    workflow.publish(article, language, by=by, at=timezone.now() + timedelta(hours=1))


def edited_since(article, language, by):
    scheduled(article, language, by)
    article.set_text("lead", language, "More")
    workflow.save(article, by=by)


def withdrawn(article, language, by):
    workflow.withdraw(workflow.publish(article, language, by=by), by=by, reason="A mistake")


# What a verb begins with, and what its page asks for.
READY = {
    "submit": (as_it_is, {}),
    "start_translation": (written, {}),
    "approve": (submitted, {}),
    "send_back": (submitted, {"note": "Check the names"}),
    "publish": (as_it_is, {}),
    "schedule": (as_it_is, {"at": "2099-01-01T10:00"}),
    "schedule_changes": (edited_since, {}),
    "unschedule": (scheduled, {}),
    "correct": (live, {"kind": "correction", "text": "It was 5"}),
    "withdraw": (live, {"reason": "A mistake"}),
    "add_update": (live, {"words": "The road is closed"}),
    "take_back": (live, {}),
    "publish_facts": (with_new_facts, {}),
    "no_change_needed": (behind, {}),
    "restore": (withdrawn, {}),
}


def kept(article) -> list:
    """Return everything that a verb could change, and the number of audit entries."""
    return [
        list(Article.objects.filter(pk=article.pk).values()),
        list(Edition.objects.filter(article=article).order_by("pk").values()),
        AuditEntry.objects.count(),
    ]


def test_every_verb_is_decided():
    missing = set(VERBS) - set(who_may.VERBS) | set(VERBS) - set(READY)

    assert not missing, (
        f"Nobody said who may use {sorted(missing)}. The default is no: let the verb begin with "
        "`require(can_…)`, write who may into VERBS of tests/articles/admin/who_may.py, and what "
        "it begins with into READY of this file."
    )


def cases(verb: str, letter: str, config) -> dict[str, str]:
    """Return whose stories in which language are tried, and who may there: everything.

    Who may is decided in Python; with the second database what somebody may do is enough.
    """
    is_second = config.getoption("second_database")
    decided = who_may.VERBS[verb].items()
    return {case: who for case, who in decided if letter in who or not is_second}


@pytest.mark.parametrize("letter", who_may.ROLES)
@pytest.mark.parametrize("verb", [one for one in VERBS if one in who_may.VERBS and one in READY])
def test_verb_is_for_who_may_and_for_nobody_else(
    request, make_article, other_reporter, chief, verb_address, verb, letter
):
    decided = cases(verb, letter, request.config)
    person = request.getfixturevalue(who_may.ROLES[letter])
    client, (prepare, typed) = Client(), READY[verb]
    client.force_login(person)
    did = {}

    for case in decided:
        whose, language = case.split()
        article = make_article(by=chief, **TITLES)
        Article.objects.filter(pk=article.pk).update(
            created_by=person if whose == "own" else other_reporter
        )
        article.refresh_from_db()
        prepare(article, language, chief)
        before, address = kept(article), verb_address(article, language, verb)
        opened = client.get(address).status_code
        sent = client.post(address, typed).status_code
        did[case] = (opened, sent, kept(article) != before)

    assert did == {
        case: (200, 302, True) if letter in who else (403, 403, False)
        for case, who in decided.items()
    }
