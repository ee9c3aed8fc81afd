"""The page of a flash, of its updates, of an embargo, of a translation that is behind."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone, translation

from articles import workflow
from articles.editorial.checks import rules
from articles.models import Article, Edition

FLASH = "admin:articles_article_flash"


@pytest.fixture(autouse=True)
def _in_english():
    """Errors of forms are lazy: they are read in the test's language."""
    with translation.override("en"):
        yield


def embargo_address(article):
    return reverse("admin:articles_article_embargo", args=[article.pk])


def test_flash_asks_for_a_headline_only(sign_in, editor_ru, verb_address):
    client = sign_in(editor_ru)
    form = client.get(reverse(FLASH)).context["form"]

    response = client.post(reverse(FLASH), {"title": "Перевал закрыт", "language": "ru"})

    edition = Edition.objects.live().get()
    required = [name for name, field in form.fields.items() if field.required]
    assert required == ["title", "language"]
    assert form["language"].is_hidden  # one desk: nothing to choose
    assert response["Location"] == verb_address(edition.article, "ru", "add_update")


def test_flash_of_several_desks_begins_with_the_persons_own_language(sign_in, chief):
    form = sign_in(chief).get(reverse(FLASH)).context["form"]

    assert [code for code, _name in form.fields["language"].choices] == ["en", "ru", "hy"]


@pytest.mark.parametrize("who", ["reporter", "translator", "photo", "administrator"])
def test_flash_is_refused_to_who_may_not_publish(request, sign_in, who):
    client = sign_in(request.getfixturevalue(who))

    opened = client.get(reverse(FLASH))
    sent = client.post(reverse(FLASH), {"title": "Перевал закрыт", "language": "ru"})

    assert (opened.status_code, sent.status_code) == (403, 403)
    assert not Article.objects.exists()
    board = client.get(reverse("admin:index")).content.decode()
    assert reverse(FLASH) not in board


def test_flash_in_another_desks_language_is_refused(sign_in, editor_ru):
    response = sign_in(editor_ru).post(reverse(FLASH), {"title": "Լիճ", "language": "hy"})

    assert response.context["form"].errors["language"]
    assert not Article.objects.exists()


def test_flash_with_a_placeholder_is_asked_about_once(sign_in, editor_ru, monkeypatch):
    asks = rules.DEFAULTS | {rules.Check.PLACEHOLDER: rules.Level.WARNING}
    monkeypatch.setattr(rules, "DEFAULTS", asks)
    client, data = sign_in(editor_ru), {"title": "Перевал TK закрыт", "language": "ru"}

    asked = client.post(reverse(FLASH), data)
    before = Edition.objects.exists()
    client.post(reverse(FLASH), data | {"anyway": "on"})

    assert (asked.status_code, before) == (200, False)
    assert "anyway" in asked.context["form"].fields
    assert Edition.objects.live().exists()


def test_update_says_when_other_changes_go_out_with_it(sign_in, editor_ru, verb_address):
    article = workflow.flash("Перевал закрыт", "ru", by=editor_ru).article
    client, address = sign_in(editor_ru), verb_address(article, "ru", "add_update")
    before = client.get(address).context["has_changes"]
    article.lead_ru = "Недописанный лид"
    workflow.save(article, by=editor_ru)

    after = client.get(address).context["has_changes"]

    assert (before, after) == (False, True)


def test_embargo_is_set_on_its_page_and_shown_beside_the_form(
    sign_in, chief, make_article, form_address
):
    article = make_article()
    client = sign_in(chief)

    client.post(embargo_address(article), {"until": "2099-01-01T18:00"})

    article.refresh_from_db()
    assert timezone.localtime(article.embargo_until).isoformat() == "2099-01-01T18:00:00+04:00"
    page = client.get(form_address(article)).content.decode()
    assert "Until Thursday, 1 January 2099, 18:00" in page


