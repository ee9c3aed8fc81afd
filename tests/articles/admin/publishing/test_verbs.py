"""The verb buttons: each asks role and language on the server, in the form and at its address."""

import re
from datetime import timedelta

import lxml.html
import pytest
from django.contrib.messages import get_messages
from django.utils import timezone

from articles import workflow
from articles.models import Article, Edition, Status


def typed_moment(moment):
    return timezone.localtime(moment).strftime("%Y-%m-%dT%H:%M")


@pytest.mark.parametrize(
    "person, language, is_allowed",
    [
        ("editor_ru", "ru", True),
        ("chief", "ru", True),
        ("editor_ru", "hy", False),
        ("editor_hy", "ru", False),
        ("reporter", "ru", False),
        ("translator", "hy", False),
        ("photo", "ru", False),
        ("administrator", "ru", False),
    ],
)
def test_publish_asks_role_and_language(
    request, sign_in, make_article, verb_address, person, language, is_allowed
):
    article = make_article(title_hy="Լիճ")

    response = sign_in(request.getfixturevalue(person)).post(
        verb_address(article, language, "publish")
    )

    assert response.status_code == (302 if is_allowed else 403)
    assert Edition.objects.live().filter(language=language).exists() is is_allowed


@pytest.mark.parametrize(
    "verb, data",
    [
        ("publish", {}),
        ("approve", {}),
        ("send_back", {"note": "Проверить"}),
        ("schedule", {"at": "2099-01-01T10:00"}),
        ("withdraw", {"reason": "Повтор"}),
        ("correct", {"kind": "correction", "text": "Было 5"}),
    ],
)
def test_reporter_gets_no_further_than_submitting(
    sign_in, reporter, chief, make_article, verb_address, verb, data
):
    article = make_article(by=chief)
    edition = workflow.publish(article, "ru", by=chief)
    workflow.submit(article, "ru", by=chief)

    response = sign_in(reporter).post(verb_address(article, "ru", verb), data)

    edition.refresh_from_db()
    article.refresh_from_db()
    assert response.status_code == 403
    assert (edition.is_live, edition.corrections.count()) == (True, 0)
    assert article.text("status", "ru") == Status.REVIEW


def test_own_story_is_submitted_by_its_reporter(sign_in, reporter, make_article, verb_address):
    article = make_article(by=reporter)

    response = sign_in(reporter).post(verb_address(article, "ru", "submit"))

    article.refresh_from_db()
    assert response.status_code == 302
    assert article.text("status", "ru") == Status.REVIEW


def test_page_of_a_verb_is_shown_to_whoever_may_use_it(
    sign_in, editor_ru, editor_hy, make_article, verb_address
):
    article = make_article()

    allowed = sign_in(editor_ru).get(verb_address(article, "ru", "schedule"))
    refused = sign_in(editor_hy).get(verb_address(article, "ru", "schedule"))

    assert 'name="at"' in allowed.content.decode()
    assert refused.status_code == 403


@pytest.mark.parametrize("path", ["zz/publish", "ru/delete"])
def test_unknown_verb_or_language_is_not_found(sign_in, chief, make_article, path):
    article = make_article()

    response = sign_in(chief).get(f"/admin/articles/article/{article.pk}/{path}/")

    assert response.status_code == 404


def test_schedule_hides_until_the_moment(sign_in, editor_ru, make_article, verb_address):
    article = make_article()
    data = {"at": typed_moment(timezone.now() + timedelta(hours=2))}

    sign_in(editor_ru).post(verb_address(article, "ru", "schedule"), data)

    assert Edition.objects.get().is_scheduled


def test_schedule_refuses_the_past_and_keeps_what_was_typed(
    sign_in, editor_ru, make_article, verb_address
):
    article = make_article()

    response = sign_in(editor_ru).post(
        verb_address(article, "ru", "schedule"), {"at": "2020-01-01T10:00"}
    )

    assert "This time has passed" in response.content.decode()
    assert not Edition.objects.exists()


def test_withdraw_and_restore(sign_in, chief, make_edition, verb_address):
    edition = make_edition("ru")
    client = sign_in(chief)

    client.post(verb_address(edition.article, "ru", "withdraw"), {"reason": "Повтор"})
    edition.refresh_from_db()
    reason = edition.withdrawn_reason
    client.post(verb_address(edition.article, "ru", "restore"))

    edition.refresh_from_db()
    assert (reason, edition.is_live) == ("Повтор", True)


def test_correct_writes_the_note(sign_in, editor_ru, make_edition, verb_address):
    edition = make_edition("ru")
    data = {"kind": "correction", "text": "Было 5, стало 6"}

    sign_in(editor_ru).post(verb_address(edition.article, "ru", "correct"), data)

    assert [note.text for note in edition.corrections.all()] == ["Было 5, стало 6"]


