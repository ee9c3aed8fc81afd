"""Withdrawing several languages at once, with a reason for readers and one for colleagues."""

import pytest
from django.core.exceptions import PermissionDenied, ValidationError

from articles import workflow
from articles.models import AuditEntry, Edition, Status

REASONS = {"ru": "Сведения не подтвердились.", "hy": "Տեղեկությունները չեն հաստատվել։"}


@pytest.fixture
def story(make_article, chief):
    """A story that is live in three languages."""
    article = make_article(title_hy="Լիճը վերադառնում է", title_en="The lake returns")
    for language in ("ru", "hy", "en"):
        workflow.publish(article, language, by=chief)
    return article


def live_languages() -> set[str]:
    return set(Edition.objects.live().values_list("language", flat=True))


def test_each_language_goes_with_its_own_reason(client, story, chief):
    workflow.withdraw_languages(story, REASONS, by=chief)

    assert live_languages() == {"en"}
    for edition in story.editions.exclude(language="en"):
        page = client.get(edition.get_absolute_url())
        assert page.status_code == 410
        assert REASONS[edition.language] in page.content.decode()


def test_private_reason_is_for_colleagues_only(client, story, chief):
    private = "Позвонил адвокат героя"

    workflow.withdraw_languages(story, REASONS, by=chief, private=private)

    story.refresh_from_db()
    assert [story.text("note", code) for code in ("ru", "hy", "en")] == [private, private, ""]
    entries = AuditEntry.objects.filter(action="withdraw")
    assert {entry.language: entry.details["private"] for entry in entries} == {
        "ru": private,
        "hy": private,
    }
    for edition in story.editions.all():
        assert private not in client.get(edition.get_absolute_url()).content.decode()


def test_what_was_sent_back_keeps_its_note(story, chief):
    workflow.submit(story, "ru", by=chief)
    workflow.send_back(story, "ru", by=chief, note="Проверь цифры")

    workflow.withdraw_languages(story, REASONS, by=chief, private="Спор")

    story.refresh_from_db()
    assert story.text("note", "ru") == "Проверь цифры"
    assert story.text("status", "ru") == Status.SENT_BACK
    assert story.text("note", "hy") == "Спор"


def test_restoring_takes_the_private_reason_away(story, chief):
    workflow.withdraw_languages(story, REASONS, by=chief, private="Спор")

    for edition in story.editions.exclude(withdrawn_at=None):
        workflow.restore(edition, by=chief)

    story.refresh_from_db()
    assert live_languages() == {"ru", "hy", "en"}
    assert (story.text("note", "ru"), story.text("note", "hy")) == ("", "")


@pytest.mark.parametrize(
    "person", ["reporter", "translator", "editor_ru", "editor_hy", "photo", "administrator"]
)
def test_one_language_that_is_not_theirs_refuses_the_whole(request, story, person):
    with pytest.raises(PermissionDenied):
        workflow.withdraw_languages(story, REASONS, by=request.getfixturevalue(person))

    assert live_languages() == {"ru", "hy", "en"}


@pytest.mark.parametrize("person", ["chief", "editor_ru"])
def test_who_publishes_a_language_withdraws_it(request, story, person):
    reason = {"ru": REASONS["ru"]}

    workflow.withdraw_languages(story, reason, by=request.getfixturevalue(person))

    assert live_languages() == {"hy", "en"}


@pytest.mark.parametrize("reasons", [{}, {"ru": " "}, {"ru": "Да.", "hy": ""}])
def test_nothing_goes_without_a_reason(story, chief, reasons):
    with pytest.raises(ValidationError):
        workflow.withdraw_languages(story, reasons, by=chief)

    assert live_languages() == {"ru", "hy", "en"}


def test_language_that_was_never_published_is_refused(make_edition, chief):
    edition = make_edition("ru")

    with pytest.raises(ValidationError, match="."):
        workflow.withdraw_languages(edition.article, REASONS, by=chief)

    assert live_languages() == {"ru"}
