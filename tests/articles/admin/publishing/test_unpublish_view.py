"""The page that asks before a withdrawal."""

import pytest

from articles import workflow
from articles.models import AuditEntry, Edition


@pytest.fixture
def story(make_article, chief):
    article = make_article(title_hy="Լիճը վերադառնում է")
    for language in ("ru", "hy"):
        workflow.publish(article, language, by=chief)
    return article


def live_languages() -> set[str]:
    return set(Edition.objects.live().values_list("language", flat=True))


def test_reason_is_asked_for(sign_in, editor_ru, story, verb_address):
    response = sign_in(editor_ru).post(verb_address(story, "ru", "withdraw"), {})

    assert response.context["form"].errors == {"reason": ["Give a short reason for readers."]}
    assert live_languages() == {"ru", "hy"}


def test_ready_sentence_is_said_in_the_language_of_each(sign_in, chief, story, verb_address):
    data = {"sentence": "court", "also_hy": "on", "private": "Дело 12/5"}

    sign_in(chief).post(verb_address(story, "ru", "withdraw"), data)

    assert live_languages() == set()
    said = dict(Edition.objects.values_list("language", "withdrawn_reason"))
    assert said == {
        "ru": "Материал снят по решению суда.",
        "hy": "Նյութը հանվել է կայքից դատարանի որոշմամբ։",
    }
    assert AuditEntry.objects.filter(details__private="Дело 12/5").count() == 2


def test_language_that_is_not_ticked_stays(sign_in, chief, story, verb_address):
    data = {"reason": "Повтор", "reason_hy": "Կրկնություն"}

    sign_in(chief).post(verb_address(story, "ru", "withdraw"), data)

    assert live_languages() == {"hy"}


def test_ticked_language_needs_words_of_its_own(sign_in, chief, story, verb_address):
    data = {"reason": "Повтор", "also_hy": "on"}

    response = sign_in(chief).post(verb_address(story, "ru", "withdraw"), data)

    assert list(response.context["form"].errors) == ["reason_hy"]
    assert live_languages() == {"ru", "hy"}


def test_editor_is_offered_their_languages_only(sign_in, editor_ru, story, verb_address):
    client = sign_in(editor_ru)
    data = {"reason": "Повтор", "also_hy": "on", "reason_hy": "Կրկնություն"}

    page = client.get(verb_address(story, "ru", "withdraw")).content.decode()
    client.post(verb_address(story, "ru", "withdraw"), data)

    assert 'name="reason"' in page
    assert "also_hy" not in page
    assert live_languages() == {"hy"}


@pytest.mark.parametrize(
    "person", ["reporter", "translator", "editor_hy", "photo", "administrator"]
)
@pytest.mark.parametrize("method", ["get", "post"])
def test_others_are_refused(request, sign_in, story, verb_address, person, method):
    client = sign_in(request.getfixturevalue(person))

    response = getattr(client, method)(verb_address(story, "ru", "withdraw"), {"reason": "Повтор"})

    assert response.status_code == 403
    assert live_languages() == {"ru", "hy"}


@pytest.mark.parametrize("method", ["get", "post"])
def test_what_is_only_scheduled_is_to_be_unscheduled(
    sign_in, editor_ru, make_edition, in_two_hours, verb_address, form_address, method
):
    edition = make_edition("ru", at=in_two_hours)
    client = sign_in(editor_ru)

    response = getattr(client, method)(
        verb_address(edition.article, "ru", "withdraw"), {"reason": "Повтор"}, follow=True
    )

    assert response.redirect_chain == [(form_address(edition.article) + "#ru", 302)]
    assert "only scheduled: unschedule it instead" in response.content.decode()
    assert Edition.objects.get().is_scheduled


def test_scheduled_language_is_not_offered_with_the_live_one(
    sign_in, chief, make_article, in_two_hours, verb_address
):
    article = make_article(title_hy="Լիճը վերադառնում է")
    workflow.publish(article, "ru", by=chief)
    workflow.publish(article, "hy", by=chief, at=in_two_hours)

    page = sign_in(chief).get(verb_address(article, "ru", "withdraw")).content.decode()

    assert 'name="reason"' in page
    assert "also_hy" not in page


def test_private_reason_stands_above_the_text_and_in_the_audit(
    sign_in, chief, story, verb_address, form_address
):
    client = sign_in(chief)

    client.post(verb_address(story, "ru", "withdraw"), {"reason": "Повтор", "private": "Спор"})

    assert ">Спор<" in client.get(form_address(story)).content.decode().replace("<p>", ">")
    audit = client.get("/admin/articles/auditentry/").content.decode()
    assert "Reason for colleagues: Спор" in audit


def test_what_was_taken_back_is_not_there_to_be_withdrawn(sign_in, chief, story, verb_address):
    workflow.take_back(story.editions.get(language="ru"), by=chief)

    response = sign_in(chief).get(verb_address(story, "ru", "withdraw"), follow=True)

    assert "No publication in this language." in response.content.decode()