def test_send_back_keeps_the_note(sign_in, editor_ru, chief, make_article, verb_address):
    article = make_article()
    workflow.submit(article, "ru", by=chief)

    sign_in(editor_ru).post(verb_address(article, "ru", "send_back"), {"note": "Проверь цифры"})

    article.refresh_from_db()
    assert (article.text("status", "ru"), article.text("note", "ru")) == (
        Status.SENT_BACK,
        "Проверь цифры",
    )


def test_unschedule_takes_it_back(sign_in, editor_ru, make_edition, in_two_hours, verb_address):
    edition = make_edition("ru", at=in_two_hours)

    sign_in(editor_ru).post(verb_address(edition.article, "ru", "unschedule"))

    assert not Edition.objects.exists()


def test_button_in_the_form_saves_first(sign_in, editor_ru, make_article, as_posted, form_address):
    article = make_article()
    data = as_posted(article, title_ru="Только что", _verb="publish:ru")

    response = sign_in(editor_ru).post(form_address(article), data, follow=True)

    edition = Edition.objects.live().get()
    assert edition.title == "Только что"
    assert f'href="{edition.get_absolute_url()}"' in response.content.decode()


def test_button_with_a_question_saves_and_asks(
    sign_in, editor_ru, make_article, as_posted, form_address, verb_address
):
    article = make_article()
    data = as_posted(article, title_ru="Только что", _verb="schedule:ru")

    response = sign_in(editor_ru).post(form_address(article), data)

    assert response["Location"] == verb_address(article, "ru", "schedule")
    assert Article.objects.get().text("title", "ru") == "Только что"


@pytest.mark.parametrize("title, verb", [("", "publish:ru"), ("Слово", "publish:hy")])
def test_refused_button_loses_no_word(
    sign_in, editor_ru, make_article, as_posted, form_address, title, verb
):
    article = make_article(title_hy="Լիճ")
    data = as_posted(article, title_ru=title, lead_ru="Лид", _verb=verb)

    response = sign_in(editor_ru).post(form_address(article), data, follow=True)

    assert "Your text is saved, but:" in response.content.decode()
    assert Article.objects.get().text("lead", "ru") == "Лид"
    assert not Edition.objects.exists()


def test_first_story_is_published_in_one_press(sign_in, chief, category):
    data = {
        "kind": "flash",
        "category": category.pk,
        "source_language": "ru",
        "title_ru": "Перевал закрыт",
        "_verb": "publish:ru",
    }

    sign_in(chief).post("/admin/articles/article/add/", data)

    assert Edition.objects.live().get().title == "Перевал закрыт"


@pytest.mark.parametrize("change, moves", [("update", True), ("typo", False)])
def test_change_of_a_live_story_is_asked_for(
    sign_in, editor_ru, make_edition, as_posted, form_address, change, moves
):
    edition = make_edition("ru")
    data = as_posted(edition.article, title_ru="Иначе", _verb="publish:ru", _change_ru=change)

    sign_in(editor_ru).post(form_address(edition.article), data)

    edition.refresh_from_db()
    assert edition.title == "Иначе"
    assert (edition.updated_at is not None) is moves


@pytest.mark.parametrize("change", [None, "", "nonsense"])
def test_change_that_nobody_said_is_asked_and_nothing_is_published(
    sign_in, editor_ru, chief, make_edition, as_posted, form_address, verb_address, change
):
    edition = make_edition("ru")
    data = as_posted(edition.article, title_ru="Иначе", _verb="publish:ru")
    data |= {} if change is None else {"_change_ru": change}
    address = verb_address(edition.article, "ru", "publish")

    client = sign_in(editor_ru)
    response = client.post(form_address(edition.article), data)
    asked = client.get(response["Location"])
    refused = client.post(address, {})

    edition.refresh_from_db()
    edition.article.refresh_from_db()
    assert response["Location"].split("?")[0] == address
    assert 'name="change" value="typo"' in asked.text
    assert "checked" not in asked.text.split('id="id_change"')[1].split("</fieldset>")[0]
    assert list(refused.context["form"].errors) == ["change"]
    assert (edition.article.title_ru, edition.title != "Иначе") == ("Иначе", True)
    client.post(address, {"change": "typo"})
    edition.refresh_from_db()
    assert (edition.title, edition.updated_at) == ("Иначе", None)


def test_form_chooses_no_sort_of_change_for_the_person(sign_in, chief, make_edition, form_address):
    edition = make_edition("ru")

    page = sign_in(chief).get(form_address(edition.article)).text

    choice = page.split('name="_change_ru"')[1].split("</select>")[0]
    values = re.findall(r'value="(\w*)"', choice)
    assert (values, "selected" in choice) == (["", "update", "typo", "correction"], False)


