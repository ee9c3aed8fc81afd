"""What stands beside the form of a story: the one button that stands out, by state and by role."""

from datetime import timedelta

import lxml.html
import pytest
from django.utils import timezone

from articles import workflow
from articles.models import Article, Edition, Plan

ROLES = ("reporter", "translator", "editor_ru", "editor_hy", "chief", "photo", "administrator")
SAVE, NOTHING = "Save", ""
TITLES = {"ru": "Озеро", "hy": "Լիճ"}


@pytest.fixture
def bring_to(make_article, reporter, chief):
    """Bring one language of a reporter's Russian story to a state, by its name."""
    texts = {"title_ru": "Озеро", "body_ru": "<p>Вода</p>"}

    def bring(state: str, code: str) -> Article:
        article = make_article(by=reporter, **texts | {f"title_{code}": TITLES[code]})
        STATES[state](article, code, chief)
        return article

    return bring


def write(article: Article, code: str, by) -> None:
    article = Article.objects.get(pk=article.pk)
    article.set_text("lead", code, f"{article.text('lead', code)}, ещё")
    workflow.save(article, by=by)


def publish(article: Article, code: str, by, **when) -> Edition:
    return workflow.publish(article, code, by=by, **when)


def draft(article, code, by):
    pass


def missing(article, code, by):
    article.set_text("title", code, "")
    workflow.save(article, by=by)


def not_planned(article, code, by):
    missing(article, code, by)
    workflow.plan(article, code, by=by, choice=Plan.Choice.NOT_PLANNED)


def review(article, code, by):
    workflow.submit(article, code, by=by)


def sent_back(article, code, by):
    review(article, code, by)
    workflow.send_back(article, code, by=by, note="Проверить")


def approved(article, code, by):
    review(article, code, by)
    workflow.approve(article, code, by=by)


def scheduled(article, code, by):
    publish(article, code, by, at=timezone.now() + timedelta(hours=2))


def scheduled_in_review(article, code, by):
    scheduled(article, code, by)
    review(article, code, by)


def scheduled_changed(article, code, by):
    scheduled(article, code, by)
    write(article, code, by)


def live(article, code, by):
    publish(article, code, by)


def live_changed(article, code, by):
    live(article, code, by)
    write(article, code, by)


def behind(article, code, by):
    live(article, "ru", by)
    live(article, code, by)
    write(article, "ru", by)
    live(Article.objects.get(pk=article.pk), "ru", by)


def behind_changed(article, code, by):
    behind(article, code, by)
    write(article, code, by)


def ended(article, code, by):
    live(article, code, by)
    moment = timezone.now()
    Edition.objects.update(
        published_at=moment - timedelta(hours=2), expires_at=moment - timedelta(hours=1)
    )


def withdrawn(article, code, by):
    workflow.withdraw(publish(article, code, by), reason="Ошибка", by=by)


def withdrawn_in_review(article, code, by):
    withdrawn(article, code, by)
    review(article, code, by)


def taken_back(article, code, by):
    workflow.take_back(publish(article, code, by), by=by)


WAYS = [draft, missing, not_planned, review, sent_back, approved, scheduled, scheduled_in_review]
WAYS += [scheduled_changed, live, live_changed, behind, behind_changed, ended]
WAYS += [withdrawn, withdrawn_in_review, taken_back]
STATES = {way.__name__: way for way in WAYS}


def standing_out(client, address: str, code: str) -> str:
    """Return the verb of the blue button of a language's column, SAVE or NOTHING."""
    page = lxml.html.document_fromstring(client.get(address).text)
    column = f"//section[@data-language-panel='{code}']"
    buttons = page.xpath(f"{column}//button[contains(@class, 'primary')]")
    assert len(buttons) <= 1
    if not buttons:
        return NOTHING
    if buttons[0].get("name") == "_continue":
        return SAVE
    verb, _colon, language = buttons[0].get("value").partition(":")
    assert language == code
    return verb


# By hand: state, then who of ROLES is shown what. "Save" stands out where no verb does, for whoever
# may write any part of the story; the others are shown nothing to press.
ORIGINAL = """
draft                submit    Save  publish           Save  publish           -  -
review               Save      Save  publish           Save  publish           -  -
sent_back            submit    Save  submit            Save  submit            -  -
approved             Save      Save  publish           Save  publish           -  -
scheduled            submit    Save  Save              Save  Save              -  -
scheduled_in_review  Save      Save  approve           Save  approve           -  -
scheduled_changed    submit    Save  schedule_changes  Save  schedule_changes  -  -
live                 submit    Save  publish           Save  publish           -  -
live_changed         submit    Save  publish           Save  publish           -  -
ended                submit    Save  publish           Save  publish           -  -
withdrawn            Save      Save  Save              Save  restore           -  -
withdrawn_in_review  Save      Save  Save              Save  restore           -  -
taken_back           submit    Save  publish           Save  publish           -  -
"""
TRANSLATION = """
missing              start_translation  start_translation  Save  start_translation  start_translation  -  -
not_planned          start_translation  start_translation  Save  start_translation  start_translation  -  -
draft                submit             submit             Save  publish            publish            -  -
sent_back            submit             submit             Save  submit             submit             -  -
behind               submit             no_change_needed   Save  no_change_needed   no_change_needed   -  -
behind_changed       submit             submit             Save  publish            publish            -  -
withdrawn            Save               Save               Save  Save               restore            -  -
"""  # noqa: E501  a table


def rows(table: str, code: str) -> list:
    found = [line.split() for line in table.strip().splitlines()]
    return [
        pytest.param(code, state, dict(zip(ROLES, verbs, strict=True)), id=f"{code}-{state}")
        for state, *verbs in found
    ]


@pytest.mark.parametrize("code, state, expected", [*rows(ORIGINAL, "ru"), *rows(TRANSLATION, "hy")])
def test_button_that_stands_out_is_the_next_sensible_step(
    request, sign_in, bring_to, form_address, code, state, expected
):
    address = form_address(bring_to(state, code))

    shown = {
        role: standing_out(sign_in(request.getfixturevalue(role)), address, code) or "-"
        for role in ROLES
    }

    assert shown == expected