def test_embargo_is_shortened_on_its_page_with_a_reason(sign_in, chief, editor_ru, make_article):
    article = make_article()
    workflow.embargo(article, by=chief, until=timezone.now() + timedelta(hours=5))
    address = embargo_address(article)

    editors = sign_in(editor_ru).post(address, {"until": "", "reason": "Надо"})
    unsaid = sign_in(chief).post(address, {"until": ""})
    still = Article.objects.get().embargo_until
    sign_in(chief).post(address, {"until": "", "reason": "Источник разрешил"})

    assert "Only the chief editor can shorten" in editors.content.decode()
    assert "Give a reason" in unsaid.content.decode()
    assert still is not None
    assert Article.objects.get().embargo_until is None


def test_button_saves_and_leads_to_the_embargo(
    sign_in, chief, make_article, as_posted, form_address
):
    article = make_article()
    data = as_posted(article, title_ru="Новое", _verb="embargo:")

    response = sign_in(chief).post(form_address(article), data)

    assert response["Location"] == embargo_address(article)
    assert Article.objects.get().title_ru == "Новое"


@pytest.fixture
def behind(make_article, chief):
    article = make_article(
        lead_ru="Вода поднялась на 48 сантиметров", body_ru="<p>Раз</p>", title_hy="Լիճ"
    )
    for code in ("ru", "hy"):
        workflow.publish(article, code, by=chief)
    article.lead_ru = "Вода поднялась на 58 сантиметров"
    article.body_ru = "<p>Раз</p><p>Два <b>новых</b></p>"
    workflow.save(article, by=chief)
    workflow.publish(article, "ru", by=chief)
    return article


def test_what_changed_in_the_original_is_shown_by_words(sign_in, translator, behind, verb_address):
    page = sign_in(translator).get(verb_address(behind, "hy", "no_change_needed"))

    text = page.content.decode()
    assert "<del> 48</del><ins> 58</ins>" in text
    assert "Два" in text
    assert "Вода поднялась" in text
    assert [bool(one.runs) for one in page.context["changes"]] == [True, False]


def test_no_change_needed_is_one_press(sign_in, translator, behind, verb_address):
    client, address = sign_in(translator), verb_address(behind, "hy", "no_change_needed")
    seen = client.get(address).context["seen"]

    response = client.post(address, {"seen": seen})

    assert response["Location"].endswith("#hy")
    assert Edition.objects.get(language="hy").made_from == 2


def test_no_change_needed_of_an_older_original_is_asked_again(
    sign_in, translator, chief, behind, verb_address
):
    client, address = sign_in(translator), verb_address(behind, "hy", "no_change_needed")
    seen = client.get(address).context["seen"]
    behind.lead_ru = "Вода поднялась на 68 сантиметров"
    workflow.save(behind, by=chief)
    workflow.publish(behind, "ru", by=chief)

    response = client.post(address, {"seen": seen})

    assert "68" in response.content.decode()
    assert Edition.objects.get(language="hy").made_from == 1


def test_facts_of_a_live_story_are_published_from_its_form(
    sign_in, chief, editor_ru, behind, as_posted, form_address
):
    behind.kind = "interview"
    workflow.save(behind, by=chief)
    client = sign_in(chief)

    may = [one.may_publish_facts for one in client.get(form_address(behind)).context["panels"]]
    client.post(form_address(behind), as_posted(behind, _verb="publish_facts:ru"))

    assert may == [True, True, False]
    assert {one.kind for one in Edition.objects.all()} == {"interview"}


def test_editor_of_one_of_the_languages_is_told_that_facts_wait(
    sign_in, chief, editor_ru, behind, form_address
):
    behind.kind = "interview"
    workflow.save(behind, by=chief)

    panels = sign_in(editor_ru).get(form_address(behind)).context["panels"]

    assert [one.may_publish_facts for one in panels] == [False, False, False]
    assert [one.state.has_new_facts for one in panels] == [True, True, False]


def test_first_thing_to_do_with_a_translation_behind_is_to_look(
    sign_in, chief, behind, form_address
):
    client = sign_in(chief)
    before = client.get(form_address(behind)).context["panels"][1].primary.name
    behind.lead_hy = "Նոր"
    workflow.save(behind, by=chief)

    after = client.get(form_address(behind)).context["panels"][1].primary.name

    assert (before, after) == ("no_change_needed", "publish")