def test_correction_of_a_live_story_leads_to_its_note(
    sign_in, editor_ru, make_edition, as_posted, form_address, verb_address
):
    edition = make_edition("ru")
    data = as_posted(edition.article, _verb="publish:ru", _change_ru="correction")

    response = sign_in(editor_ru).post(form_address(edition.article), data)

    assert response["Location"] == verb_address(edition.article, "ru", "correct")


@pytest.mark.parametrize(
    "person, offered",
    [
        ("reporter", []),
        ("translator", []),
        ("editor_hy", []),
        ("editor_ru", ["publish", "submit", "schedule"]),
        ("chief", ["publish", "submit", "schedule"]),
    ],
)
def test_buttons_are_the_verbs_that_a_person_may_use(
    request, sign_in, make_article, form_address, person, offered
):
    article = make_article()

    response = sign_in(request.getfixturevalue(person)).get(form_address(article))

    panel = response.context["panels"][0]
    buttons = [panel.primary, *panel.others] if panel.primary else panel.others
    assert [verb.name for verb in buttons] == offered


def fields_of(answer) -> list[tuple]:
    """Return name, value and state of what can be filled in on a page that asks, in order."""
    form = lxml.html.document_fromstring(answer.text).xpath("//form[contains(@class, 'ask')]")[0]
    inputs = form.xpath(".//input[@type!='hidden'] | .//textarea")
    return [
        (one.name, one.get("value") or (one.text or "").strip(), one.get("autofocus") is not None)
        for one in inputs
        if one.get("checked") is None
    ]


@pytest.mark.usefixtures("in_english")
def test_kind_of_a_correction_is_asked_first_and_nothing_is_chosen(
    sign_in, editor_ru, make_edition, verb_address
):
    edition = make_edition("ru")
    address = verb_address(edition.article, "ru", "correct")
    client = sign_in(editor_ru)

    page = client.get(address)
    refused = client.post(address, {"text": "Было 5, стало 6"})

    assert "<legend>Type of change</legend>" in page.text
    assert fields_of(page) == [
        ("kind", "correction", True),
        ("kind", "clarification", False),
        ("text", "", False),
    ]
    wrong = refused.text.split("field--wrong")[1].split("</fieldset>")[0]
    assert "Choose whether it is a correction or a clarification." in wrong
    assert fields_of(refused) == [
        ("kind", "correction", True),
        ("kind", "clarification", False),
        ("text", "Было 5, стало 6", False),
    ]
    assert edition.corrections.count() == 0


def test_cursor_stands_in_the_field_that_is_wrong(sign_in, editor_ru, make_edition, verb_address):
    edition = make_edition("ru")
    address = verb_address(edition.article, "ru", "correct")

    refused = sign_in(editor_ru).post(address, {"kind": "clarification", "text": ""})

    assert fields_of(refused) == [("kind", "correction", False), ("text", "", True)]


# By hand: verb, and what a colleague did before its old button was pressed.
LATE = [
    ("send_back", ["submit", "publish"], "published"),
    ("approve", ["submit", "approve"], "approved"),
    ("submit", ["submit"], "submitted"),
    ("add_update", ["publish", "withdraw"], "withdrew"),
    ("unschedule", ["publish"], "published"),
]


@pytest.mark.parametrize("verb, done, word", LATE)
def test_page_of_an_old_button_says_what_a_colleague_did(
    sign_in, editor_ru, chief, make_article, verb_address, form_address, verb, done, word
):
    article = make_article()
    deeds = {
        "submit": lambda: workflow.submit(article, "ru", by=chief),
        "approve": lambda: workflow.approve(article, "ru", by=chief),
        "publish": lambda: workflow.publish(article, "ru", by=chief),
        "withdraw": lambda: workflow.withdraw(article.editions.get(), reason="Ошибка", by=chief),
    }
    for deed in done:
        deeds[deed]()

    response = sign_in(editor_ru).get(verb_address(article, "ru", verb))

    assert response["Location"] == f"{form_address(article)}#ru"
    said = " ".join(str(one) for one in get_messages(response.wsgi_request))
    assert said.startswith("The story is ")
    assert said.endswith(".")
    assert f"Chief {word} " in said or "no longer scheduled" in said


def test_page_of_an_old_button_stays_closed_to_whose_role_forbids_it(
    sign_in, reporter, chief, make_article, verb_address
):
    article = make_article(by=reporter)
    workflow.publish(article, "ru", by=chief)

    response = sign_in(reporter).get(verb_address(article, "ru", "send_back"))

    assert response.status_code == 403
