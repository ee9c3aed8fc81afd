"""A scheduled story that was saved since goes out with its former words, and all say so."""

import re
from datetime import timedelta

import pytest
from django.contrib.messages import get_messages
from django.urls import reverse
from django.utils import timezone

from articles import workflow
from articles.admin.reports.audit_words import asides
from articles.admin.words import moment
from articles.editorial.checks import rules
from articles.models import Article, AuditEntry, Category, Edition

pytestmark = pytest.mark.usefixtures("in_english")
FORMER, NEWER = "The lake returns", "The lake is back"


@pytest.fixture
def edition(make_edition):
    return make_edition("ru", title_ru=FORMER, at=timezone.now() + timedelta(hours=1))


@pytest.fixture
def article(edition, editor_ru):
    edition.article.title_ru = NEWER
    return workflow.save(edition.article, by=editor_ru)


def said(response) -> str:
    return " ".join(str(message) for message in get_messages(response.wsgi_request))


def sentence(edition) -> str:
    at = moment(edition.published_at)
    return f"Русский: the version scheduled for {at} will be published, not the one just saved."


def panel(client, article, form_address, code="ru"):
    panels = client.get(form_address(article)).context["panels"]
    return next(one for one in panels if one.language.code == code)


def goes_out() -> list[str]:
    return list(Edition.objects.values_list("title", flat=True))


# In the form


def test_form_says_that_it_goes_out_with_its_former_words(
    sign_in, editor_ru, article, edition, form_address
):
    client, at = sign_in(editor_ru), moment(edition.published_at)

    shown = panel(client, article, form_address)
    page = client.get(form_address(article)).content.decode()

    assert (shown.state.code, shown.primary.label) == (
        "scheduled_changed",
        f"Use latest version at {at}",
    )
    assert f"Your latest save will not be published at {at}: the scheduled version will." in page
    assert '<span class="state state--scheduled_changed">' in page


def test_form_says_nothing_of_what_goes_out_as_it_is_saved(
    sign_in, editor_ru, edition, form_address
):
    shown = panel(sign_in(editor_ru), edition.article, form_address)

    assert (shown.state.code, shown.left_out_at, shown.primary) == ("scheduled", "", None)


def test_form_tells_who_may_not_publish_without_a_button(sign_in, reporter, article, form_address):
    Article.objects.update(created_by=reporter)

    shown = panel(sign_in(reporter), article, form_address)

    assert shown.left_out_at != ""
    assert "schedule_changes" not in [shown.primary.name, *(verb.name for verb in shown.others)]


def test_difference_is_what_goes_live_and_what_is_saved(sign_in, editor_ru, article, form_address):
    client = sign_in(editor_ru)

    page = client.get(panel(client, article, form_address).left_out).content.decode()

    assert "<del> returns</del><ins> is back</ins>" in page


@pytest.mark.parametrize("code", ["ru", "shared"])
def test_saving_says_it_with_the_press(
    sign_in, editor_ru, edition, as_posted, form_address, verb_address, code
):
    article, client = edition.article, sign_in(editor_ru)
    typed = {"title_ru": NEWER} if code == "ru" else {"kind": "interview"}

    words = said(client.post(form_address(article), as_posted(article, **typed)))

    at = moment(edition.published_at)
    assert f"the version scheduled for {at} will be published, not the one just saved" in words
    address = verb_address(article, "ru", "schedule_changes")
    assert f'action="{address}"' in words


def test_saving_together_with_a_verb_says_it(sign_in, editor_ru, edition, as_posted, form_address):
    article = edition.article

    words = said(
        sign_in(editor_ru).post(
            form_address(article), as_posted(article, title_ru=NEWER, _verb="submit:ru")
        )
    )

    assert Article.objects.get().status_ru == "review"
    assert sentence(edition) in words


def test_bringing_back_a_version_says_it(sign_in, editor_ru, article, edition):
    workflow.schedule_changes(edition, by=editor_ru)
    first, *_between, last = article.versions.filter(part="ru").order_by("number")
    address = reverse("admin:articles_version_bring_back", args=[article.pk, first.pk])

    response = sign_in(editor_ru).post(address, {"base": last.number})

    assert Article.objects.get().title_ru == FORMER
    assert goes_out() == [NEWER]
    assert sentence(edition) in said(response)


@pytest.mark.parametrize("name", ["add_tag", "change_category"])
def test_bulk_change_says_it_of_each_story(sign_in, chief, edition, make_article, make_tag, name):
    economy = Category.objects.create(slug="economy", name_en="Economy", name_ru="Экономика")
    other = make_article(title_ru="Другая")
    data = {"story": [edition.article_id, other.pk], "tag": make_tag(ru="Севан").pk}

    response = sign_in(chief).post(
        reverse("admin:articles_bulk", args=[name]), data | {"category": economy.pk}
    )

    assert [one.left_out for one in response.context["done"]] == [sentence(edition), ""]
    assert sentence(edition) in response.content.decode()


def test_saving_what_is_not_scheduled_says_no_more(
    sign_in, editor_ru, make_article, as_posted, form_address
):
    article = make_article()

    response = sign_in(editor_ru).post(form_address(article), as_posted(article, title_ru=NEWER))

    assert said(response) == "Saved."


# The press


def test_press_in_the_form_saves_and_takes_the_words(
    sign_in, editor_ru, article, edition, as_posted, form_address
):
    data = as_posted(article, lead_ru="A lead typed now", _verb="schedule_changes:ru")

    sign_in(editor_ru).post(form_address(article), data)

    kept = Edition.objects.get()
    assert (kept.title, kept.lead) == (NEWER, "A lead typed now")
    assert (kept.published_at, kept.is_scheduled) == (edition.published_at, True)


def test_press_asks_where_a_check_has_a_word(
    sign_in, editor_ru, article, verb_address, as_posted, form_address, monkeypatch
):
    level = {rules.Check.LEAD: rules.Level.WARNING}
    monkeypatch.setattr(rules, "DEFAULTS", rules.DEFAULTS | level)
    client, address = sign_in(editor_ru), verb_address(article, "ru", "schedule_changes")

    pressed = client.post(form_address(article), as_posted(article, _verb="schedule_changes:ru"))
    client.post(address)
    assert (pressed["Location"], goes_out()) == (address, [FORMER])

    client.post(address, {"anyway": "on"})
    assert goes_out() == [NEWER]


def test_press_within_an_embargo_leads_to_where_the_reason_is_given(
    sign_in, chief, article, edition, verb_address
):
    Article.objects.update(embargo_until=timezone.now() + timedelta(hours=3))
    client = sign_in(chief)

    asked = client.post(verb_address(article, "ru", "schedule_changes"), follow=True)

    form = asked.context["form"]
    assert asked.redirect_chain[-1][0] == verb_address(article, "ru", "schedule")
    assert (form.initial["at"], "reason" in form.fields) == (edition.published_at, True)
    assert goes_out() == [FORMER]


def test_press_that_comes_late_keeps_the_words(
    sign_in, editor_ru, article, as_posted, form_address
):
    Edition.objects.update(published_at=timezone.now() - timedelta(seconds=1))
    data = as_posted(article, title_ru="Typed at the last moment", _verb="schedule_changes:ru")

    response = sign_in(editor_ru).post(form_address(article), data)

    assert "The story is no longer scheduled." in said(response)
    assert (Article.objects.get().title_ru, goes_out()) == ("Typed at the last moment", [FORMER])


# Elsewhere


def test_board_says_it_in_matrix_and_list_and_leads_to_the_press(
    board, editor_ru, article, verb_address
):
    shown = board(editor_ru)

    cell = next(one for one in shown["matrix"][0].cells if one.language.code == "ru")
    line = next(one for one in shown["panels"] if one.name == "scheduled").lines[0]
    assert cell.state.code == "scheduled_changed"
    assert cell.step.address == verb_address(article, "ru", "schedule_changes")
    assert line.words[-1] == "without the latest changes: RU"


def test_board_and_list_are_narrowed_by_it(board, chief, article, make_edition, client):
    make_edition("ru", title_ru="As saved", at=timezone.now() + timedelta(hours=1))
    address = reverse("admin:articles_article_changelist")

    narrowed = board(chief, state="scheduled_changed")["matrix"]
    listed = {
        state: [
            one.title_ru for one in client.get(address, {"ru": state}).context["cl"].result_list
        ]
        for state in ("scheduled", "scheduled_changed")
    }

    assert [story.title for story in narrowed] == [NEWER]
    assert listed == {"scheduled": ["As saved"], "scheduled_changed": [NEWER]}


def test_plan_of_the_week_and_a_move_say_it(sign_in, editor_ru, article, edition):
    client, later = sign_in(editor_ru), timezone.localtime() + timedelta(days=7)
    data = {"article": article.pk, "language": "ru", "kind": "scheduled"}

    moved = client.post(
        reverse("admin:articles_plan_move"), data | {"at": later.strftime("%Y-%m-%dT%H:%M")}
    )
    page = client.get(reverse("admin:articles_week_plan", args=[later.date().isoformat()]))

    assert "will be published, not the one just saved" in said(moved)
    assert "without the latest changes" in page.content.decode()
    assert goes_out() == [FORMER]


def test_history_marks_the_version_that_goes_live(sign_in, editor_ru, article, edition):
    page = sign_in(editor_ru).get(reverse("admin:articles_article_versions", args=[article.pk]))

    marked = {
        (one.part, one.number): [str(edition.language_label) for edition in one.goes_live]
        for one in page.context["versions"]
    }
    assert marked == {("ru", 2): [], ("ru", 1): ["RU"], ("shared", 1): ["RU"]}
    at = re.escape(moment(edition.published_at))
    assert re.search(rf"goes live\s+{at}", page.content.decode())


def test_audit_says_that_the_words_are_newer(article, edition, editor_ru):
    workflow.schedule_changes(edition, by=editor_ru)

    entry = AuditEntry.objects.latest("pk")
    assert "Includes changes saved since it was scheduled." in asides(entry)
